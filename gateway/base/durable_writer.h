// SPDX-License-Identifier: EUPL-1.2
//
// A file that is written piece by piece, with the promises of WriteFileDurably
// (durable_file.h): under its name there is the old file, or the whole new one.

#ifndef SAMLAD_GATEWAY_BASE_DURABLE_WRITER_H_
#define SAMLAD_GATEWAY_BASE_DURABLE_WRITER_H_

#include <sys/types.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/descriptor.h"
#include "gateway/base/durable_file.h"

namespace samlad {

// Movable, not thread-safe. Errors as those of WriteFileDurably.
class DurableWriter {
 public:
  // Makes the folders that are missing, and a file without its name yet; nothing is
  // replaced before Commit.
  static absl::StatusOr<DurableWriter> Open(const std::string& path, mode_t mode = kOwnerOnly);

  DurableWriter(DurableWriter&& other) noexcept;
  DurableWriter& operator=(DurableWriter&&) = delete;
  // Without Commit, the old file stays and the new one is removed.
  ~DurableWriter();

  absl::Status Append(std::string_view bytes);

  // Where the new file is until Commit, for libraries that write to a name: they
  // may open and rewrite it. Empty: the path is no file but a stream (a terminal, a
  // FIFO), into which Append writes at once.
  const std::string& temporary() const { return temporary_; }

  // Content and name are durable when it returns. Call it once.
  absl::Status Commit();

 private:
  DurableWriter(std::string path, std::string temporary, Descriptor file);

  std::string path_;
  std::string temporary_;
  Descriptor file_;
};

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_DURABLE_WRITER_H_
