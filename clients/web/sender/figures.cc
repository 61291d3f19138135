// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/figures.h"

#include <algorithm>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_join.h"
#include "clients/board/messages.h"
#include "clients/web/pages/page.h"
#include "clients/web/sender/parts.h"
#include "clients/web/sender/words.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::web::sender {
namespace {

// A figure now and in the period before; either may be null.
struct FigurePair {
  const v1::Observation* before = nullptr;
  const v1::Observation* now = nullptr;
};

std::vector<FigurePair> PairUp(const v1::Report& report, const v1::Report* previous) {
  std::vector<FigurePair> pairs;
  absl::flat_hash_map<std::string, size_t> rows;
  for (const v1::Observation& one : report.observations()) {
    rows.try_emplace(FigureKey(one), pairs.size());
    pairs.push_back({.now = &one});
  }
  if (previous == nullptr) return pairs;
  for (const v1::Observation& one : previous->observations()) {
    const auto row = rows.find(FigureKey(one));
    if (row == rows.end()) {
      pairs.push_back({.before = &one});
    } else {
      pairs[row->second].before = &one;
    }
  }
  return pairs;
}

void AddIndicatorCells(const Visit& visit, const v1::Observation& one, board::Html& html) {
  html.Raw("<th scope=\"row\" data-label=\"")
      .Text(visit.Say(kWordIndicator))
      .Raw("\">")
      .Text(one.indicator())
      .Wrap("<small>", IndicatorName(visit, one.indicator()), "</small></th>");
  AddCell(visit.Say(kWordBreakdown), BreakdownText(visit, one), html);
}

void AddHeading(std::string_view text, bool figure, board::Html& html) {
  if (figure) {
    html.Wrap("<th scope=\"col\" class=\"figure\">", text, "</th>");
  } else {
    html.Wrap("<th scope=\"col\">", text, "</th>");
  }
}

void AddLabelled(std::string_view label, std::string_view text, board::Html& html) {
  if (!text.empty()) html.Raw("<p><b>").Text(label).Raw("</b> ").Text(text).Raw("</p>\n");
}

void AddActivities(const Visit& visit, const v1::Report& report, board::Html& html) {
  if (report.activities().empty()) return;
  html.Wrap("<h2>", visit.Say(kReportActivities), "</h2>\n");
  for (const v1::Activity& one : report.activities()) {
    html.Raw("<h3>").Text(StrCat(one.id(), " ", one.title())).Raw("</h3>\n");
    if (!one.description().empty()) AddParagraph(one.description(), html);
    AddLabelled(visit.Say(kWordIndicator), absl::StrJoin(one.indicators(), ", "), html);
  }
}

void AddFollowUps(const Visit& visit, const v1::Report& report, board::Html& html) {
  if (report.follow_ups().empty()) return;
  const board::Messages& words = board::MessagesIn(visit.language);
  html.Wrap("<h2>", visit.Say(kReportFollowUps), "</h2>\n");
  for (const v1::FollowUp& one : report.follow_ups()) {
    html.Raw("<h3>")
        .Text(StrCat(one.project(), " · ", board::WordOf(one.status(), words)))
        .Raw("</h3>\n");
    AddLabelled(words.effect, one.effect(), html);
    AddLabelled(words.deviation, one.deviation(), html);
    AddLabelled(words.next_step, one.next_step(), html);
    for (const v1::MeasuredEffect& measured : one.measured()) {
      AddLabelled(
          words.measured,
          StrCat(measured.indicator(), " ", board::FormatNumber(measured.value(), visit.language)),
          html);
    }
  }
}

}  // namespace

std::string DifferenceText(const Visit& visit, const v1::Observation& before,
                           const v1::Observation& after) {
  const auto from = domain::ParseDecimal(before.value());
  const auto to = domain::ParseDecimal(after.value());
  if (!from || !to) return "";
  const int decimals = std::max(domain::DecimalsUsed(*from), domain::DecimalsUsed(*to));
  const domain::Int128 difference = domain::Int128{to->micros} - from->micros;
  return StrCat(difference > 0 ? "+" : "",
                board::FormatNumber(domain::FormatMicros(difference, decimals), visit.language));
}

