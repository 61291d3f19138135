// SPDX-License-Identifier: EUPL-1.2
//
// --backup, --restore and --move-to: what they do to the log of a configuration, and
// what they say to the operator.

#ifndef SAMLAD_GATEWAY_APP_BACKUPS_H_
#define SAMLAD_GATEWAY_APP_BACKUPS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/app/config.h"

namespace samlad::app {

// Writes a backup into `folder` while the gateway serves, and removes the oldest
// beyond `keep` (0: none). FAILED_PRECONDITION for a log in PostgreSQL, which has its
// own backups. Other errors as backup::WriteBackup.
absl::StatusOr<std::string> BackUp(const Config& config, const std::string& folder, uint64_t keep);

struct RestoreRequest {
  std::string folder;  // of a backup, or of all backups: then the newest
  // Entries that are left, if later ones are to be forgotten; under a new origin then.
  std::optional<uint64_t> forget_after;
  // Files with checkpoints that clients have seen.
  std::vector<std::string> known;
};

// Puts the log of a backup where the configuration keeps its log, which must have
// none. Nothing is put there before every hash was verified.
//   FAILED_PRECONDITION  there is a log already; the backup is not finished; or entries
//                        that log.head or a known checkpoint names would be forgotten
//   DATA_LOSS            the backup is damaged, with the file or position
absl::StatusOr<std::string> Restore(const Config& config, const RestoreRequest& request);

// Copies the log to another store, examines the copy, and marks the old one, which no
// gateway opens any more. `to`: a connection URI of PostgreSQL, as `store` in the
// configuration `config_path`; or a folder, for a log that is in PostgreSQL. Can be
// repeated if it was interrupted.
absl::StatusOr<std::string> MoveLog(const Config& config, const std::string& config_path,
                                    const std::string& to);

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_BACKUPS_H_
