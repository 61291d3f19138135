// SPDX-License-Identifier: EUPL-1.2
//
// The gateway's own: a due date is near.

#include <string>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"

namespace samlad::exchange {
namespace {

std::string ReminderKey(const v1::ReminderDue& reminder) {
  return StrCat("/reminder/", reminder.obligation(), "/", reminder.period(), "/", reminder.days());
}

absl::StatusOr<Decided> DecideReminder(const State& state, Command& command, Prepared& prepared) {
  const auto& reminder = std::any_cast<const v1::ReminderDue&>(prepared.body);
  const domain::ReminderFact fact{.obligation = reminder.obligation(),
                                  .period = reminder.period(),
                                  .due = reminder.due(),
                                  .days = reminder.days()};
  if (state.HasReminded(fact)) return AlreadyRecorded(state);
  return AcceptOwn(state, command, v1::ENTRY_KIND_REMINDER_DUE, ReminderKey(reminder), fact);
}

absl::StatusOr<domain::Fact> ReadReminder(const StoredEntry& entry) {
  v1::ReminderDue reminder;
  if (!reminder.ParseFromString(entry.payload)) return Unreadable("reminder");
  return domain::Fact{.time_ms = 0,
                      .what = domain::ReminderFact{.obligation = reminder.obligation(),
                                                   .period = reminder.period(),
                                                   .due = reminder.due(),
                                                   .days = reminder.days()}};
}

}  // namespace

const CommandSpec kRemind = {
    .entry = {v1::ENTRY_KIND_REMINDER_DUE, ReadReminder},
    .gateways_own = true,
    .urgent = true,
    .field = "reminder",
    .prepare = PrepareMessage<v1::ReminderDue>,
    .decide = DecideReminder,
    .own_key = OwnKey<v1::ReminderDue, ReminderKey>,
};

}  // namespace samlad::exchange
