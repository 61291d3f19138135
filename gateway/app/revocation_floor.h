// SPDX-License-Identifier: EUPL-1.2
//
// log.revoked: the revocations in force, beside the store and in no backup, so that a
// log which was restored cannot bring a revoked identity back. It is written after a
// revocation is durable and before anybody is answered. The format: docs/formats.md.

#ifndef SAMLAD_GATEWAY_APP_REVOCATION_FLOOR_H_
#define SAMLAD_GATEWAY_APP_REVOCATION_FLOOR_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/domain/log/facts.h"
#include "gateway/domain/log/revocations.h"
#include "gateway/exchange/exchange.h"
#include "gateway/telemetry/log.h"

namespace samlad::app {

// A revocation that was in force, and the position of its entry.
struct FloorRevocation {
  domain::IdentityFact identity;
  uint64_t position = 0;
};

// Empty if the file is not there. DATA_LOSS, with the way out, if it is not what
// WriteFloor wrote.
absl::StatusOr<std::vector<FloorRevocation>> ReadFloor(const std::string& folder);

absl::Status WriteFloor(const std::string& folder, const domain::Revocations& in_force);

// Those that the log has no entry of. One that the log has, at its position, is the
// log's own matter: it may have been lifted since.
std::vector<FloorRevocation> FindLost(const std::vector<FloorRevocation>& floor,
                                      const exchange::Snapshot& now);

// Enters them again, as the gateway's own entries. Returns when they are durable.
absl::Status EnterAgain(const std::vector<FloorRevocation>& lost, exchange::Exchange& exchange,
                        const telemetry::Log& log);

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_REVOCATION_FLOOR_H_
