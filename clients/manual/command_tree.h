// SPDX-License-Identifier: EUPL-1.2
//
// What CLI11 knows of a program, for the manual page and the completion: one
// item for each command, in the order of the help.

#ifndef SAMLAD_CLIENTS_MANUAL_COMMAND_TREE_H_
#define SAMLAD_CLIENTS_MANUAL_COMMAND_TREE_H_

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace samlad::manual {

struct Option {
  std::vector<std::string> names;    // "-h", "--help"; of an argument: "FILE"
  std::string value;                 // "FILE", "N"; empty: a flag
  std::vector<std::string> choices;  // the only values there are; empty: any
  std::string description;
  std::string initial;  // the default, if it says one
  std::string group;    // heading in the help; "Options" if it has none
  bool is_argument = false;
  bool is_required = false;
  bool is_repeated = false;
};

struct Command {
  std::string path;  // "samlad report submit"
  std::string description;
  std::string footer;
  std::vector<Option> options;        // arguments among them
  std::vector<std::string> commands;  // names of those below it
};

// The program itself first, then every command after its group.
std::vector<Command> ReadCommands(const CLI::App& program);

}  // namespace samlad::manual

#endif  // SAMLAD_CLIENTS_MANUAL_COMMAND_TREE_H_
