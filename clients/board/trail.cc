// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/trail.h"

#include <string_view>
#include <utility>
#include <vector>

#include "clients/board/columns.h"
#include "clients/board/messages.h"
#include "clients/board/text.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

constexpr size_t kDayBytes = sizeof("2026-02-15") - 1;
constexpr size_t kNoteCells = 60;

std::string Day(const v1::TrailStep& step) {
  return FormatTime(step.time_ms()).substr(0, kDayBytes);
}

Cell StepCell(const v1::TrailStep& step, const Messages& words) {
  switch (step.state()) {
    case v1::TRAIL_STEP_STATE_DONE: {
      const bool back = step.kind() == v1::TRAIL_STEP_KIND_SENT_BACK;
      return Cell(StrCat(back ? "› " : "✓ ", Day(step)), back ? Tone::kFair : Tone::kGood);
    }
    case v1::TRAIL_STEP_STATE_MISSING:
      return Cell(StrCat("◆ ", words.is_missing), Tone::kBad);
    case v1::TRAIL_STEP_STATE_AHEAD:
      return Cell(StrCat("○ ", words.trail_ahead), Tone::kQuiet);
    default:
      return Cell("–", Tone::kQuiet);
  }
}

// The due date as the catalogue has it, whether it has passed or not.
Cell DueCell(const v1::TrailRow& row, const Messages& words) {
  const std::string& due = row.obligation().due();
  return due.empty() ? Cell(words.no_due) : Cell(due);
}

Cell Note(std::string_view note) { return Cell(Shorten(note, kNoteCells)); }

// What the board's minutes say.
Cell MinutesCell(const v1::TrailRow& row) {
  for (const v1::TrailStep& step : row.steps()) {
    if (step.kind() != v1::TRAIL_STEP_KIND_ACKNOWLEDGED) continue;
    return Note(step.decision().empty() ? step.note()
                                        : StrCat(step.note(), " · ", step.decision()));
  }
  return Cell("");
}

// Why it was waived, withdrawn or sent back, or not delivered: each with the
// word for it.
Cell ReasonCell(const v1::TrailRow& row, const Messages& words) {
  const v1::ObligationState& owed = row.obligation();
  if (!owed.reason().empty()) {
    const bool sent_back = owed.state() == v1::REPORT_STATE_RETURNED && owed.position() != 0;
    const std::string_view word = owed.state() == v1::REPORT_STATE_WAIVED ? words.waived
                                  : sent_back                             ? words.sent_back
                                                                          : words.trail_withdrawn;
    return Note(StrCat(word, ": ", owed.reason()));
  }
  for (const v1::TrailStep& step : row.steps()) {
    if (step.note().empty()) continue;
    if (step.kind() == v1::TRAIL_STEP_KIND_SENT_BACK) {
      return Note(StrCat(words.sent_back, ": ", step.note()));
    }
    if (step.kind() == v1::TRAIL_STEP_KIND_DELIVERED) {
      return Note(StrCat(words.feed_delivery_failed, ": ", step.note()));
    }
  }
  return Cell("");
}

}  // namespace

std::string RenderTrail(const v1::GetTrailResponse& trail, Language language, bool colour) {
  const Messages& words = MessagesIn(language);
  if (trail.rows().empty()) return StrCat(words.trail_none, "\n");
  Columns columns(std::vector<Align>(11, Align::kLeft));
  columns.Add({words.period, words.organisation, words.obligation, words.due, words.trail_submitted,
               words.sent_back, words.trail_approved, words.trail_delivered,
               words.trail_acknowledged, words.minute, words.trail_reason});
  for (const v1::TrailRow& row : trail.rows()) {
    const v1::ObligationState& owed = row.obligation();
    std::vector<Cell> cells = {owed.period(), Pick(owed.name(), language),
                               Pick(owed.title(), language)};
    for (const v1::TrailStep& step : row.steps()) {
      cells.push_back(step.kind() == v1::TRAIL_STEP_KIND_DUE ? DueCell(row, words)
                                                             : StepCell(step, words));
    }
    cells.push_back(MinutesCell(row));
    cells.push_back(ReasonCell(row, words));
    columns.Add(std::move(cells));
  }
  return StrCat(columns.Format(colour), "\n", words.as_of, " ", trail.as_of(), " ", words.entries,
                "\n");
}

}  // namespace samlad::board
