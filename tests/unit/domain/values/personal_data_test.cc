// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/personal_data.h"

#include <chrono>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string NumbersIn(std::string_view text) { return FindPersonalData(text).JoinNumbers(); }

TEST(PersonalDataTest, FindsPersonalNumbersInEveryForm) {
  EXPECT_EQ(NumbersIn("811218-9876"), "81****-****");
  EXPECT_EQ(NumbersIn("811218+9876"), "81****+****");
  EXPECT_EQ(NumbersIn("8112189876"), "81********");
  EXPECT_EQ(NumbersIn("811218 9876"), "81**** ****");
  EXPECT_EQ(NumbersIn("19811218-9876"), "1981****-****");
  EXPECT_EQ(NumbersIn("198112189876"), "1981********");
  EXPECT_EQ(NumbersIn("19811218 9876"), "1981**** ****");
  EXPECT_EQ(NumbersIn("811218 - 9876"), "81**** - ****");
  EXPECT_EQ(NumbersIn("811218\u20139876"), "81****\u2013****");
  EXPECT_EQ(NumbersIn("811218\u00A09876"), "81****\u00A0****");
}

TEST(PersonalDataTest, FindsDaysInParts) {
  for (const char* text : {"1981-12-18-9876",
                           "1981-12-18 9876",
                           "1981.12.18-9876",
                           "1981.12.18.9876",
                           "1981/12/18-9876",
                           "1981/12/18/9876",
                           "1981 12 18 9876",
                           "1981 - 12 - 18 - 9876",
                           "1981_12_18_9876",
                           "81-12-18-9876",
                           "81.12.18-9876",
                           "81 12 18 9876",
                           "81/12/18 9876",
                           "19 81 12 18 9876",
                           "19-81-12-18-9876",
                           "1981-1218-9876",
                           "1981 1218 9876",
                           "19 811218-9876",
                           "1981-12-189876",
                           "1981-12189876",
                           "81-12-189876",
                           "1981.12.189876",
                           "8112 18-9876",
                           "81 1218-9876",
                           "811 218-9876",
                           "19 81 12 18-9876",
                           "8112 18 - 9876",
                           "född 1981-12-18-9876, och",
                           "bilaga 2 1981-12-18-9876"}) {
    EXPECT_NE(NumbersIn(text), "") << text;
  }
  EXPECT_EQ(NumbersIn("1981-12-18-9876"), "1981-**-**-****");
}

TEST(PersonalDataTest, FindsDigitsInPiecesAndInPairs) {
  for (const char* text :
       {"8 1 1 2 1 8 9 8 7 6", "1 9 8 1 1 2 1 8 9 8 7 6", "8 1 1 2 1 8 - 9 8 7 6",
        "8-1-1-2-1-8-9-8-7-6", "81 12 18 98 76", "19 81 12 18 98 76", "81 12 18 - 98 76",
        "811218-98 76", "19811218-98 76", "811218-987-6", "19811218-987 6", "1981 12 18 98 76"}) {
    EXPECT_NE(NumbersIn(text), "") << text;
  }
}

// The category Pd of Unicode 14, and what looks like a dash.
TEST(PersonalDataTest, KnowsDashesOfEveryKind) {
  for (const char* dash :
       {"-",      "\u00AD", "\u058A", "\u05BE",  "\u1400", "\u1806", "\u2010", "\u2011",
        "\u2012", "\u2013", "\u2014", "\u2015",  "\u2212", "\u2E17", "\u2E1A", "\u2E3A",
        "\u2E3B", "\u2E40", "\u2E5D", "\u301C",  "\u3030", "\u30A0", "\uFE31", "\uFE32",
        "\uFE58", "\uFE63", "\uFF0D", "\u2043",  "\u02D7", "\u207B", "\u2796", "\u2500",
        "\u30FC", "\u00AF", "--",     "\u2013-", "~",      "\uFF5E", "_",      "=",
        "/",      "\\",     "|",      "\u2044",  "\u2215", "\uFF0F", ".",      "\u00B7",
        "\u2022", "\uFF0E", ",",      ":",       "\uFF1A", "+",      "\uFF0B", "\u2795",
        "*",      "#",      ";",      "'",       "(",      "/-",     "\u2013/"}) {
    EXPECT_NE(NumbersIn(StrCat("811218", dash, "9876")), "") << dash;
    EXPECT_NE(NumbersIn(StrCat("19811218", dash, "9876")), "") << dash;
  }
}

