// SPDX-License-Identifier: EUPL-1.2

#include "clients/manual/command_tree.h"

#include "absl/strings/str_split.h"
#include "gateway/base/strings.h"

namespace samlad::manual {
namespace {

// CLI11 writes the choices of a value after its type: "TEXT:{table,json}".
void ReadValue(const std::string& type, Option& option) {
  const size_t colon = type.find(":{");
  option.value = type.substr(0, colon);
  if (colon == std::string::npos) return;
  const std::string choices = type.substr(colon + 2, type.find('}', colon) - colon - 2);
  option.choices = absl::StrSplit(choices, ',');
}

Option ReadOption(const CLI::Option& read) {
  Option option;
  for (const std::string& name : read.get_snames()) option.names.push_back("-" + name);
  for (const std::string& name : read.get_lnames()) option.names.push_back("--" + name);
  option.is_argument = !read.nonpositional();
  if (option.is_argument) option.names.push_back(read.get_name(/*positional=*/true));
  if (read.get_items_expected_max() > 0) ReadValue(read.get_type_name(), option);
  option.description = read.get_description();
  option.initial = read.get_default_str();
  option.group = read.get_group();
  option.is_required = read.get_required();
  option.is_repeated = read.get_items_expected_max() > 1;
  return option;
}

// Also of option groups, which CLI11 keeps as commands without a name.
void ReadOptions(const CLI::App& app, std::vector<Option>& options) {
  for (const CLI::Option* option : app.get_options()) {
    // A group has a help of its own, which is that of its command.
    const bool again = app.get_name().empty() && option == app.get_help_ptr();
    if (!again) options.push_back(ReadOption(*option));
  }
  for (const CLI::App* below : app.get_subcommands(nullptr)) {
    if (below->get_name().empty()) ReadOptions(*below, options);
  }
}

void Read(const CLI::App& app, const std::string& path, std::vector<Command>& commands) {
  Command command{
      .path = path,
      .description = app.get_description(),
      // A command inherits its group's footer, which is printed once.
      .footer = app.get_parent() != nullptr && app.get_footer() == app.get_parent()->get_footer()
                    ? ""
                    : app.get_footer(),
      .options = {},
      .commands = {}};
  ReadOptions(app, command.options);
  for (const CLI::App* below : app.get_subcommands(nullptr)) {
    if (!below->get_name().empty()) command.commands.push_back(below->get_name());
  }
  commands.push_back(std::move(command));
  for (const CLI::App* below : app.get_subcommands(nullptr)) {
    if (!below->get_name().empty()) Read(*below, StrCat(path, " ", below->get_name()), commands);
  }
}

}  // namespace

std::vector<Command> ReadCommands(const CLI::App& program) {
  std::vector<Command> commands;
  Read(program, program.get_name(), commands);
  return commands;
}

}  // namespace samlad::manual
