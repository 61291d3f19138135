// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/receipt.h"
#include "gateway/ledger/tree.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/unit/exchange/fixture.h"
#include "tests/unit/exchange/sequenced.h"

namespace samlad::exchange {
namespace {

using ::testing::HasSubstr;

TEST_F(ExchangeTest, AnswersWithAReceiptThatVerifiesOffline) {
  const Command command = Submit("homes", "a", MakeReport("homes", "2025", 70));
  const auto outcome = Execute(command);
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(outcome->verdict, v1::VERDICT_ACCEPTED);
  EXPECT_EQ(outcome->counts.inserted(), 1u);
  const auto verified = ledger::VerifyReceipt(outcome->receipt, Verifier(), command.payload);
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->receipt.position(), 1u);
  EXPECT_EQ(verified->header.organisation(), "homes");
  EXPECT_EQ(verified->header.decision().obligation(), "annual");
  EXPECT_EQ(verified->header.time_ms(), clock_.NowMs());
}

TEST_F(ExchangeTest, ARetryGetsTheOriginalReceiptByteForByteAlsoAfterARestart) {
  const Command command = Submit("homes", "a", MakeReport("homes", "2025", 70));
  const auto first = Execute(command);
  const auto second = Execute(command);
  ASSERT_TRUE(Reopen().ok());
  const auto third = Execute(command);
  ASSERT_TRUE(first.ok() && second.ok() && third.ok());
  EXPECT_FALSE(first->replayed);
  EXPECT_TRUE(second->replayed);
  EXPECT_TRUE(third->replayed);
  EXPECT_EQ(first->receipt, second->receipt);
  EXPECT_EQ(first->receipt, third->receipt);
  EXPECT_EQ(third->verdict, v1::VERDICT_ACCEPTED);
  EXPECT_EQ(exchange_->Read()->facts.size(), 2u);
}

TEST_F(ExchangeTest, AnAnswerNamesItsEntry) {
  const Command command = Submit("homes", "a", MakeReport("homes", "2025", 70));
  for (int i = 0; i < 2; ++i) {
    const auto outcome = Execute(command);
    ASSERT_TRUE(outcome.ok()) << outcome.status();
    EXPECT_EQ(outcome->position, PositionOf(*outcome));
    EXPECT_EQ(outcome->replayed, i > 0);
  }
}

TEST_F(ExchangeTest, ARetryInTheSameBatchSharesTheReceipt) {
  exchange_.reset();
  Sequenced sequenced(kOrigin, *store_, clock_, *signer_, Verifier());
  store_->Hold();
  auto blocker = sequenced.Add(Submit("school", "x", MakeReport("school", "2025", 1)));
  store_->AwaitHeld();
  // All three queue while the disk is held, hence are decided together.
  const Command command = Submit("homes", "a", MakeReport("homes", "2025", 70));
  auto first = sequenced.Add(command);
  auto second = sequenced.Add(command);
  auto other = sequenced.Add(Submit("homes", "a", MakeReport("homes", "2025", 71)));
  // A retry in a later batch would be answered from the store.
  store_->FailReads(absl::DataLossError("the store was asked for the original"));
  store_->Release();
  ASSERT_TRUE(blocker.get().ok());
  const auto original = first.get(), retry = second.get();
  ASSERT_TRUE(original.ok()) << original.status();
  ASSERT_TRUE(retry.ok()) << retry.status();
  EXPECT_FALSE(original->replayed);
  EXPECT_TRUE(retry->replayed);
  EXPECT_EQ(retry->receipt, original->receipt);
  EXPECT_EQ(retry->position, original->position);
  EXPECT_TRUE(ledger::VerifyReceipt(retry->receipt, Verifier(), command.payload).ok());
  EXPECT_EQ(other.get().status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(sequenced.batches(), 2u);
  EXPECT_EQ(sequenced.size(), 3u);
}

TEST_F(ExchangeTest, TheSameIdWithOtherContentIsRefused) {
  ASSERT_TRUE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  const auto other = Execute(Submit("homes", "a", MakeReport("homes", "2025", 71)));
  EXPECT_EQ(other.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(exchange_->Read()->facts.size(), 2u);
}

TEST_F(ExchangeTest, TheSameIdOfAnotherOrganisationIsAnother) {
  ASSERT_TRUE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  const auto other = Execute(Submit("school", "a", MakeReport("school", "2025", 71)));
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_FALSE(other->replayed);
}

TEST_F(ExchangeTest, ARevisionNamesTheOneThatItReplaces) {
  const auto first = Execute(Submit("homes", "a", MakeReport("homes", "2025", 70)));
  ASSERT_TRUE(first.ok());
  const auto stale = Execute(Submit("homes", "b", MakeReport("homes", "2025", 71)));
  EXPECT_EQ(stale.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(stale.status().message()), HasSubstr("position 1"));

  const auto second = Execute(Submit("homes", "b", MakeReport("homes", "2025", 71), 1));
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->counts.changed(), 1u);
  EXPECT_EQ(second->counts.inserted(), 0u);
  const auto third = Execute(Submit("homes", "c", MakeReport("homes", "2025", 71), 2));
  ASSERT_TRUE(third.ok());
  EXPECT_EQ(third->counts.unchanged(), 1u);
}

TEST_F(ExchangeTest, ABaseThatIsNotDurableYetIsNeverCountedWrong) {
  exchange_.reset();
  Sequenced sequenced(kOrigin, *store_, clock_, *signer_, Verifier());
  store_->Hold();
  auto blocker = sequenced.Add(Submit("school", "x", MakeReport("school", "2025", 1)));
  store_->AwaitHeld();
  auto first = sequenced.Add(Submit("homes", "a", MakeReport("homes", "2025", 70)));
  // Guesses the position that the first will get, in the same batch.
  const Command guess = Submit("homes", "b", MakeReport("homes", "2025", 71), 2);
  auto second = sequenced.Add(guess);
  store_->Release();
  ASSERT_TRUE(blocker.get().ok());
  const auto base = first.get();
  ASSERT_TRUE(base.ok()) << base.status();
  ASSERT_EQ(base->position, 2u);
  // Never "inserted", which it would be against a revision nobody can see yet.
  const auto early = second.get();
  EXPECT_EQ(early.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(early.status().message()), HasSubstr("position 2 is not durable yet"));
  EXPECT_EQ(sequenced.batches(), 2u);
  const auto again = sequenced.Add(guess).get();
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->counts.changed(), 1u);
  EXPECT_EQ(again->counts.inserted(), 0u);
}

TEST_F(ExchangeTest, PayloadsBeyondTheirLimitAreRefusedUnread) {
  Command large = Submit("homes", "a", MakeReport("homes", "2025", 70));
  large.payload.assign(limits::kReportBytesMax + 1, 'x');
  const auto refused = Execute(large);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("at most"));
  EXPECT_EQ(
      exchange_->reader().Plan(std::string(limits::kCatalogueBytesMax + 1, 'x')).status().code(),
      absl::StatusCode::kInvalidArgument);
}

