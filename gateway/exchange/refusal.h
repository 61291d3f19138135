// SPDX-License-Identifier: EUPL-1.2
//
// The refusals that any command can meet: what happened, why, what to do. Those
// of one command are in its own file, in commands/.

#ifndef SAMLAD_GATEWAY_EXCHANGE_REFUSAL_H_
#define SAMLAD_GATEWAY_EXCHANGE_REFUSAL_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "gateway/base/status_metadata.h"
#include "gateway/domain/log/revocations.h"
#include "gateway/exchange/exchange.h"
#include "gateway/exchange/log_clock.h"

namespace samlad::exchange {

// Payload of a refusal that has a reason of its own, for programs: the text.
inline constexpr char kReasonUrl[] = "samlad/reason";

// Payload of a refusal with what only the operator may read: paths, and the
// engine's own text. It is logged, never sent.
inline constexpr char kDetailUrl[] = "samlad/detail";

absl::Status WithReason(absl::Status status, const char* reason);
// FAILED_PRECONDITION with that text and a reason.
absl::Status WithReason(std::string_view text, const char* reason);

absl::Status MalformedPayload(std::string_view field, std::string_view message);
absl::Status MalformedSubmissionId(std::string_view id);
// OK, unless a revocation in force covers the sender.
absl::Status CheckRevoked(const domain::Revocations& revocations,
                          const identity::Principal& sender);
absl::Status HeadUnconfirmed();
absl::Status NotPermitted(std::string_view sender, std::string_view permission);
absl::Status NoSuchReport(uint64_t position);  // the same answer if it is not the sender's
absl::Status BoundToOther(std::string_view submission_id);
// An entry of the gateway's own that the log has already.
absl::Status KeyTaken(std::string_view key);
// `what`: the request's field ("replaces"), whose right value is in the metadata.
absl::Status StaleBase(std::string_view what, uint64_t given, uint64_t in_force);
// The base is an entry of the batch that is being decided on.
absl::Status NotDurableYet(uint64_t position);
absl::Status TooLarge(std::string_view field, uint64_t bytes, uint64_t bytes_max);
// An edition that its verifier refuses. `fault`: the verifier's first.
absl::Status CertificateFails(std::string_view fault);
absl::Status QueueFull();
// There is no room on the disk. `detail`: for the operator alone.
absl::Status DiskFull(std::string_view detail);
// The store did not confirm, and may have stored it. `detail`: for the operator
// alone.
absl::Status StoreSilent(std::string_view detail);
// The store takes nothing for now. `detail`: for the operator alone.
absl::Status StoreBusy(std::string_view detail);
// What a caller may know of the store's error at a read: none of its text.
absl::Status StoreFailed(const absl::Status& error);
// The clock is behind the head of the log, or has jumped. The metadata name what
// the clock says (`gateway_time`), and the head's time (`log_time`) or what the clock
// should say (`expected_time`).
absl::Status ClockBehind(int64_t now_ms, const LogHead& head);
absl::Status ClockJumped(int64_t now_ms, int64_t expected_ms, const LogHead& head);
// There is no room in memory for `weight` observations; see Growth.
absl::Status MemoryLimit();
absl::Status Stopping();

// The text of a status, with what is not sent; for the log.
std::string TextForOperator(const absl::Status& status);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_REFUSAL_H_
