// SPDX-License-Identifier: EUPL-1.2
//
// What a client does at the start of each session: ask for the newest
// checkpoint, compare it with the last that was verified, and remember it. That
// is one call, or two if the log has grown. Also what a client does with
// checkpoints that it is shown later.
//
// If a gateway shows a shorter log than before, or one that does not continue
// it, evidence is kept and the checkpoint is not remembered.

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

// Two checkpoints of one log, compared.
struct Comparison {
  LogComparison result;
  std::vector<ledger::Hash> consistency;  // as the gateway returned it
  std::string evidence_file;              // if there is a fault
  absl::Status evidence_kept;             // why it could not be written
};

// `first` was shown before `last`. Fetches the proof from the gateway if one is
// needed. A fault is a result, not an error; errors are those of the call.
absl::StatusOr<Comparison> Compare(Client& client, CheckpointMemory& memory,
                                   const SignedCheckpoint& first, const SignedCheckpoint& last);

// OK, or DATA_LOSS that says what is wrong and where the evidence is, and for
// which IsLogFault (error.h) is true. `origin`: the log.
absl::Status StatusOf(const Comparison& comparison, std::string_view origin);

struct Session {
  SignedCheckpoint newest;
  std::optional<SignedCheckpoint> remembered;  // before this session
  Comparison comparison;                       // of both

  absl::Status status() const { return StatusOf(comparison, newest.checkpoint.origin); }
};

// A fault is a result, not an error. Errors: DATA_LOSS if the checkpoint does
// not hold; those of the memory (INVALID_ARGUMENT) and of the calls.
absl::StatusOr<Session> VerifySession(Client& client, CheckpointMemory& memory);

// Compares the checkpoint of a receipt or of the feed with the remembered one,
// which may be older or newer, and remembers it, so that a log that forgets it
// is noticed. DATA_LOSS as StatusOf, and if the checkpoint does not hold; other
// errors as VerifySession. After an error it is not remembered.
absl::Status Remember(Client& client, CheckpointMemory& memory, std::string_view note);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_SESSION_H_
