// SPDX-License-Identifier: EUPL-1.2

#include <string>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/decide.h"

namespace samlad::exchange {

// Organisations have names, so no submission's key begins with "/".
std::string DeadlineKey(const v1::DeadlinePassed& deadline) {
  std::string key =
      StrCat("/deadline/", deadline.obligation(), "/", deadline.project(), "/", deadline.period());
  if (!deadline.recommendation().empty()) key += StrCat("/", deadline.recommendation());
  return key;
}

absl::StatusOr<Decided> DecideDeadline(const State& state, Command& command,
                                       const v1::DeadlinePassed& deadline) {
  Decided decided;
  decided.outcome.verdict = v1::VERDICT_ACCEPTED;
  decided.outcome.catalogue_position = state.catalogue()->position();
  const domain::DeadlineFact fact{.obligation = deadline.obligation(),
                                  .project = deadline.project(),
                                  .period = deadline.period(),
                                  .recommendation = deadline.recommendation()};
  if (state.HasDeadlinePassed(fact)) {
    decided.outcome.replayed = true;
    return decided;
  }
  decided.entry = Staged{.kind = v1::ENTRY_KIND_DEADLINE_PASSED,
                         .decision = std::nullopt,
                         .payload = std::move(command.payload),
                         .key = DeadlineKey(deadline),
                         .fact = {.time_ms = 0, .what = fact}};
  return decided;
}

}  // namespace samlad::exchange