TEST(PersonalDataTest, KnowsBlanksOfEveryKind) {
  for (const char* blank : {" ",      "  ",     "\t",     "\n",     "\r\n",   "\u00A0", "\u0085",
                            "\u1680", "\u2000", "\u2002", "\u2003", "\u2007", "\u2008", "\u2009",
                            "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000", "\u2800"}) {
    EXPECT_NE(NumbersIn(StrCat("811218", blank, "9876")), "") << ::testing::PrintToString(blank);
    EXPECT_NE(NumbersIn(StrCat("811218", blank, "-", blank, "9876")), "")
        << ::testing::PrintToString(blank);
  }
}

TEST(PersonalDataTest, SeesThroughWhatIsNotSeen) {
  for (const char* unseen :
       {"\u00AD", "\u200B", "\u200C", "\u200D", "\u200E",     "\u200F", "\u202A",
        "\u202E", "\u2060", "\u2066", "\u2069", "\uFEFF",     "\u061C", "\u180E",
        "\u034F", "\uFE0F", "\u20E3", "\u0301", "\U000E0031", "\u3164", "\u0001"}) {
    const std::string everywhere =
        absl::StrJoin({"8", "1", "1", "2", "1", "8", "-", "9", "8", "7", "6"}, unseen);
    EXPECT_EQ(NumbersIn(everywhere), "81****-****") << ::testing::PrintToString(unseen);
    EXPECT_NE(NumbersIn(StrCat("811218", unseen, "9876")), "") << ::testing::PrintToString(unseen);
  }
}

TEST(PersonalDataTest, ReadsDigitsOfEveryScript) {
  EXPECT_EQ(NumbersIn("\uFF18\uFF11\uFF11\uFF12\uFF11\uFF18\uFF0D\uFF19\uFF18\uFF17\uFF16"),
            "81****\uFF0D****");
  EXPECT_EQ(NumbersIn("8112\uFF11\uFF18-98\uFF17\uFF16"), "81****-****");
  struct Script {
    char32_t zero;
    const char* name;
  };
  for (const auto& [zero, name] : std::vector<Script>{{0x0660, "Arabic"},
                                                      {0x06F0, "Persian"},
                                                      {0x0966, "Devanagari"},
                                                      {0x0E50, "Thai"},
                                                      {0xFF10, "full width"},
                                                      {0x1D7CE, "bold"},
                                                      {0x1D7F6, "monospaced"},
                                                      {0x2080, "lowered"},
                                                      {0x1E950, "Adlam"}}) {
    std::string text;
    for (const char c : std::string_view("811218-9876")) {
      if (c == '-') {
        text += c;
      } else {
        AppendUtf8(zero + static_cast<char32_t>(c - '0'), text);
      }
    }
    EXPECT_EQ(NumbersIn(text), "81****-****") << name;
  }
  EXPECT_NE(NumbersIn("⑧①①②①⑧-⑨⑧⑦⑥"), "");
  EXPECT_NE(NumbersIn("⁸¹¹²¹⁸⁻⁹⁸⁷⁶"), "");
  // A footnote hides nothing.
  EXPECT_NE(NumbersIn("198112189876²"), "");
}

TEST(PersonalDataTest, FindsThemInsideText) {
  EXPECT_EQ(NumbersIn("Hyresgästen (811218-9876) flyttade."), "81****-****");
  EXPECT_EQ(NumbersIn("2024 och 811218-9876"), "81****-****");
  EXPECT_EQ(NumbersIn("pnr811218-9876x"), "81****-****");
  EXPECT_EQ(NumbersIn("2 811218-9876 3"), "81****-****");
  EXPECT_EQ(NumbersIn("+8112189876"), "81********");
  EXPECT_EQ(NumbersIn("https://trollhattan.se/akt/811218-9876"), "81****-****");
  EXPECT_EQ(NumbersIn("https://trollhattan.se/akt?id=811218/9876"), "81****/****") << "no path";
  EXPECT_EQ(NumbersIn("0007:811218-9876"), "81****-****");
}

