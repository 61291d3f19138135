// SPDX-License-Identifier: EUPL-1.2
//
// Proofs as a gateway gives them, checked before anybody relies on them.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_PROVE_ENTRY_H_
#define SAMLAD_CLIENTS_CLI_SESSION_PROVE_ENTRY_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "clients/cli/session/verify_files.h"
#include "clients/sdk/client.h"
#include "clients/sdk/log_proof.h"
#include "gateway/ledger/note.h"

namespace samlad::cli {

// The proof that the entry at `position` is in the first `size` entries of the log (0:
// all), and that these are a prefix of `newest`. OUT_OF_RANGE beyond it, DATA_LOSS if
// the gateway's proof does not hold, and the errors of the calls.
absl::StatusOr<ProvenFile> ProveEntry(sdk::Client& client, const ledger::NoteVerifier& verifier,
                                      const sdk::SignedCheckpoint& newest, uint64_t position,
                                      uint64_t size);

// A proof that a gateway gave. DATA_LOSS if it does not hold.
absl::StatusOr<ProvenFile> CheckFetched(sdk::LogProof proof, const ledger::NoteVerifier& verifier);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_PROVE_ENTRY_H_
