// SPDX-License-Identifier: EUPL-1.2
//
// The option --as-of: a moment of the log, as a number of entries or as a day.

#ifndef SAMLAD_CLIENTS_CLI_COMMANDS_AS_OF_H_
#define SAMLAD_CLIENTS_CLI_COMMANDS_AS_OF_H_

#include <CLI/App.hpp>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/session/context.h"

namespace samlad::cli {

// Adds --as-of, which refuses all but a number of entries and a day.
CLI::Option* AddAsOf(CLI::App& command, std::string& as_of);

// The tree size that is meant; empty: 0, the newest. A day is the end of that day
// in the catalogue's time zone, for which the gateway is asked; the answer is
// printed to standard error, because it decides on what is shown. Errors are for
// FailCall.
absl::StatusOr<uint64_t> ResolveAsOf(const Context& context, sdk::Client& client,
                                     const std::string& as_of);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_COMMANDS_AS_OF_H_
