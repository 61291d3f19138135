// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/disk_budget.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/service/guard/error_details.h"
#include "tests/support/temp_dir.h"

namespace samlad::app {
namespace {

using ::testing::HasSubstr;

class DiskBudgetTest : public ::testing::Test {
 protected:
  const testing::TempDir folder_;
  std::vector<std::string> lines_;
  const telemetry::Log log_ =
      telemetry::Log::ToFunction(telemetry::Style::kJson, telemetry::Level::kInfo,
                                 [this](std::string_view line) { lines_.emplace_back(line); });
};

TEST_F(DiskBudgetTest, WritesStopBelowTheReserveAndGoOnAboveIt) {
  DiskBudget budget(folder_.path().string(), UINT64_MAX, log_);
  const absl::Status full = budget.MayWrite();
  EXPECT_EQ(full.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(service::ReasonOf(full), "DISK_FULL");
  EXPECT_THAT(Message(full), HasSubstr("nothing was stored"));

  budget.SetReserve(1);
  budget.Measure();
  EXPECT_TRUE(budget.MayWrite().ok());
  EXPECT_GT(budget.free_bytes(), 1);
}

TEST_F(DiskBudgetTest, SaysSoOnceEachTime) {
  DiskBudget budget(folder_.path().string(), UINT64_MAX, log_);
  budget.Measure();
  budget.Measure();
  ASSERT_EQ(lines_.size(), 1);
  EXPECT_THAT(lines_[0], HasSubstr("nothing is stored until there is more"));
  budget.SetReserve(1);
  budget.Measure();
  budget.Measure();
  ASSERT_EQ(lines_.size(), 2);
  EXPECT_THAT(lines_[1], HasSubstr("writes go on"));
}

TEST_F(DiskBudgetTest, WhatCannotBeMeasuredStaysAsItWas) {
  DiskBudget budget((folder_.path() / "none").string(), UINT64_MAX, log_);
  EXPECT_TRUE(budget.MayWrite().ok());
  ASSERT_EQ(lines_.size(), 1);
  EXPECT_THAT(lines_[0], HasSubstr("could not be measured"));
}

}  // namespace
}  // namespace samlad::app
