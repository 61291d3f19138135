// SPDX-License-Identifier: EUPL-1.2
//
// A closed period: what is refused, and how it is opened again for one report.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/view/view.h"
#include "gateway/ledger/receipt.h"
#include "tests/unit/exchange/coordination_fixture.h"

namespace samlad::exchange {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr int64_t kDayMs = 86'400'000;

class ReopeningTest : public CoordinationTest {
 protected:
  // The day `days` from now on, as the catalogue's city has it.
  std::string Day(int days) const {
    return domain::FormatDate(domain::DayOf(clock_.NowMs(), "Europe/Stockholm") +
                              std::chrono::days(days));
  }

  Command Open(std::string_view id, std::string_view last_day, std::string_view reason = "a figure",
               std::string_view organisation = "homes", std::string_view period = "2025") {
    v1::PeriodReopened reopening;
    reopening.set_organisation(std::string(organisation));
    reopening.set_obligation("annual");
    reopening.set_period(std::string(period));
    reopening.set_reason(std::string(reason));
    reopening.set_last_day(std::string(last_day));
    return Make(CommandKind::kReopenPeriod, "office", id, reopening);
  }

  void Close(bool closed = true) {
    v1::Catalogue catalogue = TestCatalogue();
    catalogue.mutable_title()->set_sv(StrCat("Provstad ", ++catalogues_));
    for (v1::Period& period : *catalogue.mutable_periods()) {
      if (period.id() == "2025") period.set_closed(closed);
    }
    const auto applied = Execute(
        Apply(catalogue, StrCat("c", catalogues_), exchange_->Read()->catalogue->position()));
    ASSERT_TRUE(applied.ok() && !applied->receipt.empty()) << applied.status();
  }

  static v1::Report Correction(int value) {
    v1::Report report = MakeReport("homes", "2025", value);
    report.set_reason(v1::REVISION_REASON_CORRECTION);
    return report;
  }

  std::vector<std::string> CodesOf(Command command) {
    const auto outcome = Execute(std::move(command));
    EXPECT_TRUE(outcome.ok()) << outcome.status();
    std::vector<std::string> codes;
    if (!outcome.ok()) return codes;
    for (const v1::Finding& finding : outcome->findings) codes.push_back(finding.code());
    EXPECT_EQ(outcome->verdict == v1::VERDICT_REJECTED, outcome->receipt.empty());
    return codes;
  }

