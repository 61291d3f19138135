// SPDX-License-Identifier: EUPL-1.2
//
// How --help looks, in the language of who reads it.

#ifndef SAMLAD_CLIENTS_CLI_HELP_H_
#define SAMLAD_CLIENTS_CLI_HELP_H_

#include <CLI/App.hpp>
#include <CLI/FormatterFwd.hpp>
#include <memory>

#include "clients/cli/session/context.h"

namespace samlad::cli {

// For the program; its commands inherit it.
std::shared_ptr<CLI::FormatterBase> MakeHelpFormatter();

// Prints what `error` asks for, help or version, in the context's language.
// Called once, because it translates what `app` knows of its commands.
void PrintHelp(CLI::App& app, const CLI::ParseError& error, const Context& context);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_HELP_H_
