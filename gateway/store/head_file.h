// SPDX-License-Identifier: EUPL-1.2
//
// log.head: the newest checkpoint, beside the database and apart from it, so
// that a database which lost its end is noticed. It is overwritten in place
// after every commit and never synced: a killed process leaves it exact, a power
// cut may leave it older, torn or absent, never newer than the log. The format:
// docs/formats.md.

#ifndef SAMLAD_GATEWAY_STORE_HEAD_FILE_H_
#define SAMLAD_GATEWAY_STORE_HEAD_FILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/descriptor.h"

namespace samlad::store {

struct Head {
  uint64_t size = 0;       // entries in the log
  std::string checkpoint;  // of that size
};

// What log.head says.
struct HeadReading {
  bool there = false;
  std::optional<Head> head;  // nothing: absent, or torn
};

// UNAVAILABLE if the file is there and cannot be read.
absl::StatusOr<HeadReading> ReadHead(const std::string& path);

// Not thread-safe. Movable.
class HeadFile {
 public:
  // Makes the file if it is missing, readable by its owner alone.
  static absl::StatusOr<HeadFile> Open(const std::string& path);

  // Overwrites what was there. A file that was removed or replaced is made anew.
  absl::Status Write(uint64_t size, std::string_view checkpoint);

 private:
  HeadFile(std::string path, Descriptor file) : path_(std::move(path)), file_(std::move(file)) {}
  bool IsInPlace() const;

  std::string path_;
  Descriptor file_;
};

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_HEAD_FILE_H_
