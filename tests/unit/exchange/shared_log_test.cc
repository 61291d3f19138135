// SPDX-License-Identifier: EUPL-1.2
//
// Several gateways on one log: each folds what the others append.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/exchange/exchange.h"
#include "gateway/exchange/view_bytes.h"
#include "tests/support/make_identity.h"
#include "tests/support/make_report.h"
#include "tests/unit/exchange/fixture.h"
#include "tests/unit/exchange/shared_store.h"

namespace samlad::exchange {
namespace {

using ::testing::HasSubstr;
using testing::MakeIdentity;
using testing::MakeReport;

class SharedLogTest : public ExchangeTest {
 protected:
  // A gateway.
  struct Gateway {
    std::unique_ptr<SharedStore> store;
    std::unique_ptr<Exchange> exchange;

    absl::StatusOr<Outcome> Execute(Command command) const {
      std::promise<absl::StatusOr<Outcome>> promise;
      exchange->Execute(std::move(command), [&promise](absl::StatusOr<Outcome> outcome) {
        promise.set_value(std::move(outcome));
      });
      return promise.get_future().get();
    }
    uint64_t size() const { return exchange->Read()->facts.size(); }
    absl::Status ConfirmHead() const { return exchange->reader().ConfirmHead(); }
    std::string ViewBytes() const {
      v1::ViewQuery query;
      query.set_period("2025");
      const auto view = exchange->reader().View(query, LogReader::Protect::kAsAsked);
      EXPECT_TRUE(view.ok()) << view.status();
      return view.ok() ? SerialiseView(*view) : "";
    }
  };

  SharedLogTest() {
    SharedStore store(log_);
    std::vector<v1::Finding> findings;
    EXPECT_TRUE(Exchange::Initialise(store, clock_, *signer_, kOrigin,
                                     TestCatalogue().SerializeAsString(), &findings)
                    .ok());
    a_ = Begin();
    b_ = Begin();
  }

  Gateway Begin() {
    Gateway gateway{.store = std::make_unique<SharedStore>(log_), .exchange = nullptr};
    auto opened = Exchange::Open({.origin = std::string(kOrigin),
                                  .on_data_loss = [this](const absl::Status&) { ++data_losses_; },
                                  .may_append = nullptr},
                                 *gateway.store, clock_, *signer_);
    EXPECT_TRUE(opened.ok()) << opened.status();
    gateway.exchange = *std::move(opened);
    return gateway;
  }

  // Of a system of the homes; empty: of all.
  static Command Revoke(const std::string& system) {
    return {.kind = CommandKind::kRevokeIdentity,
            .sender = {.organisation = "office", .system = "test", .certificate = "0ff1ce"},
            .submission_id = StrCat("revoke-", system),
            .payload = MakeIdentity("homes", system).SerializeAsString(),
            .base = 0};
  }

