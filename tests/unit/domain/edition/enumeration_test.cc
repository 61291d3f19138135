// SPDX-License-Identifier: EUPL-1.2
//
// A reader who knows the program tries every small table: which would have made this very
// edition? What it learns so is measured, not bounded (docs/disclosure.md, "Not covered").
// SAMLAD_ATTACK_SEEDS=N measures about N / 10 tables instead of a few.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/edition/edition.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::attacks {
namespace {

constexpr size_t kSide = 3;
constexpr int64_t kLargestOfToy = 12, kOfToy = 5;
constexpr std::array<std::string_view, kSide> kToyAreas = {"A", "B", "C"};
constexpr std::array<std::string_view, kSide> kToySexes = {"F", "M", "X"};
// Tables that agree with what is shown, of one edition, that are tried at most.
constexpr size_t kTriedAtMost = 3000;

using ToyTable = std::array<std::array<int64_t, kSide>, kSide>;

v1::Catalogue ToyCatalogue() {
  v1::Catalogue catalogue = domain::SampleCatalogue();
  for (v1::CodeList& list : *catalogue.mutable_code_lists()) {
    const auto& codes = list.id() == "area" ? kToyAreas : kToySexes;
    list.clear_codes();
    for (const std::string_view id : codes) {
      v1::Code& code = *list.add_codes();
      code.set_id(std::string(id));
      code.mutable_title()->set_sv(std::string(id));
      code.set_exhaustive(true);
    }
  }
  return catalogue;
}

// The shown figures of the table, and "[c]" for the others: all that the edition says.
std::vector<std::string> EditionSays(const ToyTable& table) {
  std::vector<std::string> texts;
  texts.reserve(16);
  std::vector<domain::Figures> rows;
  const auto add = [&](std::string_view area, std::string_view sex, int64_t number) {
    domain::Figures row = domain::Count("FLOW", texts.emplace_back(StrCat(number)));
    row.area = area;
    row.sex = sex;
    rows.push_back(row);
  };
  int64_t all = 0;
  std::array<int64_t, kSide> of_sex{};
  for (size_t i = 0; i < kSide; ++i) {
    int64_t of_area = 0;
    for (size_t j = 0; j < kSide; ++j) {
      add(kToyAreas[i], kToySexes[j], table[i][j]);
      of_area += table[i][j];
      of_sex[j] += table[i][j];
    }
    add(kToyAreas[i], "", of_area);
    all += of_area;
  }
  for (size_t j = 0; j < kSide; ++j) add("", kToySexes[j], of_sex[j]);
  add("", "", all);
  domain::SampleLog log(ToyCatalogue());
  log.Report("asf", "2025", rows);
  const auto edition = domain::MakeEdition(log.facts(), {.period = "2025"}, {}, [](v1::View&) {});
  EXPECT_TRUE(edition.ok()) << edition.status();
  v1::View view;
  view.ParseFromString(edition->view());
  const v1::IndicatorRow row = domain::RowOf(view, "FLOW");
  std::vector<std::string> said = {domain::Shown(row.figure())};
  for (const v1::CellFigure& cell : row.cells()) {
    said.push_back(StrCat(cell.area(), " ", cell.sex(), " ", domain::Shown(cell.figure())));
  }
  return said;
}

// What an edition says of a table: numbers, -1: hidden. The last row and column are sums.
using Visible = std::array<std::array<int64_t, kSide + 1>, kSide + 1>;

Visible ReadSaid(const std::vector<std::string>& said) {
  Visible visible{};
  const auto number = [](const std::string& text) { return text == "[c]" ? -1 : std::stoll(text); };
  visible[kSide][kSide] = number(said.front());
  const auto index = [](const auto& codes, const std::string& code) {
    return static_cast<size_t>(std::ranges::find(codes, code) - codes.begin());
  };
  for (size_t i = 1; i < said.size(); ++i) {
    const size_t first = said[i].find(' '), second = said[i].find(' ', first + 1);
    visible[index(kToyAreas, said[i].substr(0, first))]
           [index(kToySexes, said[i].substr(first + 1, second - first - 1))] =
               number(said[i].substr(second + 1));
  }
  return visible;
}

bool Agrees(int64_t sum, int64_t shown, bool complete) {
  return shown < 0 || (complete ? sum == shown : sum <= shown);
}

// All tables of numbers up to kLargestOfToy that agree with what is shown; hidden ones are at
// least 1. Empty: more than kTriedAtMost.
std::vector<ToyTable> TablesThatAgree(const Visible& visible) {
  std::vector<ToyTable> found;
  ToyTable table{};
  const auto sums_agree = [&](size_t cell) {
    const size_t row = cell / kSide, column = cell % kSide;
    int64_t of_row = 0, of_column = 0, all = 0;
    for (size_t i = 0; i <= cell; ++i) {
      const int64_t one = table[i / kSide][i % kSide];
      of_row += i / kSide == row ? one : 0;
      of_column += i % kSide == column ? one : 0;
      all += one;
    }
    return Agrees(of_row, visible[row][kSide], column + 1 == kSide) &&
           Agrees(of_column, visible[kSide][column], row + 1 == kSide) &&
           Agrees(all, visible[kSide][kSide], cell + 1 == kSide * kSide);
  };
  const std::function<bool(size_t)> fill = [&](size_t cell) {
    if (cell == kSide * kSide) {
      found.push_back(table);
      return found.size() <= kTriedAtMost;
    }
    const int64_t shown = visible[cell / kSide][cell % kSide];
    const int64_t low = shown >= 0 ? shown : 1, high = shown >= 0 ? shown : kLargestOfToy;
    for (int64_t number = low; number <= high; ++number) {
      table[cell / kSide][cell % kSide] = number;
      if (sums_agree(cell) && !fill(cell + 1)) return false;
    }
    return true;
  };
  if (!fill(0)) found.clear();
  return found;
}

struct Learnt {
  int tables = 0, too_many = 0, cells = 0, narrowed = 0, exact = 0;
};

// A protected cell, and its lowest and highest number in tables that give the same edition.
struct Narrowed {
  size_t row = 0, column = 0;
  int64_t low = 0, high = 0;
  bool IsNarrow() const { return high - low < kOfToy; }
};

void Measure(const ToyTable& truth, std::mt19937& random, Learnt& learnt) {
  const std::vector<std::string> said = EditionSays(truth);
  const Visible visible = ReadSaid(said);
  std::vector<ToyTable> agree = TablesThatAgree(visible);
  if (agree.empty()) {
    ++learnt.too_many;
    return;
  }
  ++learnt.tables;
  std::vector<Narrowed> cells;
  for (size_t i = 0; i < kSide; ++i) {
    for (size_t j = 0; j < kSide; ++j) {
      const int64_t number = truth[i][j];
      if (visible[i][j] < 0 && number > 0 && number < kOfToy) {
        cells.push_back({.row = i, .column = j, .low = number, .high = number});
      }
    }
  }
  std::ranges::shuffle(agree, random);  // the range grows sooner
  for (const ToyTable& one : agree) {
    const bool narrow = std::ranges::any_of(cells, &Narrowed::IsNarrow);
    if (!narrow) break;
    const bool tells = std::ranges::any_of(cells, [&](const Narrowed& cell) {
      const int64_t number = one[cell.row][cell.column];
      return number < cell.low || number > cell.high;
    });
    if (!tells || EditionSays(one) != said) continue;
    for (Narrowed& cell : cells) {
      cell.low = std::min(cell.low, one[cell.row][cell.column]);
      cell.high = std::max(cell.high, one[cell.row][cell.column]);
    }
  }
  for (const Narrowed& cell : cells) {
    ++learnt.cells;
    learnt.narrowed += cell.IsNarrow() ? 1 : 0;
    learnt.exact += cell.low == cell.high ? 1 : 0;
  }
}

TEST(EditionEnumerationTest, MeasuresWhatIsLearntFromTheProgram) {
  const char* const set = std::getenv("SAMLAD_ATTACK_SEEDS");
  const int wanted = set == nullptr ? 1 : std::max(1, std::stoi(set) / 10);
  std::printf("numbers  tables  too many to try  protected  narrowed below k  found exactly\n");
  const std::vector<std::pair<const char*, double>> kinds = {
      {"0 to 12", 0}, {"mean 6", 6}, {"mean 4", 4}};
  for (const auto& [kind, mean] : kinds) {
    std::mt19937 random(7);
    std::poisson_distribution<int64_t> number(mean == 0 ? 1 : mean);
    Learnt learnt;
    for (int i = 0; i < wanted; ++i) {
      ToyTable truth{};
      for (auto& row : truth) {
        for (int64_t& one : row) {
          one = mean == 0 ? static_cast<int64_t>(random() % (kLargestOfToy + 1))
                          : std::min(number(random), kLargestOfToy);
        }
      }
      Measure(truth, random, learnt);
    }
    const auto percent = [&](int part) { return 100.0 * part / std::max(learnt.cells, 1); };
    std::printf("%7s  %6d  %15d  %9d  %14.1f %%  %11.1f %%\n", kind, learnt.tables, learnt.too_many,
                learnt.cells, percent(learnt.narrowed), percent(learnt.exact));
    EXPECT_GT(learnt.tables + learnt.too_many, 0);
  }
}

}  // namespace
}  // namespace samlad::attacks
