// SPDX-License-Identifier: EUPL-1.2
//
// The last verified checkpoint of a log, kept in a file from one session to the
// next, so that a gateway cannot forget what it has once shown. There is one
// file for each log and verifier key: <origin>+<key hash>.checkpoint, the
// signed note (C2SP) as it came. Evidence of a rollback or fork is kept next to
// it. Only their owner may read the files (0600, the folder 0700).
//
// Several processes may use one folder: no process replaces a checkpoint that
// it has not compared with its own. Thread-safe. The reasons:
// gateway/docs/adr/0015-checkpoint-memory.md.

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
  // The folder is made when a file is written.
  CheckpointMemory(std::string folder, ledger::NoteVerifier verifier)
      : folder_(std::move(folder)), verifier_(std::move(verifier)) {}

  // nullopt if no checkpoint is remembered. INVALID_ARGUMENT if the file cannot
  // be read or is not what was written; it is never treated as missing.
  absl::StatusOr<std::optional<SignedCheckpoint>> Read() const;

  // Remembers `next` if the remembered checkpoint is still `last` (nullopt:
  // none yet). ABORTED: it is not; read it again and compare with it.
  absl::Status Replace(const std::optional<SignedCheckpoint>& last, const SignedCheckpoint& next);

  // No error if no checkpoint is remembered. Evidence stays.
  absl::Status Forget();

  // Writes evidence and returns its file. There is one file for each fault and
  // pair of sizes; the first one stays. INVALID_ARGUMENT if its checkpoint is
  // not the log's.
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
