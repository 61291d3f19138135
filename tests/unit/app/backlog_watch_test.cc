// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/backlog_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "gateway/base/limits.h"

namespace samlad::app {
namespace {

using std::chrono::seconds;
using ::testing::HasSubstr;

class BacklogWatchTest : public ::testing::Test {
 protected:
  std::vector<std::string> lines_;
  const BacklogWatch::Time start_ = BacklogWatch::Time() + seconds(1'000);
  BacklogWatch watch_{
      telemetry::Log::ToFunction(telemetry::Style::kJson, telemetry::Level::kInfo,
                                 [this](std::string_view line) { lines_.emplace_back(line); })};
};

TEST_F(BacklogWatchTest, FailuresAreToldOnceAMinute) {
  store::Backlog backlog;
  watch_.Look(backlog, start_);
  EXPECT_TRUE(lines_.empty());
  backlog.why = "disk I/O error";
  for (int i = 0; i < 61; ++i) {
    ++backlog.failures;
    watch_.Look(backlog, start_ + seconds(i));
  }
  ASSERT_EQ(lines_.size(), 2u);
  EXPECT_THAT(lines_[0], HasSubstr("disk I/O error"));
  EXPECT_THAT(lines_[1], HasSubstr(R"("failures":61)"));
  // No more failures, no more lines.
  watch_.Look(backlog, start_ + seconds(600));
  EXPECT_EQ(lines_.size(), 2u);
}

TEST_F(BacklogWatchTest, AReaderThatDoesNotEndIsToldOnceTheLogIsLong) {
  store::Backlog backlog;
  backlog.since = start_;
  backlog.bytes = limits::kWalKeptBytes;
  watch_.Look(backlog, start_);
  EXPECT_TRUE(lines_.empty());
  backlog.bytes += 1;
  watch_.Look(backlog, start_);
  watch_.Look(backlog, start_ + seconds(59));
  ASSERT_EQ(lines_.size(), 1u);
  EXPECT_THAT(lines_[0], HasSubstr("another program reads the database"));
  watch_.Look(backlog, start_ + seconds(60));
  EXPECT_EQ(lines_.size(), 2u);
}

}  // namespace
}  // namespace samlad::app