TEST(PersonalDataTest, FindsCoordinationNumbers) {
  EXPECT_EQ(NumbersIn("701063-2391"), "70****-****");
  EXPECT_EQ(NumbersIn("197010632391"), "1970********");
}

// The day or the month of birth is not known.
TEST(PersonalDataTest, FindsCoordinationNumbersWithoutADay) {
  EXPECT_EQ(NumbersIn("18900072-2398"), "1890****-****");
  EXPECT_EQ(NumbersIn("189000600123"), "1890********");
  EXPECT_EQ(NumbersIn("18901060-2341"), "1890****-****");
  EXPECT_EQ(NumbersIn("901060-2341"), "90****-****");
  EXPECT_EQ(NumbersIn("1890-00-72-2398"), "1890-**-**-****");
  EXPECT_EQ(NumbersIn("18900012-2392"), "");  // month 00, and no coordination number
  EXPECT_EQ(NumbersIn("18901360-2348"), "");  // no thirteenth month
}

TEST(PersonalDataTest, FindsVatNumbersOfSoleTraders) {
  EXPECT_EQ(NumbersIn("SE811218987601"), "81**********");
  for (const char* text :
       {"se811218987601", "SE 811218987601", "SE-8112189876-01", "SE 811218-9876 01",
        "SE811218-987601", "SE 8112 1898 7601", "SE 811218 9876 01", "VAT SE811218987602",
        "811218987601", "momsnr: 811218987601"}) {
    EXPECT_NE(NumbersIn(text), "") << text;
  }
  // A company's.
  EXPECT_EQ(NumbersIn("SE556012579001"), "");
}

TEST(PersonalDataTest, ALetterBesideOddlyWrittenDigitsMakesNoHash) {
  EXPECT_NE(NumbersIn("８１１２１８９８７６a"), "");
  std::string apart = "a";
  for (const char digit : std::string_view("8112189876"))
    apart += StrCat(std::string(1, digit), "\u00AD");
  EXPECT_NE(NumbersIn(apart + "b"), "");
  EXPECT_EQ(NumbersIn("a0b1c2d3e4f8112189876abcdef"), "") << "a hash";
}

TEST(PersonalDataTest, FindsInterimNumbers) {
  EXPECT_EQ(NumbersIn("19811218-T123"), "1981****-T***");
  for (const char* text :
       {"811218-T123", "19811218T123", "811218 T123", "1981-12-18-R123", "811218\u2013s123",
        "811278-T123", "(811218-X123)", "20110218-TF01", "110218TF12"}) {
    EXPECT_NE(NumbersIn(text), "") << text;
  }
  for (const char* text :
       {"2025-12-31T14:30:00Z", "20251231T143000", "2025-12-31 S123", "811218-T1234", "811218-T12",
        "811218-T123A", "811318-T123", "811218-A123", "811218-TF123", "811218 TF12 A", "811218-F12",
        "2025-12-31-T2"}) {
    EXPECT_EQ(NumbersIn(text), "") << text;
  }
}

TEST(PersonalDataTest, ReportsEveryHit) {
  const PersonalData found = FindPersonalData(
      "Även 811218–9876 och 811218—9876 och 811218‑9876, a@b.se, 070-123 45 67 och 701063-2391.");
  EXPECT_THAT(found.numbers,
              ElementsAre("81****–****", "81****—****", "81****‑****", "70****-****"));
  EXPECT_EQ(found.number_count, 4u);
  EXPECT_EQ(found.email, "***@b.se");
  EXPECT_EQ(found.phone, "070-*** ** **");

  std::string many;
  for (int i = 0; i < 50; ++i) many += "811218-9876; ";
  EXPECT_EQ(FindPersonalData(many).number_count, 50u);
  EXPECT_EQ(FindPersonalData(many).numbers.size(), PersonalData::kNumbersMax);
  EXPECT_TRUE(FindPersonalData(many).JoinNumbers().ends_with(", …"));
}

