// SPDX-License-Identifier: EUPL-1.2
//
// A file in memory, for a library that takes only paths, whose whole content
// changes at once.

#ifndef SAMLAD_GATEWAY_TRANSPORT_MEMORY_FILE_H_
#define SAMLAD_GATEWAY_TRANSPORT_MEMORY_FILE_H_

#include <ctime>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/transport/socket.h"

namespace samlad::transport {

// Nothing touches a disk, no other account can open it, and it ends with the
// process (memfd_create(2)). Not thread-safe, but a reader that opens path()
// meanwhile reads one content or another, never a mix.
class MemoryFile {
 public:
  // Empty. RESOURCE_EXHAUSTED: no descriptor or memory. FAILED_PRECONDITION:
  // /proc is not mounted, so that there are no paths.
  static absl::StatusOr<MemoryFile> Create();

  // Prepares its next content, which readers see after Publish: so that of several
  // files all change or none. RESOURCE_EXHAUSTED: no descriptor or memory.
  absl::Status Stage(std::string_view bytes);
  // Its modification time is a second later with every content, so that a
  // reader which opens it twice can tell whether it changed between. Cannot fail.
  void Publish();

  // "/proc/self/fd/12": the same for life, good in this process only.
  std::string path() const;

 private:
  MemoryFile() = default;

  Descriptor file_;
  Descriptor next_;
  time_t version_ = 0;
};

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_MEMORY_FILE_H_
