// SPDX-License-Identifier: EUPL-1.2

#include "clients/manual/man_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "absl/strings/str_replace.h"
#include "gateway/base/strings.h"
#include "tests/support/run_command.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/manual/programs.h"

namespace samlad::manual {
namespace {

using ::testing::HasSubstr;

std::string Roff(const std::string& text) { return absl::StrReplaceAll(text, {{"-", "\\-"}}); }

// Every command with a section of its own, every option in the section of its
// command.
void ExpectAll(const std::vector<Command>& commands, const std::string& page) {
  for (const Command& command : commands) {
    const bool is_program = &command == &commands.front();
    const std::string heading =
        is_program ? ".SH OPTIONS\n" : StrCat(".SS ", Roff(command.path), "\n");
    const size_t begin = page.find(heading);
    ASSERT_NE(begin, std::string::npos) << command.path;
    const size_t end =
        std::min(page.find("\n.SH ", begin), page.find("\n.SS ", begin + heading.size()));
    const std::string section = page.substr(begin, end - begin);
    for (const Option& option : command.options) {
      for (const std::string& name : option.names) {
        EXPECT_THAT(section, HasSubstr(StrCat(Roff(name), "\\fR"))) << command.path;
      }
      for (const std::string& choice : option.choices)
        EXPECT_THAT(section, HasSubstr(Roff(choice)));
      if (!option.initial.empty()) {
        EXPECT_THAT(section, HasSubstr(StrCat("default: ", Roff(option.initial))));
      }
    }
  }
}

TEST(ManPageTest, SaysEveryCommandAndOption) {
  const auto client = ClientCommands();
  EXPECT_GT(client.size(), 15u);
  ExpectAll(client, ManPage(client, {"1", "samlad 1.2.3", "samlad-gateway(8)"}));
  const auto gateway = GatewayCommands();
  EXPECT_EQ(gateway.size(), 1u);
  ExpectAll(gateway, ManPage(gateway, {"8", "samlad 1.2.3", "samlad(1)"}));
}

TEST(ManPageTest, IsInSwedishToo) {
  const std::string page =
      ManPage(ClientCommands(), {"1", "samlad 1.2.3", "samlad-gateway(8)", board::Language::kSv});
  for (const char* text : {".SH NAMN\nsamlad \\- utbyt rapporter", ".SH ANVÄNDNING\n",
                           ".SH TILLVAL\n", ".SH KOMMANDON\n", ".SH SE ÄVEN\n", "\\fIFIL\\fR ...\n",
                           "; krävs.\n", "; förval: table.\n"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
}

// The tools that show manual pages have nothing to remark.
TEST(ManPageTest, IsCleanByGroffAndMandoc) {
  const testing::TempDir files;
  for (const auto& [name, commands] :
       {std::pair{"samlad.1", ClientCommands()}, std::pair{"samlad-board-inbox.1", InboxCommands()},
        std::pair{"samlad-gateway.8", GatewayCommands()},
        std::pair{"samlad-web.8", WebCommands()}}) {
    const std::string section(1, std::string_view(name).back());
    for (const board::Language language : {board::Language::kEn, board::Language::kSv}) {
      const std::string page =
          files.Write(name, ManPage(commands, {section, "samlad 1.2.3", "other(1)", language}));
      const auto groff =
          testing::RunCommand("groff -K utf8 -man -ww -Tutf8 -z '" + page + "' 2>&1");
      EXPECT_EQ(groff.exit_code, 0);
      EXPECT_EQ(groff.output, "");
      // A page that is the same on every day it is built has no date.
      const auto mandoc = testing::RunCommand("mandoc -Tlint -Wwarning '" + page +
                                              "' 2>&1 | grep -v 'missing date'");
      EXPECT_EQ(mandoc.output, "");
    }
  }
}

}  // namespace
}  // namespace samlad::manual
