// SPDX-License-Identifier: EUPL-1.2
//
// The sections of the page, its contents list, and links between them.

#include <array>

#include "clients/board/page/page_parts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

constexpr std::array kAll = {
    SectionId::kRows,       SectionId::kBreakdowns,       SectionId::kOwnParts,
    SectionId::kReports,    SectionId::kProjects,         SectionId::kRecommendations,
    SectionId::kActivities, SectionId::kAcknowledgements, SectionId::kClearings,
    SectionId::kLegend,     SectionId::kProvenance};

struct Anchor {
  Markup id, link;  // `link` ends within the href
};

constexpr Anchor AnchorOf(SectionId id) {
  switch (id) {
    case SectionId::kRows:
      return {"rows", "<a href=\"#rows\">"};
    case SectionId::kBreakdowns:
      return {"breakdowns", "<a href=\"#breakdowns\">"};
    case SectionId::kOwnParts:
      return {"parts", "<a href=\"#parts\">"};
    case SectionId::kReports:
      return {"reports", "<a href=\"#reports\">"};
    case SectionId::kProjects:
      return {"projects", "<a href=\"#projects\">"};
    case SectionId::kRecommendations:
      return {"recommendations", "<a href=\"#recommendations\">"};
    case SectionId::kActivities:
      return {"activities", "<a href=\"#activities\">"};
    case SectionId::kAcknowledgements:
      return {"acknowledgements", "<a href=\"#acknowledgements\">"};
    case SectionId::kClearings:
      return {"clearings", "<a href=\"#clearings\">"};
    case SectionId::kLegend:
      return {"legend", "<a href=\"#legend\">"};
    default:
      return {"provenance", "<a href=\"#provenance\">"};
  }
}

std::string_view TitleOf(const PageContext& page, SectionId id) {
  switch (id) {
    case SectionId::kRows:
      return page.page_words.rows;
    case SectionId::kBreakdowns:
      return page.page_words.breakdowns;
    case SectionId::kOwnParts:
      return page.page_words.own_parts;
    case SectionId::kReports:
      return page.words.reporting;
    case SectionId::kProjects:
      return page.words.projects;
    case SectionId::kRecommendations:
      return page.words.recommendations;
    case SectionId::kActivities:
      return page.words.activities;
    case SectionId::kAcknowledgements:
      return page.words.acknowledgements;
    case SectionId::kClearings:
      return page.words.clearings;
    case SectionId::kLegend:
      return page.words.legend;
    default:
      return page.words.evidence;
  }
}

bool HasCells(const v1::View& view) {
  for (const v1::AreaView& area : view.areas()) {
    for (const v1::IndicatorRow& row : area.rows()) {
      if (!row.cells().empty()) return true;
    }
  }
  return false;
}

// A section that the view has nothing for is left out, unless its absence is
// news.
bool HasSection(const v1::View& view, SectionId id) {
  if (id == SectionId::kBreakdowns) return HasCells(view);
  if (id == SectionId::kOwnParts) return !view.organisations().empty();
  if (id == SectionId::kClearings) return !view.clearings().empty();
  return true;
}

int PageOf(const PageContext& page, SectionId id) {
  const auto at = page.options.page_of.find(std::string(AnchorOf(id).id.text()));
  return at == page.options.page_of.end() ? 0 : at->second;
}

}  // namespace

bool BeginSection(const PageContext& page, SectionId id, Html& html) {
  if (!HasSection(page.view, id)) return false;
  html.Raw("<section id=\"").Raw(AnchorOf(id).id).Raw("\">\n");
  html.Wrap("<h2>", TitleOf(page, id), "</h2>\n");
  return true;
}

void EndSection(Html& html) { html.Raw("</section>\n"); }

void AddLink(SectionId id, std::string_view text, Html& html) {
  html.Raw(AnchorOf(id).link).Wrap("", text, "</a>");
}

void AddMore(const PageContext& page, size_t more, SectionId id, Html& html) {
  if (more == 0) return;
  const std::string count = Say(page.page_words.more, more, page.language);
  const int number = PageOf(page, id);
  html.Raw("<p class=\"more\">");
  AddLink(id,
          number == 0 ? Fill(page.page_words.more_in, count, TitleOf(page, id))
                      : Fill(page.page_words.more_on, count, StrCat(number)),
          html);
  html.Raw("</p>\n");
}

void AddContents(const PageContext& page, Html& html) {
  html.Raw("<nav class=\"contents\" aria-labelledby=\"contents\">\n");
  html.Wrap("<h2 id=\"contents\">", page.page_words.contents, "</h2>\n<ol>\n");
  for (const SectionId id : kAll) {
    if (!HasSection(page.view, id)) continue;
    html.Raw("<li>");
    AddLink(id, TitleOf(page, id), html);
    if (const int number = PageOf(page, id); number != 0) {
      html.Wrap(" <span>", StrCat(number), "</span>");
    }
    html.Raw("</li>\n");
  }
  html.Raw("</ol>\n</nav>\n");
}

}  // namespace samlad::board
