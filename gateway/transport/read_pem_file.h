// SPDX-License-Identifier: EUPL-1.2
//
// Reads the small files that TLS needs.

#ifndef SAMLAD_GATEWAY_TRANSPORT_READ_PEM_FILE_H_
#define SAMLAD_GATEWAY_TRANSPORT_READ_PEM_FILE_H_

#include <string>

#include "absl/status/statusor.h"

namespace samlad::transport {

// The file's bytes. Errors name the path: NOT_FOUND, PERMISSION_DENIED,
// INVALID_ARGUMENT (no regular file, empty, or over limits::kPemFileBytesMax).
absl::StatusOr<std::string> ReadPemFile(const std::string& path);

// The same; PERMISSION_DENIED also when other accounts can read it. A file of
// another owner (root) may be readable by a group. The mode is taken from the
// opened file, not the path.
absl::StatusOr<std::string> ReadPrivateKeyFile(const std::string& path);

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_READ_PEM_FILE_H_
