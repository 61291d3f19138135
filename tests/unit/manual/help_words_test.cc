// SPDX-License-Identifier: EUPL-1.2
//
// That help and manual pages can be read in Swedish, whole.

#include "clients/cli/text/help_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/text/words_help.h"
#include "gateway/base/strings.h"
#include "tests/unit/manual/programs.h"

namespace samlad::manual {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// How the checks of numbers begin, which are put together in each language.
constexpr const char* kChecks[] = {":INT", ":UINT", ":NON", ":POS"};

// Everything that help and manual pages say of the programs.
std::set<std::string> AllTexts() {
  std::set<std::string> texts;
  for (const auto& commands :
       {ClientCommands(), GatewayCommands(), InboxCommands(), WebCommands()}) {
    for (const Command& command : commands) {
      texts.insert({command.description, command.footer});
      for (const Option& option : command.options) {
        texts.insert({option.description, option.group});
        if (option.is_argument) texts.insert(option.names.front());
        for (const char* check : kChecks) {
          texts.insert(option.value.substr(0, option.value.find(check)));
        }
      }
    }
  }
  std::erase_if(texts, [](const std::string& text) {
    return std::ranges::any_of(kChecks,
                               [&](const char* check) { return text.find(check) != text.npos; });
  });
  return texts;
}

std::set<std::string> LinesOf(const std::set<std::string>& texts) {
  std::set<std::string> lines;
  for (const std::string& text : texts) {
    for (const absl::string_view line : absl::StrSplit(text, '\n')) {
      lines.emplace(absl::StripLeadingAsciiWhitespace(line));
    }
  }
  return lines;
}

TEST(HelpWordsTest, EveryTextHasSwedish) {
  for (const std::string& text : AllTexts()) {
    EXPECT_THAT(cli::WithoutSwedish(text), IsEmpty()) << "add it to clients/cli/text/words_help.h";
  }
}

TEST(HelpWordsTest, NoSwedishIsLeftOver) {
  std::set<std::string> used = LinesOf(AllTexts());
  std::string all;
  for (const std::string& line : used) all += line;
  // What CLI11 and the help itself say.
  used.insert({"Usage", "OPTIONS", "Positionals", "Subcommands", "SUBCOMMAND", "REQUIRED", "Needs",
               "Excludes", "[Exactly 1 of the following options is required]",
               "Shared options and exit codes: samlad --help"});
  for (const std::string_view text : cli::HelpTexts()) {
    const bool is_example = all.find(StrCat("\"", text, "\"")) != all.npos;
    EXPECT_TRUE(is_example || used.contains(std::string(text))) << text;
  }
}

TEST(HelpWordsTest, AValueIsToldWithItsCheck) {
  const auto told = [](std::string_view value) {
    return cli::ValueIn(board::Language::kSv, value);
  };
  EXPECT_EQ(told("FILE"), "FIL");
  EXPECT_EQ(told("N:UINT in [1 - 20]"), "N (1–20)");
  EXPECT_EQ(told("POSITION:POSITIVE"), "POST (1 eller mer)");
  EXPECT_EQ(told("TEXT:{sv,en}"), "TEXT:{sv,en}");
  EXPECT_EQ(told("HOST:PORT"), "VÄRD:PORT");
  EXPECT_EQ(cli::ValueIn(board::Language::kEn, "FILE"), "FILE");
}

TEST(HelpWordsTest, AFooterKeepsWhatIsTyped) {
  EXPECT_EQ(cli::HelpIn(board::Language::kSv,
                        "Examples:\n  samlad report withdraw 17 --reason \"wrong file\"\n"
                        "  profiles:\n    - name: eidar"),
            "Exempel:\n  samlad report withdraw 17 --reason \"fel fil\"\n"
            "  profiles:\n    - name: eidar");
}

std::string Help(std::vector<std::string> arguments) {
  cli::FakeEnvironment world;
  EXPECT_EQ(world.Run(std::move(arguments)), cli::ExitCode::kDone);
  return world.out.str();
}

TEST(HelpWordsTest, HelpIsInTheLanguageThatWasAskedFor) {
  const std::string swedish = Help({"--lang", "sv", "report", "receipt", "--help"});
  EXPECT_THAT(swedish, HasSubstr("Användning: samlad report receipt [TILLVAL]"));
  EXPECT_THAT(swedish, HasSubstr("[Exakt ett av följande tillval krävs]"));
  EXPECT_THAT(swedish, HasSubstr("\nExempel:\n"));
  EXPECT_THAT(swedish, EndsWith("Gemensamma tillval och slutkoder: samlad --help\n"));
  EXPECT_THAT(swedish, Not(HasSubstr("Option")));
  EXPECT_THAT(Help({"report", "receipt", "--help"}), HasSubstr("Usage: samlad report receipt"));
}

// A letter with a dot or ring is two bytes and one column.
TEST(HelpWordsTest, UmlautsMoveNoColumn) {
  const std::string help = Help({"--lang", "sv", "--help"});
  EXPECT_THAT(help, HasSubstr("  --gateway VÄRD:PORT         Gatewayens adress"));
  EXPECT_THAT(help, HasSubstr("  --profile NAMN              Profil"));
}

}  // namespace
}  // namespace samlad::manual
