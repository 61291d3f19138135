// SPDX-License-Identifier: EUPL-1.2
//
// A log put where there is none: by a restore, or by a move. It is copied and
// examined apart, and gets its name last.

#ifndef SAMLAD_GATEWAY_BACKUP_PLACE_LOG_H_
#define SAMLAD_GATEWAY_BACKUP_PLACE_LOG_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/backup/copy_log.h"
#include "gateway/ledger/note.h"
#include "gateway/store/store.h"

namespace samlad::backup {

// A checkpoint that was seen, and where it is written.
struct KnownCheckpoint {
  std::string where;
  uint64_t size = 0;
  std::string note;
};

// What `folder`/log.head names; none if it is absent or torn.
absl::StatusOr<std::vector<KnownCheckpoint>> KnownByHead(const std::string& folder);
// What is in a file with a signed note, as `samlad audit checkpoint` shows it.
absl::StatusOr<KnownCheckpoint> KnownByFile(const std::string& path,
                                            const ledger::NoteVerifier& verifier);

// DATA_LOSS if the log has a batch of that size with another root, or none that ends
// there: it is another continuation. Those that are longer than the log are returned.
absl::StatusOr<std::vector<KnownCheckpoint>> FindForgotten(
    const store::ReadableLog& log, const ledger::NoteVerifier& verifier,
    const std::vector<KnownCheckpoint>& known);

// FAILED_PRECONDITION, with the way out, if `folder` has a log in SQLite.
absl::Status CheckNoLog(const std::string& folder);

// Changes a batch that was verified before it is stored.
using Rewrite = std::function<absl::StatusOr<store::Batch>(store::Batch batch)>;

// Copies a log to a place beside its own in `folder`, whose lock the caller holds, and
// examines the copy. `verifier` of what is read, `written` of what is stored.
// `rewrite` may be null. Errors as CopyLog.
absl::StatusOr<Copied> StageLog(const store::ReadableLog& from,
                                const ledger::NoteVerifier& verifier,
                                const ledger::NoteVerifier& written, const Rewrite& rewrite,
                                const std::string& folder);

// Gives the staged log its name, and writes log.head and log.vkey.
absl::Status PlaceStaged(const std::string& folder, const Copied& copied,
                         const std::string& verifier_key);

// Appends what `to` lacks of the log. FAILED_PRECONDITION if what `to` has is not the
// beginning of it.
absl::StatusOr<Copied> ExtendStore(const store::ReadableLog& from,
                                   const ledger::NoteVerifier& verifier, const Rewrite& rewrite,
                                   store::Store& to);

// DATA_LOSS with the first fault.
absl::Status ExamineCopy(const store::ReadableLog& copy, const ledger::NoteVerifier& verifier,
                         uint64_t size);

}  // namespace samlad::backup

#endif  // SAMLAD_GATEWAY_BACKUP_PLACE_LOG_H_
