// SPDX-License-Identifier: EUPL-1.2
//
// A request to change the log, and its answer.

#ifndef SAMLAD_GATEWAY_EXCHANGE_COMMAND_H_
#define SAMLAD_GATEWAY_EXCHANGE_COMMAND_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/exchange/commands/table.h"
#include "gateway/identity/principal.h"
#include "samlad/v1/common.pb.h"

namespace samlad::exchange {

// A request to change the log.
struct Command {
  CommandKind kind = CommandKind::kSubmitReport;
  identity::Principal sender;
  std::string submission_id;
  // The serialised payload of the entry that the command asks for; ledger.proto
  // names the message for each kind of entry. Of a validation, the report.
  std::string payload;
  uint64_t base = 0;  // report: `replaces`; catalogue: position it was planned against
  // The gateway itself gives a command that senders give otherwise; `sender` is empty.
  // Never set from what comes from outside.
  bool by_gateway = false;
};

// The answer. Exactly one of receipt and error findings is there when a report
// or catalogue was decided on; kValidateReport has neither.
struct Outcome {
  v1::Verdict verdict = v1::VERDICT_UNSPECIFIED;
  v1::Counts counts;
  std::vector<v1::Finding> findings;
  std::string receipt;
  bool replayed = false;
  uint64_t catalogue_position = 0;
  uint32_t unknown_values = 0;            // of an import; see ImportSeriesResponse
  std::optional<uint64_t> position = {};  // of the resulting entry, or of the original one
  size_t payload_bytes = 0;               // of the resulting entry
};

// Called exactly once, on a thread of the exchange; must not block. Errors:
//   INVALID_ARGUMENT     the payload is no such message, or an id is malformed
//   PERMISSION_DENIED    the sender may not do this, or not for that
//                        organisation (the same answer whether it exists), or
//                        is revoked
//   ALREADY_EXISTS       the submission id is bound to other content
//   NOT_FOUND            a report that is named is not there, or not the
//                        sender's
//   FAILED_PRECONDITION  `base` is not in force, or what is asked for does not
//                        fit what was decided before; the message names it
//   RESOURCE_EXHAUSTED   queue full: retry after limits::kOverloadRetryDelay;
//                        or what Options::may_append says
//   UNAVAILABLE          stopping, or the store takes nothing for now: nothing
//                        was stored
using Done = std::function<void(absl::StatusOr<Outcome>)>;

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_COMMAND_H_
