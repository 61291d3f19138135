// SPDX-License-Identifier: EUPL-1.2

#include "clients/manual/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "tests/support/run_command.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/manual/programs.h"

namespace samlad::manual {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class CompletionTest : public ::testing::Test {
 protected:
  // What a real Bash offers for the last of these words.
  std::set<std::string> Complete(const std::vector<std::string>& words) const {
    const std::string& program = words.front();
    const std::string script =
        files_.Write(program + ".bash",
                     BashCompletion(program == "samlad" ? ClientCommands() : GatewayCommands()) +
                         "COMP_WORDS=('" + absl::StrJoin(words, "' '") + "')\n" +
                         "COMP_CWORD=" + std::to_string(words.size() - 1) + "\n" +
                         (program == "samlad" ? "_samlad" : "_samlad_gateway") +
                         "\nfor word in \"${COMPREPLY[@]}\"; do printf '%s\\n' \"$word\"; done\n");
    const auto ran = testing::RunCommand("bash -u '" + script + "' 2>&1");
    EXPECT_EQ(ran.exit_code, 0) << ran.output;
    return absl::StrSplit(ran.output, '\n', absl::SkipEmpty());
  }

  const testing::TempDir files_;
};

TEST_F(CompletionTest, OffersEveryCommandAndOption) {
  for (const auto& commands : {ClientCommands(), GatewayCommands()}) {
    for (const Command& command : commands) {
      std::vector<std::string> words = absl::StrSplit(command.path, ' ');
      words.push_back("");
      EXPECT_EQ(Complete(words),
                std::set<std::string>(command.commands.begin(), command.commands.end()));
      words.back() = "-";
      const std::set<std::string> offered = Complete(words);
      for (const Option& option : command.options) {
        if (option.is_argument) continue;
        for (const std::string& name : option.names) EXPECT_THAT(offered, Contains(name));
      }
    }
  }
}

TEST_F(CompletionTest, OffersTheValuesOfAnOption) {
  EXPECT_THAT(Complete({"samlad", "report", "list", "--format", ""}), ElementsAre("json", "table"));
  EXPECT_THAT(Complete({"samlad", "board", "view", "--format", "h"}), ElementsAre("html"));
  EXPECT_THAT(Complete({"samlad", "board", "view", "--format", "=", "h"}), ElementsAre("html"));
  EXPECT_THAT(Complete({"samlad", "report", "due", "--lang", "s"}), ElementsAre("sv"));
  EXPECT_THAT(Complete({"samlad", "--lang", ""}), ElementsAre("en", "sv"));
}

TEST_F(CompletionTest, TheValueOfAnOptionIsNoCommand) {
  EXPECT_THAT(Complete({"samlad", "--profile", "board", "report", "su"}), ElementsAre("submit"));
  EXPECT_THAT(Complete({"samlad", "report", "submit", "--"}), Contains("--profile"));
  EXPECT_THAT(Complete({"samlad", "board", "view", "--"}), Not(Contains("--replaces")));
}

TEST_F(CompletionTest, WhereAFileBelongsBashOffersFiles) {
  EXPECT_THAT(Complete({"samlad", "report", "submit", ""}), IsEmpty());
  EXPECT_THAT(Complete({"samlad", "--config", ""}), IsEmpty());
  EXPECT_THAT(Complete({"samlad-gateway", "--config", ""}), IsEmpty());
}

}  // namespace
}  // namespace samlad::manual
