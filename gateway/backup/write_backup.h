// SPDX-License-Identifier: EUPL-1.2
//
// Backups of a log in SQLite, made while the gateway serves it.

#ifndef SAMLAD_GATEWAY_BACKUP_WRITE_BACKUP_H_
#define SAMLAD_GATEWAY_BACKUP_WRITE_BACKUP_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/backup/manifest.h"
#include "gateway/base/clock.h"

namespace samlad::backup {

struct BackupOptions {
  std::string data_directory;  // of the log
  std::string verifier_key;    // of the log; its origin is in it
  std::string folder;          // of all backups
  uint64_t keep = 0;           // finished backups that stay, this one included; 0: all
};

struct WrittenBackup {
  std::string path;
  Manifest manifest;
  std::vector<std::string> removed;  // paths of older backups
};

// Makes `folder`/backup-TIME. It is a prefix of the log that ends with a batch: what
// is appended meanwhile is not in it. Every hash is verified on the way; the folder
// gets its name once all is on disk, so that a crash leaves nothing under it. What an
// earlier crash left is removed. Older backups are removed last.
//   ALREADY_EXISTS  another backup is being written into the folder
//   DATA_LOSS       the log does not hold, with position and reason; nothing is kept
absl::StatusOr<WrittenBackup> WriteBackup(const BackupOptions& options, const Clock& clock);

// The backup at `path`: itself, or the newest finished one in it. FAILED_PRECONDITION
// if there is none. Verifies nothing.
absl::StatusOr<std::string> FindBackup(const std::string& path);

}  // namespace samlad::backup

#endif  // SAMLAD_GATEWAY_BACKUP_WRITE_BACKUP_H_
