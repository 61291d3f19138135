// SPDX-License-Identifier: EUPL-1.2

#include "clients/conformance/child.h"

#include <signal.h>

#include <fstream>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"

namespace samlad::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

class ChildTest : public ::testing::Test {
 protected:
  ChildCommand Shell(const std::string& script) const {
    return {.arguments = {"sh", "-c", script},
            .environment = {{"PATH", "/usr/bin:/bin"}, {"WORD", "seen"}},
            .out_file = folder_.path() / "out",
            .err_file = folder_.path() / "err"};
  }
  std::string Read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(folder_.path() / name).rdbuf();
    return text.str();
  }

  const testing::TempDir folder_;
};

TEST_F(ChildTest, GivesExitCodeAndOutput) {
  auto child = Child::Start(Shell("echo $WORD; echo why >&2; exit 3"));
  ASSERT_TRUE(child.ok()) << child.status();
  EXPECT_EQ(child->Wait(seconds(10)), 3);
  EXPECT_EQ(Read("out"), "seen\n");
  EXPECT_EQ(Read("err"), "why\n");
}

TEST_F(ChildTest, NamesAProgramThatCannotBeRun) {
  ChildCommand command = Shell("");
  command.arguments = {"/no/such/program"};
  const auto child = Child::Start(command);
  EXPECT_TRUE(absl::IsNotFound(child.status()));
  EXPECT_THAT(std::string(child.status().message()), HasSubstr("/no/such/program: No such file"));
}

TEST_F(ChildTest, EndsAChildThatHeedsNoSignalWithWhatItStarted) {
  auto child = Child::Start(Shell("trap '' TERM; sleep 60 & echo $!; wait; sleep 60"));
  ASSERT_TRUE(child.ok()) << child.status();
  while (Read("out").find('\n') == std::string::npos) child->Wait(milliseconds(5));
  const pid_t grandchild = std::stoi(Read("out"));
  EXPECT_EQ(child->Wait(milliseconds(0)), std::nullopt);
  child->Stop(milliseconds(50));
  EXPECT_EQ(child->Wait(milliseconds(0)), 128 + SIGKILL);
  // It is a zombie of whoever adopted it, or gone.
  std::ostringstream state;
  state << std::ifstream("/proc/" + std::to_string(grandchild) + "/stat").rdbuf();
  EXPECT_THAT(state.str(), ::testing::AnyOf("", HasSubstr(") Z "), HasSubstr(") X ")));
}

}  // namespace
}  // namespace samlad::conformance
