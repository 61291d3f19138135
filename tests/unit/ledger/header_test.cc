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

// Every verifier refuses a header with a field that it does not know, so that a
// new one would make receipts that those in the field do not accept.
TEST(ParseHeaderTest, KnowsTheFieldsOfTheFirstReleaseAndNoOther) {
  EXPECT_EQ(v1::EntryHeader::descriptor()->field_count(), 7);
  EXPECT_EQ(v1::PayloadCommitment::descriptor()->field_count(), 4);
  EXPECT_EQ(v1::Decision::descriptor()->field_count(), 10);
}

TEST(HeaderSystemTest, NamesWhoRepresentedItAndReadsItBack) {
  v1::Representative by;
  by.set_organisation("front");
  by.set_system("web.1");
  by.set_certificate(std::string(64, 'a'));
  const std::string text = WriteSystem({.system = "erp", .represented_by = by});
  EXPECT_EQ(text, "erp via front/web.1#" + std::string(64, 'a'));
  const auto read = ReadSystem(text);
  ASSERT_TRUE(read.ok() && read->represented_by.has_value()) << read.status();
  EXPECT_EQ(read->system, "erp");
  EXPECT_EQ(read->represented_by->SerializeAsString(), by.SerializeAsString());
  for (const std::string& alone : {"erp"s, ""s, "a#b"s}) {
    const auto other = ReadSystem(alone);
    ASSERT_TRUE(other.ok()) << other.status();
    EXPECT_EQ(other->system, alone);
    EXPECT_FALSE(other->represented_by.has_value());
    EXPECT_EQ(WriteSystem(*other), alone);
  }
}

TEST(HeaderSystemTest, RefusesWhatIsNeitherANameNorBoth) {
  const std::string by = "front/web#" + std::string(64, 'a');
  for (const std::string& text :
       {" "s, "erp "s, "erp via "s, "erp via front"s, "erp via front/web"s, " via " + by,
        "erp  via " + by, "erp via " + by + "a", "erp via " + by.substr(0, by.size() - 1),
        "erp via /web#" + std::string(64, 'a'), "erp via front/#" + std::string(64, 'a'),
        "erp via front/web#" + std::string(64, 'A'), "erp via " + by + " via " + by,
        "erp via x/front/web#" + std::string(64, 'a'), "e/rp via " + by}) {
    EXPECT_FALSE(ReadSystem(text).ok()) << text;
    v1::EntryHeader header = SampleLog().header();
    header.set_system(text);
    EXPECT_THAT(Refusal(header.SerializeAsString()), StartsWith("header: the system")) << text;
  }
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
