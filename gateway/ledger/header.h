// SPDX-License-Identifier: EUPL-1.2
//
// Reads messages of the log strictly: a message has one serialised form.

#ifndef SAMLAD_GATEWAY_LEDGER_HEADER_H_
#define SAMLAD_GATEWAY_LEDGER_HEADER_H_

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::ledger {

// The newest header format, and the one payload commitment, that are known.
inline constexpr uint32_t kHeaderFormat = 1;
inline constexpr uint32_t kCommitmentScheme = 1;

// Parses `bytes` and refuses, with INVALID_ARGUMENT that begins with `place`,
// what serialising the message again would write differently: unknown fields,
// fields out of order, defaults spelled out, long varints.
absl::Status ParseCanonical(std::string_view place, std::string_view bytes,
                            google::protobuf::Message& message);

// A header in its one form, of a known format, kind and commitment scheme; if
// it decides something, with a known verdict. INVALID_ARGUMENT begins with
// "header".
absl::StatusOr<v1::EntryHeader> ParseHeader(std::string_view bytes);

}  // namespace samlad::ledger

#endif  // SAMLAD_GATEWAY_LEDGER_HEADER_H_