  const std::shared_ptr<SharedLog> log_ = std::make_shared<SharedLog>();
  Gateway a_, b_;
};

TEST_F(SharedLogTest, ARetryAtAnotherGatewayGetsTheOriginalReceipt) {
  const Command command = Submit("homes", "a", MakeReport("homes", "2025", 70));
  const auto first = a_.Execute(command);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(b_.size(), 1u) << "nothing told it yet";
  for (const Gateway* gateway : {&b_, &a_}) {
    const auto again = gateway->Execute(command);
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_TRUE(again->replayed);
    EXPECT_EQ(again->receipt, first->receipt);
  }
  a_ = Begin();
  EXPECT_EQ(a_.Execute(command)->receipt, first->receipt);
  EXPECT_EQ(log_->records.size(), 2u);
}

// Nothing else tells it.
TEST_F(SharedLogTest, AReaderSeesAtOneGatewayWhatItWroteAtAnother) {
  ASSERT_TRUE(a_.Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  ASSERT_EQ(b_.size(), 1u);
  EXPECT_TRUE(b_.exchange->reader().CatchUp(1).ok());
  EXPECT_EQ(b_.size(), 1u) << "it had seen enough";
  b_.store->CutOff(true);
  EXPECT_TRUE(absl::IsUnavailable(b_.exchange->reader().CatchUp(2)));
  b_.store->CutOff(false);
  EXPECT_TRUE(b_.exchange->reader().CatchUp(2).ok());
  EXPECT_EQ(b_.size(), 2u);
  EXPECT_EQ(b_.ViewBytes(), a_.ViewBytes());
  // Of a log that is shorter: the reader can prove it.
  EXPECT_TRUE(b_.exchange->reader().CatchUp(1'000'000).ok());
}

TEST_F(SharedLogTest, AnIdIsBoundToOnePayloadAtAllGateways) {
  ASSERT_TRUE(a_.Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  const auto other = b_.Execute(Submit("homes", "a", MakeReport("homes", "2025", 71)));
  EXPECT_TRUE(absl::IsAlreadyExists(other.status())) << other.status();
  EXPECT_EQ(log_->records.size(), 2u);
}

// B refuses it by what it knows, looks again, and accepts.
TEST_F(SharedLogTest, BuildsOnWhatAnotherGatewayHasAppended) {
  ASSERT_TRUE(a_.Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  const auto second = b_.Execute(Submit("homes", "b", MakeReport("homes", "2025", 71), 1));
  ASSERT_TRUE(second.ok()) << second.status();
  const auto stale = a_.Execute(Submit("homes", "c", MakeReport("homes", "2025", 72), 1));
  EXPECT_TRUE(absl::IsFailedPrecondition(stale.status())) << stale.status();
}

// What B would refuse is right: it only cannot know.
TEST_F(SharedLogTest, AGatewayThatIsCutOffRefusesNothingForGood) {
  ASSERT_TRUE(a_.Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  const Command second = Submit("homes", "b", MakeReport("homes", "2025", 71), 1);
  b_.store->CutOff(true);
  const auto cut_off = b_.Execute(second);
  EXPECT_TRUE(absl::IsUnavailable(cut_off.status())) << cut_off.status();
  b_.store->CutOff(false);
  EXPECT_TRUE(b_.Execute(second).ok());
}

TEST_F(SharedLogTest, ConfirmingTheHeadFoldsWhatOthersAppended) {
  ASSERT_TRUE(a_.Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  ASSERT_TRUE(a_.Execute(Submit("school", "b", MakeReport("school", "2025", 3))).ok());
  uint64_t told = 0;
  b_.exchange->SetListener([&told](uint64_t size) { told = size; });
  ASSERT_TRUE(b_.ConfirmHead().ok());
  EXPECT_EQ(b_.size(), 3u);
  EXPECT_EQ(told, 3u);
  EXPECT_EQ(b_.exchange->Read()->checkpoint, a_.exchange->Read()->checkpoint);
  EXPECT_EQ(b_.ViewBytes(), a_.ViewBytes());
  EXPECT_EQ(Begin().ViewBytes(), a_.ViewBytes());
}

TEST_F(SharedLogTest, ARevocationHoldsAtAllGateways) {
  ASSERT_TRUE(a_.Execute(Revoke("")).ok());
  ASSERT_TRUE(b_.ConfirmHead().ok());
  EXPECT_NE(b_.exchange->Read()->revocations->Find("homes", "erp", ""), nullptr);
  // Also one that was not told yet refuses it, because it appends elsewhere.
  const Gateway c = Begin();
  const auto refused = c.Execute(Submit("homes", "a", MakeReport("homes", "2025", 70)));
  EXPECT_TRUE(absl::IsPermissionDenied(refused.status())) << refused.status();
}

TEST_F(SharedLogTest, AGatewayThatIsCutOffDoesNotConfirmTheHead) {
  b_.store->CutOff(true);
  EXPECT_TRUE(absl::IsUnavailable(b_.ConfirmHead()));
  b_.store->CutOff(false);
  EXPECT_TRUE(b_.ConfirmHead().ok());
}

// What became of a commit shows later, and is then as if another had made it.
TEST_F(SharedLogTest, AnUnknownOutcomeIsUnavailableAndARetryFindsOut) {
  for (const bool is_there : {true, false}) {
    const Command command =
        Submit("homes", is_there ? "a" : "b", MakeReport("homes", is_there ? "2025" : "2024", 70));
    a_.store->LoseNextConfirmation(is_there);
    const auto lost = a_.Execute(command);
    EXPECT_TRUE(absl::IsUnavailable(lost.status())) << lost.status();
    EXPECT_THAT(std::string(lost.status().message()), HasSubstr("not known yet"));
    const size_t before = log_->records.size();
    const auto at_b = b_.Execute(command);
    ASSERT_TRUE(at_b.ok()) << at_b.status();
    EXPECT_EQ(at_b->replayed, is_there);
    EXPECT_EQ(log_->records.size(), is_there ? before : before + 1);
    const auto at_a = a_.Execute(command);
    ASSERT_TRUE(at_a.ok()) << at_a.status();
    EXPECT_EQ(at_a->receipt, at_b->receipt);
  }
  EXPECT_EQ(data_losses_, 0);
}

TEST_F(SharedLogTest, ABatchThatDoesNotHoldIsNotServed) {
  ASSERT_TRUE(a_.Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
  log_->records.back().payload += "x";
  EXPECT_FALSE(b_.ConfirmHead().ok());
  EXPECT_EQ(data_losses_, 1);
  EXPECT_EQ(b_.size(), 1u);
}

// Submitters at both gateways, some with the ids of others.
TEST_F(SharedLogTest, ManyAtOnceAreEachInTheLogOnce) {
  static constexpr int kEach = 40;
  std::vector<std::string> receipts[2][2];
  std::vector<std::thread> submitters;
  for (int gateway = 0; gateway < 2; ++gateway) {
    for (int sender = 0; sender < 2; ++sender) {
      submitters.emplace_back([this, gateway, sender, &receipts] {
        for (int i = 0; i < kEach; ++i) {
          const Command command = Revoke(StrCat(sender, "-", i));
          absl::StatusOr<Outcome> outcome;
          do {
            outcome = (gateway == 0 ? a_ : b_).Execute(command);
          } while (absl::IsUnavailable(outcome.status()));
          ASSERT_TRUE(outcome.ok()) << outcome.status();
          receipts[gateway][sender].push_back(outcome->receipt);
        }
      });
    }
  }
  for (std::thread& submitter : submitters) submitter.join();
  EXPECT_EQ(log_->records.size(), 1u + 2 * kEach);
  for (int sender = 0; sender < 2; ++sender) {
    EXPECT_EQ(receipts[0][sender], receipts[1][sender]);
  }
  ASSERT_TRUE(a_.ConfirmHead().ok() && b_.ConfirmHead().ok());
  EXPECT_EQ(a_.exchange->Read()->checkpoint, b_.exchange->Read()->checkpoint);
  EXPECT_EQ(a_.ViewBytes(), b_.ViewBytes());
  EXPECT_EQ(Begin().ViewBytes(), a_.ViewBytes());
  EXPECT_EQ(data_losses_, 0);
}

}  // namespace
}  // namespace samlad::exchange
