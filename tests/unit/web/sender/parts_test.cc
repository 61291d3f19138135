// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/parts.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/web/sender/visit_fixture.h"

namespace samlad::web::sender {
namespace {

TEST(AddressTest, EncodesWhatIsNoPlainLetterAndLeavesOutWhatIsEmpty) {
  EXPECT_EQ(Address("/due", {}), "/due");
  EXPECT_EQ(Address("/due", {{"period", ""}, {"filter", "å & b=c"}, {"x", "2025-T1"}}),
            "/due?filter=%C3%A5%20%26%20b%3Dc&x=2025-T1");
}

TEST(ParsePositionTest, TakesWholeNumbersOnly) {
  EXPECT_EQ(ParsePosition("17"), 17);
  EXPECT_EQ(ParsePosition(""), std::nullopt);
  EXPECT_EQ(ParsePosition("-1"), std::nullopt);
  EXPECT_EQ(ParsePosition("new"), std::nullopt);
  EXPECT_EQ(ParsePosition("99999999999999999999"), std::nullopt);
}

TEST(NamesTest, AreThoseOfTheCatalogueInTheLanguage) {
  TestVisit sv, en(board::Language::kEn);
  EXPECT_EQ(OrganisationName(*sv, "sgn"), "Skolgrannarna");
  EXPECT_EQ(OrganisationName(*en, "sgn"), "The School Neighbours");
  EXPECT_EQ(OrganisationName(*sv, "nobody"), "nobody");
  EXPECT_EQ(ObligationName(*en, "partner-annual"), "The partners' annual follow-up");
  EXPECT_EQ(IndicatorName(*sv, "PAR-01"), "Deltagare");
}

TEST(FigureKeyTest, TakesTotalsForTheSameHoweverTheyAreWritten) {
  v1::Observation total, written, women;
  total.set_indicator("PAR-01");
  written.set_indicator("PAR-01");
  written.set_sex("_T");
  women.set_indicator("PAR-01");
  women.set_sex("F");
  EXPECT_EQ(FigureKey(total), FigureKey(written));
  EXPECT_NE(FigureKey(total), FigureKey(women));
  v1::Observation aged;
  aged.set_indicator("PAR-01");
  aged.set_age("F");
  EXPECT_NE(FigureKey(women), FigureKey(aged));
}

}  // namespace
}  // namespace samlad::web::sender
