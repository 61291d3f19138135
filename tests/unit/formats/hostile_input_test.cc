// SPDX-License-Identifier: EUPL-1.2
//
// Files that are made to hurt: each must end soon, within bounds.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/report.pb.h"
#include "tests/unit/formats/loading.h"

namespace samlad::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(HostileInputTest, EscapesCannotMakeBytesThatAreNoText) {
  const std::vector<std::string> found = FindingsOfReport(R"({"comment": "\N"})");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found.front().starts_with("FILE_WRONG_TYPE")) << found.front();
}

TEST(HostileInputTest, NestingIsBounded) {
  for (const char* unit : {"[", "{a: ", "- ", "? ", "{\"\":["}) {
    std::string text;
    for (int i = 0; i < 200'000; ++i) text += unit;
    const auto findings = FindingsOfReport(text);
    EXPECT_LE(findings.size(), 3u) << unit;
    EXPECT_THAT(findings, ::testing::Contains(::testing::AnyOf(HasSubstr("FILE_TOO_DEEP"),
                                                               HasSubstr("FILE_ELEMENT_TOO_LONG"))))
        << unit;
  }
}

TEST(HostileInputTest, BracketsEndSoon) {
  const std::string text(size_t{60} << 20, '[');
  EXPECT_THAT(FindingsOfReport(text), ::testing::Contains(HasSubstr("FILE_TOO_DEEP")));
}

TEST(HostileInputTest, TooLargeTextIsNotLookedAt) {
  EXPECT_THAT(FindingsOfReport(std::string(limits::kFileBytesMax + 1, '[')),
              ElementsAre("FILE_TOO_LARGE 1:1 "));
}

TEST(HostileInputTest, HugeScalarsEndSoon) {
  const std::string huge(size_t{50} << 20, 'a');
  EXPECT_THAT(FindingsOfReport("comment: " + huge),
              ElementsAre(::testing::StartsWith("FILE_ELEMENT_TOO_LONG")));
  EXPECT_THAT(FindingsOfReport("comment: \"" + huge + "\""),
              ElementsAre(::testing::StartsWith("FILE_ELEMENT_TOO_LONG")));
  EXPECT_THAT(FindingsOfReport("comment: |\n  " + huge),
              ElementsAre(::testing::StartsWith("FILE_ELEMENT_TOO_LONG")));
}

TEST(HostileInputTest, LongIndentsEndSoon) {
  constexpr size_t kMany = size_t{8} << 20;
  EXPECT_THAT(FindingsOfReport("comment:\n" + std::string(kMany, '\t') + "x"),
              ::testing::Contains(HasSubstr("FILE_INDENT_TAB")));
  std::string blanks = "comment:\n";
  for (size_t i = 0; i < kMany; ++i) blanks += "\u00A0";
  EXPECT_THAT(FindingsOfReport(blanks + "x"), ::testing::Contains(HasSubstr("FILE_INDENT_BLANK")));
}

TEST(HostileInputTest, DeepValuesOfUnknownFieldsAreBounded) {
  std::string text = "unknown: ";
  for (int i = 0; i < 40; ++i) text += "[";
  EXPECT_THAT(
      FindingsOfReport(text + std::string(40, ']')),
      ElementsAre("FILE_UNKNOWN_FIELD 1:1 unknown", ::testing::StartsWith("FILE_TOO_DEEP")));
}

TEST(HostileInputTest, AliasesDoNotMultiply) {
  std::string text = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string before = StrCat("*a", i - 1);
    StrAppend(&text, "a", i, ": &a", i, " [", before, ", ", before, "]\n");
  }
  EXPECT_THAT(FindingsOfReport(text), ::testing::SizeIs(60));
}

TEST(HostileInputTest, ListsAreBounded) {
  std::string text = "observations: [";
  for (size_t i = 0; i <= limits::kFileListMax; ++i) text += "{},";
  v1::Report report;
  const Loaded loaded = LoadMessage(text + "{}]", "r", &report);
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].code(), "FILE_TOO_MANY_VALUES");
  EXPECT_EQ(report.observations_size(), static_cast<int>(limits::kFileListMax));
}

TEST(HostileInputTest, ManyUnknownFieldsAreBounded) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) StrAppend(&text, "f", i, ": 1\n");
  v1::Report report;
  const Loaded loaded = LoadMessage(text, "r", &report);
  EXPECT_EQ(loaded.findings.size(), limits::kFindingsMax + 1);
}

// What a hundred thousand observations take is on the performance page;
// here only that the time grows with the size, not with its square.
TEST(HostileInputTest, OneLongLineOfJsonIsNoBurden) {
  std::string text = "{\"observations\":[";
  for (int i = 0; i < 50'000; ++i) text += "{\"indicator\":\"å\",\"value\":\"1\",\"bad\":1},";
  text += "{}]}";
  v1::Report report;
  const Loaded loaded = LoadMessage(text, "r", &report);
  EXPECT_EQ(report.observations_size(), 50'001);
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].occurrences(), 50'000u);
}

}  // namespace
}  // namespace samlad::formats
