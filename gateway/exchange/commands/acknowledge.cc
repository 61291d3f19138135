// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/prepare.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

absl::Status AcknowledgesAPart() {
  return absl::InvalidArgumentError(
      "query: is limited to some organisations, indicators or priority areas, but the board takes "
      "note of a period whole; acknowledge the view without these filters");
}

absl::Status NothingReported(std::string_view period) {
  return WithReason(
      StrCat("period: nobody had reported for ", period,
             " as of that position; acknowledge a view that somebody has reported to"),
      "NOTHING_REPORTED");
}

}  // namespace

// Only what somebody has reported for can be acknowledged.
Prepared PrepareAcknowledgement(const Command& command,
                                const std::shared_ptr<const Snapshot>& snapshot) {
  Prepared prepared = PrepareMessage<v1::BoardAcknowledged>(command, snapshot);
  if (!prepared.status.ok()) return prepared;
  const v1::ViewQuery& query = std::get<v1::BoardAcknowledged>(prepared.body).query();
  const auto prefix = domain::ReadPrefix(snapshot->facts, query.as_of());
  if (!prefix.ok()) {
    prepared.status = prefix.status();
    return prepared;
  }
  prepared.status = domain::CheckPeriod(*prefix->catalogue, query.period());
  const bool reported =
      std::ranges::any_of(prefix->histories, [&](const domain::NumberedHistory& history) {
        return history.IsInForce() && prefix->periods[history.period] == query.period();
      });
  if (prepared.status.ok() && !reported) prepared.status = NothingReported(query.period());
  return prepared;
}

absl::StatusOr<Decided> DecideAcknowledgement(const State& state, Command& command,
                                              const v1::BoardAcknowledged& acknowledged) {
  // It would stand beside every report of the period, also those it left out.
  const v1::ViewQuery& query = acknowledged.query();
  if (query.organisations_size() + query.indicators_size() + query.priority_areas_size() > 0) {
    return AcknowledgesAPart();
  }
  Decided decided;
  decided.outcome.verdict = v1::VERDICT_ACCEPTED;
  decided.outcome.catalogue_position = state.catalogue()->position();
  decided.entry = Staged{
      .kind = v1::ENTRY_KIND_BOARD_ACKNOWLEDGED,
      .decision = BaseDecision(state, v1::VERDICT_ACCEPTED),
      .payload = std::move(command.payload),
      .key = IdempotencyKey(command.sender.organisation, command.submission_id),
      .fact = {.time_ms = 0,
               .what = domain::AcknowledgementFact{.organisation = command.sender.organisation,
                                                   .as_of = query.as_of(),
                                                   .period = query.period(),
                                                   .minute = acknowledged.minute(),
                                                   .decision = acknowledged.decision()}}};
  return decided;
}

}  // namespace samlad::exchange
