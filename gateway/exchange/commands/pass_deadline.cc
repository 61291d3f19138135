// SPDX-License-Identifier: EUPL-1.2
//
// The gateway's own: a due date has passed.

#include <string>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"

namespace samlad::exchange {
namespace {

// Organisations have names, so no submission's key begins with "/".
std::string DeadlineKey(const v1::DeadlinePassed& deadline) {
  std::string key =
      StrCat("/deadline/", deadline.obligation(), "/", deadline.project(), "/", deadline.period());
  if (!deadline.recommendation().empty()) key += StrCat("/", deadline.recommendation());
  return key;
}

absl::StatusOr<Decided> DecideDeadline(const State& state, Command& command, Prepared& prepared) {
  const auto& deadline = std::any_cast<const v1::DeadlinePassed&>(prepared.body);
  const domain::DeadlineFact fact{.obligation = deadline.obligation(),
                                  .project = deadline.project(),
                                  .period = deadline.period(),
                                  .recommendation = deadline.recommendation()};
  if (state.HasDeadlinePassed(fact)) return AlreadyRecorded(state);
  return AcceptOwn(state, command, v1::ENTRY_KIND_DEADLINE_PASSED, DeadlineKey(deadline), fact);
}

absl::StatusOr<domain::Fact> ReadDeadline(const StoredEntry& entry) {
  v1::DeadlinePassed passed;
  if (!passed.ParseFromString(entry.payload)) return Unreadable("deadline");
  return domain::Fact{.time_ms = 0,
                      .what = domain::DeadlineFact{passed.obligation(), passed.project(),
                                                   passed.period(), passed.recommendation()}};
}

}  // namespace

const CommandSpec kPassDeadline = {
    .entry = {v1::ENTRY_KIND_DEADLINE_PASSED, ReadDeadline},
    .gateways_own = true,
    .urgent = true,
    .field = "deadline",
    .prepare = PrepareMessage<v1::DeadlinePassed>,
    .decide = DecideDeadline,
    .own_key = OwnKey<v1::DeadlinePassed, DeadlineKey>,
};

}  // namespace samlad::exchange
