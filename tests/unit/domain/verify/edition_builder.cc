// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/verify/edition_builder.h"

#include <algorithm>
#include <cstdlib>

namespace samlad::testing {
namespace {

constexpr int kSmallestLarge = 5;
constexpr int kLargest = 24;  // number in a leaf
constexpr size_t kTablesMax = 200'000;

int NumberIn(const std::vector<int>& signs, const std::vector<int>& table) {
  int sum = 0;
  for (size_t i = 0; i < signs.size(); ++i) sum += signs[i] * table[i];
  return sum;
}

void SetCodes(const CodesOfTest& codes, auto& message) {
  message.set_area(codes.area);
  message.set_sex(codes.sex);
  message.set_background(codes.background);
}

}  // namespace

EditionBuilder::EditionBuilder() {
  edition_.set_format(1);
  edition_.set_number(1);
  view_.add_periods("2025");
  view_.add_areas()->set_id("F1");
}

v1::Indicator& EditionBuilder::Define(std::string_view id, v1::Aggregation aggregation,
                                      std::initializer_list<v1::Dimension> breakdowns) {
  v1::Indicator& indicator = *edition_.add_definitions();
  indicator.set_id(std::string(id));
  indicator.set_version(1);
  indicator.set_aggregation(aggregation);
  for (const v1::Dimension dimension : breakdowns) indicator.add_breakdowns(dimension);
  indicator.mutable_protection()->set_k(kSmallestLarge);
  v1::IndicatorRow& row = Row(id);
  row.set_status(v1::TARGET_STATUS_INSUFFICIENT);
  row.set_trend(v1::TREND_INSUFFICIENT);
  return indicator;
}

void EditionBuilder::List(std::string_view id, std::initializer_list<CodeOfTest> codes) {
  v1::CodeList& list = *edition_.add_code_lists();
  list.set_id(std::string(id));
  for (const CodeOfTest& from : codes) {
    v1::Code& code = *list.add_codes();
    code.set_id(from.id);
    code.set_parent(from.parent);
    code.set_exhaustive(from.exhaustive);
  }
}

void EditionBuilder::Report(uint64_t position, std::string_view organisation,
                            std::string_view period) {
  v1::EditionReport& report = *edition_.add_reports();
  report.set_position(position);
  report.set_organisation(std::string(organisation));
  report.set_obligation("yearly");
  report.set_period(std::string(period));
}

v1::IndicatorRow& EditionBuilder::Row(std::string_view indicator) {
  v1::AreaView& area = *view_.mutable_areas(0);
  for (v1::IndicatorRow& row : *area.mutable_rows()) {
    if (row.indicator() == indicator) return row;
  }
  v1::IndicatorRow& row = *area.add_rows();
  row.set_indicator(std::string(indicator));
  return row;
}

v1::Figure& EditionBuilder::Cell(std::string_view indicator, const CodesOfTest& codes) {
  v1::CellFigure& cell = *Row(indicator).add_cells();
  SetCodes(codes, cell);
  cell.set_age("_T");
  cell.set_category("_T");
  return *cell.mutable_figure();
}

v1::Figure& EditionBuilder::Contribution(std::string_view indicator,
                                         std::string_view organisation) {
  v1::Contribution& contribution = *Row(indicator).add_contributions();
  contribution.set_organisation(std::string(organisation));
  return *contribution.mutable_figure();
}

v1::Figure& EditionBuilder::Earlier(uint64_t position, std::string_view indicator,
                                    const CodesOfTest& codes) {
  auto& all = *edition_.mutable_earlier();
  if (all.empty() || all.rbegin()->position() != position) {
    v1::EarlierEdition& earlier = *all.Add();
    earlier.set_position(position);
    earlier.set_digest(std::string(32, 'd'));
    edition_.set_number(edition_.number() + 1);
    edition_.set_previous(position);
    edition_.set_previous_digest(earlier.digest());
  }
  v1::EarlierFigure& figure = *all.rbegin()->add_figures();
  figure.set_indicator(std::string(indicator));
  SetCodes(codes, figure);
  figure.set_age("_T");
  figure.set_category("_T");
  return *figure.mutable_figure();
}

v1::Edition EditionBuilder::Build() const {
  v1::Edition edition = edition_;
  edition.set_view(view_.SerializeAsString());
  return edition;
}

void Show(v1::Figure& figure, std::string_view period, std::string_view value,
          const Positions& positions) {
  figure.Clear();
  figure.set_period(std::string(period));
  figure.set_value(std::string(value));
  figure.set_indicator_version(1);
  figure.mutable_positions()->Assign(positions.begin(), positions.end());
}

void ShowRatio(v1::Figure& figure, std::string_view period, std::string_view value,
               std::string_view numerator, std::string_view denominator,
               const Positions& positions) {
  Show(figure, period, value, positions);
  figure.set_numerator(std::string(numerator));
  figure.set_denominator(std::string(denominator));
}

void Hide(v1::Figure& figure, std::string_view period, const Positions& positions) {
  Show(figure, period, "", positions);
  figure.set_code(v1::FIGURE_CODE_CONFIDENTIAL);
}

uint32_t Puzzle::Leaf(uint64_t report, std::string_view indicator, const CodesOfTest& codes,
                      std::initializer_list<std::string_view> numerators) {
  v1::Leaf& leaf = leaves_.emplace_back();
  leaf.set_report(report);
  leaf.set_indicator(std::string(indicator));
  SetCodes(codes, leaf);
  for (const std::string_view ratio : numerators) leaf.add_numerators(std::string(ratio));
  return static_cast<uint32_t>(leaves_.size() - 1);
}

Puzzle::Signs Puzzle::SignsOf(const Leaves& leaves, const Leaves& minus) const {
  Signs signs(leaves_.size());
  for (const uint32_t leaf : leaves) ++signs[leaf];
  for (const uint32_t leaf : minus) --signs[leaf];
  return signs;
}

void Puzzle::Known(const Leaves& leaves, int number) {
  known_.push_back({.signs = SignsOf(leaves, {}), .number = number});
}

void Puzzle::AtLeastOne(const Leaves& leaves) {
  known_.push_back({.signs = SignsOf(leaves, {}), .at_least = true});
}

void Puzzle::Need(const Leaves& leaves, const Leaves& minus) {
  needed_.push_back(SignsOf(leaves, minus));
}

// Whether a table, of which only the first leaves have numbers, may yet hold.
bool Puzzle::CanHold(const Table& table) const {
  return std::ranges::all_of(known_, [&](const KnownOfTest& known) {
    if (known.forgotten) return true;
    int sum = 0, left = 0;
    for (size_t i = 0; i < known.signs.size(); ++i) {
      if (i < table.size()) {
        sum += known.signs[i] * table[i];
      } else {
        left += known.signs[i] * kLargest;
      }
    }
    return sum + left >= known.number && (known.at_least || sum <= known.number);
  });
}

void Puzzle::FindTables(Table& table, std::vector<Table>& found) const {
  if (found.size() >= kTablesMax) return;
  if (table.size() == leaves_.size()) {
    found.push_back(table);
    return;
  }
  for (int number = 0; number <= kLargest; ++number) {
    table.push_back(number);
    if (CanHold(table)) FindTables(table, found);
    table.pop_back();
  }
}

bool Puzzle::AddTables(const Signs& count, const std::vector<Table>& found,
                       v1::DisclosureCertificate& certificate, v1::CountProof& proof) const {
  if (found.empty()) return false;
  const auto value = [&](const Table& table) { return NumberIn(count, table); };
  const auto [low, high] = std::ranges::minmax_element(found, {}, value);
  if (value(*high) - value(*low) < kSmallestLarge) return false;
  const auto add = [&](const Table& table) {
    v1::LeafTable& named = *certificate.add_tables();
    for (uint32_t i = 0; i < table.size(); ++i) {
      if (table[i] == found[0][i]) continue;
      named.add_leaves(i);
      named.add_numbers(table[i] - found[0][i]);
    }
    return static_cast<uint32_t>(certificate.tables_size() - 1);
  };
  proof.set_low(add(*low));
  proof.set_high(add(*high));
  return true;
}

bool Puzzle::FindBound(const Signs& count, bool above, int wanted, v1::CountBound& bound) const {
  std::vector<int> multiples(known_.size(), -1);
  const int direction = above ? -1 : 1;
  for (;;) {
    int limit = 0;
    bool holds = true;
    for (size_t i = 0; i < known_.size(); ++i) {
      limit += multiples[i] * known_[i].number;
      holds = holds && (!known_[i].at_least || direction * multiples[i] >= 0) &&
              (!known_[i].forgotten || multiples[i] == 0);
    }
    for (size_t leaf = 0; leaf < leaves_.size(); ++leaf) {
      int sum = 0;
      for (size_t i = 0; i < known_.size(); ++i) sum += multiples[i] * known_[i].signs[leaf];
      holds = holds && direction * (count[leaf] - sum) >= 0;
    }
    if (holds && direction * (limit - wanted) >= 0) {
      bound.set_scale(1);
      bound.set_above(above);
      for (uint32_t i = 0; i < known_.size(); ++i) {
        if (multiples[i] == 0) continue;
        bound.add_counts(i);
        bound.add_multiples(multiples[i]);
      }
      return true;
    }
    size_t next = 0;
    while (next < multiples.size() && ++multiples[next] == 2) multiples[next++] = -1;
    if (next == multiples.size()) return false;
  }
}

bool Puzzle::AddBounds(const Signs& count, v1::DisclosureCertificate& certificate,
                       v1::CountProof& proof) const {
  v1::CountBound bound;
  const bool from_below = FindBound(count, false, kSmallestLarge, bound);
  if (!from_below && !FindBound(count, true, 0, bound)) return false;
  *certificate.add_bounds() = bound;
  if (from_below) {
    proof.set_at_least(static_cast<uint32_t>(certificate.bounds_size()));
  } else {
    proof.set_at_most(static_cast<uint32_t>(certificate.bounds_size()));
  }
  return true;
}

v1::DisclosureCertificate Puzzle::Solve() {
  for (KnownOfTest& known : known_) known.signs.resize(leaves_.size());
  for (Signs& needed : needed_) needed.resize(leaves_.size());
  v1::DisclosureCertificate certificate;
  for (const v1::Leaf& leaf : leaves_) *certificate.add_leaves() = leaf;
  std::vector<Table> found;
  Table table;
  FindTables(table, found);
  unproven_ = found.empty() ? 1 : 0;
  v1::LeafTable& first = *certificate.add_tables();
  for (uint32_t i = 0; !found.empty() && i < leaves_.size(); ++i) {
    first.add_leaves(i);
    first.add_numbers(found[0][i]);
  }
  for (const Signs& needed : needed_) {
    v1::CountProof& proof = *certificate.add_proofs();
    if (!AddTables(needed, found, certificate, proof) && !AddBounds(needed, certificate, proof)) {
      ++unproven_;
    }
  }
  return certificate;
}

}  // namespace samlad::testing
