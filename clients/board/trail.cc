// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/trail.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "clients/board/columns.h"
#include "clients/board/messages.h"
#include "clients/board/text.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"

namespace samlad::board {
namespace {

constexpr size_t kDayBytes = sizeof("2026-02-15") - 1;
// Where the note begins, after "  Submitted  ✓ 2026-02-15  ", and how wide it
// is: 96 cells in all.
constexpr size_t kNameCells = 11;
constexpr size_t kStateCells = 12;
constexpr size_t kNoteCells = 69;

std::string Day(const v1::TrailStep& step, const absl::TimeZone& zone) {
  return FormatTime(step.time_ms(), zone).substr(0, kDayBytes);
}

std::string_view NameOf(v1::TrailStepKind kind, const Messages& words) {
  switch (kind) {
    case v1::TRAIL_STEP_KIND_DUE:
      return words.due;
    case v1::TRAIL_STEP_KIND_SUBMITTED:
      return words.trail_submitted;
    case v1::TRAIL_STEP_KIND_SENT_BACK:
      return words.sent_back;
    case v1::TRAIL_STEP_KIND_APPROVED:
      return words.trail_approved;
    case v1::TRAIL_STEP_KIND_DELIVERED:
      return words.trail_delivered;
    case v1::TRAIL_STEP_KIND_ACKNOWLEDGED:
      return words.trail_acknowledged;
    default:
      return "";
  }
}

Cell StateCell(const v1::TrailStep& step, const Messages& words, const absl::TimeZone& zone) {
  switch (step.state()) {
    case v1::TRAIL_STEP_STATE_DONE: {
      const bool back = step.kind() == v1::TRAIL_STEP_KIND_SENT_BACK;
      return Cell(StrCat(back ? "› " : "✓ ", Day(step, zone)), back ? Tone::kFair : Tone::kGood);
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
  return due.empty() ? Cell(words.no_due) : Cell(StrCat("  ", due));
}

// What the board's minutes say, or why the report was sent back or not
// delivered.
std::string WordsOf(const v1::TrailStep& step, const Messages& words) {
  if (step.note().empty()) return step.decision();
  if (step.kind() == v1::TRAIL_STEP_KIND_DELIVERED) {
    return StrCat(words.feed_delivery_failed, ": ", step.note());
  }
  return step.decision().empty() ? step.note() : StrCat(step.note(), " · ", step.decision());
}

// The same, after who represented the one that took the step.
std::string NoteOf(const v1::TrailStep& step, const Messages& words) {
  const std::string note = WordsOf(step, words);
  if (!step.has_represented_by()) return note;
  const v1::Representative& by = step.represented_by();
  return StrCat("via ", by.organisation(), "/", by.system(), note.empty() ? "" : " · ", note);
}

// Why no report is in force, after the word for its state; "" where a step says
// it.
std::string ReasonOf(const v1::TrailRow& row, const Messages& words) {
  const v1::ObligationState& owed = row.obligation();
  if (owed.reason().empty()) return "";
  const bool sent_back = owed.state() == v1::REPORT_STATE_RETURNED && owed.position() != 0;
  for (const v1::TrailStep& step : row.steps()) {
    if (step.kind() == v1::TRAIL_STEP_KIND_SENT_BACK && step.note() == owed.reason()) return "";
  }
  const std::string_view word = owed.state() == v1::REPORT_STATE_WAIVED ? words.waived
                                : sent_back                             ? words.sent_back
                                                                        : words.trail_withdrawn;
  return StrCat(word, ": ", owed.reason());
}

std::string Padded(std::string_view text, size_t cells) {
  const size_t width = DisplayWidth(text);
  return StrCat(text, std::string(width < cells ? cells - width : 0, ' '));
}

// "  Submitted  ✓ 2026-02-15  what was said"
std::string StepLine(std::string_view name, const Cell& state, const std::string& note,
                     bool colour) {
  std::string line = StrCat("  ", Padded(name, kNameCells),
                            state.toned ? Paint(state.text, state.tone, colour) : state.text);
  if (!note.empty()) {
    const std::string indent(2 + kNameCells + kStateCells + 2, ' ');
    StrAppend(&line,
              std::string(kStateCells - std::min(DisplayWidth(state.text), kStateCells), ' '), "  ",
              WrapWords(Cell::Printable(note), kNoteCells, indent));
  }
  return line + "\n";
}

}  // namespace

std::string RenderTrail(const v1::GetTrailResponse& trail, Language language, bool colour,
                        const absl::TimeZone& zone) {
  const Messages& words = MessagesIn(language);
  if (trail.rows().empty()) return StrCat(words.trail_none, "\n");
  std::string text;
  for (const v1::TrailRow& row : trail.rows()) {
    const v1::ObligationState& owed = row.obligation();
    const std::string head = StrCat(owed.period(), " · ", Pick(owed.name(), language), " · ",
                                    Pick(owed.title(), language));
    StrAppend(&text, Emphasise(Cell::Printable(head), colour), "\n");
    for (const v1::TrailStep& step : row.steps()) {
      const bool due = step.kind() == v1::TRAIL_STEP_KIND_DUE;
      StrAppend(&text, StepLine(NameOf(step.kind(), words),
                                due ? DueCell(row, words) : StateCell(step, words, zone),
                                NoteOf(step, words), colour));
    }
    if (!owed.reopened_until().empty()) {
      StrAppend(&text, "  ", words.reopened_until, " ", Cell::Printable(owed.reopened_until()),
                "\n");
    }
    if (const std::string reason = ReasonOf(row, words); !reason.empty()) {
      StrAppend(&text, "  ",
                WrapWords(Cell::Printable(reason), kNameCells + kStateCells + kNoteCells, "    "),
                "\n");
    }
    text += "\n";
  }
  return StrCat(text, words.as_of, " ", trail.as_of(), " ", words.entries, "\n");
}

}  // namespace samlad::board
