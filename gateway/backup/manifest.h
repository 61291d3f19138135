// SPDX-License-Identifier: EUPL-1.2
//
// What a backup holds. The manifest is written last, so that a backup without one
// is not finished; it names every file by size and SHA-256, and ends in a SHA-256 of
// itself. The format: docs/formats.md.

#ifndef SAMLAD_GATEWAY_BACKUP_MANIFEST_H_
#define SAMLAD_GATEWAY_BACKUP_MANIFEST_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace samlad::backup {

// The manifest's name in the folder of a backup.
inline constexpr char kManifestFile[] = "manifest";

struct BackupFile {
  std::string name;  // in the folder of the backup
  uint64_t bytes = 0;
  std::string sha256;  // lower-case hexadecimal
};

struct Manifest {
  std::string origin;
  uint64_t size = 0;  // entries
  std::string root;   // of their tree, lower-case hexadecimal
  std::string made;   // RFC 3339, UTC
  std::vector<BackupFile> files;
};

std::string FormatManifest(const Manifest& manifest);

// DATA_LOSS, without the path, if it is not exactly what FormatManifest writes.
absl::StatusOr<Manifest> ParseManifest(std::string_view text);

// Reads `folder`/manifest, and every file that it names. FAILED_PRECONDITION if there
// is no manifest; DATA_LOSS, naming the file, if one is missing, cut or changed, or if
// the database has a write-ahead log, which no backup has.
absl::StatusOr<Manifest> ReadAndVerify(const std::string& folder);

// Reads the file as it is on the disk now.
absl::StatusOr<BackupFile> DescribeFile(const std::string& folder, const std::string& name);

}  // namespace samlad::backup

#endif  // SAMLAD_GATEWAY_BACKUP_MANIFEST_H_
