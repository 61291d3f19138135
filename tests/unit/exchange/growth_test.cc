// SPDX-License-Identifier: EUPL-1.2
//
// What stays in memory, and who may make the log longer.

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/refusal.h"
#include "google/protobuf/text_format.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::exchange {
namespace {

using ::testing::HasSubstr;

// With an indicator that is split by sex.
class GrowthTest : public ExchangeTest {
 protected:
  GrowthTest() {
    const auto applied = Execute(Apply(SplitCatalogue(), "split", 0));
    EXPECT_TRUE(applied.ok() && applied->verdict == v1::VERDICT_ACCEPTED) << applied.status();
    begin_ = Resident();
  }

  static constexpr uint64_t kReport = domain::kEntryObservations + domain::kReportObservations;
  uint64_t begin_ = 0;  // what the catalogues take

  static v1::Catalogue SplitCatalogue() {
    v1::Catalogue catalogue = TestCatalogue();
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        R"pb(id: "sex"
             title { sv: "Kön" }
             codes {
               id: "F"
               title { sv: "Kvinnor" }
               exhaustive: true
             }
             codes {
               id: "M"
               title { sv: "Män" }
               exhaustive: true
             })pb",
        catalogue.add_code_lists()));
    v1::Indicator split = catalogue.indicators(0);
    split.set_id("IND-02");
    split.add_breakdowns(v1::DIMENSION_SEX);
    *catalogue.add_indicators() = split;
    catalogue.mutable_obligations(0)->add_indicators("IND-02");
    return catalogue;
  }

  // Four rows, two of them split.
  static v1::Report SplitReport(int women, int men) {
    v1::Report report = MakeReport("homes", "2025", women);
    const auto add = [&report](std::string_view sex, int value) {
      v1::Observation& row = *report.add_observations();
      row.set_indicator("IND-02");
      row.set_sex(std::string(sex));
      row.set_value(std::to_string(value));
    };
    add("F", women);
    add("M", men);
    add("", women + men);
    return report;
  }

  // A revision of the report of "homes"; where it was stored.
  uint64_t Revise(int women, int men, uint64_t replaces, v1::Counts* counts = nullptr) {
    const auto outcome =
        Execute(Submit("homes", StrCat("r", replaces), SplitReport(women, men), replaces));
    EXPECT_TRUE(outcome.ok() && !outcome->receipt.empty()) << outcome.status();
    if (!outcome.ok() || outcome->receipt.empty()) return 0;
    if (counts != nullptr) *counts = outcome->counts;
    return PositionOf(*outcome);
  }

  std::string ViewAsOf(uint64_t as_of) const {
    v1::ViewQuery query;
    query.set_period("2025");
    query.set_as_of(as_of);
    const auto view = exchange_->reader().View(query, LogReader::Protect::kAsAsked);
    EXPECT_TRUE(view.ok()) << view.status();
    return view.ok() ? view->SerializeAsString() : "";
  }

  uint64_t Resident() const { return exchange_->GetStats().resident_observations; }
};

TEST_F(GrowthTest, OfWhatWasReplacedOnlyTheTotalsStay) {
  std::vector<std::string> views;
  uint64_t in_force = 0;
  for (int i = 0; i < 10; ++i) {
    in_force = Revise(100 + i, 200 + i, in_force);
    views.push_back(ViewAsOf(0));
  }
  // Of the replaced ones two totals, and the smallest counts of one indicator.
  const uint64_t resident = begin_ + 10 * kReport + 4 + 9 * (2 + 1);
  EXPECT_EQ(Resident(), resident);
  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(Resident(), resident) << "recovery holds no more";
  for (uint64_t i = 0; i < views.size(); ++i) EXPECT_EQ(ViewAsOf(3 + i), views[i]);
}

// The digest of a view that was acknowledged must be computable for ever.
TEST_F(GrowthTest, ReplacedProseLeavesMemoryAndOldViewsKeepTheirBytes) {
  std::vector<std::string> views;
  uint64_t in_force = 0;
  uint64_t with_one = 0;
  for (int i = 0; i < 5; ++i) {
    v1::Report report = SplitReport(100, 200);
    if (in_force != 0) report.set_reason(v1::REVISION_REASON_CORRECTION);
    for (int n = 0; n < 50; ++n) {
      v1::Activity& activity = *report.add_activities();
      activity.set_id(StrCat("a", n));
      activity.set_title(StrCat("round ", i));
      activity.set_priority_area("F1");
    }
    const auto outcome = Execute(Submit("homes", StrCat("r", i), report, in_force));
    ASSERT_TRUE(outcome.ok() && !outcome->receipt.empty())
        << outcome.status() << outcome->findings.front().DebugString();
    in_force = PositionOf(*outcome);
    views.push_back(ViewAsOf(0));
    EXPECT_THAT(views.back(), HasSubstr(StrCat("round ", i)));
    if (i == 0) with_one = Resident();
  }
  EXPECT_LE(Resident(), with_one + 4 * (kReport + 2 + 1));
  for (int opened = 0; opened < 2; ++opened) {
    for (uint64_t i = 0; i < views.size(); ++i) EXPECT_EQ(ViewAsOf(3 + i), views[i]);
    ASSERT_TRUE(Reopen().ok());
  }
}

