// SPDX-License-Identifier: EUPL-1.2
//
// Proofs and evidence about a log, and their file form (log_proof.proto):
// checked with the log's verifier key alone. Pure; thread-safe.

#ifndef SAMLAD_CLIENTS_SDK_LOG_PROOF_H_
#define SAMLAD_CLIENTS_SDK_LOG_PROOF_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/sdk/log_proof.pb.h"
#include "gateway/ledger/note.h"

namespace samlad::sdk {

inline constexpr std::string_view kProofFormat = "samlad-proof-v1";
inline constexpr std::string_view kEvidenceFormat = "samlad-evidence-v1";

// A checkpoint that the log's key has signed: the note and its content.
struct SignedCheckpoint {
  std::string note;
  ledger::Checkpoint checkpoint;
};

// INVALID_ARGUMENT if the note does not hold.
absl::StatusOr<SignedCheckpoint> OpenNote(std::string_view note,
                                          const ledger::NoteVerifier& verifier);

// The fault of a log that was shown as `first` and after that as `second`, both
// signed by its key; FAULT_UNSPECIFIED: none. `why` says what was found. Only a
// fork is proven by the two and the hashes alone (ledger::ProvesFork); that a
// shorter log was shown later, or no proof given, is the word of who saw it.
struct LogComparison {
  Fault fault = FAULT_UNSPECIFIED;
  std::string why;
};
LogComparison CompareCheckpoints(const ledger::Checkpoint& first, const ledger::Checkpoint& second,
                                 std::span<const ledger::Hash> consistency);

// What verified proof or evidence says.
struct VerifiedProof {
  uint64_t first_size = 0;
  std::optional<ledger::Checkpoint> first_signed;  // if the file has it
  ledger::Checkpoint last;
};

// Checks everything that the message claims, the fault of evidence included.
// INVALID_ARGUMENT names the place that does not hold.
absl::StatusOr<VerifiedProof> VerifyLogProof(const LogProof& proof,
                                             const ledger::NoteVerifier& verifier);

std::string LogProofToFile(const LogProof& proof);
// INVALID_ARGUMENT with line and column if it is no such file.
absl::StatusOr<LogProof> LogProofFromFile(std::string_view text, std::string_view file);

// INVALID_ARGUMENT, beginning with `place`, unless each has 32 bytes.
absl::StatusOr<ledger::Hash> ToHash(std::string_view place, std::string_view bytes);
absl::StatusOr<std::vector<ledger::Hash>> ToHashes(
    std::string_view place, const google::protobuf::RepeatedPtrField<std::string>& all);
// Appends.
void AddHashes(std::span<const ledger::Hash> hashes,
               google::protobuf::RepeatedPtrField<std::string>* out);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_LOG_PROOF_H_
