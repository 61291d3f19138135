// SPDX-License-Identifier: EUPL-1.2
//
// A report's figures, row by row and against each other.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

#include "gateway/base/strings.h"
#include "tests/unit/domain/validation/check_fixture.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// One row besides the mandatory one, and the only finding that it gives (empty:
// none).
struct RowCase {
  const char* row;
  const char* finding;
  const char* expected = nullptr;
};

void PrintTo(const RowCase& c, std::ostream* out) { *out << c.row; }

class CheckRowTest : public ::testing::TestWithParam<RowCase> {};

TEST_P(CheckRowTest, GivesExactlyThisFinding) {
  const auto& [row, finding, expected] = GetParam();
  const ContentCheck check = CheckText(std::string("observations { ") + row + " }");
  if (*finding == '\0') {
    EXPECT_THAT(Places(check), IsEmpty());
    EXPECT_EQ(check.verdict, v1::VERDICT_ACCEPTED);
    return;
  }
  EXPECT_THAT(Places(check), ElementsAre(finding));
  if (expected != nullptr) {
    EXPECT_EQ(check.findings.at(0).expected(), expected);
  }
  const bool error = check.findings.at(0).severity() == v1::SEVERITY_ERROR;
  EXPECT_EQ(check.rejected_observations, error ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Identity, CheckRowTest,
    ::testing::Values(
        RowCase{"value: '1'", "OBS_INDICATOR_MISSING@observations[1].indicator"},
        RowCase{"indicator: 'flow' value: '1'", "OBS_INDICATOR_UNKNOWN@observations[1].indicator",
                "FLOW"},
        RowCase{"indicator: 'XYZZY-9' value: '1'",
                "OBS_INDICATOR_UNKNOWN@observations[1].indicator",
                "FLOW, STOCK, RATIO, MEAN, DIST, MONEY, OLD, NEW"},
        RowCase{"indicator: '57' value: '1'", "OBS_CODE_IS_FIGURE@observations[1].indicator",
                "FLOW, STOCK, RATIO, MEAN, DIST, MONEY, OLD, NEW"},
        RowCase{"indicator: 'FLOW' value: '1' area: '57'",
                "OBS_CODE_IS_FIGURE@observations[1].area", "west, east, kronogarden, lextorp"},
        RowCase{"indicator: 'FLOW' value: '1' area: '72,9'",
                "OBS_CODE_IS_FIGURE@observations[1].area"},
        RowCase{"indicator: 'FLOW' value: '1' age: '16'", "OBS_CODE_IS_FIGURE@observations[1].age",
                "-"},
        RowCase{"indicator: 'FLOW' value: '1' area: '15-jul'",
                "OBS_CODE_IS_DATE@observations[1].area", "west, east, kronogarden, lextorp"},
        RowCase{"indicator: 'FLOW' value: '1' area: 'kronogården'",
                "OBS_CODE_UNKNOWN@observations[1].area", "kronogarden"},
        RowCase{"indicator: 'OTHER' value: '1'",
                "OBS_INDICATOR_NOT_IN_OBLIGATION@observations[1].indicator", "annual"},
        RowCase{"indicator: 'NEW' value: '1'",
                "OBS_INDICATOR_NOT_DEFINED_YET@observations[1].indicator", "2030"},
        RowCase{"indicator: 'OLD' value: '1' indicator_version: 2", ""},
        RowCase{"indicator: 'OLD' value: '1' indicator_version: 1",
                "OBS_INDICATOR_VERSION@observations[1].indicator_version", "2"},
        RowCase{"indicator: 'STOCK' value: '1' category: '_T'", ""},
        RowCase{"indicator: 'FLOW' value: '1' sex: 'K'", "OBS_CODE_UNKNOWN@observations[1].sex",
                "F, M"},
        RowCase{"indicator: 'FLOW' value: '1' sex: 'T'", "OBS_CODE_UNKNOWN@observations[1].sex"},
        RowCase{"indicator: 'OLD' value: '1' sex: 'F'",
                "OBS_DIMENSION_NOT_SPLIT@observations[1].sex", "-"},
        RowCase{"indicator: 'FLOW' value: '1' age: '0-17'",
                "OBS_DIMENSION_NOT_SPLIT@observations[1].age", "area, sex"}));

INSTANTIATE_TEST_SUITE_P(
    Counts, CheckRowTest,
    ::testing::Values(
        RowCase{"indicator: 'STOCK' value: '0'", ""},
        RowCase{"indicator: 'STOCK' value: '3.0'", ""},
        RowCase{"indicator: 'STOCK'", "OBS_VALUE_MISSING@observations[1].value"},
        RowCase{"indicator: 'STOCK' value: '1 234,5'", "OBS_NUMBER_MALFORMED@observations[1].value",
                "1234.5"},
        RowCase{"indicator: 'STOCK' value: '12 st'", "OBS_NUMBER_MALFORMED@observations[1].value",
                "1234.5"},
        RowCase{"indicator: 'STOCK' value: '1e3'", "OBS_NUMBER_MALFORMED@observations[1].value"},
        RowCase{"indicator: 'STOCK' value: '070'", "OBS_NUMBER_MALFORMED@observations[1].value",
                "70"},
        RowCase{"indicator: 'MONEY' value: '00.5'", "OBS_NUMBER_MALFORMED@observations[1].value"},
        RowCase{"indicator: 'MONEY' value: '0.5'", ""},
        RowCase{"indicator: 'STOCK' value: '..'", "OBS_FIGURE_IS_SIGN@observations[1].value"},
        RowCase{"indicator: 'STOCK' value: 'NaN'", "OBS_FIGURE_IS_SIGN@observations[1].value"},
        RowCase{"indicator: 'STOCK' value: '-1'", "OBS_COUNT_NEGATIVE@observations[1].value"},
        RowCase{"indicator: 'STOCK' value: '1.5'", "OBS_COUNT_FRACTION@observations[1].value"},
        RowCase{"indicator: 'DIST' value: '1.5'", "OBS_COUNT_FRACTION@observations[1].value"},
        RowCase{"indicator: 'MONEY' value: '1.25'", ""},
        RowCase{"indicator: 'MONEY' value: '1.255'", "OBS_TOO_MANY_DECIMALS@observations[1].value",
                "2"},
        RowCase{"indicator: 'STOCK' value: '1' numerator: '1'",
                "OBS_PARTS_UNUSED@observations[1].numerator"},
        RowCase{"indicator: 'STOCK' value: '1' n: 0", ""},
        RowCase{"indicator: 'STOCK' value: '1' n: -1", "OBS_N_OUT_OF_RANGE@observations[1].n"}));

INSTANTIATE_TEST_SUITE_P(
    Statuses, CheckRowTest,
    ::testing::Values(RowCase{"indicator: 'STOCK' value: '1' status: OBSERVATION_STATUS_ESTIMATED",
                              ""},
                      RowCase{"indicator: 'STOCK' status: OBSERVATION_STATUS_MISSING", ""},
                      RowCase{"indicator: 'RATIO' status: OBSERVATION_STATUS_NOT_APPLICABLE", ""},
                      RowCase{"indicator: 'STOCK' value: '0' status: OBSERVATION_STATUS_MISSING",
                              "OBS_FIGURES_WITH_STATUS@observations[1].value", "MISSING"},
                      RowCase{"indicator: 'MEAN' n: 0 status: OBSERVATION_STATUS_NOT_APPLICABLE",
                              "OBS_FIGURES_WITH_STATUS@observations[1].n", "NOT_APPLICABLE"},
                      RowCase{"indicator: 'STOCK' value: '1' status: 99",
                              "OBS_STATUS_UNKNOWN@observations[1].status"}));

INSTANTIATE_TEST_SUITE_P(
    Ratios, CheckRowTest,
    ::testing::Values(
        RowCase{"indicator: 'RATIO' numerator: '1' denominator: '8'", ""},
        RowCase{"indicator: 'RATIO' numerator: '1' denominator: '3' value: '33.3'", ""},
        RowCase{"indicator: 'RATIO' numerator: '1' denominator: '3' value: '33.33'",
                "OBS_TOO_MANY_DECIMALS@observations[1].value", "1"},
        RowCase{"indicator: 'RATIO' numerator: '1' denominator: '3' value: '33.4'",
                "OBS_RATIO_VALUE_MISMATCH@observations[1].value", "33.3"},
        RowCase{"indicator: 'RATIO' value: '33.3'",
                "OBS_RATIO_PART_MISSING@observations[1].numerator", "numerator, denominator"},
        RowCase{"indicator: 'RATIO' numerator: '1'",
                "OBS_RATIO_PART_MISSING@observations[1].denominator", "denominator"},
        RowCase{"indicator: 'RATIO' denominator: '1'",
                "OBS_RATIO_PART_MISSING@observations[1].numerator", "numerator"},
        RowCase{"indicator: 'RATIO' numerator: '0' denominator: '0'",
                "OBS_DENOMINATOR_ZERO@observations[1].denominator"},
        RowCase{"indicator: 'RATIO' numerator: '9' denominator: '8'",
                "OBS_NUMERATOR_EXCEEDS_DENOMINATOR@observations[1].numerator", "8"},
        RowCase{"indicator: 'RATIO' numerator: '1.5' denominator: '8'",
                "OBS_COUNT_FRACTION@observations[1].numerator"},
        RowCase{"indicator: 'RATIO' numerator: '1' denominator: '80'",
                "OBS_VALUE_IMPLAUSIBLE@observations[1].value", "≥ 5"}));

INSTANTIATE_TEST_SUITE_P(
    Means, CheckRowTest,
    ::testing::Values(RowCase{"indicator: 'MEAN' value: '3.5' n: 12", ""},
                      RowCase{"indicator: 'MEAN' value: '-3.5' n: 12", ""},
                      RowCase{"indicator: 'MEAN' value: '3.5'", "OBS_N_MISSING@observations[1].n"},
                      RowCase{"indicator: 'MEAN' n: 3", "OBS_VALUE_MISSING@observations[1].value"},
                      RowCase{"indicator: 'MEAN' value: '3.5' n: 0",
                              "OBS_N_OUT_OF_RANGE@observations[1].n"},
                      RowCase{"indicator: 'MEAN' value: '3.5' n: 10000000000", ""},
                      RowCase{"indicator: 'MEAN' value: '3.5' n: 10000000001",
                              "OBS_N_OUT_OF_RANGE@observations[1].n", "≥ 1, ≤ 10000000000"},
                      RowCase{"indicator: 'MEAN' value: '3.55' n: 3",
                              "OBS_TOO_MANY_DECIMALS@observations[1].value", "1"}));

TEST(CheckObservationsTest, WarnsOfAnImplausibleValue) {
  v1::Report report = MakeReport();
  report.mutable_observations(0)->set_value("1001");
  const ContentCheck check = Check(report);
  ASSERT_THAT(Places(check), ElementsAre("OBS_VALUE_IMPLAUSIBLE@observations[0].value"));
  EXPECT_EQ(check.findings[0].expected(), "≥ 0, ≤ 1000");
  EXPECT_EQ(check.verdict, v1::VERDICT_ACCEPTED_WITH_WARNINGS);
}

// Once: the same warning with the same comment stays answered, and never makes a clean
// verdict.
TEST(CheckObservationsTest, ACommentAnswersAWarningAboutPlausibility) {
  v1::Report report = MakeReport();
  report.mutable_observations(0)->set_value("1001");
  report.mutable_observations(0)->set_comment("Nytt område från 1 maj <script>");
  const ContentCheck check = Check(report);
  const v1::Finding& finding = Find(check, "OBS_VALUE_IMPLAUSIBLE");
  EXPECT_EQ(finding.severity(), v1::SEVERITY_INFO);
  EXPECT_THAT(finding.message().sv(), HasSubstr("”Nytt område från 1 maj <script>”"));
  EXPECT_THAT(finding.message().en(), HasSubstr("“Nytt område från 1 maj <script>”"));
  EXPECT_THAT(finding.fix().sv(), HasSubstr("följer med"));
  EXPECT_EQ(check.verdict, v1::VERDICT_ACCEPTED_WITH_WARNINGS);
  for (const char* useless : {"-", "x", "ok", "rätt rätt rätt", "2024 2025", "8112189876 är hon"}) {
    report.mutable_observations(0)->set_comment(useless);
    EXPECT_EQ(Find(Check(report), "OBS_VALUE_IMPLAUSIBLE").severity(), v1::SEVERITY_WARNING)
        << useless;
  }
}

TEST(CheckObservationsTest, EachAnswerIsQuotedAndTheUnansweredStayAWarning) {
  const ContentCheck check = CheckText(R"pb(
    observations { indicator: 'FLOW' sex: 'F' value: '2000' comment: 'ny metod' }
    observations { indicator: 'FLOW' sex: 'M' value: '2001' comment: 'fler i maj' }
    observations { indicator: 'FLOW' area: 'west' value: '2002' comment: 'ny metod' }
    observations { indicator: 'FLOW' area: 'east' value: '2003' }
  )pb");
  std::vector<std::string> implausible;
  for (const v1::Finding& finding : check.findings) {
    if (finding.code() != "OBS_VALUE_IMPLAUSIBLE") continue;
    implausible.push_back(StrCat(v1::Severity_Name(finding.severity()), " ",
                                 finding.location().field(), " x", finding.occurrences()));
  }
  EXPECT_THAT(implausible, ElementsAre("SEVERITY_WARNING observations[4].value x1",
                                       "SEVERITY_INFO observations[1].value x2",
                                       "SEVERITY_INFO observations[2].value x1"));
}

// A comment changes nothing about what cannot be explained away.
TEST(CheckObservationsTest, OtherWarningsCannotBeAnsweredAway) {
  const auto check = [](std::string_view row) {
    return CheckText(StrCat(
        "observations { indicator: 'STOCK' value: '7' comment: 'så blev det i år", row, " }"));
  };
  EXPECT_EQ(Find(check("' numerator: '1'"), "OBS_PARTS_UNUSED").severity(), v1::SEVERITY_WARNING);
  EXPECT_EQ(Find(check(", ring 070-174 06 15'"), "TEXT_PHONE").severity(), v1::SEVERITY_WARNING);
}

// The plausible minimum of RATIO is 5 %, and the mean gets one of 30.
TEST(CheckObservationsTest, RefusesAShareWherePercentagesAreExpected) {
  v1::Catalogue catalogue = CheckedCatalogue();
  catalogue.mutable_indicators(3)->set_plausible_min("30");
  Symbols symbols;
  const auto index = CatalogueIndex::Build(catalogue, 0, symbols);
  const auto places = [&](std::string_view row) {
    return Places(CheckContent(MakeReport(StrCat("observations { ", row, " }")), *index));
  };
  const std::string share = "OBS_VALUE_IS_SHARE@observations[1].value";
  EXPECT_THAT(places("indicator: 'MEAN' value: '0.43' n: 9"), ElementsAre(share));
  EXPECT_THAT(places("indicator: 'MEAN' value: '1' n: 9"), ElementsAre(share));
  EXPECT_THAT(places("indicator: 'MEAN' value: '0.4' n: 9 comment: 'få svarade, ny enkät'"),
              ElementsAre("OBS_VALUE_IMPLAUSIBLE@observations[1].value"));
  EXPECT_THAT(places("indicator: 'MEAN' value: '0.4' n: 9 comment: '-'"), ElementsAre(share));
  EXPECT_THAT(places("indicator: 'MEAN' value: '1.1' n: 9"),
              ElementsAre("OBS_VALUE_IMPLAUSIBLE@observations[1].value"));
  EXPECT_THAT(places("indicator: 'MEAN' value: '0' n: 9"),
              ElementsAre("OBS_VALUE_IMPLAUSIBLE@observations[1].value"));
  EXPECT_THAT(places("indicator: 'RATIO' value: '0.428'"),
              ElementsAre("OBS_RATIO_PART_MISSING@observations[1].numerator", share));
  EXPECT_THAT(places("indicator: 'RATIO' value: '0.5' numerator: '5' denominator: '1000'"),
              ElementsAre("OBS_VALUE_IMPLAUSIBLE@observations[1].value"));
  const ContentCheck check =
      CheckContent(MakeReport("observations { indicator: 'MEAN' value: '0.428' n: 9 }"), *index);
  EXPECT_EQ(Find(check, "OBS_VALUE_IS_SHARE").expected(), "42.8");
  EXPECT_THAT(Find(check, "OBS_VALUE_IS_SHARE").fix().sv(), HasSubstr("till exempel 42,8"));
  EXPECT_THAT(Find(check, "OBS_VALUE_IS_SHARE").message().sv(), HasSubstr("0,428"));
}

TEST(CheckObservationsTest, FindsTheCodeThatBecameADate) {
  v1::Catalogue catalogue = CheckedCatalogue();
  catalogue.mutable_code_lists(1)->add_codes()->set_id("Y7-15");
  catalogue.mutable_code_lists(1)->add_codes()->set_id("Y17-15");
  Symbols symbols;
  const auto index = CatalogueIndex::Build(catalogue, 0, symbols);
  const ContentCheck check = CheckContent(
      MakeReport("observations { indicator: 'FLOW' area: '15-jul' value: '1' }"), *index);
  EXPECT_EQ(Find(check, "OBS_CODE_IS_DATE").expected(), "Y7-15");
}

TEST(CheckObservationsTest, ShowsCodesWithTheirNames) {
  v1::Catalogue catalogue = CheckedCatalogue();
  v1::Text& name = *catalogue.mutable_code_lists(1)->mutable_codes(0)->mutable_title();
  name.set_sv("Västra staden");
  name.set_en("The west");
  Symbols symbols;
  const auto index = CatalogueIndex::Build(catalogue, 0, symbols);
  const auto unknown = [&](std::string_view area) {
    const ContentCheck check = CheckContent(
        MakeReport(StrCat("observations { indicator: 'FLOW' area: '", area, "' value: '1' }")),
        *index);
    return Find(check, "OBS_CODE_UNKNOWN");
  };
  EXPECT_EQ(unknown("norr").expected(), "west, east, kronogarden, lextorp");
  EXPECT_THAT(unknown("norr").fix().sv(), HasSubstr("west (Västra staden), east, "));
  EXPECT_THAT(unknown("norr").fix().en(), HasSubstr("west (The west), east, "));
  EXPECT_EQ(unknown("Västra staden").expected(), "west") << "by its name";
}

TEST(CheckObservationsTest, WarnsOfWhatMergedCellsLeave) {
  const auto merged = [](std::string_view rows) { return Places(CheckText(rows)); };
  EXPECT_THAT(merged("observations { indicator: 'FLOW' area: 'west' sex: 'F' value: '3' }"
                     "observations { indicator: 'FLOW' sex: 'M' value: '4' }"),
              ElementsAre("OBS_MERGED_CELLS@observations[2]"));
  EXPECT_THAT(merged("observations { indicator: 'FLOW' area: 'west' sex: 'F' value: '3' }"
                     "observations { indicator: 'FLOW' area: 'west' sex: 'M' value: '4' }"),
              IsEmpty());
  EXPECT_THAT(merged("observations { indicator: 'FLOW' area: 'west' sex: 'F' value: '3' }"
                     "observations { indicator: 'FLOW' sex: 'F' value: '5' }"
                     "observations { indicator: 'FLOW' sex: 'M' value: '5' }"),
              IsEmpty());
  EXPECT_THAT(merged("observations { indicator: 'FLOW' area: 'west' value: '3' }"
                     "observations { indicator: 'FLOW' sex: 'M' value: '4' }"),
              IsEmpty());
}

TEST(CheckObservationsTest, NotesEqualDuplicatesAndRefusesUnequalOnes) {
  ContentCheck check = CheckText("observations { indicator: 'FLOW' value: '10.0' area: '_T' }");
  EXPECT_THAT(Places(check), ElementsAre("OBS_DUPLICATE_EQUAL@observations[1]"));
  EXPECT_EQ(check.verdict, v1::VERDICT_ACCEPTED);
  EXPECT_EQ(check.findings[0].related(0).field(), "observations[0]");

  check = CheckText("observations { indicator: 'FLOW' value: '11' }");
  ASSERT_THAT(Places(check), ElementsAre("OBS_DUPLICATE_DIFFERENT@observations[1]"));
  EXPECT_EQ(check.findings[0].got(), "value 11");
  EXPECT_EQ(check.findings[0].expected(), "value 10");
  EXPECT_EQ(check.rejected_observations, 1u);
}

TEST(CheckObservationsTest, TakesARatioWithAndWithoutItsValueAsEqual) {
  EXPECT_THAT(Places(CheckText(R"pb(
                observations { indicator: "RATIO" numerator: "1" denominator: "8" }
                observations { indicator: "RATIO" numerator: "1" denominator: "8" value: "12.5" }
              )pb")),
              ElementsAre("OBS_DUPLICATE_EQUAL@observations[2]"));
}

TEST(CheckObservationsTest, DemandsTheTotalOfParts) {
  const ContentCheck check = CheckText(R"pb(
    observations { indicator: "STOCK" category: "permanent" value: "1" }
    observations { indicator: "STOCK" category: "alternating" value: "1" }
  )pb");
  ASSERT_THAT(Places(check), ElementsAre("OBS_TOTAL_MISSING@observations[1]"));
  EXPECT_EQ(check.findings[0].expected(), "indicator STOCK, category _T");
}

TEST(CheckObservationsTest, ATotalMayBeMissingByStatus) {
  EXPECT_THAT(Places(CheckText(R"pb(
                observations { indicator: "STOCK" status: OBSERVATION_STATUS_MISSING }
                observations { indicator: "STOCK" category: "permanent" value: "1" }
              )pb")),
              IsEmpty());
}

TEST(CheckObservationsTest, PartsOfAnOpenListMayBeLessThanTheTotal) {
  EXPECT_THAT(Places(CheckText("observations { indicator: 'FLOW' area: 'west' value: '4' }"
                               "observations { indicator: 'FLOW' area: 'east' value: '6' }")),
              IsEmpty());
  EXPECT_THAT(Places(CheckText("observations { indicator: 'FLOW' area: 'west' value: '4' }"
                               "observations { indicator: 'FLOW' area: 'east' value: '5' }")),
              IsEmpty());
  const ContentCheck check = CheckText(
      "observations { indicator: 'FLOW' area: 'west' value: '4' }"
      "observations { indicator: 'FLOW' area: 'east' value: '7' }");
  ASSERT_THAT(Places(check), ElementsAre("OBS_PARTS_EXCEED_TOTAL@observations[0].value"));
  EXPECT_EQ(check.findings[0].got(), "11");
  EXPECT_EQ(check.findings[0].expected(), "10");
  ASSERT_EQ(check.findings[0].related_size(), 2);
  EXPECT_EQ(check.findings[0].related(1).field(), "observations[2]");
}

TEST(CheckObservationsTest, AllPartsOfACompleteListMustEqualTheTotal) {
  EXPECT_THAT(Places(CheckText("observations { indicator: 'FLOW' sex: 'F' value: '4' }"
                               "observations { indicator: 'FLOW' sex: 'M' value: '6' }")),
              IsEmpty());
  EXPECT_THAT(Places(CheckText("observations { indicator: 'FLOW' sex: 'F' value: '4' }"
                               "observations { indicator: 'FLOW' sex: 'M' value: '5' }")),
              ElementsAre("OBS_TOTAL_MISMATCH@observations[0].value"));
  EXPECT_THAT(Places(CheckText("observations { indicator: 'FLOW' sex: 'F' value: '4' }")),
              IsEmpty());
}

TEST(CheckObservationsTest, APartThatIsMissingIsNotNought) {
  EXPECT_THAT(
      Places(CheckText(
          "observations { indicator: 'FLOW' sex: 'F' value: '4' }"
          "observations { indicator: 'FLOW' sex: 'M' status: OBSERVATION_STATUS_MISSING }")),
      IsEmpty());
  EXPECT_THAT(
      Places(CheckText(
          "observations { indicator: 'FLOW' sex: 'F' value: '4' }"
          "observations { indicator: 'FLOW' sex: 'M' status: OBSERVATION_STATUS_NOT_APPLICABLE }")),
      ElementsAre("OBS_TOTAL_MISMATCH@observations[0].value"));
}

TEST(CheckObservationsTest, ChildrenAreComparedWithTheirParent) {
  EXPECT_THAT(Places(CheckText("observations { indicator: 'FLOW' area: 'west' value: '5' }"
                               "observations { indicator: 'FLOW' area: 'kronogarden' value: '2' }"
                               "observations { indicator: 'FLOW' area: 'lextorp' value: '2' }")),
              ElementsAre("OBS_TOTAL_MISMATCH@observations[1].value"));
  EXPECT_THAT(
      Places(CheckText("observations { indicator: 'FLOW' area: 'west' value: '5' }"
                       "observations { indicator: 'FLOW' area: 'kronogarden' value: '6' }")),
      ElementsAre("OBS_PARTS_EXCEED_TOTAL@observations[1].value"));
}

// The district itself is not reported: its areas count against the total.
TEST(CheckObservationsTest, ChildrenOfAnUnreportedParentCountAgainstTheTotal) {
  EXPECT_THAT(Places(CheckText("observations { indicator: 'FLOW' area: 'kronogarden' value: '6' }"
                               "observations { indicator: 'FLOW' area: 'east' value: '5' }")),
              ElementsAre("OBS_PARTS_EXCEED_TOTAL@observations[0].value"));
}

TEST(CheckObservationsTest, ComparesWithinACrossedBreakdown) {
  EXPECT_THAT(Places(CheckText(R"pb(
                observations { indicator: "FLOW" area: "west" value: "5" }
                observations { indicator: "FLOW" area: "west" sex: "F" value: "2" }
                observations { indicator: "FLOW" area: "west" sex: "M" value: "2" }
              )pb")),
              ElementsAre("OBS_TOTAL_MISMATCH@observations[1].value"));
}

TEST(CheckObservationsTest, ComparesBothPartsOfARatio) {
  EXPECT_THAT(Places(CheckText(R"pb(
                observations { indicator: "RATIO" numerator: "4" denominator: "10" }
                observations { indicator: "RATIO" sex: "F" numerator: "3" denominator: "5" }
                observations { indicator: "RATIO" sex: "M" numerator: "1" denominator: "6" }
              )pb")),
              ElementsAre("OBS_TOTAL_MISMATCH@observations[1].denominator"));
}

TEST(CheckObservationsTest, ComparesDistinctPersonsOneByOne) {
  EXPECT_THAT(Places(CheckText(R"pb(
                observations { indicator: "DIST" value: "10" }
                observations { indicator: "DIST" sex: "F" value: "8" }
                observations { indicator: "DIST" sex: "M" value: "8" }
              )pb")),
              IsEmpty());
  const ContentCheck check = CheckText(R"pb(
    observations { indicator: "DIST" value: "10" }
    observations { indicator: "DIST" sex: "F" value: "11" }
  )pb");
  ASSERT_THAT(Places(check), ElementsAre("OBS_PART_EXCEEDS_TOTAL@observations[2].value"));
  EXPECT_EQ(check.findings[0].related(0).field(), "observations[1]");
}

TEST(CheckObservationsTest, DoesNotAddMeans) {
  EXPECT_THAT(Places(CheckText(R"pb(
                observations { indicator: "MEAN" value: "3" n: 10 }
                observations { indicator: "MEAN" sex: "F" value: "4" n: 5 }
                observations { indicator: "MEAN" sex: "M" value: "2" n: 5 }
              )pb")),
              IsEmpty());
}

TEST(CheckObservationsTest, ARowIsRejectedOnceHoweverMuchIsWrong) {
  const ContentCheck check = CheckText(
      "observations { indicator: 'RATIO' numerator: '-1.5' denominator: '0' sex: 'K' n: -4 }");
  EXPECT_GT(check.findings.size(), 3u);
  EXPECT_EQ(check.rejected_observations, 1u);
}

}  // namespace
}  // namespace samlad::domain
