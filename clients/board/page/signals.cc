// SPDX-License-Identifier: EUPL-1.2
//
// How many indicators have each status, trend and comparison, and how many
// reports each state: four panels that are never added up.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "clients/board/page/charts.h"
#include "clients/board/page/page_parts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

constexpr Markup RectOf(Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return "<rect class=\"g\"";
    case Tone::kFair:
      return "<rect class=\"f\"";
    case Tone::kBad:
      return "<rect class=\"b\"";
    default:
      return "<rect";
  }
}

struct Line {
  Sign sign;
  size_t count = 0;
};

// A bar of the lines' counts, then the lines; what nothing has is left out.
void AddPanel(const PageContext& page, std::string_view title, std::span<const Line> lines,
              Html& html) {
  std::vector<Share> shares;
  for (const Line& line : lines) shares.push_back({line.count, RectOf(line.sign.tone)});
  html.Wrap("<div>\n<h3>", title, "</h3>\n");
  AddShares(shares, html);
  html.Raw("<ul>\n");
  for (const Line& line : lines) {
    if (line.count == 0) continue;
    html.Wrap("<li><b>", page.Count(line.count), "</b>");
    AddSign(line.sign, html);
    html.Raw("</li>\n");
  }
  html.Raw("</ul>\n</div>\n");
}

size_t CountIn(const auto& counts, auto key) {
  const auto at = counts.find(key);
  return at == counts.end() ? 0 : at->second;
}

void AddStatuses(const PageContext& page, const Digest& digest, Html& html) {
  std::vector<Line> lines;
  for (const v1::TargetStatus status :
       {v1::TARGET_STATUS_OFF_TRACK, v1::TARGET_STATUS_ON_TRACK, v1::TARGET_STATUS_MET,
        v1::TARGET_STATUS_INSUFFICIENT, v1::TARGET_STATUS_NO_TARGET}) {
    lines.push_back({SignOf(status, page.words), CountIn(digest.statuses, status)});
  }
  AddPanel(page, page.words.status, lines, html);
}

void AddTrends(const PageContext& page, const Digest& digest, Html& html) {
  std::vector<Line> lines;
  for (const v1::Trend trend : {v1::TREND_WORSE, v1::TREND_BETTER, v1::TREND_LEVEL, v1::TREND_UP,
                                v1::TREND_DOWN, v1::TREND_INSUFFICIENT}) {
    Sign sign = SignOf(trend, v1::DIRECTION_UP, page.words);
    // Which way is better differs between indicators, so no arrow is right.
    if (trend == v1::TREND_WORSE || trend == v1::TREND_BETTER) sign.shape = Shape::kSquare;
    lines.push_back({sign, CountIn(digest.trends, trend)});
  }
  AddPanel(page, page.words.trend, lines, html);
}

void AddComparisons(const PageContext& page, const Digest& digest, Html& html) {
  std::vector<Line> lines;
  for (const v1::Trend against : {v1::TREND_WORSE, v1::TREND_BETTER, v1::TREND_LEVEL, v1::TREND_UP,
                                  v1::TREND_DOWN, v1::TREND_INSUFFICIENT}) {
    lines.push_back({SignOfComparison(against, page.words), CountIn(digest.comparisons, against)});
  }
  AddPanel(page, page.page_words.compared_with, lines, html);
}

void AddReports(const PageContext& page, const Digest& digest, Html& html) {
  std::vector<Line> lines;
  for (const v1::ReportState state :
       {v1::REPORT_STATE_MISSING, v1::REPORT_STATE_RETURNED, v1::REPORT_STATE_EXPECTED,
        v1::REPORT_STATE_UNDER_REVIEW, v1::REPORT_STATE_LATE, v1::REPORT_STATE_ON_TIME}) {
    v1::ObligationState report;
    report.set_state(state);
    report.set_position(1);
    lines.push_back({SignOf(report, page.words), CountIn(digest.reports, state)});
  }
  AddPanel(page,
           digest.reports_due == 0 ? std::string(page.page_words.reports)
                                   : Fill(page.page_words.reports_in, page.Count(digest.reports_in),
                                          page.Count(digest.reports_due)),
           lines, html);
}

}  // namespace

void AddSignals(const PageContext& page, const Digest& digest, Html& html) {
  html.Wrap("<section class=\"signals\">\n<h2 class=\"unseen\">", page.page_words.signals,
            "</h2>\n");
  AddStatuses(page, digest, html);
  AddTrends(page, digest, html);
  if (!digest.comparisons.empty()) AddComparisons(page, digest, html);
  AddReports(page, digest, html);
  html.Raw("</section>\n");
}

}  // namespace samlad::board