void AddFigures(const Visit& visit, const v1::Report& report, const v1::Report* previous,
                board::Html& html) {
  const std::vector<FigurePair> pairs = PairUp(report, previous);
  if (pairs.empty()) {
    AddParagraph(visit.Say(kReportNoFigures), html);
    return;
  }
  const std::string now = board::FormatPeriodName(report.period(), visit.language);
  const std::string before =
      previous == nullptr ? "" : board::FormatPeriodName(previous->period(), visit.language);
  html.Raw("<table class=\"list\">\n<caption class=\"told\">")
      .Text(previous == nullptr ? Fill(visit, kReportFiguresAlone, now)
                                : Fill(visit, kReportFiguresOf, now, before))
      .Raw("</caption>\n<thead><tr>");
  AddHeading(visit.Say(kWordIndicator), false, html);
  AddHeading(visit.Say(kWordBreakdown), false, html);
  if (previous != nullptr) AddHeading(before, true, html);
  AddHeading(now, true, html);
  if (previous != nullptr) AddHeading(visit.Say(kWordChange), true, html);
  AddHeading(visit.Say(kWordComment), false, html);
  html.Raw("</tr></thead>\n<tbody>\n");
  const size_t first = (PageNumber(visit) - 1) * kRowsPerPage;
  for (size_t row = first; row < std::min(pairs.size(), first + kRowsPerPage); ++row) {
    const FigurePair& pair = pairs[row];
    html.Raw("<tr>");
    AddIndicatorCells(visit, pair.now == nullptr ? *pair.before : *pair.now, html);
    if (previous != nullptr) {
      AddNumberCell(before, pair.before == nullptr ? "–" : FigureText(visit, *pair.before), html);
    }
    AddNumberCell(now, pair.now == nullptr ? "–" : FigureText(visit, *pair.now), html);
    if (previous != nullptr) {
      const bool both = pair.before != nullptr && pair.now != nullptr;
      AddNumberCell(visit.Say(kWordChange),
                    both ? DifferenceText(visit, *pair.before, *pair.now) : "", html);
    }
    AddCell(visit.Say(kWordComment), pair.now == nullptr ? "" : pair.now->comment(), html);
    html.Raw("</tr>\n");
  }
  html.Raw("</tbody>\n</table>\n");
  AddPager(visit, pairs.size(), html);
}

void AddChanges(const Visit& visit, uint64_t replaces,
                const google::protobuf::RepeatedPtrField<v1::ObservationChange>& changes,
                board::Html& html) {
  if (changes.empty()) {
    AddParagraph(Fill(visit, kReportChangesNone, replaces), html);
    return;
  }
  html.Raw("<table class=\"list\">\n<caption class=\"told\">")
      .Text(Fill(visit, kReportChangesOf, replaces))
      .Raw("</caption>\n<thead><tr>");
  AddHeading(visit.Say(kWordIndicator), false, html);
  AddHeading(visit.Say(kWordBreakdown), false, html);
  for (const Phrase* word : {&kWordBefore, &kWordAfter, &kWordChange}) {
    AddHeading(visit.Say(*word), true, html);
  }
  html.Raw("</tr></thead>\n<tbody>\n");
  size_t shown = 0;
  for (const v1::ObservationChange& change : changes) {
    if (shown++ == kRowsPerPage) break;
    const bool both = change.has_before() && change.has_after();
    html.Raw("<tr>");
    AddIndicatorCells(visit, change.has_after() ? change.after() : change.before(), html);
    AddNumberCell(visit.Say(kWordBefore),
                  change.has_before() ? FigureText(visit, change.before()) : "–", html);
    AddNumberCell(visit.Say(kWordAfter),
                  change.has_after() ? FigureText(visit, change.after()) : "–", html);
    AddNumberCell(visit.Say(kWordChange),
                  both ? DifferenceText(visit, change.before(), change.after()) : "", html);
    html.Raw("</tr>\n");
  }
  html.Raw("</tbody>\n</table>\n");
  const auto count = static_cast<size_t>(changes.size());
  if (count > kRowsPerPage)
    AddParagraph(Fill(visit, kReportMoreChanges, count - kRowsPerPage), html);
}

void AddTexts(const Visit& visit, const v1::Report& report, board::Html& html) {
  AddActivities(visit, report, html);
  AddFollowUps(visit, report, html);
  if (report.comment().empty()) return;
  html.Wrap("<h2>", visit.Say(kWordComment), "</h2>\n");
  AddParagraph(report.comment(), html);
}

std::string SignOffText(const v1::SignOff& sign_off) {
  std::vector<std::string> parts;
  for (const std::string* part : {&sign_off.name(), &sign_off.title(), &sign_off.date()}) {
    if (!part->empty()) parts.push_back(*part);
  }
  return absl::StrJoin(parts, ", ");
}

}  // namespace samlad::web::sender
