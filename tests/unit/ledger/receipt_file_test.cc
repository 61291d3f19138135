// SPDX-License-Identifier: EUPL-1.2

#include <string>

#include "absl/strings/str_replace.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/base64.h"
#include "gateway/ledger/receipt.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/ledger/sample_log.h"

namespace samlad::ledger {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class ReceiptFileTest : public ::testing::Test {
 protected:
  std::string File() { return *ReceiptToFile(log_.receipt()); }
  static std::string Refusal(const std::string& file) {
    return std::string(ReceiptFromFile(file).status().message());
  }
  const SampleLog log_;
};

TEST_F(ReceiptFileTest, KeepsItsText) {
  EXPECT_EQ(File(), StrCat(R"({
  "format": "samlad-receipt-v1",
  "receipt": ")",
                           EncodeBase64(log_.receipt()), R"(",
  "readable": {
    "origin": "log.samlad.example/1488",
    "position": 4,
    "kind": "REPORT_ACCEPTED",
    "time": "2026-02-13T16:26:40.123Z",
    "organisation": "eidar",
    "system": "affarssystem",
    "about": {
      "organisation": "eidar",
      "obligation": "arsrapport-bolag",
      "period": "2025",
      "replaces": 2
    },
    "submissionId": "eidar:arsrapport:2025-1",
    "verdict": "ACCEPTED_WITH_WARNINGS",
    "counts": {
      "inserted": 212,
      "changed": 3,
      "unchanged": 0,
      "removed": 0,
      "rejected": 0
    },
    "treeSize": 7
  }
}
)"));
}

TEST_F(ReceiptFileTest, LeavesOutWhatOnlyReportsHave) {
  v1::EntryHeader header = log_.header();
  header.set_kind(v1::ENTRY_KIND_BOARD_ACKNOWLEDGED);
  const std::string bytes = log_.ReceiptFor(header.SerializeAsString()).SerializeAsString();
  const std::string file = *ReceiptToFile(bytes);
  EXPECT_THAT(file, HasSubstr("\"system\": \"affarssystem\",\n    \"submissionId\""));
  EXPECT_THAT(file, HasSubstr("\"ACCEPTED_WITH_WARNINGS\",\n    \"treeSize\": 7\n"));
  EXPECT_EQ(*ReceiptFromFile(file), bytes);
}

TEST_F(ReceiptFileTest, EscapesWhatJsonCannotHold) {
  v1::EntryHeader header = log_.header();
  header.set_system("\"\\\n\r\t\b\f\x01\x1f/\x7f\u00f6");
  const std::string bytes = log_.ReceiptFor(header.SerializeAsString()).SerializeAsString();
  const std::string file = *ReceiptToFile(bytes);
  EXPECT_THAT(file, HasSubstr(R"("system": "\"\\\n\r\t\b\f\u0001\u001f/)"
                              "\x7f\u00f6\""));
  EXPECT_EQ(*ReceiptFromFile(file), bytes);
}

TEST_F(ReceiptFileTest, GivesTheBytesBack) {
  const absl::StatusOr<std::string> bytes = ReceiptFromFile(File());
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  EXPECT_EQ(*bytes, log_.receipt());
}

// Whatever is changed in the file, it is caught by its form or by its proof.
TEST_F(ReceiptFileTest, EveryFlippedBitIsRefusedAndThePlaceNamed) {
  const NoteVerifier verifier = log_.Verifier();
  std::string file = File();
  for (size_t bit = 0; bit < file.size() * 8; ++bit) {
    file[bit / 8] ^= static_cast<char>(1 << (bit % 8));
    const absl::StatusOr<std::string> bytes = ReceiptFromFile(file);
    if (bytes.ok()) {
      const auto verified = VerifyReceipt(*bytes, verifier, log_.payload());
      ASSERT_FALSE(verified.ok()) << "byte " << bit / 8;
      ASSERT_THAT(std::string(verified.status().message()), HasSubstr(": "));
    } else {
      ASSERT_THAT(Refusal(file), StartsWith("receipt file: line ")) << "byte " << bit / 8;
    }
    file[bit / 8] ^= static_cast<char>(1 << (bit % 8));
  }
}

TEST_F(ReceiptFileTest, NamesTheFirstLineThatDiffers) {
  EXPECT_THAT(
      Refusal(absl::StrReplaceAll(File(), {{"\"eidar\",\n    \"system", "\"x\",\n    \"system"}})),
      StartsWith("receipt file: line 9 differs from what its receipt says: found \"    "
                 "\"organisation\": \"x\",\", expected \"    \"organisation\": \"eidar\""));
  EXPECT_THAT(Refusal(absl::StrReplaceAll(File(), {{"samlad-receipt-v1", "samlad-receipt-v2"}})),
              StartsWith("receipt file: line 2 "));
  EXPECT_THAT(Refusal(File() + "\n"), HasSubstr("line 30"));
  EXPECT_THAT(Refusal(File() + " "), HasSubstr("line 29"));
  EXPECT_THAT(Refusal(File().substr(0, File().size() - 1)), HasSubstr("expected \"\""));
  EXPECT_THAT(Refusal(""), StartsWith("receipt file: line 1 "));
}

TEST_F(ReceiptFileTest, RefusesEveryPrefix) {
  const std::string file = File();
  for (size_t size = 0; size < file.size(); ++size) {
    ASSERT_FALSE(ReceiptFromFile(file.substr(0, size)).ok()) << size;
  }
  EXPECT_THAT(Refusal(std::string(limits::kReceiptFileBytesMax + 1, ' ')), HasSubstr("at most"));
}

TEST_F(ReceiptFileTest, IsNotMadeOfWhatIsNoReceipt) {
  EXPECT_FALSE(ReceiptToFile("no receipt").ok());
  v1::Receipt receipt = log_.ReceiptFor(log_.header().SerializeAsString());
  receipt.set_checkpoint("no note");
  EXPECT_FALSE(ReceiptToFile(receipt.SerializeAsString()).ok());
  v1::EntryHeader header = log_.header();
  header.clear_decision();
  EXPECT_FALSE(ReceiptToFile(log_.ReceiptFor(header.SerializeAsString()).SerializeAsString()).ok());
}

}  // namespace
}  // namespace samlad::ledger
