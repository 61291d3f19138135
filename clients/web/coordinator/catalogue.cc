// SPDX-License-Identifier: EUPL-1.2
//
// The catalogue in force, one part of it at a time.

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/session/catalogue_file.h"
#include "clients/cli/text/output.h"
#include "clients/cli/text/words.h"
#include "clients/web/coordinator/pages.h"
#include "clients/web/coordinator/words.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/parts.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::web::coordinator {
namespace {

using board::Html;
using board::Tone;
using parts::Fill;

// One line of a part: its cells, and the heading of each.
using Line = std::vector<std::string>;

struct Part {
  std::string_view id;
  const Phrase& title;
  std::vector<const Phrase*> headings;  // the first names the line
  std::vector<Line> (*lines)(const Visit& visit);
};

std::string In(const Visit& visit, const v1::Text& text) {
  return std::string(board::Pick(text, visit.language));
}

// "2020-01-01 – 2025-12-31"; either may be open.
std::string Span(std::string_view from, std::string_view to) {
  return from.empty() && to.empty() ? "" : StrCat(from, " – ", to);
}

std::string PermissionsOf(const Visit& visit, const v1::Organisation& one) {
  std::vector<std::string> names;
  for (const int permission : one.permissions()) {
    names.push_back(cli::Label(v1::Permission_Name(static_cast<v1::Permission>(permission)),
                               "PERMISSION_", visit.language));
  }
  return names.empty() ? std::string(visit.Say(kNoPermissions)) : absl::StrJoin(names, ", ");
}

std::vector<Line> OrganisationLines(const Visit& visit) {
  std::vector<Line> lines;
  for (const v1::Organisation& one : visit.catalogue->catalogue().organisations()) {
    lines.push_back({one.id(), In(visit, one.name()),
                     std::string(parts::KindName(visit, one.kind())), PermissionsOf(visit, one),
                     absl::StrJoin(one.mandates(), ", "), Span(one.valid_from(), one.valid_to())});
  }
  return lines;
}

std::string ProtectionOf(const Visit& visit, const v1::Protection& one) {
  if (one.not_personal()) return std::string(visit.Say(kNotProtected));
  const int64_t k = one.k() == 0 ? samlad::limits::kSmallCountDefault : one.k();
  return Fill(visit, kProtectedFrom, {StrCat(k)});
}

std::vector<Line> IndicatorLines(const Visit& visit) {
  std::vector<Line> lines;
  for (const v1::Indicator& one : visit.catalogue->catalogue().indicators()) {
    lines.push_back({one.version() > 1 ? StrCat(one.id(), "@", one.version()) : one.id(),
                     In(visit, one.title()), In(visit, one.definition()), In(visit, one.unit()),
                     ProtectionOf(visit, one.protection()), one.owner()});
  }
  return lines;
}

std::vector<Line> ObligationLines(const Visit& visit) {
  std::vector<Line> lines;
  for (const v1::Obligation& one : visit.catalogue->catalogue().obligations()) {
    std::vector<std::string> who(one.organisations().begin(), one.organisations().end()), periods;
    for (const int kind : one.kinds()) {
      who.emplace_back(parts::KindName(visit, static_cast<v1::OrganisationKind>(kind)));
    }
    for (const v1::DuePeriod& due : one.periods()) {
      periods.push_back(due.due().empty() ? due.period()
                                          : StrCat(due.period(), " (", due.due(), ")"));
    }
    lines.push_back({one.id(), In(visit, one.title()), absl::StrJoin(who, ", "),
                     absl::StrJoin(one.indicators(), ", "), absl::StrJoin(periods, ", ")});
  }
  return lines;
}

std::vector<Line> ProjectLines(const Visit& visit) {
  std::vector<Line> lines;
  for (const v1::Project& one : visit.catalogue->catalogue().projects()) {
    lines.push_back({one.id(), In(visit, one.title()), one.owner(),
                     std::string(board::WordOf(one.state(), board::MessagesIn(visit.language))),
                     one.end(), board::FormatNumber(StrCat(one.budget_sek()), visit.language)});
  }
  return lines;
}

std::vector<Line> RecommendationLines(const Visit& visit) {
  std::vector<Line> lines;
  for (const v1::Recommendation& one : visit.catalogue->catalogue().recommendations()) {
    lines.push_back(
        {one.id(), In(visit, one.title()), In(visit, one.measure()), one.owner(), one.due()});
  }
  return lines;
}

// Each document after its first parent; what only names itself or what is not there
// comes last.
std::vector<Line> DocumentLines(const Visit& visit) {
  const auto& documents = visit.catalogue->catalogue().documents();
  std::map<std::string_view, std::vector<const v1::Document*>> children;
  for (const v1::Document& one : documents) {
    children[one.parents().empty() ? std::string_view() : one.parents(0)].push_back(&one);
  }
  std::vector<Line> lines;
  std::vector<const v1::Document*> open;
  const auto follow = [&](std::string_view parent) {
    const auto at = children.find(parent);
    if (at == children.end()) return;
    open.insert(open.end(), at->second.rbegin(), at->second.rend());
    children.erase(at);  // once, whatever the parents say
  };
  const auto list = [&] {
    while (!open.empty()) {
      const v1::Document& one = *open.back();
      open.pop_back();
      lines.push_back(
          {one.id(), In(visit, one.title()),
           cli::Label(v1::DocumentKind_Name(one.kind()), "DOCUMENT_KIND_", visit.language),
           absl::StrJoin(one.parents(), ", "), one.decision(),
           Span(one.valid_from(), one.valid_to()), one.owner()});
      follow(one.id());
    }
  };
  follow("");
  list();
  while (!children.empty()) {
    follow(children.begin()->first);
    list();
  }
  return lines;
}

const std::vector<Part>& PartsOfCatalogue() {
  static const auto* const parts = new std::vector<Part>{
      {"organisations",
       kOrganisations,
       {&kOrganisation, &kName, &kKind, &kPermissions, &kMandates, &kValid},
       OrganisationLines},
      {"indicators",
       kIndicators,
       {&kIndicator, &kName, &kDefinition, &kUnit, &kProtected, &kOwner},
       IndicatorLines},
      {"obligations",
       kObligations,
       {&kObligation, &kName, &kWhoOwes, &kIndicators, &kPeriods},
       ObligationLines},
      {"projects",
       kProjects,
       {&kProjects, &kName, &kOwner, &kState, &kEnds, &kBudget},
       ProjectLines},
      {"recommendations",
       kRecommendations,
       {&kRecommendations, &kName, &kMeasure, &kOwner, &kDue},
       RecommendationLines},
      {"documents",
       kDocuments,
       {&kDocuments, &kName, &kKind, &kUnder, &kDecisionReference, &kValid, &kOwner},
       DocumentLines},
  };
  return *parts;
}

const Part& ChosenPart(const Visit& visit) {
  for (const Part& part : PartsOfCatalogue()) {
    if (part.id == visit.FromPath("part")) return part;
  }
  return PartsOfCatalogue().front();
}

void AddCatalogueHead(const Visit& visit, Html& html) {
  const v1::Catalogue& catalogue = visit.catalogue->catalogue();
  html.Raw("<dl class=\"facts\">\n");
  parts::AddFact(visit.Say(kFromEntry), StrCat(visit.catalogue->position()), html);
  parts::AddFact(visit.Say(kTimeZone), catalogue.time_zone(), html);
  parts::AddFact(visit.Say(kTrustDomain), catalogue.trust_domain(), html);
  parts::AddFact(visit.Say(kCustodian), parts::NameOf(visit, catalogue.custodian()), html);
  html.Raw("</dl>\n");
  if (visit.catalogue->abridged()) {
    parts::AddNotice(Tone::kQuiet, visit.Say(kAbridged), html);
  } else {
    html.Wrap("<p class=\"actions\"><a class=\"button\" href=\"/catalogue/file?format=yaml\">",
              visit.Say(kDownloadYaml), "</a> ");
    html.Wrap("<a class=\"button\" href=\"/catalogue/file?format=json\">", visit.Say(kDownloadJson),
              "</a> ");
    if (visit.May(v1::PERMISSION_COORDINATE) || visit.May(v1::PERMISSION_ADMINISTER)) {
      html.Wrap("<a class=\"button\" href=\"/catalogue/plan\">", visit.Say(kTryAnother), "</a>");
    }
    html.Raw("</p>\n");
  }
}

void AddPartLinks(const Visit& visit, const Part& chosen, Html& html) {
  html.Wrap("<nav class=\"parts\" aria-label=\"", visit.Say(kSections), "\"><ul>");
  for (const Part& part : PartsOfCatalogue()) {
    html.Wrap("<li><a href=\"/catalogue/part/", part.id, "\"");
    if (part.id == chosen.id) html.Raw(" aria-current=\"true\"");
    html.Wrap(">", visit.Say(part.title), "</a></li>");
  }
  html.Raw("</ul></nav>\n");
}

void AddPart(const Visit& visit, const Part& part, Html& html) {
  html.Wrap("<h2>", visit.Say(part.title), "</h2>\n");
  AddFilterBox(visit, StrCat("/catalogue/part/", part.id), html);
  std::vector<Line> lines = part.lines(visit);
  std::erase_if(
      lines, [&visit](const Line& line) { return !PassesFilter(visit, absl::StrJoin(line, " ")); });
  if (lines.empty()) return parts::AddNotice(Tone::kQuiet, visit.Say(kNothingPasses), html);
  html.Wrap("<table class=\"list\"><caption class=\"unseen\">", visit.Say(part.title),
            "</caption><thead><tr>");
  for (const Phrase* heading : part.headings) {
    html.Wrap("<th scope=\"col\">", visit.Say(*heading), "</th>");
  }
  html.Raw("</tr></thead><tbody>\n");
  const size_t begin = std::min((PageNumber(visit) - 1) * kRowsPerPage, lines.size());
  const size_t end = std::min(begin + kRowsPerPage, lines.size());
  for (size_t i = begin; i < end; ++i) {
    html.Raw("<tr>");
    parts::AddRowHead(lines[i].front(), html);
    for (size_t cell = 1; cell < lines[i].size(); ++cell) {
      parts::AddCell(visit.Say(*part.headings[cell]), lines[i][cell], html);
    }
    html.Raw("</tr>\n");
  }
  parts::EndList(html);
  AddPager(visit, lines.size(), html);
}

}  // namespace

Response ShowCatalogue(Visit& visit) {
  Html html = BeginPage(visit, visit.Say(kCatalogueTitle));
  AddCatalogueHead(visit, html);
  const Part& part = ChosenPart(visit);
  AddPartLinks(visit, part, html);
  AddPart(visit, part, html);
  return EndPage(visit, std::move(html));
}

Response GetCatalogueFile(Visit& visit) {
  const auto answer = visit.gateway.GetCatalogue(0);
  if (!answer.ok()) return FailurePage(visit, answer.status());
  if (answer->abridged()) {
    return FailurePage(visit, absl::PermissionDeniedError(ToAbsl(visit.Say(kAbridged))));
  }
  const std::string name = StrCat("catalogue-", answer->position());
  if (visit.FromQuery("format") == "json") {
    return Download(StrCat(name, ".json"), "application/json", cli::ToJson(answer->catalogue()));
  }
  auto text = cli::WriteCatalogue(*answer);
  if (!text.ok()) return FailurePage(visit, text.status());
  return Download(StrCat(name, ".yaml"), "application/yaml", *std::move(text));
}

}  // namespace samlad::web::coordinator
