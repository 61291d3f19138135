// SPDX-License-Identifier: EUPL-1.2
//
// What people verify offline, given as files: which kind each one is, whether it holds,
// and whether all of them tell of one log. With the log's key alone.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_VERIFY_FILES_H_
#define SAMLAD_CLIENTS_CLI_SESSION_VERIFY_FILES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/results.pb.h"
#include "clients/sdk/log_proof.h"
#include "gateway/ledger/note.h"

namespace samlad::cli {

struct NamedText {
  std::string file, text;
};

enum class FileKind { kReceipt, kProof, kCheckpoint, kEdition, kNone };
// What a file is, or was before somebody changed it: one that was tampered with must
// fail and not be skipped.
FileKind KindOf(std::string_view text);

// A proof or evidence that holds.
struct ProvenFile {
  sdk::LogProof proof;
  sdk::VerifiedProof verified;
};
// INVALID_ARGUMENT says what does not hold.
absl::StatusOr<ProvenFile> VerifyProofFile(std::string_view file, std::string_view text,
                                           const ledger::NoteVerifier& verifier);

// An edition, and INVALID_ARGUMENT with what does not hold.
struct EditionVerdict {
  VerifiedEdition edition;
  absl::Status status;
};
// Each with those before it that are among the files; in the given order.
std::vector<EditionVerdict> VerifyEditionFiles(std::span<const NamedText> files);

// The logs that the files show, by size. Not thread-safe.
class SignedLogs {
 public:
  // Remembers what a file shows. The earlier file that shows another log of the same
  // size: the log's key has signed both, which is a fork; nullopt: there is none.
  std::optional<std::string> Add(const std::string& file, const ledger::Checkpoint& checkpoint);

 private:
  struct Signed {
    std::string file;
    ledger::Hash root;
  };
  std::map<uint64_t, Signed> by_size_;
};

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_VERIFY_FILES_H_
