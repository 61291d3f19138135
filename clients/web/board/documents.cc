// SPDX-License-Identifier: EUPL-1.2
//
// The tree of steering documents, and what each governs.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "clients/web/board/handlers.h"
#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "clients/web/http/form.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

std::string_view KindOf(const Visit& visit, v1::DocumentKind kind) {
  switch (kind) {
    case v1::DOCUMENT_KIND_LAW:
      return visit.Say(kLaw);
    case v1::DOCUMENT_KIND_PLAN:
      return visit.Say(kPlanDocument);
    case v1::DOCUMENT_KIND_POLICY:
      return visit.Say(kPolicy);
    case v1::DOCUMENT_KIND_STRATEGY:
      return visit.Say(kStrategy);
    case v1::DOCUMENT_KIND_ROADMAP:
      return visit.Say(kRoadmap);
    case v1::DOCUMENT_KIND_GUIDELINE:
      return visit.Say(kGuideline);
    case v1::DOCUMENT_KIND_OWNER_DIRECTIVE:
      return visit.Say(kOwnerDirective);
    case v1::DOCUMENT_KIND_TERMS_OF_REFERENCE:
      return visit.Say(kTermsOfReference);
    case v1::DOCUMENT_KIND_AGREEMENT:
      return visit.Say(kAgreement);
    case v1::DOCUMENT_KIND_REVIEW:
      return visit.Say(kReview);
    default:
      return {};
  }
}

// Writes documents. Not thread-safe.
class Tree {
 public:
  Tree(const Visit& visit, const ShownEdition& shown, board::Html& html)
      : visit_(visit),
        shown_(shown),
        catalogue_(shown.catalogue->catalogue()),
        page_(ContextOf(visit, shown)),
        html_(html) {}

  // The documents below a parent; "": those without one.
  void AddBelow(std::string_view parent) {
    std::vector<const v1::Document*> below;
    for (const v1::Document& document : catalogue_.documents()) {
      if (IsBelow(document, parent)) below.push_back(&document);
    }
    if (below.empty()) return;
    html_.Raw("<ul class=\"tree\">\n");
    for (const v1::Document* document : below) {
      html_.Raw("<li>");
      // A document with two parents is told once; the second place refers to it.
      if (!told_.insert(document->id()).second) {
        html_.Wrap("<a href=\"#d-", document->id(), "\">");
        html_.Text(page_.In(document->title())).Raw("</a>");
      } else {
        AddDocument(*document);
        AddBelow(document->id());
      }
      html_.Raw("</li>\n");
    }
    html_.Raw("</ul>\n");
  }

  // What no root leads to, if the catalogue's parents form a ring.
  void AddRest() {
    for (const v1::Document& document : catalogue_.documents()) {
      if (told_.contains(document.id())) continue;
      told_.insert(document.id());
      html_.Raw("<div class=\"tree\">");
      AddDocument(document);
      html_.Raw("</div>\n");
    }
  }

  // One after the other, those that pass the filter; their number.
  size_t AddFiltered() {
    size_t found = 0;
    for (const v1::Document& document : catalogue_.documents()) {
      if (!PassesFilter(visit_, StrCat(document.id(), " ", page_.In(document.title()).text, " ",
                                       KindOf(visit_, document.kind()), " ", document.adopted_by(),
                                       " ", document.subject()))) {
        continue;
      }
      ++found;
      html_.Raw("<div class=\"tree\">");
      AddDocument(document);
      html_.Raw("</div>\n");
    }
    return found;
  }

 private:
  bool IsBelow(const v1::Document& document, std::string_view parent) const {
    if (!parent.empty()) {
      return std::ranges::find(document.parents(), parent) != document.parents().end();
    }
    return document.parents().empty();
  }

  void AddDocument(const v1::Document& document) {
    html_.Wrap("<section id=\"d-", document.id(), "\">\n<h2>");
    html_.Text(page_.In(document.title())).Raw("</h2>\n<p>");
    html_.Text(KindOf(visit_, document.kind()));
    const auto add = [&](const Phrase& label, std::string_view text) {
      if (!text.empty()) html_.Raw(" · ").Text(visit_.Say(label)).Raw(" ").Text(text);
    };
    add(kAdoptedBy, NameIn(visit_, shown_, document.adopted_by()).text);
    add(kByDecision, document.decision());
    add(kValidFrom, document.valid_from());
    add(kValidTo, document.valid_to());
    add(kOwnedBy, NameIn(visit_, shown_, document.owner()).text);
    html_.Raw("</p>\n");
    AddGoals(document.id());
    AddObligations(document.id());
    AddProjectsOf(document.id());
    AddRecommendationsOf(document.id());
    html_.Raw("</section>\n");
  }

