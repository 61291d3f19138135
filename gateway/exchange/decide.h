// SPDX-License-Identifier: EUPL-1.2
//
// The steps of every command, in their order; what differs from command to
// command is in its CommandSpec. All but the first are run by the sequencer, in
// the one order of the log.

#ifndef SAMLAD_GATEWAY_EXCHANGE_DECIDE_H_
#define SAMLAD_GATEWAY_EXCHANGE_DECIDE_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/exchange/commands/command_spec.h"

namespace samlad::exchange {

// The heavy half: parsing and content checks, against a snapshot, in parallel.
// Pure; thread-safe.
Prepared Prepare(const Command& command, const std::shared_ptr<const Snapshot>& snapshot);

// Whether an id has the form of a submission id.
absl::Status CheckSubmissionId(std::string_view id);

// Whether the sender may give the command at all: revocations, permission and
// the form of the submission id. Comes before anything that is known about
// other entries.
absl::Status Authorize(const State& state, const Command& command);

// Whether the command builds on what is in force. Cheap: comes before a content
// check is made again.
absl::Status CheckBase(const State& state, const Command& command, const Prepared& prepared);

// The light half: what follows in the present state. Pure. `command` has been
// authorized and its submission id is not bound. `prepared` was made against
// the catalogue in force in `state`.
absl::StatusOr<Decided> Decide(const State& state, Command& command, Prepared& prepared);

// Key under which a submission is bound: unique over the log.
std::string IdempotencyKey(std::string_view organisation, std::string_view submission_id);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_DECIDE_H_
