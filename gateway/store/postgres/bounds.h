// SPDX-License-Identifier: EUPL-1.2
//
// The bounds of this engine, as those of base/limits.h, which are everybody's.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_BOUNDS_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_BOUNDS_H_

#include <chrono>
#include <cstdint>

#include "gateway/base/limits.h"

namespace samlad::limits {

// Time to reach one of its hosts, after which the next is tried; and
// for which data may stay unacknowledged before a connection counts as lost.
inline constexpr seconds kPostgresConnectTimeout{2};
inline constexpr seconds kPostgresUserTimeout{5};
// Time that a statement may wait for a lock, and that the gateway waits for an
// answer before it gives the connection up. A commit that takes longer has an
// unknown outcome.
inline constexpr seconds kPostgresLockTimeout{3};
inline constexpr seconds kPostgresAnswerTimeout{5};
// The same for the confirmation of the head, which nobody may wait for longer than
// it holds.
inline constexpr seconds kPostgresConfirmTimeout{2};
// How long an append tries to learn the outcome of its own commit.
inline constexpr seconds kPostgresUnknownMax{15};
// Attempts at a transaction that PostgreSQL gave up in favour of another.
inline constexpr int kPostgresAttemptsMax = 3;
// Entries that one statement reads, if they fit kScanBytesMax.
inline constexpr uint64_t kPostgresScanEntries = 1'024;
// Synchronous standbys that a configuration can demand.
inline constexpr uint32_t kPostgresStandbysMax = 100;

}  // namespace samlad::limits

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_BOUNDS_H_
