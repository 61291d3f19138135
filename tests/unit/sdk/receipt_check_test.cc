// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/receipt_check.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/ledger/sample_log.h"

namespace samlad::sdk {
namespace {

using ::testing::HasSubstr;

class ReceiptCheckTest : public ::testing::Test {
 protected:
  std::string Refusal(const std::string& receipt, const ledger::NoteVerifier* verifier,
                      const Sent& sent) {
    const absl::Status status = CheckReceipt(receipt, verifier, sent);
    EXPECT_TRUE(status.ok() || absl::IsDataLoss(status)) << status;
    return std::string(status.message());
  }

  const ledger::SampleLog log_;
  const ledger::NoteVerifier verifier_ = log_.Verifier();
  const std::string receipt_ = log_.receipt();
  const std::string id_ = log_.ReceiptFor(log_.header().SerializeAsString()).submission_id();
};

TEST_F(ReceiptCheckTest, AcceptsTheReceiptOfWhatWasSent) {
  EXPECT_EQ(Refusal(receipt_, &verifier_, {log_.payload(), id_}), "");
  EXPECT_EQ(Refusal(receipt_, nullptr, {log_.payload(), id_}), "");
  EXPECT_EQ(Refusal(receipt_, &verifier_, {}), "");
}

TEST_F(ReceiptCheckTest, RefusesTheReceiptOfSomethingElse) {
  for (const ledger::NoteVerifier* verifier : {&verifier_, (const ledger::NoteVerifier*)nullptr}) {
    EXPECT_THAT(Refusal(receipt_, verifier, {"other bytes", id_}), HasSubstr("payload"));
    EXPECT_THAT(Refusal(receipt_, verifier, {log_.payload(), "other-id"}),
                HasSubstr("submission_id"));
    EXPECT_THAT(Refusal("", verifier, {}), HasSubstr("empty"));
    EXPECT_THAT(Refusal("no receipt", verifier, {}), HasSubstr("is not valid"));
  }
}

TEST_F(ReceiptCheckTest, RefusesAnotherLog) {
  const ledger::SampleLog other;
  EXPECT_THAT(Refusal(other.receipt(), &verifier_, {other.payload(), std::nullopt}),
              HasSubstr("checkpoint"));
}

TEST_F(ReceiptCheckTest, CommitsToItsPayloadOnly) {
  EXPECT_TRUE(CommitsTo(receipt_, log_.payload()));
  EXPECT_FALSE(CommitsTo(receipt_, "other bytes"));
  EXPECT_FALSE(CommitsTo("no receipt", log_.payload()));
}

}  // namespace
}  // namespace samlad::sdk
