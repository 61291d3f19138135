// SPDX-License-Identifier: EUPL-1.2

#include "clients/conformance/forge.h"

#include "clients/conformance/proxy.h"
#include "clients/sdk/receipt_check.h"
#include "gateway/ledger/note.h"
#include "gateway/ledger/receipt.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "samlad/v1/reporting_service.pb.h"
#include "tests/unit/ledger/sample_log.h"

namespace samlad::conformance {
namespace {

using ::testing::HasSubstr;

class ForgeTest : public ::testing::Test {
 protected:
  // Why a client that has the log's key refuses it.
  std::string Refusal(const std::string& receipt) const {
    const ledger::NoteVerifier verifier = log_.Verifier();
    return std::string(
        sdk::CheckReceipt(receipt, &verifier, {log_.payload(), std::nullopt}).message());
  }

  const ledger::SampleLog log_;
  const std::string receipt_ = log_.receipt();
};

TEST_F(ForgeTest, EachForgeryFailsForItsOwnReasonAlone) {
  ASSERT_EQ(Refusal(receipt_), "");
  EXPECT_THAT(Refusal(WithOtherPosition(receipt_)), HasSubstr("inclusion"));
  EXPECT_THAT(Refusal(WithBrokenSignature(receipt_)), HasSubstr("signature"));
  EXPECT_THAT(Refusal(SignedByOtherKey(receipt_)), HasSubstr("checkpoint"));
}

TEST_F(ForgeTest, OnlyTheKeyGivesAwayTheOtherKeysReceipt) {
  const std::string forged = SignedByOtherKey(receipt_);
  const ledger::NoteVerifier verifier = log_.Verifier();
  // Whoever has no log key sees nothing wrong.
  EXPECT_TRUE(sdk::CheckReceipt(forged, nullptr, {log_.payload(), std::nullopt}).ok());
}

TEST_F(ForgeTest, AltersReceiptsInTheTwoAnswersThatHaveThem) {
  const auto forge = [](std::string_view) { return std::string("forged"); };
  v1::SubmitResponse submitted;
  submitted.set_replayed(true);
  submitted.set_receipt(receipt_);
  v1::SubmitResponse altered;
  altered.ParseFromString(AlterReceipt(kSubmit, submitted.SerializeAsString(), forge));
  EXPECT_EQ(altered.receipt(), "forged");
  EXPECT_TRUE(altered.replayed());

  submitted.clear_receipt();  // of a rejection
  altered.ParseFromString(AlterReceipt(kSubmit, submitted.SerializeAsString(), forge));
  EXPECT_EQ(altered.receipt(), "");

  v1::GetReceiptResponse fetched;
  fetched.set_receipt(receipt_);
  v1::GetReceiptResponse altered_fetched;
  altered_fetched.ParseFromString(AlterReceipt(kGetReceipt, fetched.SerializeAsString(), forge));
  EXPECT_EQ(altered_fetched.receipt(), "forged");
  EXPECT_EQ(AlterReceipt(kValidate, "anything", forge), "anything");
}

}  // namespace
}  // namespace samlad::conformance
