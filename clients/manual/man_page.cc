// SPDX-License-Identifier: EUPL-1.2

#include "clients/manual/man_page.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/cli/text/help_words.h"
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

// The fixed words of a page.
struct PageWords {
  std::string_view name, synopsis, options, commands, notes, see_also, in_synopsis, command,
      is_required, initial;
};

constexpr PageWords kEnglishPage = {.name = "NAME",
                                    .synopsis = "SYNOPSIS",
                                    .options = "OPTIONS",
                                    .commands = "COMMANDS",
                                    .notes = "NOTES",
                                    .see_also = "SEE ALSO",
                                    .in_synopsis = " [options]",
                                    .command = "command",
                                    .is_required = "; required",
                                    .initial = "; default: "};
constexpr PageWords kSwedishPage = {.name = "NAMN",
                                    .synopsis = "ANVÄNDNING",
                                    .options = "TILLVAL",
                                    .commands = "KOMMANDON",
                                    .notes = "ÖVRIGT",
                                    .see_also = "SE ÄVEN",
                                    .in_synopsis = " [tillval]",
                                    .command = "kommando",
                                    .is_required = "; krävs",
                                    .initial = "; förval: "};

// One page, in one language.
class PageWriter {
 public:
  explicit PageWriter(board::Language language)
      : words(language == board::Language::kSv ? kSwedishPage : kEnglishPage),
        language_(language) {}

  std::string Synopsis(const Command& command) const;
  void AddOptions(const Command& command);
  void AddFooter(const Command& command);
  void AddCommand(const Command& command);
  std::string Name(const Command& program) const;

  const PageWords& words;
  std::string page;

 private:
  std::string Help(const std::string& text) const { return Escape(cli::HelpIn(language_, text)); }
  std::string ValueOf(const Option& option) const;
  void AddOption(const Option& option);

  board::Language language_;
};

std::string PageWriter::ValueOf(const Option& option) const {
  if (option.choices.empty()) return Italic(cli::ValueIn(language_, option.value));
  std::vector<std::string> choices;
  for (const std::string& choice : option.choices) choices.push_back(Bold(choice));
  return absl::StrJoin(choices, "|");
}

void PageWriter::AddOption(const Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.names) {
    names.push_back(option.is_argument ? Italic(cli::ValueIn(language_, name)) : Bold(name));
  }
  StrAppend(&page, ".TP\n", absl::StrJoin(names, ", "));
  if (!option.is_argument && !option.value.empty()) StrAppend(&page, " ", ValueOf(option));
  if (option.is_repeated) page += " ...";
  StrAppend(&page, "\n", Help(option.description));
  if (option.is_required) page += words.is_required;
  if (!option.initial.empty()) StrAppend(&page, words.initial, Escape(option.initial));
  page += ".\n";
}

void PageWriter::AddOptions(const Command& command) {
  for (const Option& option : command.options) {
    if (option.group == "Options") AddOption(option);
  }
  std::vector<std::string> groups;
  for (const Option& option : command.options) {
    if (option.group == "Options" || std::ranges::count(groups, option.group) > 0) continue;
    groups.push_back(option.group);
    StrAppend(&page, ".PP\n", Help(option.group), ":\n");
    for (const Option& other : command.options) {
      if (other.group == option.group) AddOption(other);
    }
  }
}

// The lines of a footer are kept, because it is formatted for the terminal.
void PageWriter::AddFooter(const Command& command) {
  page += ".nf\n";
  const std::string footer = cli::HelpIn(language_, command.footer);
  for (const absl::string_view line : absl::StrSplit(footer, '\n')) {
    StrAppend(&page, line.empty() ? "\\&" : Escape(ToStd(line)), "\n");
  }
  page += ".fi\n";
}

std::string PageWriter::Synopsis(const Command& command) const {
  std::string synopsis = Bold(command.path);
  const auto has_options = [](const Option& option) { return !option.is_argument; };
  if (std::ranges::any_of(command.options, has_options)) synopsis += words.in_synopsis;
  for (const Option& option : command.options) {
    if (!option.is_argument) continue;
    StrAppend(&synopsis, " ", Italic(cli::ValueIn(language_, option.names.front())),
              option.is_repeated ? " ..." : "");
  }
  if (!command.commands.empty()) StrAppend(&synopsis, " ", Italic(words.command), " ...");
  return synopsis;
}

void PageWriter::AddCommand(const Command& command) {
  StrAppend(&page, ".SS ", Escape(command.path), "\n", Synopsis(command), "\n.PP\n",
            Help(command.description), ".\n");
  AddOptions(command);
  if (command.footer.empty()) return;
  page += ".PP\n";
  AddFooter(command);
}

// "what - does it", as whatis(1) wants it: no capital, no stop.
std::string PageWriter::Name(const Command& program) const {
  std::string description = cli::HelpIn(language_, program.description);
  description[0] = absl::ascii_tolower(static_cast<unsigned char>(description[0]));
  if (description.ends_with('.')) description.pop_back();
  return StrCat(Escape(program.path), " \\- ", Escape(description));
}

}  // namespace

std::string ManPage(const std::vector<Command>& commands, const PageTitle& title) {
  const Command& program = commands.front();
  PageWriter writer(title.language);
  const PageWords& words = writer.words;
  writer.page =
      StrCat(".\\\" Generated from the definitions of the commands.\n.TH ",
             absl::AsciiStrToUpper(program.path), " ", title.section, " \"\" \"", title.version,
             "\"\n.SH ", words.name, "\n", writer.Name(program), "\n.SH ", words.synopsis, "\n",
             writer.Synopsis(program), "\n.SH ", words.options, "\n");
  writer.AddOptions(program);
  if (commands.size() > 1) StrAppend(&writer.page, ".SH ", words.commands, "\n");
  for (size_t i = 1; i < commands.size(); ++i) writer.AddCommand(commands[i]);
  StrAppend(&writer.page, ".SH ", words.notes, "\n");
  writer.AddFooter(program);
  StrAppend(&writer.page, ".SH ", words.see_also, "\n",
            Bold(title.see_also.substr(0, title.see_also.find('('))),
            title.see_also.substr(title.see_also.find('(')), "\n");
  return std::move(writer.page);
}

}  // namespace samlad::manual
