// SPDX-License-Identifier: EUPL-1.2
//
// The custodian clears figures that were replaced. Counts below 5 are protected.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/view/view.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/unit/exchange/coordination_fixture.h"

namespace samlad::exchange {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ClearFigureTest : public CoordinationTest {
 protected:
  static Command Clear(std::string_view id, uint64_t report, std::string_view indicator = "IND-01",
                       std::string_view reason = "a digit was missing") {
    v1::FigureCleared clearing;
    clearing.set_report(report);
    clearing.set_indicator(std::string(indicator));
    clearing.set_reason(std::string(reason));
    return Make(CommandKind::kClearFigure, "office", id, clearing);
  }

  uint64_t Send(std::string_view organisation, std::string_view period, int value,
                uint64_t replaces = 0) {
    v1::Report report = MakeReport(organisation, period, value);
    if (replaces != 0) report.set_reason(v1::REVISION_REASON_CORRECTION);
    const std::string id = StrCat("s", exchange_->Read()->facts.size());
    const auto outcome = Execute(Submit(organisation, id, report, replaces));
    EXPECT_TRUE(outcome.ok()) << outcome.status();
    return outcome.ok() ? PositionOf(*outcome) : 0;
  }

  v1::View ViewAsOf(uint64_t as_of) const {
    v1::ViewQuery query;
    query.set_period("2025");
    query.set_as_of(as_of);
    const auto view = exchange_->reader().View(query, LogReader::Protect::kByHead);
    EXPECT_TRUE(view.ok()) << view.status();
    return view.ok() ? *view : v1::View();
  }

  static bool IsHidden(const v1::View& view) {
    return view.areas(0).rows(0).figure().code() == v1::FIGURE_CODE_CONFIDENTIAL;
  }
};

TEST_F(ClearFigureTest, ClearedFigureHidesNoLongerAndTheViewSaysSo) {
  const uint64_t slip = Send("homes", "2025", 3);
  Send("homes", "2025", 34, slip);
  ASSERT_TRUE(IsHidden(ViewAsOf(0)));
  const uint64_t before = exchange_->Read()->facts.size();
  const Command clear = Clear("c1", slip);
  const auto cleared = Execute(clear);
  ASSERT_TRUE(cleared.ok()) << cleared.status();
  EXPECT_TRUE(ledger::VerifyReceipt(cleared->receipt, Verifier(), clear.payload).ok());
  ASSERT_TRUE(Reopen().ok());
  const v1::View view = ViewAsOf(0);
  EXPECT_FALSE(IsHidden(view));
  ASSERT_EQ(view.clearings_size(), 1);
  EXPECT_EQ(view.clearings(0).reason(), "a digit was missing");
  EXPECT_EQ(view.clearings(0).position(), before);
  for (uint64_t as_of = slip + 1; as_of <= before; ++as_of) {
    EXPECT_TRUE(IsHidden(ViewAsOf(as_of))) << as_of;
    EXPECT_EQ(ViewAsOf(as_of).clearings_size(), 0);
  }
  // A retry is the same entry; another id is told that it was done.
  const auto again = Execute(clear);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->receipt, cleared->receipt);
  EXPECT_EQ(RefusalOf(Clear("c2", slip)), "CLEARED_ALREADY");
}

TEST_F(ClearFigureTest, TheHeaderSaysWhatItIsAbout) {
  const uint64_t slip = Send("homes", "2025", 3);
  Send("homes", "2025", 34, slip);
  const auto outcome = Execute(Clear("c1", slip));
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  v1::Receipt receipt;
  v1::EntryHeader header;
  ASSERT_TRUE(receipt.ParseFromString(outcome->receipt));
  ASSERT_TRUE(header.ParseFromString(receipt.header()));
  EXPECT_EQ(header.kind(), v1::ENTRY_KIND_FIGURE_CLEARED);
  EXPECT_EQ(header.decision().organisation(), "homes");
  EXPECT_EQ(header.decision().obligation(), "annual");
  EXPECT_EQ(header.decision().period(), "2025");
}

