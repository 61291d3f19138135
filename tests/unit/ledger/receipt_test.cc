// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/receipt.h"

#include <string>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/ledger/sample_log.h"

namespace samlad::ledger {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class ReceiptTest : public ::testing::Test {
 protected:
  std::string Refusal(const v1::Receipt& receipt) {
    return Refusal(receipt.SerializeAsString(), log_.payload());
  }
  std::string Refusal(const std::string& bytes, std::optional<std::string_view> payload) {
    return std::string(VerifyReceipt(bytes, verifier_, payload).status().message());
  }
  v1::Receipt Sound() { return log_.ReceiptFor(log_.header().SerializeAsString()); }

  const SampleLog log_;
  const NoteVerifier verifier_ = log_.Verifier();
};

TEST_F(ReceiptTest, HoldsWithAndWithoutThePayload) {
  ASSERT_EQ(Refusal(log_.receipt(), std::nullopt), "");
  const auto verified = VerifyReceipt(log_.receipt(), verifier_, log_.payload());
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->receipt.SerializeAsString(), log_.receipt());
  EXPECT_EQ(verified->header.SerializeAsString(), log_.header().SerializeAsString());
  EXPECT_EQ(verified->checkpoint.size, 7);
}

// Every bit counts, and the error names the place of the one that was flipped.
TEST_F(ReceiptTest, RefusesEveryFlippedBitAndNamesThePlace) {
  std::string bytes = log_.receipt();
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    bytes[bit / 8] ^= static_cast<char>(1 << (bit % 8));
    for (const auto& payload :
         {std::optional<std::string_view>(log_.payload()), std::optional<std::string_view>()}) {
      ASSERT_THAT(Refusal(bytes, payload),
                  AnyOf(StartsWith("receipt: "), StartsWith("origin: "), StartsWith("position: "),
                        StartsWith("header: "), StartsWith("salt: "), StartsWith("submission_id: "),
                        StartsWith("checkpoint: "), StartsWith("inclusion_proof: ")))
          << "byte " << bit / 8;
    }
    bytes[bit / 8] ^= static_cast<char>(1 << (bit % 8));
  }
}

TEST_F(ReceiptTest, RefusesEveryFlippedBitOfThePayload) {
  std::string payload = log_.payload();
  for (size_t bit = 0; bit < payload.size() * 8; ++bit) {
    payload[bit / 8] ^= static_cast<char>(1 << (bit % 8));
    ASSERT_THAT(Refusal(log_.receipt(), payload), StartsWith("payload: "));
    payload[bit / 8] ^= static_cast<char>(1 << (bit % 8));
  }
  EXPECT_THAT(Refusal(log_.receipt(), ""), StartsWith("payload: "));
  EXPECT_THAT(Refusal(log_.receipt(), payload + "x"), StartsWith("payload: "));
}

TEST_F(ReceiptTest, RefusesEveryPrefixAndAnythingMore) {
  const std::string bytes = log_.receipt();
  for (size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_NE(Refusal(bytes.substr(0, size), log_.payload()), "") << size;
  }
  EXPECT_THAT(Refusal(bytes + std::string("\x10\x04"), log_.payload()),
              StartsWith("receipt: not the one serialised form"));
  EXPECT_THAT(Refusal(std::string(limits::kReceiptBytesMax + 1, 'x'), log_.payload()),
              HasSubstr("at most"));
}

TEST_F(ReceiptTest, NamesTheFieldThatDoesNotHold) {
  v1::Receipt receipt = Sound();
  receipt.set_origin("other.example");
  EXPECT_THAT(Refusal(receipt), StartsWith("origin: is \"other.example\""));

  receipt = Sound();
  receipt.set_position(5);
  EXPECT_THAT(Refusal(receipt), StartsWith("inclusion_proof: this header is not entry 5"));
  receipt.set_position(7);
  EXPECT_THAT(Refusal(receipt), StartsWith("position: 7 lies beyond"));

  receipt = Sound();
  receipt.set_salt("short");
  EXPECT_THAT(Refusal(receipt), StartsWith("salt: has 5 bytes"));

  receipt = Sound();
  receipt.set_submission_id("another");
  EXPECT_THAT(Refusal(receipt), StartsWith("submission_id: \"another\""));

  receipt = Sound();
  receipt.set_inclusion_proof(0, "short");
  EXPECT_THAT(Refusal(receipt), StartsWith("inclusion_proof: hash 0 has 5 bytes"));

  receipt = Sound();
  receipt.mutable_inclusion_proof()->RemoveLast();
  EXPECT_THAT(Refusal(receipt), HasSubstr("too few hashes"));
}

TEST_F(ReceiptTest, RefusesAHeaderThatWasNotLogged) {
  v1::Receipt receipt = Sound();
  v1::EntryHeader header = log_.header();
  header.mutable_decision()->set_period("2024");
  receipt.set_header(header.SerializeAsString());
  EXPECT_THAT(Refusal(receipt), StartsWith("inclusion_proof: this header is not entry 4"));
}

// Even a gateway that signs cannot give receipts for these.
TEST_F(ReceiptTest, RefusesLoggedHeadersThatDoNotHold) {
  v1::EntryHeader header = log_.header();
  header.clear_decision();
  EXPECT_THAT(Refusal(log_.ReceiptFor(header.SerializeAsString())),
              StartsWith("header: records no decision"));
  EXPECT_THAT(Refusal(log_.ReceiptFor(log_.header().SerializeAsString() + "\xa0\x06\x01")),
              StartsWith("header: not the one serialised form"));
  header = log_.header();
  header.set_format(2);
  EXPECT_THAT(Refusal(log_.ReceiptFor(header.SerializeAsString())), StartsWith("header: format 2"));
}

TEST_F(ReceiptTest, RefusesAnotherLogsKey) {
  const SampleLog other;
  const auto verified = VerifyReceipt(log_.receipt(), other.Verifier(), log_.payload());
  EXPECT_THAT(std::string(verified.status().message()),
              HasSubstr("checkpoint: the note carries no signature by"));
}

// A line by a key that nobody asked about could say anything.
TEST_F(ReceiptTest, RefusesFurtherSignatures) {
  v1::Receipt receipt = Sound();
  receipt.set_checkpoint(StrCat(receipt.checkpoint(), "\u2014 witness.example AAAAAAA=\n"));
  EXPECT_THAT(Refusal(receipt), StartsWith("checkpoint: carries 2 signatures"));
}

}  // namespace
}  // namespace samlad::ledger