TEST(PersonalDataTest, HidesEveryDigitOfThem) {
  EXPECT_EQ(HidePersonalNumbers("KS § 41, 811218-9876 och 19811218-T123 (2026)"),
            "KS § 41, ******-**** och ********-T*** (2026)");
  EXPECT_EQ(HidePersonalNumbers("KS 2026-03-18 § 41"), "KS 2026-03-18 § 41");
  EXPECT_EQ(HidePersonalNumbers(""), "");
  EXPECT_EQ(HidePersonalNumbers("1981 1218 9876 1981 12 18 9876"),
            "**** **** **** **** ** ** ****");
  EXPECT_EQ(HidePersonalNumbers("811218-9876-1981-1218-9876"), "******-****-****-****-****");
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
    EXPECT_EQ(NumbersIn(text), "") << text;
  }
}

// Numbers that would be a person's by their digits alone, written so that nobody
// takes them for one.
TEST(PersonalDataTest, LeavesNumbersAloneThatTheirFormExplains) {
  for (const char* text : {"Mätt 20811218. 9876 svar kom in.",        // the end of a sentence
                           "Mätt 2081-12-18, 9876 svar kom in.",      //
                           "Mätt 2081-12-18: 9876 svar kom in.",      //
                           "https://trollhattan.se/2081/12/18/9876",  // the path of a URL
                           "www.trollhattan.se/20811218/9876",        //
                           "8 112 189 876 kr", "811 218 987 6",       // thousands
                           "81 121 898 76",                           // an account
                           "SE45 1981 1218 9876 8257 466",            // an IBAN
                           "1981 1218 9876 5432",                     // a card
                           "KS1981-1218-9876", "1981/1218-9876",      // case numbers
                           "9f86d081198112189876ab3e"}) {             // a hash
    EXPECT_EQ(NumbersIn(text), "") << text;
  }
}

// What ordinary reports hold: invented, and as people write it.
TEST(PersonalDataTest, LetsAPageOfInnocentTextPass) {
  const std::string page = R"(
Verksamhetsberättelse för 2025, dnr KS 2025/00123, KS.2025.412, BUN-2025-01234, 25/0412,
2025:1234, STYR 2025/1234, 8.2.4-12345/2025, T 1234-25, Ju2025/00123, TRO-2025-000417.
Beslut KS 2026-03-18 § 41, KF 2025-12-15 §§ 112–118, 2 kap. 3 § och 26 kap. 1 § OSL (2009:400),
SFS 2017:725, SOU 2024:12, prop. 2016/17:171, AFS 2023:1, HSLF-FS 2021:34.
Organisationsnummer: 556012-5790, 212000-0142, 802001-1234, 16556012-5790, 165560125790,
5560125790, 969612-3456, momsregistreringsnummer SE556012579001, SE 212000-014201.
Se https://www.trollhattan.se/startsida/2025/12/31/1412-ny-skola?sida=20251231&id=1488 och
http://kolada.se/?kpi=N15428&year=2023,2024,2025, https://exempel.se/20251231/1412/artikel.
Bankgiro 123-4567, 5050-1055, plusgiro 90 20 33-1, 4 12 34 56-7, OCR 1234567890123,
IBAN SE45 5000 0000 0583 9825 7466, SE4550000000058398257466, clearing 8327-9, 123 456 789-0.
Belopp: 1 200 000 kr, 812 189 876 kr, 8 112 189 876 kr, 410 000,50 kr, 811218,50 kr, 12,5 mnkr,
1.234.567,89 EUR, 2 300 tkr, -450 000, 0,75 procentenheter, 42.8 procent, 1 412/9 876.
Perioden 2025-01-01–2025-12-31, 2025-09-01 – 2025-12-31, 2025-09-01/2025-12-31, 2025-09-01 till
2025-12-31, 2025-T1, 2025-T2, 2023–2025, läsåret 2024/25 och 2024/2025, hösten 2025, vecka 35–51,
den 1 september–31 december 2025, 31 december 2025 kl. 14.30, 2025-12-31 14:30, 20251231T143000Z,
2025-12-31T14:30:00+01:00, 09:00–15:30, 12/10 2025, 2025-09 – 2025-12.
Telefon 070-123 45 67, 070-174 06 15, 0520-49 70 00, 08-508 290 00, 08-12 11 98 76,
+46 70 174 06 15, +46 520 49 70 00, +4652049700, +46 8 508 290 00, 112, 11414, 1177.
Postnummer 461 83 Trollhättan, 461 32, SE-461 83. Fastighet Kronogården 1:27, kv. Ekan 12.
KPI N15428, N07403, U23471, series 1488, indikator EID-03, UTB-02, PAR-01, version 2.1.0.
Av 2 300 elever svarade 1 412 (61,4 %), varav 716 flickor och 696 pojkar; 0-17 år, 18–24 år,
25-64 år, 65+; 7 165, 7 165 och 7 168 bostäder; 10, 12, 14, 16 och 18 år; 3 x 4 = 12; 7 av 7.
Koordinater 58.2837, 12.2886; 6465432, 345678; skala 1:10 000; 230 V; 1080p; A4; ISO 9001:2015.
ISBN 978-91-7000-123-4, ISSN 1234-5679, EAN 7310865004703, Dublettkontroll
sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08,
550e8400-e29b-41d4-a716-446655440000.
)";
  const PersonalData found = FindPersonalData(page);
  EXPECT_THAT(found.numbers, IsEmpty());
}

