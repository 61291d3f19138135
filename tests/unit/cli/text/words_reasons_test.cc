// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/words_reasons.h"

#include "gtest/gtest.h"

namespace samlad::cli {
namespace {

using board::Language;

TEST(WordsReasonsTest, AReasonAndWhatItIsMadeOfAreInOneLanguage) {
  EXPECT_EQ(InLanguage(Language::kSv,
                       "key a b.pem: is not the key of the certificate; give the key that was made "
                       "with c.pem"),
            "nyckeln a b.pem: är inte certifikatets nyckel; ange nyckeln som skapades med c.pem");
  EXPECT_EQ(InLanguage(Language::kSv,
                       "the gateway's certificate is not trusted: certificate 1 of the chain, "
                       "\"CN = g\", has expired: it was valid until 2026-01-01T00:00:00Z, and this "
                       "computer's clock says 2026-02-01T00:00:00Z"),
            "gatewayens certifikat är inte betrott: certifikat 1 i kedjan, ”CN = g”, har gått ut: "
            "det gällde till 2026-01-01T00:00:00Z, och datorns klocka visar 2026-02-01T00:00:00Z");
  EXPECT_EQ(InLanguage(Language::kSv,
                       "certificate 2 of the chain, \"CN = i\": the certificate of its issuer, "
                       "\"CN = r\", is missing: it is neither in the chain nor among the roots "
                       "(unable to get local issuer certificate)"),
            "certifikat 2 i kedjan, ”CN = i”: utfärdarens certifikat, ”CN = r”, saknas: det "
            "finns varken i kedjan eller bland rotcertifikaten");
  EXPECT_EQ(InLanguage(Language::kSv, "authorities: cannot open a.pem: No such file or directory"),
            "rotcertifikaten: a.pem går inte att öppna: filen finns inte");
  EXPECT_EQ(InLanguage(Language::kSv, "port 7443 of samlad: Connection refused"),
            "port 7443 på samlad: anslutningen nekades");
  EXPECT_EQ(InLanguage(Language::kSv,
                       "the gateway's checkpoint is not valid: the note carries no signature by "
                       "a/log+11111111; it is signed by \"b/log\"+22222222"),
            "gatewayens kontrollpunkt är inte giltig: den är inte undertecknad av a/log+11111111, "
            "utan av \"b/log\"+22222222");
}

TEST(WordsReasonsTest, EveryLineIsTranslatedAndKeepsItsIndent) {
  EXPECT_EQ(InLanguage(Language::kSv,
                       "'sgn' lacks the permission read_board or audit; ask the coordinator to "
                       "grant it in the catalogue\n  request id, for the gateway's operator: 17af"),
            "”sgn” saknar behörigheten ”read_board” eller ”audit”; be samordnaren ge den i "
            "katalogen\n  anropets id, för gatewayens drift: 17af");
}

TEST(WordsReasonsTest, SizesHaveSpacesBetweenThousands) {
  EXPECT_EQ(InLanguage(Language::kSv, "a.csv: larger than the 4194304 bytes that are read"),
            "a.csv: större än de 4\u202f194\u202f304 byte som läses");
}

TEST(WordsReasonsTest, QuotationMarksAreSwedish) {
  EXPECT_EQ(InLanguage(Language::kSv,
                       "period: '2025-T9' is not a period; write a year (2025) or a "
                       "part of one (2025-T1, 2025-T2)"),
            "period: ”2025-T9” är ingen period; skriv ett år (2025) eller en del av ett (2025-T1, "
            "2025-T2)");
  EXPECT_EQ(InLanguage(Language::kSv, "write one of 'a b', 'c'"), "skriv något av ”a b”, ”c”");
  EXPECT_EQ(InLanguage(Language::kSv, "'a' and 'b'"), "'a' and 'b'");
}

TEST(WordsReasonsTest, CLI11SpeaksSwedish) {
  EXPECT_EQ(InLanguage(Language::kSv, "--out: 1 required FILE missing"),
            "--out: värde saknas (FIL)");
  EXPECT_EQ(InLanguage(Language::kSv, "FILE is required"), "FIL krävs");
  EXPECT_EQ(InLanguage(Language::kSv, "The following argument was not expected: --nu"),
            "oväntat argument: --nu");
}

// A file of the program's own, for instance the profiles, is read with findings.
TEST(WordsReasonsTest, AFindingIsTheRulesSwedish) {
  EXPECT_EQ(
      InLanguage(Language::kSv,
                 "p.yaml:2:1: The file cannot be parsed here: end of sequence flow not "
                 "found. Correct the mistake here. Expected: YAML, JSON. The mistake may also "
                 "be just before."),
      "p.yaml:2:1: Filen går inte att tolka här: hakparentesen ] saknas. Rätta felet här. "
      "Väntat: YAML, JSON. Felet kan också finnas strax före.");
}

TEST(WordsReasonsTest, WhatIsNotKnownStaysAsItIs) {
  for (const char* reason : {"", "something new", "port", "key : "}) {
    EXPECT_EQ(InLanguage(Language::kEn, reason), reason);
    if (std::string_view(reason) != "key : ") {
      EXPECT_EQ(InLanguage(Language::kSv, reason), reason);
    }
  }
}

}  // namespace
}  // namespace samlad::cli