TEST_F(ExchangeTest, ARejectionStoresOnlyTheFactAndBindsNothing) {
  v1::Report bad = MakeReport("homes", "2025", 70);
  bad.mutable_observations(0)->set_value("seventy");
  const auto rejected = Execute(Submit("homes", "a", bad));
  ASSERT_TRUE(rejected.ok()) << rejected.status();
  EXPECT_EQ(rejected->verdict, v1::VERDICT_REJECTED);
  EXPECT_FALSE(rejected->findings.empty());
  EXPECT_TRUE(rejected->receipt.empty());
  EXPECT_EQ(exchange_->Read()->facts.size(), 2u);
  // Once: rejecting again tells nothing new.
  ASSERT_TRUE(Execute(Submit("homes", "a", bad)).ok());
  EXPECT_EQ(exchange_->Read()->facts.size(), 2u);
  EXPECT_TRUE(store_
                  ->Read(1, 2,
                         [](uint64_t, const store::Record& record) {
                           EXPECT_TRUE(record.payload.empty());
                           EXPECT_TRUE(record.key.empty());
                           return true;
                         })
                  .ok());
  // The id is free for the corrected report.
  const auto accepted = Execute(Submit("homes", "a", MakeReport("homes", "2025", 70)));
  ASSERT_TRUE(accepted.ok());
  EXPECT_EQ(accepted->verdict, v1::VERDICT_ACCEPTED);
}

