// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/telemetry/escape.h"
#include "tests/support/log_lines.h"

namespace samlad::telemetry {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

std::string Json(std::string_view text) {
  std::string out;
  AppendJsonString(text, out);
  return out;
}

TEST(LogTest, JsonLineHasTimeLevelMessageAndFieldsInOrder) {
  const testing::LogLines lines;
  lines.MakeLog().Info("call served", {{"method", "Submit"},
                                       {"bytes", size_t{12}},
                                       {"delta", -3},
                                       {"share", 0.5},
                                       {"retry", false}});
  ASSERT_EQ(lines.All().size(), 1u);
  EXPECT_THAT(lines.All()[0],
              MatchesRegex("\\{\"time\":\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
                           "\\.[0-9]{3}Z\",\"level\":\"info\",\"message\":\"call served\","
                           "\"method\":\"Submit\",\"bytes\":12,\"delta\":-3,\"share\":0.5,"
                           "\"retry\":false\\}"));
}

TEST(LogTest, HumanLineIsShortAndQuotesWhatNeedsIt) {
  const testing::LogLines lines;
  lines.MakeLog(Style::kHuman).Warn("closed", {{"why", "too late"}, {"id", "a1"}, {"none", ""}});
  ASSERT_EQ(lines.All().size(), 1u);
  EXPECT_THAT(lines.All()[0], EndsWith("closed  why=\"too late\"  id=a1  none=\"\""));
  EXPECT_THAT(lines.All()[0], HasSubstr("warning"));
}

TEST(LogTest, LevelsBelowTheMinimumAreLeftOut) {
  const testing::LogLines lines;
  const Log log = lines.MakeLog(Style::kJson, Level::kWarn);
  log.Debug("a");
  log.Info("b");
  log.Warn("c");
  log.Error("d");
  EXPECT_EQ(lines.All().size(), 2u);
}

TEST(LogTest, CallerCannotForgeALineOrAField) {
  const testing::LogLines lines;
  lines.MakeLog().Info("x", {{"id", "a\"}\n{\"level\":\"error\""}});
  lines.MakeLog(Style::kHuman).Info("x", {{"id", "a\nerror  who=board\x1b[2J"}});
  EXPECT_THAT(lines.All()[0], EndsWith(R"("id":"a\"}\u000a{\"level\":\"error\""})"));
  EXPECT_THAT(lines.All()[1], EndsWith(R"(id="a\u000aerror  who=board\u001b[2J")"));
}

TEST(LogTest, BracesAndPercentAreNoFormat) {
  const testing::LogLines lines;
  lines.MakeLog().Info("{} %v %n", {{"k", "{0} %Y"}});
  EXPECT_THAT(lines.All()[0], HasSubstr(R"("message":"{} %v %n","k":"{0} %Y")"));
}

TEST(LogTest, NumbersThatJsonLacksAreNull) {
  const testing::LogLines lines;
  lines.MakeLog().Info("x", {{"n", std::numeric_limits<double>::quiet_NaN()}});
  EXPECT_THAT(lines.All()[0], EndsWith(R"("n":null})"));
}

TEST(LogTest, ANumberThatIsNotThereIsNull) {
  const testing::LogLines lines;
  lines.MakeLog().Info("x", {{"position", std::optional<uint64_t>()}});
  lines.MakeLog().Info("x", {{"position", std::optional<uint64_t>(7)}});
  EXPECT_THAT(lines.All()[0], EndsWith(R"("position":null})"));
  EXPECT_THAT(lines.All()[1], EndsWith(R"("position":7})"));
}

TEST(LogTest, LinesOfManyThreadsStayWhole) {
  const testing::LogLines lines;
  const Log log = lines.MakeLog();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([log] {
      for (int i = 0; i < 100; ++i) log.Info("tick", {{"i", i}});
    });
  }
  for (std::thread& thread : threads) thread.join();
  ASSERT_EQ(lines.All().size(), 400u);
  for (const std::string& line : lines.All()) EXPECT_THAT(line, EndsWith("}"));
}

TEST(LogTest, DiscardKeepsNothing) { Log::Discard().Error("unseen"); }

TEST(EscapeTest, KeepsTextAndEscapesWhatATerminalWouldActOn) {
  EXPECT_EQ(Json("Trollhättan 📈"), "\"Trollhättan 📈\"");
  EXPECT_EQ(Json("\"\\/"), R"("\"\\/")");
  EXPECT_EQ(Json(std::string_view("\0\t\x7f", 3)), R"("\u0000\u0009\u007f")");
  EXPECT_EQ(Json("\u0085\u009b"), R"("\u0085\u009b")");
  EXPECT_EQ(Json("a\u202eb\u2028\u2066"), R"("a\u202eb\u2028\u2066")");
}

TEST(EscapeTest, InvalidUtf8BecomesReplacementCharacters) {
  EXPECT_EQ(Json("a\xff"), "\"a\uFFFD\"");
  EXPECT_EQ(Json("\xc3"), "\"\uFFFD\"");                                // cut short
  EXPECT_EQ(Json("\xc0\xaf"), "\"\uFFFD\uFFFD\"");                      // overlong
  EXPECT_EQ(Json("\xed\xa0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");            // surrogate
  EXPECT_EQ(Json("\xf4\x90\x80\x80"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");  // too high
  EXPECT_EQ(Json("\xe4\" x"), "\"\uFFFD\\\" x\"");                      // does not eat the quote
}

TEST(EscapeTest, LongTextIsCutAtACharacter) {
  std::string text;
  while (text.size() < 3 * limits::kLogTextBytesMax) text += "ä";
  const std::string out = Json("x" + text);
  EXPECT_LE(out.size(), limits::kLogTextBytesMax + 10);
  EXPECT_THAT(out, EndsWith("ä…\""));
}

}  // namespace
}  // namespace samlad::telemetry
