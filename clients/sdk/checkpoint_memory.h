// SPDX-License-Identifier: EUPL-1.2
//
// The last checkpoint of a log that was verified, kept in a file from one
// session to the next, so that a gateway cannot forget what it has once shown.
// One file a log and verifier key: <origin>+<key hash>.checkpoint, the signed
// note (C2SP) as it came; evidence of a rollback or fork lies beside it.
// Files are their owner's alone (0600, the folder 0700).
//
// Several processes may use one folder: what one remembers is never replaced
// by what another saw without it. Thread-safe.
// Design: gateway/docs/adr/0015-checkpoint-memory.md.

#ifndef SAMLAD_CLIENTS_SDK_CHECKPOINT_MEMORY_H_
#define SAMLAD_CLIENTS_SDK_CHECKPOINT_MEMORY_H_

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/sdk/log_proof.h"
#include "gateway/ledger/note.h"

namespace samlad::sdk {

class CheckpointMemory {
 public:
  // The folder is made when something is to be kept.
  CheckpointMemory(std::string folder, ledger::NoteVerifier verifier)
      : folder_(std::move(folder)), verifier_(std::move(verifier)) {}

  // Nothing if nothing is remembered. INVALID_ARGUMENT if the file cannot be
  // read or is not what was written: it is never taken for an empty one.
  absl::StatusOr<std::optional<SignedCheckpoint>> Read() const;

  // Remembers `next` if what is remembered is still `last` (nothing: nothing
  // yet). ABORTED: it is not; read again and compare with that.
  absl::Status Replace(const std::optional<SignedCheckpoint>& last, const SignedCheckpoint& next);

  // No error if nothing is remembered. Evidence stays.
  absl::Status Forget();

  // The file it was written to. One file for each fault and pair of sizes: the
  // first that was seen stays. INVALID_ARGUMENT if the checkpoint that it
  // accuses is not the log's.
  absl::StatusOr<std::string> KeepEvidence(const LogProof& evidence);

  std::string file() const { return Path(".checkpoint"); }
  const ledger::NoteVerifier& verifier() const { return verifier_; }

 private:
  class Lock;

  std::string Path(std::string_view suffix) const;
  absl::Status MakeFolder() const;

  const std::string folder_;
  const ledger::NoteVerifier verifier_;
};

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_CHECKPOINT_MEMORY_H_
