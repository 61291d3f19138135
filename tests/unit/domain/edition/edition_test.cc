// SPDX-License-Identifier: EUPL-1.2
//
// Editions: what the board may publish, each protected together with those before.

#include "gateway/domain/edition/edition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "gateway/ledger/hash.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Figures Part(Figures row, std::string_view area, std::string_view sex) {
  row.area = area;
  row.sex = sex;
  return row;
}

v1::View ViewOf(const v1::Edition& edition) {
  v1::View view;
  EXPECT_TRUE(view.ParseFromString(edition.view()));
  return view;
}

std::vector<std::string> ShownCells(const v1::Edition& edition, std::string_view indicator) {
  std::vector<std::string> cells;
  const v1::IndicatorRow row = RowOf(ViewOf(edition), indicator);
  for (const v1::CellFigure& cell : row.cells()) {
    cells.push_back(StrCat(cell.area(), " ", cell.sex(), " ", Shown(cell.figure())));
  }
  return cells;
}

std::string TotalOf(const v1::Edition& edition, std::string_view indicator) {
  return Shown(RowOf(ViewOf(edition), indicator).figure());
}

class EditionTest : public testing::Test {
 protected:
  v1::Edition Publish(std::string_view period = "2025") {
    auto edition = MakeEdition(log_.facts(), {.period = std::string(period), .approved_prose = {}},
                               published_, [](v1::View& view) { view.set_origin("test"); });
    EXPECT_TRUE(edition.ok()) << edition.status();
    if (!edition.ok()) return {};
    const EditionCheck check = VerifyEdition(*edition);
    EXPECT_THAT(check.faults, IsEmpty());
    const uint64_t position =
        log_.Append(DeadlineFact{.obligation = "year", .project = "", .period = "2020"});
    published_.push_back(
        {.position = position,
         .digest = std::string(ledger::AsBytes(ledger::Sha256({edition->SerializeAsString()}))),
         .edition = *edition});
    return *std::move(edition);
  }

  SampleLog log_;
  std::vector<StoredEdition> published_;
};

TEST_F(EditionTest, ShowsBreakdownsWhereNothingIsSmall) {
  log_.Report("eidar", "2025",
              {Count("FLOW", "60"), Part(Count("FLOW", "35"), "", "F"),
               Part(Count("FLOW", "25"), "", "M"), Part(Count("FLOW", "40"), "south", "")});
  log_.Report("asf", "2025", {Count("FLOW", "30")});
  const v1::Edition edition = Publish();
  EXPECT_EQ(TotalOf(edition, "FLOW"), "90");
  EXPECT_THAT(ShownCells(edition, "FLOW"), ElementsAre("_T F 35", "_T M 25", "south _T 40"));
  EXPECT_EQ(edition.summary().figures(), edition.summary().shown());
  EXPECT_EQ(edition.number(), 1u);
  EXPECT_FALSE(edition.has_difference());
}

TEST_F(EditionTest, HidesASmallCellAndWhatGivesItAway) {
  log_.Report(
      "eidar", "2025",
      {Count("FLOW", "60"), Part(Count("FLOW", "3"), "", "F"), Part(Count("FLOW", "57"), "", "M")});
  const v1::Edition edition = Publish();
  EXPECT_EQ(TotalOf(edition, "FLOW"), "60") << "the whole is kept";
  EXPECT_THAT(ShownCells(edition, "FLOW"), ElementsAre("_T F [c]", "_T M [c]"));
}

TEST_F(EditionTest, ShowsATrueZero) {
  log_.Report(
      "eidar", "2025",
      {Count("FLOW", "60"), Part(Count("FLOW", "0"), "", "F"), Part(Count("FLOW", "60"), "", "M")});
  const v1::Edition edition = Publish();
  EXPECT_THAT(ShownCells(edition, "FLOW"), ElementsAre("_T F 0", "_T M 60"));
}

TEST_F(EditionTest, LeavesAloneWhatIsNotAboutPersons) {
  log_.Report("eidar", "2025", {Count("OPEN", "3")});
  EXPECT_EQ(TotalOf(Publish(), "OPEN"), "3");
}

TEST_F(EditionTest, HidesARatioWhoseComplementIsSmall) {
  log_.Report("eidar", "2025", {Ratio("RATIO", "77", "80")});
  EXPECT_EQ(TotalOf(Publish(), "RATIO"), "[c]");
}

TEST_F(EditionTest, AShownRatioHasItsParts) {
  log_.Report("eidar", "2025", {Ratio("RATIO", "40", "80")});
  const v1::Figure figure = RowOf(ViewOf(Publish()), "RATIO").figure();
  EXPECT_EQ(figure.value(), "50.0");
  EXPECT_EQ(figure.numerator(), "40");
  EXPECT_EQ(figure.denominator(), "80");
}

