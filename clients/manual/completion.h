// SPDX-License-Identifier: EUPL-1.2
//
// Completion of a program's command line in Bash.

#ifndef SAMLAD_CLIENTS_MANUAL_COMPLETION_H_
#define SAMLAD_CLIENTS_MANUAL_COMPLETION_H_

#include <string>
#include <vector>

#include "clients/manual/command_tree.h"

namespace samlad::manual {

// A script to be sourced, or installed in share/bash-completion/completions
// under the program's name. Options of the program itself are offered with
// every command. `commands` as ReadCommands gives them.
std::string BashCompletion(const std::vector<Command>& commands);

}  // namespace samlad::manual

#endif  // SAMLAD_CLIENTS_MANUAL_COMPLETION_H_
