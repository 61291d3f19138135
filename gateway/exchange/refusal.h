// SPDX-License-Identifier: EUPL-1.2
//
// The refusals of the exchange in one place: what happened, why, what to do.

#ifndef SAMLAD_GATEWAY_EXCHANGE_REFUSAL_H_
#define SAMLAD_GATEWAY_EXCHANGE_REFUSAL_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "gateway/domain/log/revocations.h"
#include "gateway/exchange/exchange.h"

namespace samlad::exchange {

// Payload of a refusal that has a reason of its own, for programs: the text.
inline constexpr char kReasonUrl[] = "samlad/reason";

absl::Status MalformedPayload(std::string_view field, std::string_view message);
absl::Status MalformedSubmissionId(std::string_view id);
// OK, unless a revocation in force covers the sender.
absl::Status CheckRevoked(const domain::Revocations& revocations, const Sender& sender);
absl::Status MalformedIdentity(std::string_view why);
absl::Status RevokedAlready(uint64_t position);
absl::Status NotRevoked();
absl::Status RevokesItself();
absl::Status GivesItselfUp();
absl::Status TooManyRevocations();
absl::Status MalformedDelivery(std::string_view why);
// The change cannot follow on how the delivery stands.
absl::Status DeliveryStands(uint64_t delivery, std::string_view how);
absl::Status HeadUnconfirmed();
// The same answer whether the other organisation exists or not.
absl::Status NotYours(std::string_view sender);
absl::Status NotPermitted(std::string_view sender, std::string_view permission);
// Of decisions on reports and duties, each with a reason of its own: what the
// entry at `decided` or the report at `in_force` stands in the way of.
absl::Status NoSuchReport(uint64_t position);  // the same answer if it is not the sender's
absl::Status ReportNotInForce(uint64_t position, uint64_t in_force);
absl::Status ReportWithdrawn(uint64_t decided);
absl::Status ReportSentBack(uint64_t decided);
absl::Status ReviewedAlready(uint64_t decided);
absl::Status ObligationNotOwed();
absl::Status ReportInForce(uint64_t position);
absl::Status WaivedAlready(uint64_t position);
absl::Status NotWaived();
// Of an acknowledgement: nobody had reported for the period.
absl::Status NothingReported(std::string_view period);
absl::Status SeriesUnknown(std::string_view provider);
// An acknowledgement of a part of a view.
absl::Status AcknowledgesAPart();
absl::Status BoundToOther(std::string_view submission_id);
absl::Status StaleBase(std::string_view what, uint64_t given, uint64_t in_force);
// The base is an entry of the batch that is being decided on.
absl::Status NotDurableYet(uint64_t position);
absl::Status TooLarge(std::string_view field, uint64_t bytes, uint64_t bytes_max);
absl::Status QueueFull();
// There is no room on the disk: `why` says how little.
absl::Status DiskFull(std::string_view why);
// The store takes nothing for now: `why` says what holds it.
absl::Status StoreBusy(std::string_view why);
// There is no room in memory for `weight` observations; see Growth.
absl::Status MemoryLimit();
absl::Status Stopping();

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_REFUSAL_H_
