// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/verify_edition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "clients/cli/text/output.h"
#include "gateway/ledger/hash.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::cli {
namespace {

using ::testing::HasSubstr;

std::string EditionBytes() {
  v1::View view;
  view.mutable_query()->set_period("2025");
  view.mutable_query()->set_as_of(12);
  v1::Edition edition;
  edition.set_format(1);
  edition.set_number(1);
  edition.set_view(view.SerializeAsString());
  return edition.SerializeAsString();
}

EditionFile FileOf(const std::string& bytes) {
  const auto file = MakeEditionFile(bytes, 17);
  EXPECT_TRUE(file.ok()) << file.status();
  return file.ok() ? *file : EditionFile();
}

std::string ProblemOf(const EditionFile& file) {
  VerifiedEdition result;
  return std::string(VerifyEditionFile("e.json", ToJson(file), result).message());
}

TEST(VerifyEditionTest, WhatWasShownIsRecognisedAndHolds) {
  const std::string bytes = EditionBytes();
  const std::string text = ToJson(FileOf(bytes));
  EXPECT_TRUE(LooksLikeEdition(text));
  VerifiedEdition result;
  const absl::Status status = VerifyEditionFile("e.json", text, result);
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(result.number(), 1u);
  EXPECT_EQ(result.period(), "2025");
  EXPECT_EQ(result.digest(), ledger::ToHex(ledger::AsBytes(ledger::Sha256({bytes}))));
}

TEST(VerifyEditionTest, AFileThatWasChangedIsStillRecognisedAndDoesNotHold) {
  const EditionFile whole = FileOf(EditionBytes());
  EditionFile file = whole;
  file.mutable_view()->mutable_query()->set_period("2024");
  EXPECT_THAT(ProblemOf(file), HasSubstr("readable fields"));
  file = whole;
  file.mutable_edition()->set_number(4);
  EXPECT_THAT(ProblemOf(file), HasSubstr("readable fields"));
  file = whole;
  file.set_digest("00");
  EXPECT_THAT(ProblemOf(file), HasSubstr("readable fields"));
  file = whole;
  file.set_edition_bytes("no edition");
  EXPECT_THAT(ProblemOf(file), HasSubstr("cannot be parsed"));
  file = whole;
  file.set_format("another");
  EXPECT_THAT(ProblemOf(file), HasSubstr("format"));
  EXPECT_TRUE(LooksLikeEdition(ToJson(file)));
  VerifiedEdition result;
  EXPECT_THAT(std::string(VerifyEditionFile("e.json", "{\"editionBytes\": 1", result).message()),
              HasSubstr("e.json"));
}

TEST(VerifyEditionTest, AnEditionOfAnotherFormatIsNotVouchedFor) {
  v1::Edition edition;
  ASSERT_TRUE(edition.ParseFromString(EditionBytes()));
  edition.set_format(2);
  EXPECT_THAT(ProblemOf(FileOf(edition.SerializeAsString())),
              HasSubstr("this verifier knows only 1"));
}

}  // namespace
}  // namespace samlad::cli
