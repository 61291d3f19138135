// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/readiness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/base/limits.h"
#include "tests/support/log_lines.h"

namespace samlad::app {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

auto Named(const std::string& name) { return ElementsAre(Field(&Unmet::check, name)); }

class ReadinessTest : public ::testing::Test {
 protected:
  ReadinessTest() {
    readiness_.Require("clock", "set it", [this] { return clock_; });
    readiness_.Require("disk", "make room", [this] { return disk_; });
  }

  const testing::LogLines lines_;
  Readiness readiness_{lines_.MakeLog()};
  absl::Status clock_, disk_;
  const Readiness::Time now_ = Readiness::Time() + std::chrono::hours(1);
};

TEST_F(ReadinessTest, IsNotReadyBeforeItWasJudged) {
  EXPECT_THAT(readiness_.FindUnmet(now_), Named("started"));
}

TEST_F(ReadinessTest, IsReadyWhenEverythingHolds) {
  EXPECT_TRUE(readiness_.RunChecks(now_));
  EXPECT_THAT(readiness_.FindUnmet(now_), IsEmpty());
  EXPECT_EQ(ReadinessJson(readiness_.FindUnmet(now_)), "{\"ready\":true,\"unmet\":[]}\n");
}

TEST_F(ReadinessTest, NamesEverythingThatDoesNotHoldWithItsCure) {
  clock_ = absl::UnavailableError("it is \"late\"");
  disk_ = absl::UnavailableError("full");
  EXPECT_FALSE(readiness_.RunChecks(now_));
  EXPECT_EQ(ReadinessJson(readiness_.FindUnmet(now_)),
            R"({"ready":false,"unmet":[{"check":"clock","why":"it is \"late\"","cure":"set it"},)"
            R"({"check":"disk","why":"full","cure":"make room"}]})"
            "\n");
}

// What serves still, but not for ever.
TEST_F(ReadinessTest, AWarningIsNamedAndTheGatewayStaysReady) {
  absl::Status files = absl::InvalidArgumentError("server.key: is not the key of \"g\"");
  readiness_.Advise("certificate_files", "correct them", [&files] { return files; });
  EXPECT_TRUE(readiness_.RunChecks(now_));
  EXPECT_THAT(readiness_.FindUnmet(now_), IsEmpty());
  EXPECT_EQ(ReadinessJson(readiness_.FindUnmet(now_), readiness_.FindWarnings()),
            R"({"ready":true,"unmet":[],"warnings":[{"check":"certificate_files",)"
            R"("why":"server.key: is not the key of \"g\"","cure":"correct them"}]})"
            "\n");
  ASSERT_THAT(lines_.All(), SizeIs(1));
  EXPECT_THAT(lines_.All()[0], HasSubstr(R"("level":"warning","message":"needs attention")"));
  disk_ = absl::UnavailableError("full");
  EXPECT_FALSE(readiness_.RunChecks(now_));
  EXPECT_THAT(ReadinessJson(readiness_.FindUnmet(now_), readiness_.FindWarnings()),
              HasSubstr(R"({"check":"disk","why":"full","cure":"make room"}],"warnings":[{)"));
  files = absl::OkStatus();
  readiness_.RunChecks(now_);
  EXPECT_THAT(readiness_.FindWarnings(), IsEmpty());
}

TEST_F(ReadinessTest, LogsChangesOnly) {
  readiness_.RunChecks(now_);
  EXPECT_THAT(lines_.All(), IsEmpty());
  disk_ = absl::UnavailableError("full");
  readiness_.RunChecks(now_);
  readiness_.RunChecks(now_);
  ASSERT_THAT(lines_.All(), SizeIs(1));
  EXPECT_THAT(lines_.All()[0],
              HasSubstr(R"("message":"not ready","check":"disk","why":"full","cure":"make room")"));
  disk_ = absl::OkStatus();
  readiness_.RunChecks(now_);
  readiness_.RunChecks(now_);
  ASSERT_THAT(lines_.All(), SizeIs(2));
  EXPECT_THAT(lines_.All()[1], HasSubstr(R"("message":"holds again","check":"disk")"));
}

TEST_F(ReadinessTest, AnOldJudgementDoesNotCount) {
  readiness_.RunChecks(now_);
  EXPECT_THAT(readiness_.FindUnmet(now_ + limits::kReadinessAgeMax), IsEmpty());
  EXPECT_THAT(readiness_.FindUnmet(now_ + limits::kReadinessAgeMax + std::chrono::seconds(1)),
              Named("heartbeat"));
}

TEST_F(ReadinessTest, IsNeverReadyOnceClosed) {
  readiness_.Close();
  readiness_.RunChecks(now_);
  EXPECT_THAT(readiness_.FindUnmet(now_), Named("running"));
}

}  // namespace
}  // namespace samlad::app