int LuhnDigit(std::string_view nine) {
  int sum = 0;
  for (size_t i = 0; i < nine.size(); ++i) {
    const int product = (nine[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  return (10 - sum % 10) % 10;
}

// As the fix of the finding says, whatever the digits are.
TEST(PersonalDataTest, WhatIsWrittenAsTheFixSaysAlwaysPasses) {
  std::mt19937 random(20260211);
  const auto upto = [&](int max) { return std::uniform_int_distribution<int>(0, max)(random); };
  for (int i = 0; i < 20'000; ++i) {
    const int year = 1900 + upto(130), month = 1 + upto(11), day = 1 + upto(27);
    const int month2 = 1 + upto(11), day2 = 1 + upto(27);
    const std::string from = absl::StrFormat("%04d-%02d-%02d", year, month, day);
    const std::string to = absl::StrFormat("%04d-%02d-%02d", year + upto(3), month2, day2);
    const std::string d = absl::StrFormat("%08d", upto(99'999'999));
    const std::string nine = absl::StrFormat("%02d%02d%02d%03d", year % 100, month, day, upto(999));
    const std::string ten = StrCat(nine, LuhnDigit(nine));
    const auto part = [](std::string_view text, size_t at, size_t size) {
      return std::string(text.substr(at, size));
    };
    for (const std::string& text :
         {StrCat("Avser ", from, "–", to, "."), StrCat(from, "-", to), StrCat(from, "/", to),
          StrCat(from, " – ", to), StrCat(from, " till ", to),
          StrCat("07", part(d, 0, 1), "-", part(d, 1, 3), " ", part(d, 4, 2), " ", part(d, 6, 2)),
          StrCat("+46 7", part(d, 0, 1), " ", part(d, 1, 3), " ", part(d, 4, 2), " ",
                 part(d, 6, 2)),
          StrCat("+467", d), StrCat("08-", part(d, 0, 3), " ", part(d, 3, 3), " ", part(d, 6, 2)),
          StrCat(part(ten, 0, 3), " ", part(ten, 3, 3), " ", part(ten, 6, 3), " ", part(ten, 9, 1)),
          StrCat(part(ten, 0, 1), " ", part(ten, 1, 3), " ", part(ten, 4, 3), " ", part(ten, 7, 3),
                 " kr"),
          StrCat("KS ", year, "/", d), StrCat("§ ", upto(200), ", ", from),
          StrCat("556", part(d, 0, 3), "-", part(d, 3, 4)), StrCat("SE556", part(d, 0, 7), "01")}) {
      ASSERT_EQ(NumbersIn(text), "") << text;
    }
    // The same digits as a person has them are found.
    ASSERT_NE(NumbersIn(ten), "") << ten;
  }
}

TEST(PersonalDataTest, KnowsLeapDays) {
  EXPECT_NE(NumbersIn("000229-0005"), "");
  EXPECT_NE(NumbersIn("200229-0001"), "");
  EXPECT_EQ(NumbersIn("190229-0004"), "");
  EXPECT_EQ(NumbersIn("19000229-0005"), "");
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

// A child can have this number, so it is one until it is written as a phone number.
TEST(PersonalDataTest, TakesAMobileNumberForAPersonsUnlessItIsWrittenAsOne) {
  EXPECT_EQ(NumbersIn("Ring 0701740607"), "07********");
  EXPECT_EQ(NumbersIn("Ring 070-174 06 07 eller +46 70 174 06 07"), "");
  EXPECT_EQ(NumbersIn("070-1740615, 070-174 06 23, +46701740631"), "");
}

TEST(PersonalDataTest, TakesARangeOfDaysForAPersonsUnlessItIsWrittenAsOne) {
  EXPECT_EQ(NumbersIn("Avser 20250901-1231."), "2025****-****");
  EXPECT_NE(NumbersIn("uttag 250501-0831"), "");
  EXPECT_EQ(NumbersIn("Avser 2025-09-01–2025-12-31, uttag 2025-05-01–2025-08-31."), "");
}

TEST(PersonalDataTest, SurvivesAnyBytes) {
  EXPECT_EQ(NumbersIn(std::string_view("\xFF\xE2\x80\0"
                                       "811218-9876",
                                       15)),
            "81****-****");
  EXPECT_EQ(NumbersIn("811218-"), "");
  EXPECT_EQ(NumbersIn("811218\xC2"), "");
  EXPECT_EQ(FindPersonalData("+").phone, "");
}

// Submission ids are hashes; some have ten or twelve digits in a row, with letters
// on both sides.
TEST(PersonalDataTest, FindsNobodyInAHash) {
  EXPECT_EQ(NumbersIn("9f86dab8112189876ab3e7c1"), "");
  EXPECT_EQ(NumbersIn("9f86dab198112189876ab3e7"), "");
  std::mt19937 random(7);  // NOLINT: the same hashes each time
  for (int i = 0; i < 20'000; ++i) {
    std::string hash(64, '0');
    for (char& c : hash) c = "0123456789abcdef"[random() % 16];
    hash.replace(random() % 50, 10, "8112189876");
    hash[0] = 'a';
    hash[63] = 'f';
    FindPersonalData(hash);  // ends
  }
}

// A report may be 16 MiB of them, and is checked before it is refused.
TEST(PersonalDataTest, TakesTimeInProportionToTheText) {
  const auto seconds_for = [](std::string_view unit, size_t bytes) {
    std::string text;
    text.reserve(bytes + unit.size());
    while (text.size() < bytes) text += unit;
    const auto begin = std::chrono::steady_clock::now();
    FindPersonalData(text);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  // A second in all; a minute and more if every group were read from every other.
  constexpr double kSecondsMax = 20;
  for (const std::string_view unit : {"0", "1 ", "+1"}) {
    EXPECT_LT(seconds_for(unit, size_t{16} << 20), kSecondsMax) << unit;
  }
  for (const std::string_view unit :
       {"12 ", "1-", "2025-12-31 ", "811218-9876 ", "8112189876", "0-1 ", "\u00AD", "\uFF11",
        "1\u200B", "a@a.aa ", "07", "f1", "\U0001D7CE"}) {
    EXPECT_LT(seconds_for(unit, size_t{1} << 20), kSecondsMax) << ::testing::PrintToString(unit);
  }
}

}  // namespace
}  // namespace samlad::domain
