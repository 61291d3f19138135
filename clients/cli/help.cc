// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/help.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <string>

#include "absl/strings/str_replace.h"
#include "clients/cli/text/help_words.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"

namespace samlad::cli {
namespace {

constexpr char kSharedOptions[] = "Shared options and exit codes: samlad --help";
constexpr char kOneOfThese[] = "[Exactly 1 of the following options is required]";

// The options that all commands share are printed once, and every other help
// says where. They are not a footer of each command, because the manual page
// holds all footers. Its labels are the words of the language.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_footer(const CLI::App* app) const override {
    std::string footer = CLI::Formatter::make_footer(app);
    if (app->get_parent() == nullptr) return footer;
    return StrCat(footer, "\n", get_label(kSharedOptions), "\n");
  }
  std::string make_description(const CLI::App* app) const override {
    return absl::StrReplaceAll(CLI::Formatter::make_description(app),
                               {{kOneOfThese, get_label(kOneOfThese)}});
  }
  // A group of options is a command without a name, whose heading and blank
  // description would tell nothing.
  std::string make_expanded(const CLI::App* app) const override {
    const std::string text = CLI::Formatter::make_expanded(app);
    if (!app->get_name().empty()) return text;
    const size_t heading = text.find('\n') + 1;
    return StrCat("\n", text.substr(text.find_first_not_of(" \n", heading)));
  }
  std::string make_option_name(const CLI::Option* option, bool is_positional) const override {
    const std::string name = CLI::Formatter::make_option_name(option, is_positional);
    return is_positional ? get_label(name) : name;
  }
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    return Line(make_option_name(option, is_positional) + make_option_opts(option),
                make_option_desc(option));
  }
  std::string make_subcommand(const CLI::App* command) const override {
    return Line(command->get_display_name(/*with_aliases=*/true), command->get_description());
  }

 private:
  // CLI11 counts bytes, so that a word with an umlaut would move its column.
  std::string Line(const std::string& name, const std::string& description) const {
    std::string line = StrCat("  ", name);
    const size_t width = DisplayWidth(line);
    if (width >= column_width_) {
      StrAppend(&line, "\n", std::string(column_width_, ' '));
    } else {
      line.append(column_width_ - width, ' ');
    }
    return StrCat(line, description, "\n");
  }
};

void TranslateHelp(CLI::App& app, board::Language language) {
  const auto formatter = app.get_formatter();  // of all commands
  app.description(HelpIn(language, app.get_description()));
  app.footer(HelpIn(language, app.get_footer()));
  app.group(HelpIn(language, app.get_group()));
  for (CLI::Option* option : app.get_options()) {
    option->description(HelpIn(language, option->get_description()));
    option->group(HelpIn(language, option->get_group()));
    for (const std::string& value : {option->get_type_name(), option->get_name(true)}) {
      formatter->label(value, ValueIn(language, value));
    }
  }
  for (CLI::App* below : app.get_subcommands(nullptr)) TranslateHelp(*below, language);
}

}  // namespace

std::shared_ptr<CLI::FormatterBase> MakeHelpFormatter() {
  return std::make_shared<HelpFormatter>();
}

void PrintHelp(CLI::App& app, const CLI::ParseError& error, const Context& context) {
  const board::Language language = context.language();
  if (language != board::Language::kEn) {
    for (const char* label : {"Usage", "OPTIONS", "Positionals", "SUBCOMMAND", "REQUIRED", "Needs",
                              "Excludes", kSharedOptions, kOneOfThese}) {
      app.get_formatter()->label(label, HelpIn(language, label));
    }
    // Not before, because the language may be an option of the line.
    TranslateHelp(app, language);
  }
  app.exit(error, context.out(), context.err());
}

}  // namespace samlad::cli
