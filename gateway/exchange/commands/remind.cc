// SPDX-License-Identifier: EUPL-1.2

#include <string>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/decide.h"

namespace samlad::exchange {

std::string ReminderKey(const v1::ReminderDue& reminder) {
  return StrCat("/reminder/", reminder.obligation(), "/", reminder.period(), "/", reminder.days());
}

absl::StatusOr<Decided> DecideReminder(const State& state, Command& command,
                                       const v1::ReminderDue& reminder) {
  const domain::ReminderFact fact{.obligation = reminder.obligation(),
                                  .period = reminder.period(),
                                  .due = reminder.due(),
                                  .days = reminder.days()};
  Decided decided;
  decided.outcome.verdict = v1::VERDICT_ACCEPTED;
  decided.outcome.catalogue_position = state.catalogue()->position();
  if (state.HasReminded(fact)) {
    decided.outcome.replayed = true;
    return decided;
  }
  decided.entry = Staged{.kind = v1::ENTRY_KIND_REMINDER_DUE,
                         .decision = std::nullopt,
                         .payload = std::move(command.payload),
                         .key = ReminderKey(reminder),
                         .fact = {.time_ms = 0, .what = fact}};
  return decided;
}

}  // namespace samlad::exchange
