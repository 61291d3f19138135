// SPDX-License-Identifier: EUPL-1.2
//
// All words of the program that a page or table shows, in both languages.

#ifndef SAMLAD_CLIENTS_BOARD_MESSAGES_H_
#define SAMLAD_CLIENTS_BOARD_MESSAGES_H_

#include <string_view>

#include "clients/board/language.h"

namespace samlad::board {

struct Messages {
  // Head
  std::string_view title, audience, skip, period, as_of, entries, latest_entry, filtered;
  // In brief
  std::string_view brief, off_target, off_target_none, changed, changed_none, overdue, overdue_none,
      not_reported, not_reported_none, nobody_owes, report, follow_up;
  // Indicators
  std::string_view indicator, target, status, trend, coverage, of, organisation, figure, log,
      version, direction_up, direction_down, no_rows, own_part, over_years, breakdown, by_area,
      by_sex, by_age, by_background, by_category;
  // Comparison
  std::string_view compared, source, municipality, county, country, better_than, worse_than,
      level_with, above, below, beside, no_value;
  // Registers
  std::string_view reporting, obligation, due, accepted, revisions, no_due, activities,
      no_activities, projects, no_projects, ends, state, effect, deviation, next_step,
      never_followed_up;
  // Acknowledgements and evidence
  std::string_view acknowledgements, no_acknowledgements, minute, decision, evidence, evidence_text,
      origin, tree_size, protected_by, root_hash, catalogue_position, fold_version;
  // Cleared figures
  std::string_view clearings, clearings_text, reason;
  // Legend
  std::string_view legend, code_c, code_x, code_z, flag_p, flag_e, flag_r, flag_b, coverage_text;
  // Target status
  std::string_view met, on_track, off_track, no_target, insufficient;
  // Trend
  std::string_view better, worse, level, up, down, not_comparable;
  // Report state
  std::string_view expected, on_time, late, rejected, sent_back, missing, waived, under_review;
  // Follow-up state
  std::string_view done, follow_up_expected, follow_up_overdue, not_owed;
  // Project status
  std::string_view on_plan, deviates, stopped, finished;
  // Project state
  std::string_view proposed, approved, running, closed, over_budget, past_end, baseline, wanted,
      measured, not_measured;
  // Recommendations
  std::string_view recommendations, no_recommendations, recommendation, is_missing,
      recommendation_open, under_way, recommendation_done, recommendation_overdue;
  // Trail
  std::string_view trail_none, trail_submitted, trail_approved, trail_delivered, trail_acknowledged,
      trail_ahead, trail_withdrawn;
  // Feed
  std::string_view feed_accepted, feed_returned, feed_deadline, feed_acknowledged, feed_catalogue,
      feed_revoked, feed_reinstated, feed_approved, feed_sent_back, feed_withdrawn, feed_waived,
      feed_waiver_lifted, feed_reminder, feed_imported, feed_delivery, feed_delivered,
      feed_delivery_acknowledged, feed_delivery_failed, feed_cleared, feed_edition,
      feed_edition_due, feed_edition_problem, feed_edition_number, feed_delivery_number,
      feed_warnings, feed_replaces, feed_report, feed_days_left, feed_reopened, feed_until,
      feed_corrects;
  // Reopened periods and corrected acknowledgements
  std::string_view reopened_until, corrected_by, corrects;
};

// Thread-safe; lives as long as the program.
const Messages& MessagesIn(Language language);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_MESSAGES_H_
