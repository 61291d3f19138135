// SPDX-License-Identifier: EUPL-1.2
//
// Reads messages of the log strictly: a message has one serialised form.

#ifndef SAMLAD_GATEWAY_LEDGER_HEADER_H_
#define SAMLAD_GATEWAY_LEDGER_HEADER_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::ledger {

// The newest header format, and the one payload commitment, that are known.
inline constexpr uint32_t kHeaderFormat = 1;
inline constexpr uint32_t kCommitmentScheme = 1;

// The system that caused an entry, and the one that called for it.
struct CausingSystem {
  std::string system;
  std::optional<v1::Representative> represented_by;  // nullopt: it called itself
};

// As EntryHeader.system writes it. No name may contain a blank; the one of a
// certificate (identity/principal.h) never does.
std::string WriteSystem(const CausingSystem& causing);
// The reverse. INVALID_ARGUMENT, that begins with "header", if it is no such text.
absl::StatusOr<CausingSystem> ReadSystem(std::string_view text);

// Parses `bytes` and refuses, with INVALID_ARGUMENT that begins with `place`,
// what serialising the message again would write differently: unknown fields,
// fields out of order, defaults spelled out, long varints.
absl::Status ParseCanonical(std::string_view place, std::string_view bytes,
                            google::protobuf::Message& message);

// A header in its one form, of a known format, kind and commitment scheme; if
// it decides something, with a known verdict; with a system as ReadSystem reads it.
// INVALID_ARGUMENT begins with "header".
absl::StatusOr<v1::EntryHeader> ParseHeader(std::string_view bytes);

}  // namespace samlad::ledger

#endif  // SAMLAD_GATEWAY_LEDGER_HEADER_H_