TEST_F(GrowthTest, ACatalogueIsWeighedAsItWillBeHeld) {
  std::vector<Growth> asked;
  may_append_ = [&](const Growth& growth) {
    asked.push_back(growth);
    return absl::OkStatus();
  };
  ASSERT_TRUE(Reopen().ok());
  v1::Catalogue next = SplitCatalogue();
  next.mutable_title()->set_sv(std::string(3'000, 'x'));
  const uint64_t before = Resident();
  ASSERT_TRUE(Execute(Apply(next, "c2", 1)).ok());
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_GE(asked[0].weight_added, 60);
  EXPECT_EQ(Resident(), asked[0].weight);
  EXPECT_EQ(Resident() - before, static_cast<uint64_t>(asked[0].weight_added));
}

TEST_F(GrowthTest, ARevisionIsComparedWithAllOfTheOneInForce) {
  const uint64_t first = Revise(100, 200, 0);
  const uint64_t second = Revise(110, 190, first);
  v1::Counts counts;
  Revise(110, 195, second, &counts);
  EXPECT_EQ(counts.unchanged(), 2u);  // the women's, and the other indicator
  EXPECT_EQ(counts.changed(), 2u);
}

TEST_F(GrowthTest, CodesThatOnlyReplacedReportsUseCannotBeRemoved) {
  const uint64_t first = Revise(100, 200, 0);
  ASSERT_TRUE(Execute(Submit("homes", "b", MakeReport("homes", "2025", 1), first)).ok());
  v1::Catalogue next = SplitCatalogue();
  next.mutable_code_lists(0)->mutable_codes()->RemoveLast();
  for (int opened = 0; opened < 2; ++opened) {
    const auto plan = exchange_->reader().Plan(next.SerializeAsString());
    ASSERT_TRUE(plan.ok());
    bool found = false;
    for (const v1::Finding& finding : plan->findings()) {
      found = found || finding.code() == "CATALOGUE_USED_REMOVED";
    }
    EXPECT_TRUE(found) << plan->DebugString();
    ASSERT_TRUE(Reopen().ok());
  }
}

TEST_F(GrowthTest, WhatMayNotBeAppendedIsAnsweredAndNothingIsStored) {
  absl::Status answer = MemoryLimit();
  std::vector<Growth> asked;
  std::vector<std::string> senders;
  may_append_ = [&](const Growth& growth) {
    senders.emplace_back(growth.organisation);
    asked.push_back(growth);
    return answer;
  };
  ASSERT_TRUE(Reopen().ok());
  const uint64_t size = exchange_->Read()->facts.size();
  const Command command = Submit("homes", "a", SplitReport(100, 200));
  EXPECT_EQ(Execute(command).status(), answer);
  EXPECT_EQ(exchange_->Read()->facts.size(), size);
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(senders[0], "homes");
  EXPECT_EQ(asked[0].kind, CommandKind::kSubmitReport);
  EXPECT_EQ(asked[0].payload_bytes, command.payload.size());
  EXPECT_EQ(asked[0].weight, begin_ + kReport + 4);
  EXPECT_EQ(asked[0].weight_added, static_cast<int64_t>(kReport + 4));

  // Nobody is asked about what stores nothing.
  Command validate = command;
  validate.kind = CommandKind::kValidateReport;
  EXPECT_TRUE(Execute(validate).ok());
  EXPECT_EQ(asked.size(), 1u);

  answer = absl::OkStatus();
  const auto stored = Execute(command);
  ASSERT_TRUE(stored.ok()) << stored.status();
  answer = MemoryLimit();
  const auto replayed = Execute(command);
  ASSERT_TRUE(replayed.ok()) << replayed.status();
  EXPECT_TRUE(replayed->replayed);
  EXPECT_EQ(asked.size(), 2u);

  // A revision takes the place of the breakdowns that it replaces.
  EXPECT_FALSE(Execute(Submit("homes", "b", SplitReport(1, 2), PositionOf(*stored))).ok());
  EXPECT_EQ(asked.back().weight, begin_ + 2 * kReport + 4 + 2 + 1);
  EXPECT_EQ(asked.back().weight_added, static_cast<int64_t>(kReport + 2 + 1));
}

TEST_F(GrowthTest, ARejectedReportIsAnsweredWithItsFindingsAlsoIfNothingFits) {
  may_append_ = [](const Growth&) { return MemoryLimit(); };
  ASSERT_TRUE(Reopen().ok());
  const uint64_t size = exchange_->Read()->facts.size();
  v1::Report report = MakeReport("homes", "2025", 1);
  report.mutable_observations(0)->set_value("many");
  const auto outcome = Execute(Submit("homes", "a", report));
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(outcome->verdict, v1::VERDICT_REJECTED);
  EXPECT_FALSE(outcome->findings.empty());
  EXPECT_FALSE(outcome->position.has_value());
  EXPECT_EQ(exchange_->Read()->facts.size(), size);
}

TEST_F(GrowthTest, OnlyReportsCataloguesAndSeriesAreLarge) {
  const uint64_t report = Revise(100, 200, 0);
  v1::BoardAcknowledged acknowledged;
  acknowledged.mutable_query()->set_period("2025");
  acknowledged.mutable_query()->set_as_of(report + 1);
  const auto with_decision = [&](size_t bytes) {
    acknowledged.set_decision(std::string(bytes, 'x'));
    return Execute({.kind = CommandKind::kAcknowledge,
                    .sender = {"board", "test", ""},
                    .submission_id = "a",
                    .payload = acknowledged.SerializeAsString(),
                    .base = 0});
  };
  const auto refused = with_decision(limits::kSmallEntryBytesMax);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Message(refused.status()), HasSubstr(StrCat("acknowledgement: ")));
  EXPECT_THAT(Message(refused.status()),
              HasSubstr(StrCat("at most ", limits::kSmallEntryBytesMax)));
  const auto stored = with_decision(limits::kSmallEntryBytesMax - 100);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_GT(stored->payload_bytes, limits::kSmallEntryBytesMax - 100);
}

// The engine's text and its paths are for the log alone.
void ExpectOnlyForTheOperator(const absl::Status& status) {
  EXPECT_THAT(Message(status), ::testing::Not(HasSubstr("log.sqlite")));
  EXPECT_THAT(TextForOperator(status), HasSubstr("/var/lib/log.sqlite"));
}

TEST_F(GrowthTest, AStoreThatIsHeldSaysSo) {
  store_->FailNextAppend(absl::UnavailableError("/var/lib/log.sqlite: database is locked"));
  const auto refused = Execute(Submit("homes", "a", SplitReport(100, 200)));
  EXPECT_EQ(refused.status().GetPayload(kReasonUrl), "STORE_BUSY");
  ExpectOnlyForTheOperator(refused.status());
}

TEST_F(GrowthTest, AFailedReadTellsNothingOfTheStore) {
  const v1::Report report = SplitReport(100, 200);
  const auto stored = Execute(Submit("homes", "a", report));
  ASSERT_TRUE(stored.ok()) << stored.status();
  const uint64_t position = PositionOf(*stored);
  store_->FailReads(absl::DataLossError("/var/lib/log.sqlite: disk I/O error (SQLite 10)"));
  const absl::Status replayed = Execute(Submit("homes", "a", report)).status();
  EXPECT_EQ(replayed.code(), absl::StatusCode::kInternal);
  ExpectOnlyForTheOperator(replayed);
  const absl::Status receipt =
      exchange_->reader().FindReceipt({"homes", "test", ""}, "a", 0, false).status();
  EXPECT_EQ(receipt.code(), absl::StatusCode::kInternal);
  ExpectOnlyForTheOperator(receipt);
  EXPECT_EQ(exchange_->reader().ReadReport(position).status().code(), absl::StatusCode::kInternal);
  store_->FailReads(absl::UnavailableError("/var/lib/log.sqlite: database is locked"));
  const absl::Status held = exchange_->reader().ReadReport(position).status();
  EXPECT_EQ(held.GetPayload(kReasonUrl), "STORE_BUSY");
  ExpectOnlyForTheOperator(held);
}

TEST_F(GrowthTest, AFullDiskSaysSo) {
  store_->FailNextAppend(absl::ResourceExhaustedError("/var/lib/log.sqlite: no space left"));
  const auto refused = Execute(Submit("homes", "a", SplitReport(100, 200)));
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(refused.status().GetPayload(kReasonUrl), "DISK_FULL");
  EXPECT_THAT(Message(refused.status()), HasSubstr("nothing was stored"));
  ExpectOnlyForTheOperator(refused.status());
}

}  // namespace
}  // namespace samlad::exchange
