// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/due_table.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "clients/board/messages.h"
#include "clients/board/text.h"
#include "clients/board/words.h"
#include "clients/cli/text/output.h"
#include "clients/cli/text/words.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

using Obligations = google::protobuf::RepeatedPtrField<v1::ObligationState>;

bool NamesOneOrganisation(const Obligations& due) {
  return std::ranges::all_of(due, [&due](const v1::ObligationState& one) {
    return one.organisation() == due.begin()->organisation();
  });
}

std::string DueStateText(const v1::ObligationState& one, board::Language language) {
  std::string state(board::SignOf(one, board::MessagesIn(language)).word);
  if (!one.reopened_until().empty()) {
    StrAppend(&state, " ", Say(language, "(open again until $0)", one.reopened_until()));
  }
  return state;
}

// "One figure cannot be right; EID-05: ten times last year's".
std::string Why(const v1::ObligationState& one) {
  std::vector<std::string> reasons;
  if (!one.reason().empty()) reasons.push_back(one.reason());
  for (const v1::ReviewRemark& remark : one.remarks()) {
    reasons.push_back(StrCat(remark.field(), remark.field().empty() ? "" : ": ", remark.text()));
  }
  return board::EscapeControls(absl::StrJoin(reasons, "; "), board::KeepLines::kNo);
}

}  // namespace

std::string LocalDue(const std::string& due, const DueTableStyle& style) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(ToAbsl(due), &day)) return due;
  const absl::Time last = absl::FromCivil(absl::CivilMinute(day + 1) - 1, style.catalogue_zone);
  return absl::ToCivilMinute(last, style.local_zone) == absl::CivilMinute(day + 1) - 1
             ? due
             : board::FormatTime(absl::ToUnixMillis(last), style.local_zone);
}

void PrintDueTable(const Obligations& due, const DueTableStyle& style, std::ostream& out) {
  const board::Language language = style.language;
  if (due.empty()) {
    out << Say(language, "No report is due.") << '\n';
    return;
  }
  // An association reads of nobody but itself.
  const bool one_organisation = NamesOneOrganisation(due);
  std::vector<Table::Column> columns{{"DUE"}};
  if (!one_organisation) columns.push_back({"ORGANISATION"});
  for (const Phrase title : {Phrase("OBLIGATION"), Phrase("TITLE"), Phrase("PERIOD"),
                             Phrase("STATE"), Phrase("ACCEPTED")}) {
    columns.push_back({title});
  }
  columns.push_back({"POSITION", true});
  Table table(language, std::move(columns));
  for (const v1::ObligationState& one : due) {
    std::vector<std::string> cells{LocalDue(one.due(), style)};
    if (!one_organisation) cells.push_back(one.organisation());
    cells.insert(cells.end(), {one.obligation(), std::string(board::Pick(one.title(), language)),
                               one.period(), DueStateText(one, language),
                               board::FormatTime(one.accepted_ms(), style.local_zone),
                               one.position() == 0 ? "" : StrCat(one.position())});
    table.AddRow(std::move(cells));
  }
  table.Print(out);
  bool first = true;
  for (const v1::ObligationState& one : due) {
    const std::string which = StrCat(one_organisation ? "" : StrCat(one.organisation(), " "),
                                     one.obligation(), " ", one.period());
    const std::string why = Why(one);
    const bool rejected = one.state() == v1::REPORT_STATE_RETURNED && one.position() == 0;
    if (why.empty() && !rejected) continue;
    if (first) out << '\n';
    first = false;
    out << (why.empty()
                ? Say(language, "$0: rejected; run `report validate` to see the findings", which)
                : StrCat(which, ": ", DueStateText(one, language), ": ", why))
        << '\n';
  }
}

}  // namespace samlad::cli
