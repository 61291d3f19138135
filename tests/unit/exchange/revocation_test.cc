// SPDX-License-Identifier: EUPL-1.2
//
// Identities that are revoked and reinstated, and a log that is out of sight.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "gateway/base/limits.h"
#include "gateway/exchange/head_watch.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/support/make_identity.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::exchange {
namespace {

using ::testing::HasSubstr;
using testing::MakeIdentity;

const std::string kFingerprint(64, 'a');

class RevocationTest : public ExchangeTest {
 protected:
  // By the office, unless another sender is set.
  static Command Change(CommandKind kind, std::string_view id,
                        const v1::IdentityChanged& identity) {
    return {.kind = kind,
            .sender = {.organisation = "office", .system = "test", .certificate = "0ff1ce"},
            .submission_id = std::string(id),
            .payload = identity.SerializeAsString(),
            .base = 0};
  }
  static Command Revoke(std::string_view id, const v1::IdentityChanged& identity) {
    return Change(CommandKind::kRevokeIdentity, id, identity);
  }
  static Command Reinstate(std::string_view id, const v1::IdentityChanged& identity) {
    return Change(CommandKind::kReinstateIdentity, id, identity);
  }

  const domain::Revocation* Find(std::string_view organisation, std::string_view system,
                                 std::string_view certificate = "") {
    snapshot_ = exchange_->Read();
    return snapshot_->revocations->Find(organisation, system, certificate);
  }

  std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(RevocationTest, IsAnEntryWithAReceiptThatHoldsAcrossARestart) {
  const v1::IdentityChanged identity = MakeIdentity("homes");
  const auto revoked = Execute(Revoke("r1", identity));
  ASSERT_TRUE(revoked.ok()) << revoked.status();
  EXPECT_TRUE(
      ledger::VerifyReceipt(revoked->receipt, Verifier(), identity.SerializeAsString()).ok());
  for (int run = 0; run < 2; ++run) {
    const domain::Revocation* found = Find("homes", "any");
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->position, PositionOf(*revoked));
    EXPECT_EQ(found->identity.reason, "the server was stolen");
    EXPECT_EQ(Find("school", "any"), nullptr);
    ASSERT_TRUE(Reopen().ok());
  }
  // A retry, also after the restart, is the same entry.
  const auto again = Execute(Revoke("r1", identity));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->receipt, revoked->receipt);
}

// What keeps the revocations beside the log syncs a file each time that it is told.
TEST_F(RevocationTest, IsToldOfOnlyWhenItHasChanged) {
  int told = 0;
  on_revocations_ = [&told](const domain::Revocations&) { ++told; };
  ASSERT_TRUE(Reopen().ok());
  const auto first = Execute(Submit("school", "s1", MakeReport("school", "2025", 1)));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(told, 0) << "a log without revocations";
  ASSERT_TRUE(Execute(Revoke("r1", MakeIdentity("homes"))).ok());
  EXPECT_EQ(told, 1);
  ASSERT_TRUE(
      Execute(Submit("school", "s2", MakeReport("school", "2025", 2), PositionOf(*first))).ok());
  EXPECT_EQ(told, 1);
  ASSERT_TRUE(Execute(Reinstate("r2", MakeIdentity("homes"))).ok());
  EXPECT_EQ(told, 2);
  on_revocations_ = nullptr;
  ASSERT_TRUE(Reopen().ok());
}

TEST_F(RevocationTest, CoversAnOrganisationASystemOrOneCertificate) {
  ASSERT_TRUE(Execute(Revoke("a", MakeIdentity("homes", "erp"))).ok());
  ASSERT_TRUE(Execute(Revoke("b", MakeIdentity("", "", kFingerprint))).ok());
  EXPECT_NE(Find("homes", "erp", "x"), nullptr);
  EXPECT_EQ(Find("homes", "other", "x"), nullptr);
  EXPECT_EQ(Find("erp", "homes", "x"), nullptr);
  EXPECT_NE(Find("school", "main", kFingerprint), nullptr);
  EXPECT_EQ(snapshot_->revocations->size(), 2u);
}

TEST_F(RevocationTest, ARevokedSenderIsRefusedAlsoInWhatItHadQueued) {
  store_->Hold();
  auto revoked = ExecuteLater(Revoke("r1", MakeIdentity("homes")));
  store_->AwaitHeld();
  auto report = ExecuteLater(Submit("homes", "s1", MakeReport("homes", "2025", 70)));
  while (exchange_->GetStats().queue_commands < 2) std::this_thread::yield();
  store_->Release();
  ASSERT_TRUE(revoked.get().ok());
  const auto refused = report.get();
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("revoked"));
  EXPECT_EQ(exchange_->Read()->facts.size(), 2u);
}

