// SPDX-License-Identifier: EUPL-1.2

#include "clients/manual/completion.h"

#include <set>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "gateway/base/strings.h"

namespace samlad::manual {
namespace {

// @function@, @program@ and the three tables are filled in below.
constexpr char kScript[] =
    R"bash(# Completion of @program@ in Bash. Generated from the definitions of the commands.
@function@() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} path=@program@ i
  local options='' commands='' choices=''
  COMPREPLY=()
  # Bash breaks "--format=json" into three words.
  if [[ $word == = ]]; then
    word=''
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  # The command that is reached; the value of an option is not one.
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      @valued@)
        ((++i))
        continue
        ;;
    esac
    case "$path ${COMP_WORDS[i]}" in
      @paths@) path+=" ${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path $before" in
@values@
  esac
  case $path in
@words@
  esac
  case $before in
    @valued@) options='' commands=$choices ;;
  esac
  [[ $word == -* ]] || options=''
  mapfile -t COMPREPLY < <(compgen -W "$options $commands" -- "$word")
}
# Where there are no words to offer, files.
complete -o default -F @function@ @program@
)bash";

std::string Quoted(const std::string& text) { return StrCat("\"", text, "\""); }

std::vector<std::string> OptionNames(const Command& command) {
  std::vector<std::string> names;
  for (const Option& option : command.options) {
    if (!option.is_argument) names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

// Options that take the word after them.
std::string Valued(const std::vector<Command>& commands) {
  std::set<std::string> names;
  for (const Command& command : commands) {
    for (const Option& option : command.options) {
      if (!option.is_argument && !option.value.empty()) {
        names.insert(option.names.begin(), option.names.end());
      }
    }
  }
  return absl::StrJoin(names, " | ");
}

std::string Paths(const std::vector<Command>& commands) {
  std::vector<std::string> paths;
  for (size_t i = 1; i < commands.size(); ++i) paths.push_back(Quoted(commands[i].path));
  return paths.empty() ? "''" : absl::StrJoin(paths, " | ");
}

// The words that may follow an option. The program's own options may be
// anywhere.
std::string Values(const std::vector<Command>& commands) {
  std::string lines;
  for (const Command& command : commands) {
    const std::string anywhere = &command == &commands.front() ? "*" : "";
    for (const Option& option : command.options) {
      if (option.choices.empty()) continue;
      for (const std::string& name : option.names) {
        StrAppend(&lines, "    ", Quoted(command.path), anywhere, Quoted(" " + name), ") choices='",
                  absl::StrJoin(option.choices, " "), "' ;;\n");
      }
    }
  }
  return lines;
}

std::string Words(const std::vector<Command>& commands) {
  std::string lines;
  const std::string shared = absl::StrJoin(OptionNames(commands.front()), " ");
  for (const Command& command : commands) {
    const std::string own =
        &command == &commands.front() ? "" : absl::StrJoin(OptionNames(command), " ") + " ";
    StrAppend(&lines, "    ", Quoted(command.path), ") options='", own, shared, "' commands='",
              absl::StrJoin(command.commands, " "), "' ;;\n");
  }
  return lines;
}

}  // namespace

std::string BashCompletion(const std::vector<Command>& commands) {
  const std::string& program = commands.front().path;
  const std::string function = StrCat("_", absl::StrReplaceAll(program, {{"-", "_"}}));
  return absl::StrReplaceAll(kScript, {{"@function@", function},
                                       {"@program@", program},
                                       {"@valued@", Valued(commands)},
                                       {"@paths@", Paths(commands)},
                                       {"@values@\n", Values(commands)},
                                       {"@words@\n", Words(commands)}});
}

}  // namespace samlad::manual
