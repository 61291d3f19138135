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
#include "gateway/domain/log/prefix.h"
#include "gateway/domain/view/view.h"
#include "google/protobuf/unknown_field_set.h"
#include "tests/unit/domain/validation/check_fixture.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kReleaseOrganisations[] = {"eidar", "stadshus", "sgn"};
constexpr std::string_view kReleasePeriods[] = {"2024", "2025", "2025-T1"};

// The same log twice: once with everything kept.
class ReleaseTest : public ::testing::Test {
 protected:
  ReleaseTest() {
    Append({.time_ms = 0, .what = CatalogueFact{index_}});
    begin_weight_ = whole_.weight();
  }

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
    if (latest != 0) lean_.ReleaseReplaced({latest});
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
  uint64_t begin_weight_ = 0;  // of the catalogue
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
  const uint64_t fixed = begin_weight_ + 2 * (kEntryObservations + kReportObservations);
  EXPECT_EQ(lean_.weight(), fixed + 4 + 1) << "and the smallest counts of one";
  EXPECT_EQ(whole_.weight(), fixed + 6);
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
  lean_.ReleaseReplaced(positions);
  lean_.ReleaseReplaced(positions);  // twice is once
  EXPECT_EQ(lean_.weight(), weight) << "the row that goes counts as the smallest counts that stay";
  for (uint64_t position = 1; position < lean_.size(); ++position) {
    EXPECT_EQ(RowsAt(lean_, position).size(), position % 2 == 1 ? 1u : 2u);
  }
}

// Projects that were ever followed up are shown as such, whatever replaced it.
TEST_F(ReleaseTest, ProseLeavesMemoryAndCanBeRestoredInACopy) {
  Prose prose;
  v1::FollowUp follow_up;
  follow_up.set_project("P1");
  follow_up.set_effect("good");
  prose.follow_ups.push_back(follow_up);
  const auto kept = std::make_shared<const Prose>(prose);
  const auto report = [&](uint64_t replaces, std::shared_ptr<const Prose> with) {
    return Fact{.time_ms = 9,
                .what = ReportFact{.organisation = "eidar",
                                   .obligation = "annual",
                                   .period = "2025",
                                   .sender = "eidar",
                                   .replaces = replaces,
                                   .verdict = v1::VERDICT_ACCEPTED,
                                   .observations = std::make_shared<const Observations>(),
                                   .prose = std::move(with)}};
  };
  lean_.Append(report(0, kept));
  lean_.Append(report(1, nullptr));
  const uint64_t weight = lean_.weight();
  EXPECT_FALSE(lean_.any_prose_released());
  lean_.ReleaseReplaced({1});
  EXPECT_LT(lean_.weight(), weight);
  EXPECT_TRUE(lean_.any_prose_released());
  const auto& released = std::get<ReportFact>(lean_[1].what);
  EXPECT_EQ(released.prose, nullptr);
  EXPECT_TRUE(released.prose_released);
  EXPECT_EQ(lean_.released_projects().at("P1"), 1u);
  // Now, nothing of it counts; then, it did.
  EXPECT_TRUE(ReadPrefix(lean_, 0)->MissingProse().empty());
  EXPECT_EQ(ReadPrefix(lean_, 2)->MissingProse(), std::vector<uint64_t>{1});
  v1::ViewQuery query;
  query.set_period("2025");
  query.set_as_of(2);
  EXPECT_FALSE(ConsolidateView(lean_, query).ok()) << "never a view without it";

  Facts then = lean_;
  then.RestoreProse(1, kept);
  EXPECT_EQ(then.weight(), weight);
  EXPECT_TRUE(ReadPrefix(then, 2)->MissingProse().empty());
  EXPECT_TRUE(ConsolidateView(then, query).ok());
  EXPECT_EQ(std::get<ReportFact>(lean_[1].what).prose, nullptr);
}

TEST(KeptMessagesTest, GiveBackWhatTheyWereGiven) {
  std::vector<v1::Activity> activities(3);
  activities[0].set_title("a");
  activities[2].set_description(std::string(70'000, 'x'));
  activities[2].GetReflection()->MutableUnknownFields(&activities[2])->AddVarint(99, 7);
  const KeptMessages<v1::Activity> kept(activities.begin(), activities.end());
  ASSERT_EQ(kept.size(), activities.size());
  size_t i = 0;
  for (const v1::Activity& activity : kept) {
    EXPECT_EQ(activity.SerializeAsString(), activities[i++].SerializeAsString());
  }
  EXPECT_EQ(i, activities.size());
  EXPECT_TRUE(KeptMessages<v1::Activity>().empty());
}

TEST(WeightTest, TextCountsTooAndEveryEntry) {
  Prose prose;
  v1::Activity activity;
  activity.set_description(std::string(5 * kObservationBytes, 'x'));
  prose.activities.push_back(activity);
  ReportFact report;
  constexpr uint64_t kReport = kEntryObservations + kReportObservations;
  EXPECT_EQ(WeightOf({.what = report}), kReport);
  report.prose = std::make_shared<const Prose>(prose);
  EXPECT_GE(WeightOf({.what = report}), kReport + 6);
  EXPECT_LE(WeightOf({.what = report}), kReport + 8);
  EXPECT_EQ(ReleasedWeightOf(report), WeightOf({.what = report}) - kReport);
  EXPECT_EQ(WeightOf({.what = DeadlineFact{}}), kEntryObservations);
}

TEST(WeightTest, RemarksAndSeriesCountToo) {
  ReviewFact review;
  EXPECT_EQ(WeightOf({.what = review}), kEntryObservations);
  v1::ReviewRemark remark;
  remark.set_text(std::string(5 * kObservationBytes, 'x'));
  review.remarks.push_back(remark);
  EXPECT_GE(WeightOf({.what = review}), kEntryObservations + 5);
  v1::SeriesImported series;
  for (int i = 0; i < 100; ++i) series.add_values()->set_code("N15428");
  EXPECT_GE(WeightOf({.what = SeriesFact{std::make_shared<const v1::SeriesImported>(series)}}),
            kEntryObservations + 100);
}

}  // namespace
}  // namespace samlad::domain
