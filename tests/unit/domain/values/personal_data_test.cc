// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/personal_data.h"

#include <gtest/gtest.h>

#include <string>

namespace samlad::domain {
namespace {

std::string NumberIn(std::string_view text) { return FindPersonalData(text).number; }

TEST(PersonalDataTest, FindsPersonalNumbersInEveryForm) {
  EXPECT_EQ(NumberIn("811218-9876"), "81****-****");
  EXPECT_EQ(NumberIn("811218+9876"), "81****+****");
  EXPECT_EQ(NumberIn("8112189876"), "81********");
  EXPECT_EQ(NumberIn("811218 9876"), "81**** ****");
  EXPECT_EQ(NumberIn("19811218-9876"), "1981****-****");
  EXPECT_EQ(NumberIn("198112189876"), "1981********");
  EXPECT_EQ(NumberIn("19811218 9876"), "1981**** ****");
  EXPECT_EQ(NumberIn("811218 - 9876"), "81**** - ****");
  EXPECT_EQ(NumberIn("811218\u20139876"), "81****\u2013****");
  EXPECT_EQ(NumberIn("811218\u00A09876"), "81****\u00A0****");
}

TEST(PersonalDataTest, FindsThemInsideText) {
  EXPECT_EQ(NumberIn("Hyresgästen (811218-9876) flyttade."), "81****-****");
  EXPECT_EQ(NumberIn("2024 och 811218-9876"), "81****-****");
  EXPECT_EQ(NumberIn("pnr811218-9876x"), "81****-****");
}

TEST(PersonalDataTest, FindsCoordinationNumbers) {
  EXPECT_EQ(NumberIn("701063-2391"), "70****-****");
  EXPECT_EQ(NumberIn("197010632391"), "1970********");
}

TEST(PersonalDataTest, LeavesOrdinaryNumbersAlone) {
  for (const char* text : {"811218-9875",    // check digit
                           "811318-0007",    // no thirteenth month
                           "810230-0004",    // no 30 February
                           "556012-5790",    // an organisation number
                           "212000-0142",    // another
                           "1234567890",     // no such day
                           "17811218-9876",  // no such year
                           "8112189876123",  // too long
                           "81121898761", "2024-12-31", "1 200 000 kr", "14880001",
                           "800 sökande, 70 fick jobb", "0-17 år", "2023-2025", "20241231", ""}) {
    EXPECT_EQ(NumberIn(text), "") << text;
  }
}

TEST(PersonalDataTest, KnowsLeapDays) {
  EXPECT_NE(NumberIn("000229-0005"), "");
  EXPECT_NE(NumberIn("200229-0001"), "");
  EXPECT_EQ(NumberIn("190229-0004"), "");
  EXPECT_EQ(NumberIn("19000229-0005"), "");
}

TEST(PersonalDataTest, FindsEmailAddresses) {
  EXPECT_EQ(FindPersonalData("skriv till anna.b@eidar.se.").email, "***@eidar.se");
  EXPECT_EQ(FindPersonalData("<x_@mail.example.org>").email, "***@mail.example.org");
  for (const char* text : {"@handle", "a@b", "5 @ 3 kr", "a@b.", "a@.se", "@"}) {
    EXPECT_EQ(FindPersonalData(text).email, "") << text;
  }
}

TEST(PersonalDataTest, FindsPhoneNumbers) {
  EXPECT_EQ(FindPersonalData("ring 070-123 45 67").phone, "070-*** ** **");
  EXPECT_EQ(FindPersonalData("+46 70 123 45 67").phone, "+46 7* *** ** **");
  EXPECT_EQ(FindPersonalData("0520-49 70 00").phone, "052*-** ** **");
  EXPECT_EQ(FindPersonalData("0739999999").phone, "073*******");
  for (const char* text : {"2024-01-31", "01-02-2024", "0-17", "+15 procent", "0,5", "010 12",
                           "100 000 000 000", "06-10 år", "0520123456"}) {
    EXPECT_EQ(FindPersonalData(text).phone, "") << text;
  }
}

TEST(PersonalDataTest, SurvivesAnyBytes) {
  EXPECT_EQ(NumberIn(std::string_view("\xFF\xE2\x80\0"
                                      "811218-9876",
                                      15)),
            "81****-****");
  EXPECT_EQ(NumberIn("811218-"), "");
  EXPECT_EQ(NumberIn("811218\xC2"), "");
  EXPECT_EQ(FindPersonalData("+").phone, "");
}

}  // namespace
}  // namespace samlad::domain