TEST_F(RevocationTest, AReinstatedIdentityIsServedAgain) {
  ASSERT_TRUE(Execute(Revoke("r1", MakeIdentity("homes"))).ok());
  EXPECT_EQ(Execute(Reinstate("r2", MakeIdentity("homes", "erp"))).status().code(),
            absl::StatusCode::kFailedPrecondition);
  ASSERT_TRUE(Execute(Reinstate("r3", MakeIdentity("homes"))).ok());
  EXPECT_EQ(Find("homes", "any"), nullptr);
  EXPECT_TRUE(Execute(Submit("homes", "s1", MakeReport("homes", "2025", 70))).ok());
  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(Find("homes", "any"), nullptr);
}

TEST_F(RevocationTest, NobodyRevokesTheIdentityThatHeUses) {
  for (const v1::IdentityChanged& own : {MakeIdentity("office"), MakeIdentity("office", "test"),
                                         MakeIdentity("", "", kFingerprint)}) {
    Command command = Revoke("r1", own);
    command.sender.certificate = kFingerprint;
    EXPECT_EQ(Execute(std::move(command)).status().code(), absl::StatusCode::kFailedPrecondition);
  }
  EXPECT_TRUE(Execute(Revoke("r2", MakeIdentity("office", "other"))).ok());
}

// Else a catalogue could leave a revoked administrator as the only one.
TEST_F(RevocationTest, NobodyTakesAdministrationFromHimself) {
  v1::Catalogue handed_over = TestCatalogue();
  handed_over.mutable_organisations(0)->clear_permissions();
  handed_over.mutable_organisations(1)->add_permissions(v1::PERMISSION_ADMINISTER);
  EXPECT_EQ(Execute(Apply(handed_over, "c1", 0)).status().code(),
            absl::StatusCode::kFailedPrecondition);
  v1::Catalogue shared = TestCatalogue();
  shared.mutable_organisations(1)->add_permissions(v1::PERMISSION_ADMINISTER);
  EXPECT_TRUE(Execute(Apply(shared, "c2", 0)).ok());
}

TEST_F(RevocationTest, OnlyAnAdministratorMay) {
  Command command = Revoke("r1", MakeIdentity("school"));
  command.sender = {.organisation = "homes", .system = "test", .certificate = ""};
  EXPECT_EQ(Execute(std::move(command)).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Find("school", "any"), nullptr);
}

TEST_F(RevocationTest, SaysWhatIsWrongWithAnIdentity) {
  v1::IdentityChanged without_reason = MakeIdentity("homes");
  without_reason.clear_reason();
  v1::IdentityChanged unprintable = MakeIdentity("homes");
  unprintable.set_reason("a\nb");
  v1::IdentityChanged long_reason = MakeIdentity("homes");
  long_reason.set_reason(std::string(limits::kRevocationReasonBytesMax + 1, 'x'));
  for (const v1::IdentityChanged& wrong :
       {MakeIdentity(""), MakeIdentity("homes", "", kFingerprint),
        MakeIdentity("", "erp", kFingerprint), MakeIdentity("", "", "abc"),
        MakeIdentity("", "", std::string(64, 'A')), MakeIdentity("nobody"),
        MakeIdentity("homes", "e\x01"), without_reason, unprintable, long_reason}) {
    EXPECT_EQ(Execute(Revoke("r1", wrong)).status().code(), absl::StatusCode::kInvalidArgument)
        << wrong.ShortDebugString();
  }
  ASSERT_TRUE(Execute(Revoke("r2", MakeIdentity("homes"))).ok());
  const auto twice = Execute(Revoke("r3", MakeIdentity("homes")));
  EXPECT_EQ(twice.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(RevocationTest, AHeadThatIsNotConfirmedInTimeIsNotServedFrom) {
  const HeadWatch::Time start;
  HeadWatch head(exchange_->reader(), start);
  const auto limit = limits::kHeadUnconfirmedMax;
  EXPECT_TRUE(head.Check(start + limit).ok());
  const absl::Status late = head.Check(start + limit + std::chrono::milliseconds(1));
  EXPECT_EQ(late.code(), absl::StatusCode::kUnavailable);
  ASSERT_TRUE(head.Confirm(start + limit).ok());
  EXPECT_TRUE(head.Check(start + 2 * limit).ok());
  // The store is gone: nothing is confirmed any more.
  store_->FailReads(absl::UnavailableError("disk gone"));
  EXPECT_FALSE(head.Confirm(start + 2 * limit).ok());
  EXPECT_FALSE(head.Check(start + 2 * limit + std::chrono::milliseconds(1)).ok());
}

}  // namespace
}  // namespace samlad::exchange
