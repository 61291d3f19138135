// SPDX-License-Identifier: EUPL-1.2
//
// The figures of others.

#include <gmock/gmock.h>

#include <string>

#include "tests/unit/exchange/coordination_fixture.h"

namespace samlad::exchange {
namespace {

using ::testing::HasSubstr;

class SeriesTest : public CoordinationTest {
 protected:
  SeriesTest() {
    v1::Catalogue catalogue = TestCatalogue();
    v1::ComparisonSeries* comparison = catalogue.add_comparisons();
    comparison->set_id("kolada-N15428");
    comparison->mutable_title()->set_sv("Behöriga");
    comparison->set_provider("Kolada");
    comparison->set_code("N15428");
    comparison->set_indicator("IND-01");
    comparison->add_regions("1488");
    comparison->set_direction(v1::DIRECTION_UP);
    const auto applied = Execute(Apply(catalogue, "c1", 0));
    EXPECT_TRUE(applied.ok()) << applied.status();
    for (const v1::Finding& finding : applied->findings) {
      EXPECT_NE(finding.severity(), v1::SEVERITY_ERROR) << finding.DebugString();
    }
  }
  static v1::SeriesImported Series() {
    v1::SeriesImported series;
    series.set_provider("Kolada");
    series.set_source("https://api.kolada.se/");
    v1::ImportedValue& value = *series.add_values();
    value.set_code("N15428");
    value.set_region("1488");
    value.set_period("2024");
    value.set_sex("_T");
    value.set_value("81.5");
    return series;
  }
  Command Import(std::string_view id, const v1::SeriesImported& series) {
    return Make(CommandKind::kImportSeries, "office", id, series);
  }
};

TEST_F(SeriesTest, IsStoredAsSentAndReadAgain) {
  v1::SeriesImported series = Series();
  *series.add_values() = series.values(0);
  series.mutable_values(1)->set_code("N00001");
  series.mutable_values(1)->clear_value();
  EXPECT_EQ(CodeOf(Import("i1", series)), absl::StatusCode::kOk);
  ASSERT_TRUE(Reopen().ok());
  const auto now = exchange_->Read();
  const auto& fact = std::get<domain::SeriesFact>(now->facts[now->facts.size() - 1].what);
  EXPECT_EQ(fact.series->SerializeAsString(), series.SerializeAsString());
}

TEST_F(SeriesTest, IsRefusedIfNothingOfItIsKnownOrReadable) {
  v1::SeriesImported unknown = Series();
  unknown.set_provider("SCB");
  EXPECT_EQ(RefusalOf(Import("i1", unknown)), "SERIES_UNKNOWN");
  const auto with = [](const auto& change) {
    v1::SeriesImported series = Series();
    change(*series.mutable_values(0));
    return series;
  };
  for (const v1::SeriesImported& wrong : {with([](auto& value) { value.clear_code(); }),
                                          with([](auto& value) { value.set_period("2024-T1"); }),
                                          with([](auto& value) { value.set_sex("K"); }),
                                          with([](auto& value) { value.set_value("1e3"); }),
                                          with([](auto& value) { value.set_status("a\nb"); }),
                                          with([](auto& value) { value.clear_region(); })}) {
    const auto refused = Execute(Import("i2", wrong));
    EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument)
        << wrong.ShortDebugString();
    EXPECT_THAT(std::string(refused.status().message()), HasSubstr("series.values[0]."));
  }
  v1::SeriesImported empty = Series();
  empty.clear_values();
  EXPECT_EQ(CodeOf(Import("i3", empty)), absl::StatusCode::kInvalidArgument);
  Command theirs = Import("i4", Series());
  theirs.sender.organisation = "homes";
  EXPECT_EQ(CodeOf(theirs), absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace samlad::exchange
