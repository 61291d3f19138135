// SPDX-License-Identifier: EUPL-1.2
//
// The words of the board's page that no other output shares, in both languages.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_PAGE_WORDS_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_PAGE_WORDS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/strings/substitute.h"
#include "clients/board/language.h"
#include "gateway/base/strings.h"

namespace samlad::board {

// A phrase for one and for several; $0 is the number.
struct Counted {
  std::string_view one, many;
};

// $0, $1 and so on are placeholders.
struct PageWords {
  // Head and contents
  std::string_view state_of, basis, contents;
  // Lead
  Counted lead_off_target;
  std::string_view lead_none_off, lead_no_targets, lead_changes, lead_reports, lead_no_reports;
  // Three signals and the reports
  std::string_view signals, reports, reports_in, compared_with;
  // What the board is asked to do
  std::string_view asked;
  Counted ask_reports, ask_follow_ups, ask_recommendations, ask_past_end, ask_over_budget;
  std::string_view ask_acknowledge;
  // Lists of the first page
  std::string_view worse, worse_none, better, better_none, off_target, overdue, overdue_none;
  Counted days_late;
  std::string_view was_due, no_days;
  Counted more;
  std::string_view more_in, more_on;
  // Why a status is what it is
  std::string_view behind_line, would_be, on_line, short_of, target_other, why_hidden, why_missing,
      why_not_applicable, why_coverage;
  // Rows
  std::string_view rows, rows_text, over_time, since, to_go, better_by, target_is, numbers,
      chart_target;
  // Appendix
  std::string_view breakdowns, own_parts, own_parts_text, own_parts_same, follow_up, spent_of,
      no_budget, period_due, evidence_found, evidence_of, positions_title, positions_text;
  // Legend
  std::string_view legend_status, legend_trend, legend_comparison, legend_codes, met_text,
      on_track_text, off_track_text, no_target_text, insufficient_text, trend_text, comparison_text,
      chart_text;
};

// Thread-safe; lives as long as the program.
const PageWords& PageWordsIn(Language language);

// The phrase for so many, with the number in it as the language writes it.
std::string Say(const Counted& phrase, size_t count, Language language);
// A phrase with texts for its placeholders.
template <class... Texts>
std::string Fill(std::string_view phrase, const Texts&... texts) {
  return absl::Substitute(ToAbsl(phrase), ToAbsl(texts)...);
}

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_PAGE_WORDS_H_
