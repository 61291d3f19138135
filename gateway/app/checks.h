// SPDX-License-Identifier: EUPL-1.2
//
// The checks that must pass for a gateway to be ready. None of them appends
// anything.

#ifndef SAMLAD_GATEWAY_APP_CHECKS_H_
#define SAMLAD_GATEWAY_APP_CHECKS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gateway/app/config.h"
#include "gateway/app/open_log.h"
#include "gateway/app/readiness.h"
#include "gateway/base/clock.h"
#include "gateway/exchange/head_watch.h"
#include "gateway/telemetry/log.h"
#include "samlad/v1/catalogue.pb.h"

namespace samlad::app {

// Checks that the clock can be relied on (exchange/log_clock.h). The error says what
// the operator can do.
absl::Status CheckClock(const exchange::Exchange& exchange);

// Checks that the log's key signs, and that its signature verifies.
absl::Status CheckSigner(const ledger::NoteSigner& signer);

// Checks that the write-ahead log is merged into the database, and stays short.
absl::Status CheckBacklog(const store::Backlog& backlog);

// UNAVAILABLE, with the reason STORE_BUSY, if the write-ahead log has reached
// limits::kWalBytesMax.
absl::Status MayGrow(const store::Backlog& backlog);

// A line for the operator if the reserve has no room for what must always be
// stored; else empty.
std::string RemarkOnReserve(uint64_t reserve_bytes);

// A line for the operator for each organisation that may represent others with a
// permission that should not be in the hands of another: administer or audit.
std::vector<std::string> RemarksOnRepresentation(const v1::Catalogue& catalogue);

// Milliseconds since the Unix epoch.
absl::Status CheckNotExpired(int64_t not_after_ms, int64_t now_ms);

// Adds these checks and those of the head and the store.
// `certificates_not_after_ms`: when the first of the gateway's certificates
// expires. All arguments must outlive `readiness`.
void RequireChecks(OpenLog& open, const exchange::HeadWatch& head, const Clock& wall_clock,
                   std::function<int64_t()> certificates_not_after_ms, Readiness& readiness);

// Adds the check that there is room for one more entry in memory. `exchange`
// must outlive `readiness`.
void RequireMemory(const exchange::Exchange& exchange, uint64_t observations_max,
                   Readiness& readiness);

// A line in the log if others than this machine may read the page of metrics.
void WarnOfObserve(const Config& config, const telemetry::Log& log);

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_CHECKS_H_