 private:
  int catalogues_ = 0;
};

TEST_F(ReopeningTest, WhatTheBoardSawOfAClosedPeriodStays) {
  const uint64_t report = Report("s1");
  Close();
  EXPECT_EQ(RefusalOf(Withdraw("homes", "w1", report)), "PERIOD_CLOSED");
  EXPECT_EQ(RefusalOf(SendBack("r1", report)), "PERIOD_CLOSED");
  EXPECT_EQ(RefusalOf(Waive("v1", "school")), "PERIOD_CLOSED");
  EXPECT_THAT(CodesOf(Submit("homes", "s2", Correction(71), report)), ElementsAre("PERIOD_CLOSED"));
  EXPECT_EQ(StateOf("homes"), v1::REPORT_STATE_ON_TIME);
  // An approval confirms what is there.
  EXPECT_TRUE(Execute(Approve("r2", report)).ok());
  // Another period is not closed.
  const auto other = Execute(Submit("homes", "s3", MakeReport("homes", "2024", 70)));
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_TRUE(Execute(Withdraw("homes", "w2", PositionOf(*other))).ok());
}

TEST_F(ReopeningTest, AWaiverOfAClosedPeriodIsNotLiftedEither) {
  ASSERT_TRUE(Execute(Waive("v1", "school")).ok());
  Close();
  EXPECT_EQ(RefusalOf(Waive("v2", "school", /*lifted=*/true)), "PERIOD_CLOSED");
  ASSERT_TRUE(Execute(Open("o1", Day(5), "not merged", "school")).ok());
  EXPECT_TRUE(Execute(Waive("v3", "school", /*lifted=*/true)).ok());
}

TEST_F(ReopeningTest, OpensOneReportForEverythingUntilItsLastDay) {
  const uint64_t first = Report("s1");
  Close();
  const Command open = Open("o1", Day(1));
  const auto opened = Execute(open);
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_TRUE(ledger::VerifyReceipt(opened->receipt, Verifier(), open.payload).ok());
  for (const bool restarted : {false, true}) {
    if (restarted) {
      ASSERT_TRUE(Reopen().ok());
    }
    Command validation = Submit("homes", "", Correction(71), first);
    validation.kind = CommandKind::kValidateReport;
    const auto validated = Execute(validation);
    ASSERT_TRUE(validated.ok()) << validated.status();
    EXPECT_EQ(validated->verdict, v1::VERDICT_ACCEPTED);
  }
  ASSERT_TRUE(Execute(SendBack("r1", first)).ok());
  EXPECT_THAT(CodesOf(Submit("homes", "s2", Correction(71), first)), IsEmpty());
  EXPECT_THAT(CodesOf(Submit("school", "s3", MakeReport("school", "2025", 30))),
              ElementsAre("PERIOD_CLOSED"))
      << "another's stays closed";
  // The last day counts whole; the time of the entry decides.
  clock_.Set(clock_.NowMs() + kDayMs);
  const uint64_t second = exchange_->Read()->facts.size() - 2;
  EXPECT_THAT(CodesOf(Submit("homes", "s4", Correction(72), second)), IsEmpty());
  clock_.Set(clock_.NowMs() + kDayMs);
  const uint64_t third = exchange_->Read()->facts.size() - 1;
  EXPECT_THAT(CodesOf(Submit("homes", "s5", Correction(73), third)), ElementsAre("PERIOD_CLOSED"));
  EXPECT_EQ(RefusalOf(Withdraw("homes", "w1", third)), "PERIOD_CLOSED");
}

TEST_F(ReopeningTest, EndsWithTheNextClosing) {
  const uint64_t report = Report("s1");
  Close();
  ASSERT_TRUE(Execute(Open("o1", Day(30))).ok());
  Close();  // a catalogue about something else
  EXPECT_EQ(CodeOf(SendBack("r1", report)), absl::StatusCode::kOk);
  Close(false);
  EXPECT_EQ(RefusalOf(Open("o2", Day(10))), "PERIOD_NOT_CLOSED");
  Close();
  EXPECT_EQ(RefusalOf(Withdraw("homes", "w1", report)), "PERIOD_CLOSED");
  EXPECT_TRUE(Execute(Open("o3", Day(30))).ok());
  EXPECT_TRUE(Execute(Withdraw("homes", "w2", report)).ok());
}

TEST_F(ReopeningTest, OnlyWhatIsOwedAndClosedIsReopened) {
  EXPECT_EQ(RefusalOf(Open("o1", Day(1))), "PERIOD_NOT_CLOSED");
  Close();
  EXPECT_EQ(RefusalOf(Open("o2", Day(1), "x", "board")), "OBLIGATION_NOT_OWED");
  EXPECT_EQ(RefusalOf(Open("o3", Day(1), "x", "nobody")), "OBLIGATION_NOT_OWED");
  EXPECT_THAT(std::string(Execute(Open("o3", Day(1), "x", "home")).status().message()),
              HasSubstr("the organisation 'home' is not in the catalogue; did you mean 'homes'?"));
  EXPECT_THAT(std::string(Execute(Open("o4", Day(1), "x", "homes", "2023")).status().message()),
              HasSubstr("the period '2023' is none for which homes owes annual; write one of"));
  EXPECT_EQ(RefusalOf(Open("o4", Day(1), "x", "homes", "2023")), "OBLIGATION_NOT_OWED");
  EXPECT_EQ(RefusalOf(Open("o5", Day(1), "x", "homes", "2024")), "PERIOD_NOT_CLOSED");
  Command not_coordinator = Open("o6", Day(1));
  not_coordinator.sender.organisation = "homes";
  EXPECT_EQ(CodeOf(not_coordinator), absl::StatusCode::kPermissionDenied);
  EXPECT_TRUE(Execute(Open("o7", Day(1))).ok());
}

TEST_F(ReopeningTest, SaysWhatIsWrongWithTheDayAndTheReason) {
  Close();
  const auto why = [&](const Command& command) {
    const absl::Status status = Execute(command).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
    return std::string(status.message());
  };
  for (const std::string& day :
       {Day(-1), Day(limits::kReopeningDaysMax + 1), std::string("soon"), std::string()}) {
    EXPECT_THAT(why(Open("o1", day)), HasSubstr(StrCat("from ", Day(0), " to ", Day(366)))) << day;
  }
  EXPECT_THAT(why(Open("o1", Day(1), "")), HasSubstr("reopening.reason"));
  EXPECT_THAT(why(Open("o1", Day(1), std::string(501, 'x'))), HasSubstr("reopening.reason"));
  EXPECT_TRUE(Execute(Open("o2", Day(limits::kReopeningDaysMax))).ok());
}

TEST_F(ReopeningTest, AnotherDayReplacesTheFirst) {
  const uint64_t report = Report("s1");
  Close();
  ASSERT_TRUE(Execute(Open("o1", Day(30))).ok());
  EXPECT_EQ(RefusalOf(Open("o2", Day(30))), "REOPENED_ALREADY");
  ASSERT_TRUE(Execute(Open("o3", Day(0))).ok());
  clock_.Set(clock_.NowMs() + kDayMs);
  EXPECT_EQ(RefusalOf(Withdraw("homes", "w1", report)), "PERIOD_CLOSED");
  EXPECT_TRUE(Execute(Open("o4", Day(30))).ok());
}

// Both commands were checked before either was decided on.
TEST_F(ReopeningTest, CountsForWhatIsInTheSameBatch) {
  Close();
  store_->Hold();
  auto held = ExecuteLater(Submit("school", "s1", MakeReport("school", "2024", 3)));
  store_->AwaitHeld();
  auto opened = ExecuteLater(Open("o1", Day(1)));
  while (exchange_->GetStats().queue_commands < 2) std::this_thread::yield();
  auto sent = ExecuteLater(Submit("homes", "s2", MakeReport("homes", "2025", 70)));
  while (exchange_->GetStats().queue_commands < 3) std::this_thread::yield();
  store_->Release();
  ASSERT_TRUE(held.get().ok());
  ASSERT_TRUE(opened.get().ok());
  const auto outcome = sent.get();
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  // Whichever of the two was checked first, the answer is that of their order.
  const bool first = outcome->verdict == v1::VERDICT_REJECTED;
  EXPECT_EQ(first, outcome->receipt.empty());
  if (!first) {
    EXPECT_GT(PositionOf(*outcome), 2u);
  }
}

TEST_F(ReopeningTest, AReturnCanBeFollowedByMoreRemarks) {
  const uint64_t report = Report("s1");
  ASSERT_TRUE(Execute(SendBack("r1", report)).ok());
  v1::ReportReviewed more = About(report, "");
  more.add_remarks()->set_field("comment");
  more.mutable_remarks(0)->set_text("who counted?");
  ASSERT_TRUE(Execute(Make(CommandKind::kSendBackReport, "office", "r2", more)).ok());
  EXPECT_EQ(RefusalOf(Make(CommandKind::kSendBackReport, "office", "r3", more)),
            "REVIEWED_ALREADY");
  EXPECT_EQ(RefusalOf(SendBack("r4", report)), "REVIEWED_ALREADY");
  EXPECT_EQ(RefusalOf(Approve("r5", report)), "REPORT_SENT_BACK");
  ASSERT_TRUE(Reopen().ok());
  const auto prefix = domain::ReadPrefix(exchange_->Read()->facts, 0);
  ASSERT_TRUE(prefix.ok());
  const auto states = domain::ObligationStates(*prefix, "2025",
                                               [](std::string_view one) { return one == "homes"; });
  ASSERT_EQ(states.size(), 1u);
  EXPECT_EQ(states[0].remarks_size(), 2);
  EXPECT_EQ(states[0].reason(), "see the field");
}

class CorrectionTest : public CoordinationTest {
 protected:
  static Command Acknowledge(std::string_view id, uint64_t as_of, std::string_view minute,
                             uint64_t corrects, std::string_view sender = "board") {
    v1::BoardAcknowledged acknowledged;
    acknowledged.mutable_query()->set_period("2025");
    acknowledged.mutable_query()->set_as_of(as_of);
    acknowledged.set_minute(std::string(minute));
    acknowledged.set_corrects(corrects);
    return Make(CommandKind::kAcknowledge, sender, id, acknowledged);
  }
};

TEST_F(CorrectionTest, OfAnAcknowledgementNamesItAndIsShownWithIt) {
  Report("s1");
  const auto first = Execute(Acknowledge("a1", 2, "KS § 14", 0));
  ASSERT_TRUE(first.ok()) << first.status();
  const auto second = Execute(Acknowledge("a2", 2, "KS § 41", PositionOf(*first)));
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(RefusalOf(Acknowledge("a3", 2, "KS § 42", PositionOf(*first))), "CORRECTED_ALREADY");
  const auto third = Execute(Acknowledge("a4", 2, "KS § 43", PositionOf(*second)));
  ASSERT_TRUE(third.ok()) << third.status();
  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(RefusalOf(Acknowledge("a5", 2, "KS § 44", PositionOf(*first))), "CORRECTED_ALREADY");
  v1::ViewQuery query;
  query.set_period("2025");
  const auto view = domain::ConsolidateView(exchange_->Read()->facts, query);
  ASSERT_TRUE(view.ok()) << view.status();
  ASSERT_EQ(view->acknowledgements_size(), 3);
  EXPECT_EQ(view->acknowledgements(0).corrected_by(), PositionOf(*second));
  EXPECT_EQ(view->acknowledgements(0).corrects(), 0u);
  EXPECT_EQ(view->acknowledgements(1).corrects(), PositionOf(*first));
  EXPECT_EQ(view->acknowledgements(1).corrected_by(), PositionOf(*third));
  EXPECT_EQ(view->acknowledgements(2).corrected_by(), 0u);
}

TEST_F(CorrectionTest, IsOfTheSameOrganisationAndView) {
  Report("s1");
  const auto first = Execute(Acknowledge("a1", 2, "KS § 14", 0));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(CodeOf(Acknowledge("a2", 2, "KS § 41", 1)), absl::StatusCode::kNotFound) << "a report";
  EXPECT_EQ(CodeOf(Acknowledge("a2", 2, "KS § 41", 99)), absl::StatusCode::kNotFound);
  EXPECT_EQ(RefusalOf(Acknowledge("a3", 3, "KS § 41", PositionOf(*first))), "ANOTHER_VIEW");
}

}  // namespace
}  // namespace samlad::exchange
