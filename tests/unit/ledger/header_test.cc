// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/header.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/ledger/sample_log.h"

namespace samlad::ledger {
namespace {

using namespace std::string_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Refusal(const std::string& bytes) {
  return std::string(ParseHeader(bytes).status().message());
}

TEST(ParseHeaderTest, ReadsWhatTheGatewayWrites) {
  const std::string bytes = SampleLog().header().SerializeAsString();
  const absl::StatusOr<v1::EntryHeader> header = ParseHeader(bytes);
  ASSERT_TRUE(header.ok()) << header.status();
  EXPECT_EQ(header->SerializeAsString(), bytes);
}

TEST(ParseHeaderTest, RefusesOtherFormsOfTheSameMessage) {
  const std::string bytes = SampleLog().header().SerializeAsString();
  // Unknown field 100; a default spelled out; a field that is there twice; a
  // varint of two bytes where one does; no message at all.
  for (const std::string& tail : {"\xa0\x06\x01"s, "\x22\x00"s, "\x08\x01"s, "\x08\x81\x00"s}) {
    EXPECT_THAT(Refusal(bytes + tail), StartsWith("header: not the one serialised form"));
  }
  EXPECT_THAT(Refusal("\x22"), StartsWith("header: the bytes are not a serialised"));
}

TEST(ParseHeaderTest, RefusesUnknownFieldsInside) {
  v1::EntryHeader header = SampleLog().header();
  header.mutable_decision()
      ->mutable_counts()
      ->GetReflection()
      ->MutableUnknownFields(header.mutable_decision()->mutable_counts())
      ->AddVarint(99, 1);
  EXPECT_THAT(Refusal(header.SerializeAsString()), HasSubstr("not the one serialised form"));
}

TEST(ParseHeaderTest, RefusesWhatItDoesNotKnow) {
  const auto refusal = [](auto change) {
    v1::EntryHeader header = SampleLog().header();
    change(header);
    return Refusal(header.SerializeAsString());
  };
  EXPECT_THAT(refusal([](auto& header) { header.set_format(2); }), HasSubstr("format 2"));
  EXPECT_THAT(refusal([](auto& header) { header.set_kind(v1::ENTRY_KIND_UNSPECIFIED); }),
              HasSubstr("kind 0"));
  EXPECT_THAT(refusal([](auto& header) { header.set_kind(static_cast<v1::EntryKind>(99)); }),
              HasSubstr("kind 99"));
  EXPECT_THAT(refusal([](auto& header) { header.mutable_payload()->set_scheme(2); }),
              HasSubstr("scheme 2"));
  EXPECT_THAT(refusal([](auto& header) { header.mutable_payload()->set_digest("short"); }),
              HasSubstr("5 bytes, expected 32"));
  EXPECT_THAT(refusal([](auto& header) {
                header.mutable_decision()->set_verdict(static_cast<v1::Verdict>(9));
              }),
              HasSubstr("verdict 9"));
}

}  // namespace
}  // namespace samlad::ledger