TEST_F(ExchangeTest, ARejectionOfWhatNobodyOwesLeavesNoTrace) {
  v1::Report bad = MakeReport("homes", "2025", 70);
  bad.set_obligation("something of the sender's own choosing");
  const auto rejected = Execute(Submit("homes", "a", bad));
  ASSERT_TRUE(rejected.ok());
  EXPECT_EQ(rejected->verdict, v1::VERDICT_REJECTED);
  EXPECT_EQ(exchange_->Read()->facts.size(), 1u);
}

TEST_F(ExchangeTest, OnlyAMandateLetsOneReportForAnother) {
  EXPECT_TRUE(Execute(Submit("homes", "a", MakeReport("club", "2025", 12))).ok());
  const auto existing = Execute(Submit("homes", "b", MakeReport("school", "2025", 12)));
  const auto unknown = Execute(Submit("homes", "c", MakeReport("nobody", "2025", 12)));
  EXPECT_EQ(existing.status().code(), absl::StatusCode::kPermissionDenied);
  // Whether the other organisation exists must not show, only what was written.
  const auto refusal = [](std::string_view written) {
    return WithMetadata(
        absl::PermissionDeniedError(StrCat("organisation: '", written,
                                           "' is written, and the certificate is that of 'homes', "
                                           "which may not report for it; write one of 'homes', "
                                           "'club', or ask the coordinator for a mandate")),
        {{"given", written}, {"organisation", "homes"}});
  };
  EXPECT_EQ(existing.status(), refusal("school"));
  EXPECT_EQ(unknown.status(), refusal("nobody"));
}

