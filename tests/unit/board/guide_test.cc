// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/guide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_split.h"
#include "gateway/base/utf8.h"
#include "google/protobuf/text_format.h"

namespace samlad::board {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::Catalogue City() {
  v1::Catalogue catalogue;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        title { sv: "Staden" en: "The city" }
        code_lists {
          id: "sex"
          title { sv: "Kön" en: "Sex" }
          codes {
            id: "F"
            title { sv: "Kvinnor" en: "Women" }
          }
          codes {
            id: "M"
            title { sv: "Män" en: "Men" }
          }
        }
        indicators {
          id: "I-1"
          version: 1
          title { sv: "Gammal" }
        }
        indicators {
          id: "I-1"
          version: 2
          title { sv: "Andel i arbete" en: "Share in work" }
          definition { sv: "Den som arbetar <90 dagar efter." en: "Who works <90 days later." }
          unit { sv: "%" }
          direction: DIRECTION_UP
          aggregation: AGGREGATION_RATIO
          breakdowns: DIMENSION_SEX
          plausible_min: "12.5"
          plausible_max: "90"
          numerator { sv: "I arbete" en: "In work" }
          denominator { sv: "Alla" en: "All" }
        }
        indicators {
          id: "I-2"
          version: 1
          title { sv: "Annat" }
        }
        obligations {
          id: "annual"
          title { sv: "Årsrapport" en: "Annual report" }
          indicators: "I-1"
          mandatory: "I-1"
          periods { period: "2024" }
          periods { period: "2025" due: "2026-02-15" }
        }
      )pb",
      &catalogue));
  return catalogue;
}

GuideRequest About(const v1::Catalogue& catalogue) {
  return {.catalogue = catalogue, .obligations = {&catalogue.obligations(0)}};
}

TEST(GuideTest, SaysWhatIsAskedInBothLanguages) {
  const v1::Catalogue catalogue = City();
  EXPECT_EQ(RenderGuideText(About(catalogue), Language::kSv),
            "Årsrapport (annual)\n"
            "  Senast: 2025 (2026-02-15)\n"
            "\n"
            "  I-1 Andel i arbete – obligatoriskt\n"
            "    Den som arbetar <90 dagar efter.\n"
            "    Enhet: %\n"
            "    Täljare: I arbete\n"
            "    Nämnare: Alla\n"
            "    Bättre är: högre\n"
            "    Rimligt: 12,5–90\n"
            "    Delas upp efter: Kön: Kvinnor (F), Män (M)\n"
            "\n");
  EXPECT_THAT(RenderGuideText(About(catalogue), Language::kEn),
              HasSubstr("Broken down by: Sex: Women (F), Men (M)"));
}

TEST(GuideTest, KeepsLinesShortAndControlsOut) {
  v1::Catalogue catalogue = City();
  std::string text = "\x1b[31m";
  for (int i = 0; i < 60; ++i) text += " ordet";
  catalogue.mutable_indicators(1)->mutable_definition()->set_sv(text);
  const std::string guide = RenderGuideText(About(catalogue), Language::kSv);
  EXPECT_THAT(guide, Not(HasSubstr("\x1b")));
  for (const auto line : absl::StrSplit(guide, '\n')) {
    EXPECT_LE(DisplayWidth({line.data(), line.size()}), 96u) << line;
  }
}

TEST(GuideTest, ThePageEscapesWhatOthersWrote) {
  const v1::Catalogue catalogue = City();
  const std::string page = RenderGuidePage(About(catalogue), Language::kSv);
  EXPECT_THAT(page, HasSubstr("<html lang=\"sv\">"));
  EXPECT_THAT(page, HasSubstr("<h2>Årsrapport</h2>"));
  EXPECT_THAT(page, HasSubstr("Den som arbetar &lt;90 dagar"));
  EXPECT_THAT(page, Not(HasSubstr("Gammal"))) << "an older version of the definition";
}

}  // namespace
}  // namespace samlad::board
