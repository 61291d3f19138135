// SPDX-License-Identifier: EUPL-1.2
//
// Breakdowns of reports that were replaced leave memory, and nothing that is
// read changes by it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "gateway/base/strings.h"
#include "gateway/domain/log/facts.h"
#include "gateway/domain/view/view.h"
#include "tests/unit/domain/validation/check_fixture.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kReleaseOrganisations[] = {"eidar", "stadshus", "sgn"};
constexpr std::string_view kReleasePeriods[] = {"2024", "2025", "2025-T1"};

// The same log twice: once with everything kept.
class ReleaseTest : public ::testing::Test {
 protected:
  ReleaseTest() { Append({.time_ms = 0, .what = CatalogueFact{index_}}); }

  void Append(const Fact& fact) {
    whole_.Append(fact);
    lean_.Append(fact);
  }

  // A report that replaces the organisation's last one for the period.
  void Report(std::string_view organisation, std::string_view period, std::string_view rows) {
    uint64_t& latest = latest_[StrCat(organisation, " ", period)];
    v1::Report report = MakeReport(rows);
    report.set_period(std::string(period));
    Append({.time_ms = static_cast<int64_t>(whole_.size()),
            .what = ReportFact{
                .organisation = std::string(organisation),
                .obligation = "annual",
                .period = std::string(period),
                .sender = std::string(organisation),
                .replaces = latest,
                .verdict = v1::VERDICT_ACCEPTED,
                .observations = std::make_shared<const Observations>(Tabulate(report, *index_)),
                .prose = nullptr}});
    if (latest != 0) lean_.ReleaseBreakdowns({latest});
    latest = whole_.size() - 1;
  }

  void RandomReport(std::mt19937& random) {
    const auto count = [&random] { return std::uniform_int_distribution<int>(0, 60)(random); };
    Report(
        kReleaseOrganisations[random() % std::size(kReleaseOrganisations)],
        kReleasePeriods[random() % std::size(kReleasePeriods)],
        StrCat("observations { indicator: 'STOCK' value: '", count(),
               "' } observations { indicator: 'RATIO' numerator: '", count(), "' denominator: '",
               61 + count(), "' } observations { indicator: 'FLOW' sex: 'F' ", "value: '", count(),
               "' } observations { indicator: 'FLOW' area: 'west' value: '", count(), "' }"));
  }

  static const Observations& RowsAt(const Facts& facts, uint64_t position) {
    return *std::get<ReportFact>(facts[position].what).observations;
  }

  Symbols symbols_;
  std::shared_ptr<const CatalogueIndex> index_ = CheckedIndex(symbols_);
  std::map<std::string, uint64_t> latest_;
  Facts whole_, lean_;
};

// The law: a view of any moment has the bytes that it had.
TEST_F(ReleaseTest, EveryViewOfEveryMomentKeepsItsBytes) {
  for (uint32_t seed = 1; seed <= 5; ++seed) {
    std::mt19937 random(seed);
    for (int i = 0; i < 25; ++i) RandomReport(random);
  }
  v1::ViewQuery query;
  for (const std::string_view period : {"2024", "2025"}) {
    query.set_period(std::string(period));
    for (uint64_t size = 1; size <= whole_.size(); ++size) {
      query.set_as_of(size);
      const auto expected = ConsolidateView(whole_, query);
      const auto view = ConsolidateView(lean_, query);
      ASSERT_TRUE(expected.ok() && view.ok()) << expected.status() << view.status();
      ASSERT_EQ(view->SerializeAsString(), expected->SerializeAsString()) << size;
    }
  }
  EXPECT_LT(lean_.weight(), whole_.weight());
}

