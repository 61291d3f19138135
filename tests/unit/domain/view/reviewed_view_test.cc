// SPDX-License-Identifier: EUPL-1.2
//
// What the coordinator's and the sender's decisions do to the view.

#include "gateway/domain/view/view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

bool IsProvisional(const v1::Figure& figure) {
  return std::ranges::count(figure.flags(), v1::FIGURE_FLAG_PROVISIONAL) == 1;
}

TEST(ReviewedViewTest, WhatWaitsForApprovalCountsAndIsProvisional) {
  v1::Catalogue catalogue = SampleCatalogue();
  catalogue.mutable_obligations(0)->set_requires_approval(true);
  SampleLog log(catalogue);
  const uint64_t report = log.Report("eidar", "2025", {Count("OPEN", "40")});
  EXPECT_EQ(Shown(RowOf(log.View(), "OPEN").figure()), "40");
  EXPECT_TRUE(IsProvisional(RowOf(log.View(), "OPEN").figure()));
  log.Review(report, true);
  EXPECT_EQ(Shown(RowOf(log.View(), "OPEN").figure()), "40");
  EXPECT_FALSE(IsProvisional(RowOf(log.View(), "OPEN").figure()));
}

TEST(ReviewedViewTest, WhatWasSentBackOrWithdrawnDoesNotCountAndNothingComesBackForIt) {
  for (const bool withdrawn : {false, true}) {
    SampleLog log;
    log.Review(log.Report("eidar", "2025", {Count("OPEN", "40")}), true);
    const uint64_t second = log.Report("eidar", "2025", {Count("OPEN", "50")});
    if (withdrawn) {
      log.Withdraw(second);
    } else {
      log.Review(second, false, "se fält");
    }
    EXPECT_EQ(Shown(RowOf(log.View(), "OPEN").figure()), "[x]");
    EXPECT_EQ(RowOf(log.View(), "OPEN").figure().coverage().reported(), 0);
    log.Report("eidar", "2025", {Count("OPEN", "60")});
    EXPECT_EQ(Shown(RowOf(log.View(), "OPEN").figure()), "60");
  }
}

TEST(ReviewedViewTest, NobodyWaitsForWhoIsWaived) {
  SampleLog log;
  log.Waive("asf", "2025");
  EXPECT_EQ(RowOf(log.View(), "OPEN").figure().coverage().expected(), 3);
}

// The board reads that something was sent back, not what was wrong with it.
TEST(ReviewedViewTest, RemarksAreNotTheBoards) {
  SampleLog log;
  log.Review(log.Report("eidar", "2025", {Count("OPEN", "40")}), false, "se fält");
  const v1::View view = log.View();
  ASSERT_FALSE(view.obligations().empty());
  for (const v1::ObligationState& state : view.obligations()) {
    EXPECT_EQ(state.remarks_size(), 0);
  }
}

}  // namespace
}  // namespace samlad::domain