TEST_F(ClearFigureTest, WhatCountsOrHidesStillIsNotCleared) {
  const uint64_t slip = Send("homes", "2025", 3);
  EXPECT_EQ(RefusalOf(Clear("c1", slip)), "FIGURE_COUNTS");
  Send("homes", "2025", 37, slip);
  const uint64_t small = Send("school", "2024", 4);
  const auto hidden = Execute(Clear("c2", slip));
  EXPECT_EQ(ReasonOf(hidden.status()), "STILL_HIDDEN");
  // Says where, and never how much.
  EXPECT_THAT(std::string(hidden.status().message()),
              AllOf(HasSubstr(StrCat("positions ", small)), Not(HasSubstr("37"))));
  Send("school", "2024", 44, small);
  EXPECT_TRUE(Execute(Clear("c3", slip)).ok());
  EXPECT_TRUE(IsHidden(ViewAsOf(0)));  // the other slip is not cleared yet
  EXPECT_TRUE(Execute(Clear("c4", small)).ok());
  EXPECT_FALSE(IsHidden(ViewAsOf(0)));
}

TEST_F(ClearFigureTest, WhatHidesNothingIsNotCleared) {
  const uint64_t first = Send("homes", "2025", 33);
  Send("homes", "2025", 34, first);
  EXPECT_EQ(RefusalOf(Clear("c1", first)), "NOTHING_TO_CLEAR");
  EXPECT_EQ(CodeOf(Clear("c2", first, "IND-99")), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(Clear("c3", 99)), absl::StatusCode::kNotFound);
  EXPECT_EQ(CodeOf(Clear("c4", 0)), absl::StatusCode::kNotFound);
}

TEST_F(ClearFigureTest, OnlyTheCustodianWhoCoordinatesMay) {
  const uint64_t slip = Send("homes", "2025", 3);
  Send("homes", "2025", 34, slip);
  Command by_homes = Clear("c1", slip);
  by_homes.sender.organisation = "homes";
  EXPECT_EQ(CodeOf(by_homes), absl::StatusCode::kPermissionDenied);
  v1::Catalogue other = TestCatalogue();
  other.set_custodian("homes");
  ASSERT_TRUE(Execute(Apply(other, "a", 0)).ok());
  EXPECT_EQ(CodeOf(Clear("c2", slip)), absl::StatusCode::kPermissionDenied);
  Command without_permission = Clear("c3", slip);
  without_permission.sender.organisation = "homes";
  EXPECT_EQ(CodeOf(without_permission), absl::StatusCode::kPermissionDenied);
}

TEST_F(ClearFigureTest, ReasonIsPlainText) {
  const uint64_t slip = Send("homes", "2025", 3);
  Send("homes", "2025", 34, slip);
  for (const std::string& reason :
       {std::string(), std::string("a\nb"), std::string(limits::kReviewReasonBytesMax + 1, 'x')}) {
    EXPECT_EQ(CodeOf(Clear("c1", slip, "IND-01", reason)), absl::StatusCode::kInvalidArgument);
  }
}

TEST_F(ClearFigureTest, TwoClearingsInOneBatchAreSeenByEachOther) {
  const uint64_t slip = Send("homes", "2025", 3);
  Send("homes", "2025", 34, slip);
  store_->Hold();
  auto held = ExecuteLater(Submit("school", "h", MakeReport("school", "2025", 30)));
  store_->AwaitHeld();
  auto one = ExecuteLater(Clear("c1", slip));
  auto other = ExecuteLater(Clear("c2", slip));
  while (exchange_->GetStats().queue_commands < 3) std::this_thread::yield();
  store_->Release();
  ASSERT_TRUE(held.get().ok());
  EXPECT_EQ(one.get().ok() + other.get().ok(), 1);
}

}  // namespace
}  // namespace samlad::exchange
