// SPDX-License-Identifier: EUPL-1.2
//
// The program without its process: tests call it as main does.

#ifndef SAMLAD_CLIENTS_CLI_APP_H_
#define SAMLAD_CLIENTS_CLI_APP_H_

#include <CLI/App.hpp>

#include "clients/cli/session/context.h"
#include "clients/cli/session/environment.h"
#include "clients/cli/session/exit_code.h"

namespace samlad::cli {

// Defines the commands. `context` must outlive `app`.
void DefineCommands(CLI::App& app, Context& context);

// Parses the arguments and does what they say. `argv[0]` is the program.
ExitCode Run(int argc, const char* const* argv, const Environment& environment);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_APP_H_
