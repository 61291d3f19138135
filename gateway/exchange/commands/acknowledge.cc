// SPDX-License-Identifier: EUPL-1.2
//
// The board has taken note of a view of a period.

#include <algorithm>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

absl::Status AcknowledgesAPart() {
  return absl::InvalidArgumentError(
      "query: is limited to some organisations, indicators or priority areas, but the board "
      "acknowledges a whole period; acknowledge the view without these filters");
}

absl::Status NothingReported(std::string_view period) {
  return WithMetadata(
      WithReason(StrCat("period: there is no report for ", period,
                        " as of that position; acknowledge a view that contains a report"),
                 "NOTHING_REPORTED"),
      {{"period", period}});
}

absl::Status NoSuchAcknowledgement(uint64_t position) {
  return WithMetadata(
      absl::NotFoundError(StrCat("corrects: you have no acknowledgement at position ", position,
                                 "; name one that the view of the period lists")),
      {{"position", position}});
}

absl::Status CorrectsAnotherView(const domain::AcknowledgementFact& corrected) {
  return WithMetadata(
      WithReason(StrCat("corrects: the acknowledgement is of the view of ", corrected.period,
                        " as of ", corrected.as_of, "; a correction is of the same view"),
                 "ANOTHER_VIEW"),
      {{"period", corrected.period}, {"as_of", corrected.as_of}});
}

absl::Status CorrectedAlready(uint64_t position) {
  return WithMetadata(
      WithReason(StrCat("corrects: was already corrected, by the acknowledgement at position ",
                        position, "; correct that one"),
                 "CORRECTED_ALREADY"),
      {{"corrects", position}});
}

// OK if it corrects nothing.
absl::Status CheckCorrected(const domain::Facts& facts, std::string_view sender,
                            const v1::BoardAcknowledged& acknowledged) {
  const uint64_t position = acknowledged.corrects();
  if (position == 0) return absl::OkStatus();
  const auto* corrected = position < facts.size()
                              ? std::get_if<domain::AcknowledgementFact>(&facts[position].what)
                              : nullptr;
  if (corrected == nullptr || corrected->organisation != sender) {
    return NoSuchAcknowledgement(position);
  }
  const v1::ViewQuery& query = acknowledged.query();
  return corrected->period == query.period() && corrected->as_of == query.as_of()
             ? absl::OkStatus()
             : CorrectsAnotherView(*corrected);
}

// Only what somebody has reported for can be acknowledged.
Prepared PrepareAcknowledgement(const Command& command,
                                const std::shared_ptr<const Snapshot>& snapshot) {
  Prepared prepared = PrepareMessage<v1::BoardAcknowledged>(command, snapshot);
  if (!prepared.status.ok()) return prepared;
  const auto& acknowledged = std::any_cast<v1::BoardAcknowledged&>(prepared.body);
  prepared.status = CheckCorrected(snapshot->facts, command.sender.organisation, acknowledged);
  if (!prepared.status.ok()) return prepared;
  const v1::ViewQuery& query = acknowledged.query();
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
                                              Prepared& prepared) {
  const auto& acknowledged = std::any_cast<const v1::BoardAcknowledged&>(prepared.body);
  // An acknowledgement is shown with every report of the period, so its view must
  // not leave any out.
  const v1::ViewQuery& query = acknowledged.query();
  if (query.organisations_size() + query.indicators_size() + query.priority_areas_size() > 0) {
    return AcknowledgesAPart();
  }
  const uint64_t correction = state.CorrectionOf(acknowledged.corrects());
  if (correction != 0) return CorrectedAlready(correction);
  return Accept(state, command, v1::ENTRY_KIND_BOARD_ACKNOWLEDGED,
                domain::AcknowledgementFact{.organisation = command.sender.organisation,
                                            .as_of = query.as_of(),
                                            .period = query.period(),
                                            .minute = acknowledged.minute(),
                                            .decision = acknowledged.decision(),
                                            .corrects = acknowledged.corrects()});
}

absl::StatusOr<domain::Fact> ReadAcknowledgement(const StoredEntry& entry) {
  v1::BoardAcknowledged acknowledged;
  if (!acknowledged.ParseFromString(entry.payload)) return Unreadable("acknowledgement");
  return domain::Fact{
      .time_ms = 0,
      .what = domain::AcknowledgementFact{entry.header.organisation(), acknowledged.query().as_of(),
                                          acknowledged.query().period(), acknowledged.minute(),
                                          acknowledged.decision(), acknowledged.corrects()}};
}

}  // namespace

const CommandSpec kAcknowledge = {
    .entry = {v1::ENTRY_KIND_BOARD_ACKNOWLEDGED, ReadAcknowledgement},
    .permission = v1::PERMISSION_ACKNOWLEDGE,
    .field = "acknowledgement",
    .prepare = PrepareAcknowledgement,
    .decide = DecideAcknowledgement,
};

}  // namespace samlad::exchange
