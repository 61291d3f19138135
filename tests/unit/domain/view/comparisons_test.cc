// SPDX-License-Identifier: EUPL-1.2
//
// Series of others next to our figures.

#include "gateway/domain/view/comparisons.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/view/view.h"
#include "google/protobuf/text_format.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Catalogue WithSeries() {
  v1::Catalogue catalogue = SampleCatalogue();
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        id: "kolada-N1"
        title { sv: "Andel, %" }
        provider: "Kolada"
        code: "N1"
        indicator: "RATIO"
        regions: [ "1488", "0000", "0014" ]
        direction: DIRECTION_UP
      )pb",
      catalogue.add_comparisons()));
  return catalogue;
}

struct Value {
  std::string_view region, period, value, status = "", sex = "_T", code = "N1";
};

v1::SeriesImported Series(const std::vector<Value>& values, std::string_view provider = "Kolada",
                          int64_t retrieved_ms = 7) {
  v1::SeriesImported series;
  series.set_provider(std::string(provider));
  series.set_source(StrCat("at ", retrieved_ms));
  series.set_retrieved_ms(retrieved_ms);
  for (const Value& value : values) {
    v1::ImportedValue& imported = *series.add_values();
    imported.set_code(std::string(value.code));
    imported.set_region(std::string(value.region));
    imported.set_period(std::string(value.period));
    imported.set_sex(std::string(value.sex));
    imported.set_value(std::string(value.value));
    imported.set_status(std::string(value.status));
  }
  return series;
}

std::vector<std::string> ComparedFiguresOf(const v1::ComparisonRow& row) {
  std::vector<std::string> figures;
  for (const v1::ComparisonFigure& figure : row.figures()) {
    figures.push_back(StrCat(figure.region(), " ", figure.period(), " ", figure.value()));
  }
  return figures;
}

v1::ComparisonRow Only(const v1::View& view) {
  const v1::IndicatorRow row = RowOf(view, "RATIO");
  EXPECT_EQ(row.comparisons_size(), 1);
  return row.comparisons_size() == 1 ? row.comparisons(0) : v1::ComparisonRow();
}

TEST(ComparisonsTest, StandsBesideTheRowAndNeverInIt) {
  SampleLog log(WithSeries());
  log.Report("eidar", "2025", {Ratio("RATIO", "30", "60")});
  const v1::IndicatorRow without = RowOf(log.View(), "RATIO");
  const uint64_t position = log.Import(
      Series({{"1488", "2024", "70.1", "A"}, {"0000", "2024", "74.1"}, {"0014", "2024", "69"}}));
  v1::IndicatorRow row = RowOf(log.View(), "RATIO");
  const v1::ComparisonRow comparison = Only(log.View());
  EXPECT_EQ(comparison.series(), "kolada-N1");
  EXPECT_EQ(comparison.provider(), "Kolada");
  EXPECT_EQ(comparison.retrieved_ms(), 7);
  EXPECT_EQ(comparison.source(), "at 7");
  EXPECT_THAT(ComparedFiguresOf(comparison),
              ElementsAre("1488 2024 70.1", "0000 2024 74.1", "0014 2024 69"));
  EXPECT_EQ(comparison.figures(0).status(), "A");
  EXPECT_EQ(comparison.figures(0).position(), position);
  EXPECT_THAT(comparison.against(), ElementsAre(v1::TREND_WORSE, v1::TREND_BETTER));
  row.clear_comparisons();
  EXPECT_EQ(row.SerializeAsString(), without.SerializeAsString());
}

TEST(ComparisonsTest, TheNewestImportHoldsAndTheOlderAsOfThen) {
  SampleLog log(WithSeries());
  log.Import(Series({{"1488", "2024", "70"}, {"0000", "2024", "71"}}));
  const uint64_t then = log.facts().size();
  log.Import(Series({{"1488", "2024", "72"}, {"0014", "2024", ""}}, "Kolada", 9));
  EXPECT_THAT(ComparedFiguresOf(Only(log.View())),
              ElementsAre("1488 2024 72", "0000 2024 71", "0014 2024 "));
  EXPECT_EQ(Only(log.View()).retrieved_ms(), 9);
  v1::ViewQuery query;
  query.set_period("2025");
  query.set_as_of(then);
  EXPECT_THAT(ComparedFiguresOf(Only(log.View(query))),
              ElementsAre("1488 2024 70", "0000 2024 71", "0014 2024 "));
}

TEST(ComparisonsTest, AMissingValueIsNoVerdict) {
  SampleLog log(WithSeries());
  log.Import(Series({{"1488", "2025", ""}, {"0000", "2025", "71"}, {"0014", "2025", "71"}}));
  EXPECT_THAT(Only(log.View()).against(),
              ElementsAre(v1::TREND_INSUFFICIENT, v1::TREND_INSUFFICIENT));
}

TEST(ComparisonsTest, TakesTheLatestYearThatIsNotLater) {
  v1::Catalogue catalogue = WithSeries();
  catalogue.add_periods()->set_id("2021");
  SampleLog log(catalogue);
  log.Import(Series({{"1488", "2022", "60"},
                     {"1488", "2024", "70"},
                     {"1488", "2025", ""},
                     {"1488", "2026", "90"}}));
  EXPECT_EQ(Only(log.View()).figures(0).period(), "2024");
  EXPECT_EQ(Only(log.View("2023")).figures(0).period(), "2022");
  EXPECT_EQ(Only(log.View("2025-T2")).figures(0).period(), "2024");
  EXPECT_THAT(RowOf(log.View("2021"), "RATIO").comparisons(), IsEmpty());
}

TEST(ComparisonsTest, OtherProvidersSexesAndSeriesAreNotMixedIn) {
  SampleLog log(WithSeries());
  log.Import(Series({{"1488", "2025", "1"}}, "Somebody"));
  log.Import(Series({{"1488", "2025", "2", "", "F"}, {"1488", "2025", "3", "", "_T", "N2"}}));
  EXPECT_THAT(RowOf(log.View(), "RATIO").comparisons(), IsEmpty());
}

TEST(ComparisonsTest, LowerMayBeBetter) {
  v1::Catalogue catalogue = WithSeries();
  catalogue.mutable_comparisons(0)->set_direction(v1::DIRECTION_DOWN);
  SampleLog log(catalogue);
  log.Import(Series({{"1488", "2025", "5"}, {"0000", "2025", "5.0"}, {"0014", "2025", "6"}}));
  EXPECT_THAT(Only(log.View()).against(), ElementsAre(v1::TREND_LEVEL, v1::TREND_BETTER));
}

}  // namespace
}  // namespace samlad::domain
