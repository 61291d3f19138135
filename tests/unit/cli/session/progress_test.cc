// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <sstream>
#include <thread>

#include "gateway/base/system_clock.h"

namespace samlad::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Watch(std::chrono::milliseconds work, bool terminal, const std::string& term = "") {
  std::istringstream in;
  std::ostringstream out, err;
  const SystemClock clock;
  const Environment environment{.get = [&](const std::string&) { return term; },
                                .in = in,
                                .out = out,
                                .err = err,
                                .clock = clock,
                                .err_is_terminal = terminal};
  {
    const Progress progress(environment, "reading figures.csv");
    std::this_thread::sleep_for(work);
  }
  return err.str();
}

TEST(ProgressTest, ShowsWhatTakesLongerThanASecondAndWipesItOff) {
  const std::string shown = Watch(std::chrono::milliseconds(1'300), true);
  EXPECT_THAT(shown, HasSubstr("] reading figures.csv: 1 s"));
  EXPECT_THAT(shown, EndsWith("\r\x1b[K"));
}

TEST(ProgressTest, SaysNothingOfShortWorkOrWithoutATerminal) {
  EXPECT_THAT(Watch(std::chrono::milliseconds(1), true), IsEmpty());
  EXPECT_THAT(Watch(std::chrono::milliseconds(1'200), false), IsEmpty());
  EXPECT_THAT(Watch(std::chrono::milliseconds(1'200), true, "dumb"), IsEmpty());
}

TEST(ProgressTest, AnotherLineBeginsWhereTheBarWas) {
  std::istringstream in;
  std::ostringstream out, err;
  const SystemClock clock;
  Environment environment{.get = [](const std::string&) { return ""; },
                          .in = in,
                          .out = out,
                          .err = err,
                          .clock = clock,
                          .err_is_terminal = true};
  EXPECT_EQ(WipeBar(environment), "\r\x1b[K");
  environment.err_is_terminal = false;
  EXPECT_EQ(WipeBar(environment), "");
}

TEST(ProgressTest, TheBarMovesToAndFro) {
  EXPECT_EQ(ProgressLine("x", 0, 1), "[####                ] x: 1 s");
  EXPECT_EQ(ProgressLine("x", 3, 1), "[   ####             ] x: 1 s");
  EXPECT_EQ(ProgressLine("x", 16, 2), "[                ####] x: 2 s");
  EXPECT_EQ(ProgressLine("x", 31, 3), "[ ####               ] x: 3 s");
  EXPECT_THAT(ProgressLine("a\x1b[2J", 0, 1), HasSubstr("a\\x1b[2J"));
}

}  // namespace
}  // namespace samlad::cli
