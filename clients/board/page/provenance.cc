// SPDX-License-Identifier: EUPL-1.2
//
// What signs mean, and where the figures come from.

#include <array>
#include <string_view>
#include <utility>

#include "clients/board/page/page_parts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

void AddTerm(std::string_view label, std::string_view value, Html& html) {
  html.Wrap("<dt>", label, "</dt>").Wrap("<dd>", value, "</dd>\n");
}

void AddSignTerm(const Sign& sign, std::string_view meaning, Html& html) {
  html.Raw("<dt>");
  AddSign(sign, html);
  html.Wrap("</dt><dd>", meaning, "</dd>\n");
}

void AddStatusTerms(const PageContext& page, Html& html) {
  const PageWords& words = page.page_words;
  const std::array<std::pair<v1::TargetStatus, std::string_view>, 5> terms = {
      {{v1::TARGET_STATUS_MET, words.met_text},
       {v1::TARGET_STATUS_ON_TRACK, words.on_track_text},
       {v1::TARGET_STATUS_OFF_TRACK, words.off_track_text},
       {v1::TARGET_STATUS_INSUFFICIENT, words.insufficient_text},
       {v1::TARGET_STATUS_NO_TARGET, words.no_target_text}}};
  html.Wrap("<div>\n<h3>", words.legend_status, "</h3>\n<dl>\n");
  for (const auto& [status, meaning] : terms) {
    AddSignTerm(SignOf(status, page.words), meaning, html);
  }
  html.Raw("</dl>\n</div>\n");
}

void AddSignalTerms(const PageContext& page, Html& html) {
  const PageWords& words = page.page_words;
  html.Wrap("<div>\n<h3>", words.legend_trend, "</h3>\n<p class=\"signs\">");
  for (const auto& [trend, direction] : {std::pair{v1::TREND_BETTER, v1::DIRECTION_UP},
                                         {v1::TREND_WORSE, v1::DIRECTION_UP},
                                         {v1::TREND_BETTER, v1::DIRECTION_DOWN},
                                         {v1::TREND_WORSE, v1::DIRECTION_DOWN},
                                         {v1::TREND_LEVEL, v1::DIRECTION_UP}}) {
    AddSign(SignOf(trend, direction, page.words), html);
  }
  html.Wrap("</p>\n<p>", words.trend_text, "</p>\n");
  html.Wrap("<h3>", words.legend_comparison, "</h3>\n<p class=\"signs\">");
  for (const v1::Trend against : {v1::TREND_BETTER, v1::TREND_WORSE, v1::TREND_LEVEL}) {
    AddSign(SignOfComparison(against, page.words), html);
  }
  html.Wrap("</p>\n<p>", words.comparison_text, "</p>\n");
  html.Wrap("<h3>", words.over_time, "</h3>\n").Wrap("<p>", words.chart_text, "</p>\n</div>\n");
}

// "EID-02: 7, 1201", because the tables behind the rows are not printed.
void AddIndicatorPositions(const PageContext& page, Html& html) {
  html.Wrap("<h3>", page.page_words.positions_title, "</h3>\n");
  html.Wrap("<p>", page.page_words.positions_text, "</p>\n<ul class=\"positions\">\n");
  for (const v1::AreaView& area : page.view.areas()) {
    for (const v1::IndicatorRow& row : area.rows()) {
      if (row.figure().positions().empty()) continue;
      html.Wrap("<li><b>", row.indicator(), "</b> ");
      AddPositionList(row.figure().positions(), html);
      html.Raw("</li>\n");
    }
  }
  html.Raw("</ul>\n");
}

}  // namespace

void AddLegend(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  const std::array<std::array<std::string_view, 2>, 7> codes = {{{"[c]", words.code_c},
                                                                 {"[x]", words.code_x},
                                                                 {"[z]", words.code_z},
                                                                 {"[p]", words.flag_p},
                                                                 {"[e]", words.flag_e},
                                                                 {"[r]", words.flag_r},
                                                                 {"[b]", words.flag_b}}};
  BeginSection(page, SectionId::kLegend, html);
  html.Raw("<div class=\"legend\">\n");
  AddStatusTerms(page, html);
  AddSignalTerms(page, html);
  html.Wrap("<div>\n<h3>", page.page_words.legend_codes, "</h3>\n<dl>\n");
  for (const auto& [code, meaning] : codes) AddTerm(code, meaning, html);
  html.Wrap("</dl>\n<h3>", words.coverage, "</h3>\n").Wrap("<p>", words.coverage_text, "</p>\n");
  html.Raw("</div>\n</div>\n");
  EndSection(html);
}

void AddProvenance(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  BeginSection(page, SectionId::kProvenance, html);
  html.Wrap("<p>", words.evidence_text, "</p>\n<dl>\n");
  AddTerm(words.origin, page.view.origin(), html);
  AddTerm(words.tree_size, StrCat(page.view.as_of()), html);
  if (page.view.query().protected_as_of() != 0) {
    AddTerm(words.protected_by, StrCat(page.view.query().protected_as_of()), html);
  }
  html.Wrap("<dt>", words.root_hash, "</dt>");
  html.Wrap("<dd class=\"hash\">", FormatHex(page.view.root_hash()), "</dd>\n");
  AddTerm(words.catalogue_position, StrCat(page.view.catalogue_position()), html);
  AddTerm(words.fold_version, StrCat(page.view.fold_version()), html);
  html.Raw("</dl>\n");
  AddIndicatorPositions(page, html);
  EndSection(html);
}

}  // namespace samlad::board
