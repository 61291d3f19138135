// SPDX-License-Identifier: EUPL-1.2
//
// What a client does at the start of each session: ask for the newest
// checkpoint, compare it with the last that was verified, and remember it. One
// call, two if the log has grown. And what it does with all that it is shown later.
//
// A gateway that shows a shorter log than before, or one that does not continue
// it, is not believed: evidence is kept, and nothing is remembered of it.

#ifndef SAMLAD_CLIENTS_SDK_SESSION_H_
#define SAMLAD_CLIENTS_SDK_SESSION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/sdk/checkpoint_memory.h"
#include "clients/sdk/client.h"
#include "clients/sdk/log_proof.h"
#include "gateway/ledger/hash.h"

namespace samlad::sdk {

// Two moments of one log, held against each other.
struct Comparison {
  LogComparison result;
  std::vector<ledger::Hash> consistency;  // as the gateway gave it
  std::string evidence_file;              // if there is a fault
  absl::Status evidence_kept;             // why it could not be written
};

// `first` was shown before `last`. Asks the gateway for the proof if one is
// needed. A fault is an answer; errors are those of the call.
absl::StatusOr<Comparison> Compare(Client& client, CheckpointMemory& memory,
                                   const SignedCheckpoint& first, const SignedCheckpoint& last);

// OK, or DATA_LOSS that says what is wrong and where the evidence lies, and of
// which IsLogFault (error.h) holds. `origin`: the log.
absl::Status StatusOf(const Comparison& comparison, std::string_view origin);

struct Session {
  SignedCheckpoint newest;
  std::optional<SignedCheckpoint> remembered;  // before this session
  Comparison comparison;                       // of the two

  absl::Status status() const { return StatusOf(comparison, newest.checkpoint.origin); }
};

// A fault is an answer. Errors: DATA_LOSS if the checkpoint does not hold;
// those of the memory (INVALID_ARGUMENT) and of the calls.
absl::StatusOr<Session> VerifySession(Client& client, CheckpointMemory& memory);

// Remembers the checkpoint, older or newer, that came with a receipt or with the
// feed, once it is held against what is remembered: a log that forgets it is
// noticed. DATA_LOSS as of StatusOf, and if it does not hold; other errors as of
// VerifySession: it is not remembered then.
absl::Status Remember(Client& client, CheckpointMemory& memory, std::string_view note);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_SESSION_H_