TEST_F(EditionTest, HidesWhatASeatCouldSubtract) {
  log_.Report("eidar", "2025", {Count("FLOW", "17")});
  log_.Report("asf", "2025", {Count("FLOW", "3")});
  // 20 are shown to nobody, because the company knows its 17.
  EXPECT_EQ(TotalOf(Publish(), "FLOW"), "[c]");
}

TEST_F(EditionTest, HidesWhatOneOfTwoSubsidiariesCouldSubtract) {
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Organisation& organisation : *catalogue.mutable_organisations()) {
    if (organisation.id() != "utb") continue;
    organisation.add_mandates("eidar");
    organisation.add_mandates("asf");
  }
  log_.Apply(std::move(catalogue));
  log_.Report("eidar", "2025",
              {Count("FLOW", "40"), Part(Count("FLOW", "17"), "", "F"),
               Part(Count("FLOW", "23"), "", "M")});
  log_.Report(
      "asf", "2025",
      {Count("FLOW", "30"), Part(Count("FLOW", "3"), "", "F"), Part(Count("FLOW", "27"), "", "M")});
  // The parent knows both, but a subsidiary does not know the other.
  EXPECT_THAT(ShownCells(Publish(), "FLOW"), ElementsAre("_T F [c]", "_T M [c]"));
}

TEST_F(EditionTest, HidesATotalThatALatecomerChangesByAFew) {
  log_.Report("eidar", "2025", {Count("FLOW", "60")});
  log_.Report("utb", "2025", {Count("FLOW", "50")});
  EXPECT_EQ(TotalOf(Publish(), "FLOW"), "110");
  log_.Report("asf", "2025", {Count("FLOW", "3")});
  const v1::Edition second = Publish();
  EXPECT_EQ(TotalOf(second, "FLOW"), "[c]");
  EXPECT_EQ(second.previous(), published_[0].position);
  EXPECT_EQ(second.number(), 2u);
}

TEST_F(EditionTest, ShowsATotalThatALatecomerChangesByMany) {
  log_.Report("eidar", "2025", {Count("FLOW", "60")});
  Publish();
  log_.Report("asf", "2025", {Count("FLOW", "30")});
  const v1::Edition second = Publish();
  EXPECT_EQ(TotalOf(second, "FLOW"), "90");
  EXPECT_THAT(second.difference().words().en(), HasSubstr("revised"));
}

TEST_F(EditionTest, HidesAFigureThatARevisionChangesByAFew) {
  log_.Report("eidar", "2025", {Count("FLOW", "60")});
  Publish();
  log_.Report("eidar", "2025", {Count("FLOW", "62")});
  EXPECT_EQ(TotalOf(Publish(), "FLOW"), "[c]");
  log_.Report("eidar", "2025", {Count("FLOW", "80")});
  EXPECT_EQ(TotalOf(Publish(), "FLOW"), "80");
}

TEST_F(EditionTest, HidesAFigureThatGrewByAFewDuringTheYear) {
  log_.Report("eidar", "2025-T2", {Count("FLOW", "60")});
  EXPECT_EQ(TotalOf(Publish("2025-T2"), "FLOW"), "60");
  log_.Report("eidar", "2025", {Count("FLOW", "62")});
  EXPECT_EQ(TotalOf(Publish("2025"), "FLOW"), "[c]");
}

TEST_F(EditionTest, TakesALowerFigureOfALaterPeriodForACorrection) {
  log_.Report("eidar", "2025-T2", {Count("FLOW", "60")});
  Publish("2025-T2");
  log_.Report("eidar", "2025", {Count("FLOW", "40")});
  const v1::Edition second = Publish("2025");
  EXPECT_EQ(TotalOf(second, "FLOW"), "40");
  ASSERT_EQ(second.assumptions().contradicted_steps_size(), 1);
}

TEST_F(EditionTest, HidesACorrectionByAFewInALaterPeriod) {
  log_.Report("eidar", "2025-T2", {Count("FLOW", "60")});
  Publish("2025-T2");
  log_.Report("eidar", "2025", {Count("FLOW", "58")});
  EXPECT_EQ(TotalOf(Publish("2025"), "FLOW"), "[c]");
}

TEST_F(EditionTest, HidesANumeratorThatGrewByAFewOverAStock) {
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Indicator& indicator : *catalogue.mutable_indicators()) {
    if (indicator.id() == "RATIO") indicator.set_denominator_aggregation(v1::AGGREGATION_STOCK);
  }
  log_.Apply(std::move(catalogue));
  log_.Report("eidar", "2025-T2", {Ratio("RATIO", "40", "100")});
  EXPECT_EQ(TotalOf(Publish("2025-T2"), "RATIO"), "40.0");
  log_.Report("eidar", "2025", {Ratio("RATIO", "42", "80")});
  EXPECT_EQ(TotalOf(Publish("2025"), "RATIO"), "[c]");
  log_.Report("eidar", "2025", {Ratio("RATIO", "60", "97")});
  EXPECT_EQ(TotalOf(Publish("2025"), "RATIO"), "61.9") << "a stock may change by a few";
}