TEST_F(ReleaseTest, KeepsWhatIsInForceWholeAndOfTheOthersTheTotals) {
  constexpr std::string_view kRows =
      "observations { indicator: 'FLOW' sex: 'F' value: '4' }"
      "observations { indicator: 'FLOW' sex: 'M' value: '6' }";
  Report("eidar", "2025", kRows);
  Report("eidar", "2025", kRows);
  EXPECT_EQ(RowsAt(lean_, 2).size(), 3u);
  EXPECT_EQ(RowsAt(lean_, 2).released, 0u);
  const Observations& replaced = RowsAt(lean_, 1);
  EXPECT_EQ(replaced.size(), 1u);
  EXPECT_EQ(replaced.totals, 1u);
  EXPECT_EQ(replaced.released, 2u);
  EXPECT_EQ(replaced.value,
            RowsAt(lean_, 2).value.empty()
                ? replaced.value
                : std::vector(RowsAt(lean_, 2).value.begin(), RowsAt(lean_, 2).value.begin() + 1));
  EXPECT_EQ(lean_.weight(), 3 * kEntryObservations + 4);
  EXPECT_EQ(whole_.weight(), 3 * kEntryObservations + 6);
}

TEST_F(ReleaseTest, ASnapshotFromBeforeKeepsEverything) {
  Report("eidar", "2025", "observations { indicator: 'FLOW' sex: 'F' value: '4' }");
  const Facts before = lean_;
  Report("eidar", "2025", "");
  EXPECT_EQ(RowsAt(before, 1).size(), 2u);
  EXPECT_EQ(RowsAt(lean_, 1).size(), 1u);
  // And both still grow without disturbing each other.
  Facts other = before;
  other.Append({.time_ms = 9, .what = ReturnedFact{}});
  EXPECT_TRUE(std::holds_alternative<ReportFact>(lean_[2].what));
}

TEST_F(ReleaseTest, RemembersTheCodesOfWhatIsGone) {
  Report("eidar", "2025", "observations { indicator: 'FLOW' area: 'lextorp' value: '4' }");
  EXPECT_TRUE(lean_.released_symbols().empty());
  Report("eidar", "2025", "");
  EXPECT_TRUE(lean_.released_symbols().contains(*index_->FindCode("area", "lextorp")));
  EXPECT_FALSE(lean_.released_symbols().contains(*index_->FindCode("area", "east")));
}

TEST_F(ReleaseTest, ReleasesOverManyChunksAtOnce) {
  std::vector<uint64_t> positions;
  for (size_t i = 0; i < 3 * Facts::kChunk; ++i) {
    Report(StrCat("o", i), "2025", "observations { indicator: 'FLOW' sex: 'F' value: '4' }");
    if (i % 2 == 0) positions.push_back(whole_.size() - 1);
  }
  const uint64_t weight = lean_.weight();
  lean_.ReleaseBreakdowns(positions);
  lean_.ReleaseBreakdowns(positions);  // twice is once
  EXPECT_EQ(lean_.weight(), weight - positions.size());
  for (uint64_t position = 1; position < lean_.size(); ++position) {
    EXPECT_EQ(RowsAt(lean_, position).size(), position % 2 == 1 ? 1u : 2u);
  }
}

TEST(WeightTest, TextCountsTooAndEveryEntry) {
  Prose prose;
  prose.activities.emplace_back().set_description(std::string(5 * kObservationBytes, 'x'));
  ReportFact report;
  EXPECT_EQ(WeightOf({.what = report}), kEntryObservations);
  report.prose = std::make_shared<const Prose>(prose);
  EXPECT_EQ(WeightOf({.what = report}), kEntryObservations + 5);
  EXPECT_EQ(WeightOf({.what = DeadlineFact{}}), kEntryObservations);
}

TEST(WeightTest, RemarksAndSeriesCountToo) {
  ReviewFact review;
  EXPECT_EQ(WeightOf({.what = review}), kEntryObservations);
  review.remarks.emplace_back().set_text(std::string(5 * kObservationBytes, 'x'));
  EXPECT_GE(WeightOf({.what = review}), kEntryObservations + 5);
  v1::SeriesImported series;
  for (int i = 0; i < 100; ++i) series.add_values()->set_code("N15428");
  EXPECT_GE(WeightOf({.what = SeriesFact{std::make_shared<const v1::SeriesImported>(series)}}),
            kEntryObservations + 100);
}

}  // namespace
}  // namespace samlad::domain
