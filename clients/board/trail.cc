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

// What the minutes say or, before there are any, why it was sent back, waived
// or withdrawn.
std::string NoteOf(const v1::TrailRow& row) {
  std::string note = row.obligation().reason();
  for (const v1::TrailStep& step : row.steps()) {
    if (step.state() != v1::TRAIL_STEP_STATE_DONE || step.note().empty()) continue;
    note = step.note();
    if (!step.decision().empty()) note += StrCat(" · ", step.decision());
  }
  return Shorten(ReplaceControls(note, KeepLines::kNo), kNoteCells);
}

}  // namespace

std::string RenderTrail(const v1::GetTrailResponse& trail, Language language, bool colour) {
  const Messages& words = MessagesIn(language);
  if (trail.rows().empty()) return StrCat(words.trail_none, "\n");
  Columns columns(std::vector<Align>(10, Align::kLeft));
  columns.Add({words.period, words.organisation, words.obligation, words.due, words.trail_submitted,
               words.trail_sent_back, words.trail_approved, words.trail_delivered,
               words.trail_acknowledged, ""});
  for (const v1::TrailRow& row : trail.rows()) {
    const v1::ObligationState& owed = row.obligation();
    std::vector<Cell> cells = {owed.period(), Pick(owed.name(), language),
                               Pick(owed.title(), language)};
    for (const v1::TrailStep& step : row.steps()) {
      cells.push_back(step.kind() == v1::TRAIL_STEP_KIND_DUE ? DueCell(row, words)
                                                             : StepCell(step, words));
    }
    cells.push_back(NoteOf(row));
    columns.Add(std::move(cells));
  }
  return StrCat(columns.Format(colour), "\n", words.as_of, " ", trail.as_of(), " ", words.entries,
                "\n");
}

}  // namespace samlad::board