TEST_F(EditionTest, WithholdsPartsThatContradictTheirWhole) {
  log_.Report("eidar", "2025",
              {Count("FLOW", "60"), Part(Count("FLOW", "30"), "", "F"),
               Part(Count("FLOW", "50"), "", "M")});
  const v1::Edition edition = Publish();
  EXPECT_EQ(TotalOf(edition, "FLOW"), "[c]");
  ASSERT_GT(edition.summary().indicators_size(), 0);
  EXPECT_TRUE(edition.summary().indicators(0).coarsened());
}

TEST_F(EditionTest, NamesTheEarlierFiguresThatItDoesNotRepeat) {
  log_.Report("eidar", "2025", {Count("FLOW", "60")});
  log_.Report("asf", "2025", {Count("FLOW", "30")});
  Publish();
  log_.Report("utb", "2025", {Count("FLOW", "20")});
  const v1::Edition second = Publish();
  ASSERT_EQ(second.earlier_size(), 1);
  ASSERT_EQ(second.earlier(0).figures_size(), 1) << "the total without the latecomer";
  EXPECT_EQ(second.earlier(0).figures(0).figure().value(), "90");
}

TEST_F(EditionTest, IsTheSameWhateverTheThreads) {
  log_.Report(
      "eidar", "2025",
      {Count("FLOW", "60"), Part(Count("FLOW", "3"), "", "F"), Part(Count("FLOW", "57"), "", "M"),
       Part(Count("FLOW", "7"), "nn", ""), Part(Count("FLOW", "4"), "ns", ""),
       Ratio("RATIO", "40", "80"), Part(Ratio("RATIO", "2", "40"), "", "F"),
       Part(Ratio("RATIO", "38", "40"), "", "M")});
  const auto make = [&](int threads) {
    return MakeEdition(log_.facts(), {.period = "2025", .approved_prose = {}, .threads = threads},
                       {}, [](v1::View&) {})
        ->SerializeAsString();
  };
  EXPECT_EQ(make(1), make(4));
}

TEST_F(EditionTest, LeavesOutBreakdownsOnRequest) {
  log_.Report("eidar", "2025",
              {Count("FLOW", "60"), Part(Count("FLOW", "40"), "north", ""),
               Part(Count("FLOW", "37"), "nn", ""), Part(Count("FLOW", "3"), "ns", ""),
               Part(Count("FLOW", "35"), "", "F")});
  const auto cells = [&](std::vector<int> left_out, std::vector<int> coarse) {
    const auto edition = MakeEdition(log_.facts(),
                                     {.period = "2025",
                                      .approved_prose = {},
                                      .left_out = std::move(left_out),
                                      .coarse = std::move(coarse)},
                                     {}, [](v1::View&) {});
    return ShownCells(*edition, "FLOW");
  };
  EXPECT_THAT(cells({}, {}), ElementsAre("_T F 35", "north _T 40", "nn _T [c]", "ns _T [c]"));
  EXPECT_THAT(cells({}, {v1::DIMENSION_AREA}), ElementsAre("_T F 35", "north _T 40"));
  EXPECT_THAT(cells({v1::DIMENSION_AREA}, {}), ElementsAre("_T F 35"));
}

TEST_F(EditionTest, LeavesOutProseThatNobodyApproved) {
  v1::Activity activity;
  activity.set_id("a1");
  activity.set_title("Läxhjälp");
  Prose prose;
  prose.activities.push_back(activity);
  const uint64_t report = log_.Report("eidar", "2025", {Count("OPEN", "60")}, "year", prose);
  const v1::Edition first = Publish();
  EXPECT_THAT(ViewOf(first).activities(), IsEmpty());
  EXPECT_THAT(first.summary().prose_left_out(), ElementsAre("eidar/a1"));
  log_.Review(report, true);
  EXPECT_EQ(ViewOf(Publish()).activities_size(), 1);
}

TEST_F(EditionTest, AsksAboutProseThatNamesASmallNumber) {
  v1::Activity activity;
  activity.set_id("a1");
  activity.set_description("Av deltagarna fick tre arbete.");
  Prose prose;
  prose.activities.push_back(activity);
  log_.Review(log_.Report("eidar", "2025", {Count("OPEN", "60")}, "year", prose), true);
  const auto make = [&](std::vector<std::string> approved) {
    return MakeEdition(log_.facts(), {.period = "2025", .approved_prose = std::move(approved)}, {},
                       [](v1::View&) {});
  };
  const auto refused = make({});
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(refused.status().message(), HasSubstr("eidar/a1"));
  EXPECT_TRUE(make({"eidar/a1"}).ok());
}

}  // namespace
}  // namespace samlad::domain