  // Goals with the indicators that measure them.
  void AddGoals(std::string_view document) {
    for (const v1::Goal& goal : catalogue_.goals()) {
      if (goal.document() != document) continue;
      html_.Raw("<p><strong>").Text(visit_.Say(kGoal)).Raw(":</strong> ");
      html_.Text(page_.In(goal.title())).Raw("</p>\n");
      AddIndicatorsOf(goal.id());
    }
  }

  void AddIndicatorsOf(std::string_view goal) {
    std::vector<const v1::IndicatorRow*> rows;
    absl::flat_hash_set<std::string_view> seen;
    for (const v1::Indicator& indicator : catalogue_.indicators()) {
      if (indicator.goal() != goal || !seen.insert(indicator.id()).second) continue;
      if (const v1::IndicatorRow* row = FindRow(shown_.view, indicator.id())) rows.push_back(row);
    }
    if (rows.empty()) return;
    html_.Raw("<ul class=\"plain\">\n");
    for (const v1::IndicatorRow* row : rows) {
      html_.Raw("<li>");
      AddPageLink(IndicatorPath(shown_, row->indicator()), page_.In(row->title()), html_);
      html_.Raw(" ");
      board::AddSign(board::SignOf(board::StatusShown(*row), page_.words), html_);
      html_.Raw("</li>\n");
    }
    html_.Raw("</ul>\n");
  }

  void AddObligations(std::string_view document) {
    bool any = false;
    for (const v1::Obligation& obligation : catalogue_.obligations()) {
      if (obligation.document() != document) continue;
      html_.Raw("<p><strong>").Text(visit_.Say(kObligation)).Raw(":</strong> ");
      html_.Text(page_.In(obligation.title())).Raw("</p>\n");
      any = true;
    }
    if (!any) return;
    html_.Raw("<p>");
    AddPageLink(StrCat("/trail?document=", UrlEncode(document)), visit_.Say(kItsTrail), html_);
    html_.Raw("</p>\n");
  }

  // Projects work for goals.
  void AddProjectsOf(std::string_view document) {
    for (const v1::Project& project : catalogue_.projects()) {
      const auto goal = std::ranges::find(catalogue_.goals(), project.goal(), &v1::Goal::id);
      if (goal == catalogue_.goals().end() || goal->document() != document) continue;
      html_.Raw("<p><strong>").Text(visit_.Say(kProject)).Raw(":</strong> ");
      AddPageLink(ProjectPath(shown_, project.id()), page_.In(project.title()), html_);
      html_.Raw("</p>\n");
    }
  }

  void AddRecommendationsOf(std::string_view document) {
    for (const v1::Recommendation& one : catalogue_.recommendations()) {
      if (one.document() != document) continue;
      html_.Raw("<p><strong>").Text(page_.words.recommendation).Raw(":</strong> ");
      AddPageLink(InEdition(shown_, "/recommendations"), page_.In(one.title()), html_);
      html_.Raw("</p>\n");
    }
  }

  const Visit& visit_;
  const ShownEdition& shown_;
  const v1::Catalogue& catalogue_;
  const board::PageContext page_;
  board::Html& html_;
  absl::flat_hash_set<std::string_view> told_;
};

}  // namespace

Response RenderDocuments(const Visit& visit, const ShownEdition& shown) {
  board::Html html = BeginEditionPage(visit, shown, visit.Say(kDocuments), "/documents");
  html.Wrap("<p>", visit.Say(kDocumentsText), "</p>\n");
  AddFilterBox(visit, InEdition(shown, "/documents"), html);
  Tree tree(visit, shown, html);
  if (visit.FromQuery("filter").empty()) {
    tree.AddBelow("");
    tree.AddRest();
  } else if (tree.AddFiltered() == 0) {
    html.Wrap("<p>", visit.Say(kNothingFound), "</p>\n");
  }
  return EndEditionPage(visit, std::move(html));
}

Response ShowDocuments(Visit& visit) { return WithAskedEdition(visit, RenderDocuments); }

}  // namespace samlad::web::editions