TEST_F(ExchangeTest, EveryCommandNeedsItsPermission) {
  EXPECT_EQ(Execute(Submit("office", "a", MakeReport("office", "2025", 1))).status().code(),
            absl::StatusCode::kPermissionDenied);
  Command apply = Apply(TestCatalogue(), "a", 0);
  apply.sender.organisation = "homes";
  EXPECT_EQ(Execute(apply).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Execute({.kind = CommandKind::kAcknowledge,
                     .sender = {"homes", "test", ""},
                     .submission_id = "a",
                     .payload = "",
                     .base = 0})
                .status()
                .code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Execute(Submit("nobody", "a", MakeReport("nobody", "2025", 1))).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(ExchangeTest, ValidatingStoresNothing) {
  Command command = Submit("homes", "", MakeReport("homes", "2025", 70));
  command.kind = CommandKind::kValidateReport;
  const auto outcome = Execute(command);
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(outcome->verdict, v1::VERDICT_ACCEPTED);
  EXPECT_EQ(outcome->counts.inserted(), 1u);
  EXPECT_EQ(exchange_->Read()->facts.size(), 1u);
}

// By the clock of the entry that the report may become.
TEST_F(ExchangeTest, WarnsOfASignOffThatIsStillToCome) {
  v1::Report report = MakeReport("homes", "2025", 70);
  Command command = Submit("homes", "", report);
  command.kind = CommandKind::kValidateReport;
  const auto signed_in_time = Execute(command);
  ASSERT_TRUE(signed_in_time.ok()) << signed_in_time.status();
  EXPECT_EQ(signed_in_time->verdict, v1::VERDICT_ACCEPTED);
  report.mutable_sign_off()->set_date("2026-02-11");  // the clock says 2 February
  command.payload = report.SerializeAsString();
  const auto too_early = Execute(command);
  ASSERT_TRUE(too_early.ok()) << too_early.status();
  ASSERT_EQ(too_early->findings.size(), 1u);
  EXPECT_EQ(too_early->findings[0].code(), "SIGN_OFF_IN_FUTURE");
  EXPECT_EQ(too_early->verdict, v1::VERDICT_ACCEPTED_WITH_WARNINGS);
}

TEST_F(ExchangeTest, AnActivityThatIsRepeatedWordForWordCountsOnce) {
  v1::Report report = MakeReport("homes", "2025", 1);
  for (int i = 0; i < 2; ++i) {
    v1::Activity& activity = *report.add_activities();
    activity.set_id("A1");
    activity.set_title("t");
    activity.add_indicators("IND-01");
  }
  const auto outcome = Execute(Submit("homes", "a", report));
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  ASSERT_EQ(outcome->verdict, v1::VERDICT_ACCEPTED);
  const auto in_memory = [&] {
    return std::get<domain::ReportFact>(exchange_->Read()->facts[*outcome->position].what)
        .prose->activities.size();
  };
  EXPECT_EQ(in_memory(), 1u);
  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(in_memory(), 1u);
}

TEST_F(ExchangeTest, MalformedSubmissionIdsAndPayloadsAreRefused) {
  for (const std::string_view id : {"", "a b", "a/b", "å"}) {
    EXPECT_EQ(Execute(Submit("homes", id, MakeReport("homes", "2025", 1))).status().code(),
              absl::StatusCode::kInvalidArgument)
        << id;
  }
  EXPECT_EQ(Execute(Submit("homes", std::string(limits::kSubmissionIdBytesMax + 1, 'a'),
                           MakeReport("homes", "2025", 1)))
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
  Command garbage = Submit("homes", "a", MakeReport("homes", "2025", 1));
  garbage.payload = "\xff\xff\xff";
  EXPECT_EQ(Execute(garbage).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(exchange_->Read()->facts.size(), 1u);
}

TEST_F(ExchangeTest, TimeNeverRunsBackwardsInTheLog) {
  ASSERT_TRUE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  const int64_t first_ms = clock_.NowMs();
  clock_.Set(first_ms - 20'000);
  ASSERT_TRUE(Execute(Submit("homes", "b", MakeReport("homes", "2025", 71), 1)).ok());
  const auto facts = exchange_->Read()->facts;
  EXPECT_EQ(facts[2].time_ms, first_ms);
  EXPECT_TRUE(Reopen().ok());
}

TEST_F(ExchangeTest, ADeadlinePassesOnce) {
  v1::DeadlinePassed passed;
  passed.set_obligation("annual");
  passed.set_period("2025");
  passed.set_due("2026-02-15");
  const Command command{.kind = CommandKind::kPassDeadline,
                        .sender = {},
                        .submission_id = {},
                        .payload = passed.SerializeAsString(),
                        .base = 0};
  ASSERT_TRUE(Execute(command).ok());
  const auto again = Execute(command);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->replayed);
  ASSERT_TRUE(Reopen().ok());
  ASSERT_TRUE(Execute(command).ok());
  EXPECT_EQ(exchange_->Read()->facts.size(), 2u);
}

TEST_F(ExchangeTest, AFullQueueIsAnsweredAtOnceAndLosesNothing) {
  store_->Hold();
  std::vector<std::future<absl::StatusOr<Outcome>>> answers;
  answers.push_back(ExecuteLater(Submit("homes", "first", MakeReport("homes", "2025", 1))));
  store_->AwaitHeld();
  const auto fill = [&](const std::string& whose) {
    for (size_t i = 1; i < limits::kQueueCommandsMax / 2; ++i) {
      Command command = Submit(whose, "x", MakeReport(whose, "2024", 1));
      command.kind = CommandKind::kValidateReport;
      answers.push_back(ExecuteLater(std::move(command)));
    }
  };
  const auto refused = [&](const std::string& whose) {
    return absl::IsResourceExhausted(
        Execute(Submit(whose, "over", MakeReport(whose, "2025", 1))).status());
  };
  fill("homes");
  EXPECT_TRUE(refused("homes")) << "more than half of the queue";
  answers.push_back(ExecuteLater(Submit("school", "first", MakeReport("school", "2025", 1))));
  fill("school");
  EXPECT_TRUE(refused("school"));
  store_->Release();
  for (auto& answer : answers) EXPECT_TRUE(answer.get().ok());
  EXPECT_EQ(exchange_->GetStats().queue_commands, 0u);
}

TEST_F(ExchangeTest, AFailedAppendChangesNothingAndTheNextOneSucceeds) {
  const Command command = Submit("homes", "a", MakeReport("homes", "2025", 70));
  for (const auto& error :
       {absl::ResourceExhaustedError("disk full"), absl::UnavailableError("locked")}) {
    store_->FailNextAppend(error);
    EXPECT_EQ(Execute(command).status().code(), error.code());
  }
  EXPECT_EQ(exchange_->Read()->facts.size(), 1u);
  EXPECT_EQ(data_losses_, 0);
  const auto again = Execute(command);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_FALSE(again->replayed);
  EXPECT_TRUE(ledger::VerifyReceipt(again->receipt, Verifier(), command.payload).ok());
  EXPECT_TRUE(Reopen().ok());
}

TEST_F(ExchangeTest, AFailedSyncEndsTheProcess) {
  store_->FailNextAppend(absl::DataLossError("sync failed"));
  EXPECT_FALSE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  EXPECT_EQ(data_losses_, 1);
}

TEST_F(ExchangeTest, ManySubmittersAreEachInTheLogExactlyOnce) {
  constexpr int kSubmitters = 8, kReports = 25;
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::vector<std::pair<std::string, std::string>> receipts;  // payload, receipt
  for (int t = 0; t < kSubmitters; ++t) {
    threads.emplace_back([&, t] {
      const std::string organisation = t % 2 == 0 ? "homes" : "school";
      const std::string period = t % 4 < 2 ? "2024" : "2025";
      for (int i = 0; i < kReports; ++i) {
        // Two submitters share a report: each reads what is in force and tries
        // until its revision is the one that lands.
        while (true) {
          v1::Report report = MakeReport(organisation, period, 100 + i);
          report.set_comment(std::to_string(t));
          uint64_t base = 0;
          const auto facts = exchange_->Read()->facts;
          for (uint64_t position = 0; position < facts.size(); ++position) {
            const auto* fact = std::get_if<domain::ReportFact>(&facts[position].what);
            if (fact != nullptr && fact->organisation == organisation && fact->period == period) {
              base = position;
            }
          }
          const Command command =
              Submit(organisation, std::to_string(t) + "-" + std::to_string(i), report, base);
          const auto outcome = Execute(command);
          if (absl::IsFailedPrecondition(outcome.status())) continue;
          ASSERT_TRUE(outcome.ok()) << outcome.status();
          std::lock_guard lock(mutex);
          receipts.emplace_back(command.payload, outcome->receipt);
          break;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  ASSERT_EQ(receipts.size(), size_t{kSubmitters * kReports});
  EXPECT_EQ(exchange_->Read()->facts.size(), size_t{1 + kSubmitters * kReports});
  for (const auto& [payload, receipt] : receipts) {
    EXPECT_TRUE(ledger::VerifyReceipt(receipt, Verifier(), payload).ok());
  }
  EXPECT_TRUE(Reopen().ok());
}

TEST_F(ExchangeTest, AStopAnswersWhatWasTakenAndRefusesTheRest) {
  store_->Hold();
  auto taken = ExecuteLater(Submit("homes", "s1", MakeReport("homes", "2025", 70)));
  store_->AwaitHeld();
  std::thread stop([&] { exchange_->Stop(); });
  store_->Release();
  stop.join();
  EXPECT_TRUE(taken.get().ok());
  EXPECT_EQ(Execute(Submit("homes", "s2", MakeReport("homes", "2025", 71), 1)).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(exchange_->Read()->facts.size(), 2u);
}

}  // namespace
}  // namespace samlad::exchange
