// SPDX-License-Identifier: EUPL-1.2

#include "clients/manual/man_page.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gateway/base/strings.h"

namespace samlad::manual {
namespace {

// Escapes hyphens that are to be typed, and what roff would interpret.
std::string Escape(std::string_view text) {
  std::string escaped = absl::StrReplaceAll(
      ToAbsl(text), {{"\\", "\\e"}, {"-", "\\-"}, {"~", "\\(ti"}, {"`", "\\(ga"}});
  if (escaped.starts_with('.') || escaped.starts_with('\'')) escaped.insert(0, "\\&");
  return escaped;
}

std::string Bold(std::string_view text) { return StrCat("\\fB", Escape(text), "\\fR"); }
std::string Italic(std::string_view text) { return StrCat("\\fI", Escape(text), "\\fR"); }

std::string ValueOf(const Option& option) {
  if (option.choices.empty()) return Italic(option.value);
  std::vector<std::string> choices;
  for (const std::string& choice : option.choices) choices.push_back(Bold(choice));
  return absl::StrJoin(choices, "|");
}

void AddOption(const Option& option, std::string& page) {
  std::vector<std::string> names;
  for (const std::string& name : option.names) {
    names.push_back(option.is_argument ? Italic(name) : Bold(name));
  }
  StrAppend(&page, ".TP\n", absl::StrJoin(names, ", "));
  if (!option.is_argument && !option.value.empty()) StrAppend(&page, " ", ValueOf(option));
  if (option.is_repeated) page += " ...";
  StrAppend(&page, "\n", Escape(option.description));
  if (option.is_required) page += "; required";
  if (!option.initial.empty()) StrAppend(&page, "; default: ", Escape(option.initial));
  page += ".\n";
}

void AddOptions(const Command& command, std::string& page) {
  for (const Option& option : command.options) {
    if (option.group == "Options") AddOption(option, page);
  }
  std::vector<std::string> groups;
  for (const Option& option : command.options) {
    if (option.group == "Options" || std::ranges::count(groups, option.group) > 0) continue;
    groups.push_back(option.group);
    StrAppend(&page, ".PP\n", Escape(option.group), ":\n");
    for (const Option& other : command.options) {
      if (other.group == option.group) AddOption(other, page);
    }
  }
}

// The lines of a footer are kept, because it is formatted for the terminal.
void AddFooter(const Command& command, std::string& page) {
  page += ".nf\n";
  for (const absl::string_view line : absl::StrSplit(command.footer, '\n')) {
    StrAppend(&page, line.empty() ? "\\&" : Escape(ToStd(line)), "\n");
  }
  page += ".fi\n";
}

std::string Synopsis(const Command& command) {
  std::string synopsis = Bold(command.path);
  const auto has_options = [](const Option& option) { return !option.is_argument; };
  if (std::ranges::any_of(command.options, has_options)) synopsis += " [options]";
  for (const Option& option : command.options) {
    if (!option.is_argument) continue;
    StrAppend(&synopsis, " ", Italic(option.names.front()), option.is_repeated ? " ..." : "");
  }
  if (!command.commands.empty()) StrAppend(&synopsis, " ", Italic("command"), " ...");
  return synopsis;
}

void AddCommand(const Command& command, std::string& page) {
  StrAppend(&page, ".SS ", Escape(command.path), "\n", Synopsis(command), "\n.PP\n",
            Escape(command.description), ".\n");
  AddOptions(command, page);
  if (command.footer.empty()) return;
  page += ".PP\n";
  AddFooter(command, page);
}

// "what - does it", as whatis(1) wants it: no capital, no stop.
std::string Name(const Command& program) {
  std::string description = program.description;
  description[0] = absl::ascii_tolower(static_cast<unsigned char>(description[0]));
  if (description.ends_with('.')) description.pop_back();
  return StrCat(Escape(program.path), " \\- ", Escape(description));
}

}  // namespace

std::string ManPage(const std::vector<Command>& commands, const PageTitle& title) {
  const Command& program = commands.front();
  std::string page = StrCat(".\\\" Generated from the definitions of the commands.\n.TH ",
                            absl::AsciiStrToUpper(program.path), " ", title.section, " \"\" \"",
                            title.version, "\"\n.SH NAME\n", Name(program), "\n.SH SYNOPSIS\n",
                            Synopsis(program), "\n.SH OPTIONS\n");
  AddOptions(program, page);
  if (commands.size() > 1) page += ".SH COMMANDS\n";
  for (size_t i = 1; i < commands.size(); ++i) AddCommand(commands[i], page);
  page += ".SH NOTES\n";
  AddFooter(program, page);
  StrAppend(&page, ".SH SEE ALSO\n", Bold(title.see_also.substr(0, title.see_also.find('('))),
            title.see_also.substr(title.see_also.find('(')), "\n");
  return page;
}

}  // namespace samlad::manual
