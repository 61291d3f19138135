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
#include "google/protobuf/unknown_field_set.h"
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
  }

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
  const uint64_t entries = domain::kEntryObservations * exchange_->Read()->facts.size();
  EXPECT_EQ(Resident(), entries + 4 + 9 * 2);
  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(Resident(), entries + 4 + 9 * 2) << "recovery holds no more";
  for (uint64_t i = 0; i < views.size(); ++i) EXPECT_EQ(ViewAsOf(3 + i), views[i]);
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
  constexpr int64_t kEntry = domain::kEntryObservations;
  EXPECT_EQ(asked[0].weight, (size + 1) * kEntry + 4);
  EXPECT_EQ(asked[0].weight_added, kEntry + 4);

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
  EXPECT_EQ(asked.back().weight, (size + 2) * kEntry + 4 + 2);
  EXPECT_EQ(asked.back().weight_added, kEntry + 2);
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
  const auto with_unknown_field = [&](size_t bytes) {
    acknowledged.GetReflection()->MutableUnknownFields(&acknowledged)->Clear();
    acknowledged.GetReflection()
        ->MutableUnknownFields(&acknowledged)
        ->AddLengthDelimited(99, std::string(bytes, 'x'));
    return Execute({.kind = CommandKind::kAcknowledge,
                    .sender = {"board", "test", ""},
                    .submission_id = "a",
                    .payload = acknowledged.SerializeAsString(),
                    .base = 0});
  };
  const auto refused = with_unknown_field(limits::kSmallEntryBytesMax);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Message(refused.status()), HasSubstr(StrCat("acknowledgement: ")));
  EXPECT_THAT(Message(refused.status()),
              HasSubstr(StrCat("at most ", limits::kSmallEntryBytesMax)));
  const auto stored = with_unknown_field(limits::kSmallEntryBytesMax - 100);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_GT(stored->payload_bytes, limits::kSmallEntryBytesMax - 100);
}

TEST_F(GrowthTest, AFullDiskSaysSo) {
  store_->FailNextAppend(absl::ResourceExhaustedError("no space left"));
  const auto refused = Execute(Submit("homes", "a", SplitReport(100, 200)));
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(refused.status().GetPayload(kReasonUrl), "DISK_FULL");
  EXPECT_THAT(Message(refused.status()), HasSubstr("no space left"));
  EXPECT_THAT(Message(refused.status()), HasSubstr("nothing was stored"));
}

}  // namespace
}  // namespace samlad::exchange
