// SPDX-License-Identifier: EUPL-1.2
//
// The log's signing key on disk: a secret file, never in the database.

#ifndef SAMLAD_GATEWAY_APP_LOG_KEY_H_
#define SAMLAD_GATEWAY_APP_LOG_KEY_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/ledger/note.h"

namespace samlad::app {

// The errors of transport::ReadPrivateKeyFile; INVALID_ARGUMENT also if it is no
// Ed25519 key.
absl::StatusOr<ledger::NoteSigner> ReadLogKey(const std::string& path, std::string_view origin);

// A new key, on disk when this returns, readable by this account alone. Never
// replaces a file: ALREADY_EXISTS.
absl::Status CreateLogKey(const std::string& path);

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_LOG_KEY_H_
