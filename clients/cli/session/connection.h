// SPDX-License-Identifier: EUPL-1.2
//
// The gateway, and our identity towards it. For each field, flags win over
// environment variables, and these over the profile.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_CONNECTION_H_
#define SAMLAD_CLIENTS_CLI_SESSION_CONNECTION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/session/environment.h"

namespace samlad::cli {

// As given on the command line; empty: not given.
struct ConnectionFlags {
  std::string config{}, profile{}, gateway{}, certificate{}, key{}, authorities{}, log_key{};
};

struct Connection {
  // Empty: not given anywhere.
  std::string gateway, certificate, key, authorities, log_key;
  // Names in the profile file, for a message that lists them.
  std::vector<std::string> profiles;
};

// Reads the profile file if there is one: --config, SAMLAD_CONFIG, or
// samlad/profiles.yaml in $XDG_CONFIG_HOME or ~/.config. Which profile:
// --profile, SAMLAD_PROFILE, or the only one of the file. Paths in a profile
// are relative to its file. INVALID_ARGUMENT, with file, line and column where
// there are any: a file that was asked for cannot be read, holds mistakes, or
// lacks the profile.
absl::StatusOr<Connection> ResolveConnection(const ConnectionFlags& flags,
                                             const Environment& environment);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_CONNECTION_H_
