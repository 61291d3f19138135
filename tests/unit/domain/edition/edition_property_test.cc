// SPDX-License-Identifier: EUPL-1.2
//
// Random logs and sequences of editions: whatever is reported, every edition is
// certified, together with all editions before it, and the verifier, which shares no
// code with the maker, agrees.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "gateway/domain/edition/edition.h"
#include "gateway/ledger/hash.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::IsEmpty;

constexpr std::array<std::string_view, 4> kTableAreas = {"", "nn", "ns", "south"};
constexpr std::array<std::string_view, 3> kTableSexes = {"", "F", "M"};

// A sparse table of people by area and sex, with its margins.
class RandomTable {
 public:
  RandomTable(std::mt19937& random, double mean) {
    std::poisson_distribution<int64_t> people(mean);
    for (auto& area : people_) {
      for (int64_t& one : area) one = people(random);
    }
  }
  int64_t Sum(size_t area, size_t sex) const {  // 0: all
    int64_t sum = 0;
    for (size_t i = 0; i < 4; ++i) {
      if (area != 0 && i + 1 != area) continue;
      for (size_t j = 0; j < 2; ++j) {
        if (sex == 0 || j + 1 == sex) sum += people_[i][j];
      }
    }
    return sum;
  }
  void Grow(std::mt19937& random) {
    for (auto& area : people_) {
      for (int64_t& one : area) one += static_cast<int64_t>(random() % 4) * (random() % 9);
    }
  }

 private:
  std::array<std::array<int64_t, 2>, 4> people_{};  // the last area is outside the list
};

class RandomReports {
 public:
  explicit RandomReports(uint32_t seed) : random_(seed) {}

  std::vector<Figures> Make() {
    const double mean = std::array{1.5, 6.0, 30.0}[random_() % 3];
    const RandomTable count(random_, mean);
    const RandomTable numerator(random_, mean), complement(random_, mean);
    texts_.clear();
    texts_.reserve(500);
    std::vector<Figures> rows;
    const bool by_area = random_() % 2 == 0, by_sex = random_() % 2 == 0;
    const bool crossed = random_() % 2 == 0;
    for (size_t area = 0; area < kTableAreas.size(); ++area) {
      for (size_t sex = 0; sex < kTableSexes.size(); ++sex) {
        if ((area > 0 && !by_area) || (sex > 0 && !by_sex)) continue;
        if (area > 0 && sex > 0 && !crossed) continue;
        Add(area, sex, Count("FLOW", Text(count.Sum(area, sex))), rows);
        const int64_t part = numerator.Sum(area, sex);
        const int64_t whole = part + complement.Sum(area, sex);
        if (whole > 0) Add(area, sex, Ratio("RATIO", Text(part), Text(whole)), rows);
        const int64_t n = count.Sum(area, sex) + 1;
        if (area == 0 && sex == 0) Add(0, 0, Mean("MEAN", "3.5", n), rows);
      }
    }
    rows.push_back(Count("STOCK", Text(static_cast<int64_t>(random_() % 12))));
    return rows;
  }

 private:
  std::string_view Text(int64_t number) { return texts_.emplace_back(StrCat(number)); }
  static void Add(size_t area, size_t sex, Figures row, std::vector<Figures>& rows) {
    row.area = kTableAreas[area];
    row.sex = kTableSexes[sex];
    rows.push_back(row);
  }

  std::mt19937 random_;
  std::vector<std::string> texts_;
};

class EditionPropertyTest : public ::testing::TestWithParam<uint32_t> {};

TEST_P(EditionPropertyTest, TheVerifierAcceptsEverySequenceOfEditions) {
  std::mt19937 random(GetParam());
  RandomReports reports(GetParam() + 1);
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Indicator& indicator : *catalogue.mutable_indicators()) {
    const bool is_stock = indicator.id() == "RATIO" && random() % 3 == 0;
    if (is_stock) indicator.set_denominator_aggregation(v1::AGGREGATION_STOCK);
    if (indicator.id() == "FLOW" && random() % 4 == 0) {
      indicator.mutable_protection()->set_sensitive(true);
    }
  }
  SampleLog log(std::move(catalogue));
  std::vector<StoredEdition> published;
  std::vector<std::string> bytes;
  constexpr std::array<std::string_view, 4> kOrganisations = {"eidar", "asf", "utb", "sgn"};
  constexpr std::array<std::string_view, 3> kPeriods = {"2024", "2025-T2", "2025"};
  for (size_t step = 0; step < 10; ++step) {
    const auto period = kPeriods[random() % kPeriods.size()];
    log.Report(kOrganisations[random() % 4], period, reports.Make());
    if (random() % 2 == 0) continue;
    const auto edition =
        MakeEdition(log.facts(), {.period = std::string(period), .approved_prose = {}}, published,
                    [](v1::View& view) { view.set_origin("test"); });
    ASSERT_TRUE(edition.ok()) << edition.status();
    std::vector<KnownEdition> known;
    for (size_t i = 0; i < published.size(); ++i) {
      known.push_back({.position = published[i].position, .bytes = bytes[i]});
    }
    EXPECT_THAT(VerifyEdition(*edition, known).faults, IsEmpty()) << "edition " << known.size();
    bytes.push_back(edition->SerializeAsString());
    published.push_back({.position = log.Append(
                             DeadlineFact{.obligation = "year", .project = "", .period = "2020"}),
                         .digest = std::string(ledger::AsBytes(ledger::Sha256({bytes.back()}))),
                         .edition = *edition});
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, EditionPropertyTest, ::testing::Range(1u, 41u));

}  // namespace
}  // namespace samlad::domain
