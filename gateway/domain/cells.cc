// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/cells.h"

#include <algorithm>
#include <optional>

#include "absl/container/flat_hash_set.h"
#include "gateway/base/strings.h"

namespace samlad::domain {
namespace {

// Rows of an indicator among those with breakdown, which are ordered by it.
std::pair<size_t, size_t> RowsOf(const Observations& rows, Symbol indicator) {
  const auto begin = rows.indicator.begin() + rows.totals;
  const auto range = std::equal_range(begin, rows.indicator.end(), indicator);
  return {range.first - rows.indicator.begin(), range.second - rows.indicator.begin()};
}

Symbol CodeAt(const Observations& rows, size_t row, size_t dimension) {
  const std::vector<Symbol>* const columns[kDimensions] = {&rows.area, &rows.sex, &rows.age,
                                                           &rows.background, &rows.category};
  return (*columns[dimension])[row];
}

// The codes of a row; nullopt if it is split in another way than asked for.
template <class Orders>
std::optional<CellCodes> CodesAt(const Observations& rows, size_t row, const Orders& orders) {
  CellCodes codes{};
  for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
    const Symbol code = CodeAt(rows, row, dimension);
    if (code == kTotal) continue;
    if (orders[dimension] == nullptr) return std::nullopt;
    codes[dimension] = orders[dimension]->Find(code);
    if (codes[dimension] == CodeOrder::kUnknown) return std::nullopt;
  }
  return codes;
}

// The parts of one whole that an organisation has given.
struct Parts {
  std::vector<size_t> words;  // numbers
  uint32_t found = 0;         // different parts
  bool usable = false;        // at least one has a figure
};

// Adds the wholes along one dimension of which every part is there; whether
// there was one. Words of one cell stand together.
template <class Words>
bool AddWholes(const v1::Indicator& definition, const CodeOrder& order, size_t dimension,
               Words& words) {
  absl::flat_hash_set<CellCodes> present = {CellCodes{}};
  absl::flat_hash_map<CellCodes, Parts> wholes;
  for (size_t i = 0; i < words.size(); ++i) {
    const auto& [codes, statement] = words[i];
    const bool is_first = present.insert(codes).second;
    if (codes[dimension] == 0) continue;
    CellCodes whole = codes;
    whole[dimension] = order.Parent(codes[dimension]);
    if (order.Parts(whole[dimension]) == 0) continue;
    const bool usable = HasUsableFigure(statement, definition);
    // What cannot exist counts nothing.
    if (!usable && statement.status != v1::OBSERVATION_STATUS_NOT_APPLICABLE) continue;
    Parts& parts = wholes[whole];
    parts.found += is_first ? 1 : 0;
    parts.usable = parts.usable || usable;
    if (usable) parts.words.push_back(i);
  }
  const size_t before = words.size();
  for (const auto& [codes, parts] : wholes) {
    if (!parts.usable || parts.found < order.Parts(codes[dimension])) continue;
    if (present.contains(codes)) continue;
    for (const size_t part : parts.words) {
      auto word = words[part];
      word.codes = codes;
      words.push_back(std::move(word));
    }
  }
  return words.size() > before;
}

}  // namespace

CellBuilder::CellBuilder(const Prefix& prefix, std::span<const int> asked) : prefix_(prefix) {
  for (const int dimension : asked) {
    asked_[static_cast<size_t>(dimension - v1::DIMENSION_AREA)] = true;
  }
  if (asked.empty()) return;
  for (const v1::CodeList& list : prefix.catalogue->catalogue().code_lists()) {
    orders_.try_emplace(list.id(), list, *prefix.catalogue->FindCodes(list.id()));
  }
}

absl::Status CellBuilder::CheckThere(std::span<const Statement> statements,
                                     Symbol indicator) const {
  for (const Statement& statement : statements) {
    const Observations& rows = *prefix_.revisions[statement.revision].report->observations;
    const bool was_split =
        std::ranges::binary_search(rows.splits, indicator, {}, &SplitIndicator::indicator);
    if (rows.released == 0 || !was_split) continue;
    return absl::FailedPreconditionError(
        StrCat("as_of: of the report at position ", statement.position,
               ", which was in force then, only the totals are in memory, for it has been replaced "
               "since; leave the breakdowns out, or ask for a later moment"));
  }
  return absl::OkStatus();
}

CellBuilder::Orders CellBuilder::OrdersOf(const v1::Indicator& definition) const {
  Orders orders{};
  for (const int dimension : definition.breakdowns()) {
    const auto position = static_cast<size_t>(dimension - v1::DIMENSION_AREA);
    if (position >= kDimensions || !asked_[position]) continue;
    const auto order = orders_.find(CodeListOf(definition, position));
    if (order != orders_.end()) orders[position] = &order->second;
  }
  return orders;
}

void CellBuilder::ReadWords(const Statement& total, Symbol indicator, const Orders& orders,
                            std::vector<Word>& words) const {
  const Observations& rows = *prefix_.revisions[total.revision].report->observations;
  const auto [begin, end] = RowsOf(rows, indicator);
  words.clear();
  for (size_t row = begin; row < end; ++row) {
    const auto codes = CodesAt(rows, row, orders);
    if (!codes) continue;
    Statement statement = total;
    statement.version = rows.version[row];
    statement.status = static_cast<v1::ObservationStatus>(rows.status[row]);
    statement.revised = false;
    statement.share = ShareAt(rows, static_cast<uint32_t>(row));
    words.push_back({*codes, statement});
  }
}

void CellBuilder::AddCells(const CellSource& source, const Weights& weights,
                           v1::IndicatorRow& row) const {
  const Orders orders = OrdersOf(source.definition);
  if (std::ranges::all_of(orders, [](const CodeOrder* order) { return order == nullptr; })) return;

  absl::flat_hash_map<CellCodes, size_t> numbers;
  std::vector<std::pair<CellCodes, Gathered>> cells;
  std::vector<Word> words;
  std::vector<uint32_t> debtors(source.debtors.begin(), source.debtors.end());
  for (const Statement& total : source.statements) {
    ReadWords(total, source.indicator, orders, words);
    if (total.status == v1::OBSERVATION_STATUS_NOT_APPLICABLE)
      std::erase(debtors, total.organisation);
    if (source.definition.aggregation() != v1::AGGREGATION_DISTINCT) {
      for (size_t i = 0; i < kDimensions; ++i) {
        if (orders[i] == nullptr || !orders[i]->HasParts()) continue;
        while (AddWholes(source.definition, *orders[i], i, words)) {
        }
      }
    }
    for (const Word& word : words) {
      const auto [at, added] = numbers.try_emplace(word.codes, cells.size());
      if (added) cells.emplace_back(word.codes, Gathered());
      cells[at->second].second.Add(word.statement, source.definition);
    }
  }
  std::ranges::sort(cells, {}, &std::pair<CellCodes, Gathered>::first);

  const auto name = [&orders](const CellCodes& codes, size_t dimension) {
    return codes[dimension] == 0 ? std::string("_T")
                                 : std::string(orders[dimension]->Name(codes[dimension]));
  };
  for (const auto& [codes, gathered] : cells) {
    v1::CellFigure& cell = *row.add_cells();
    cell.set_area(name(codes, 0));
    cell.set_sex(name(codes, 1));
    cell.set_age(name(codes, 2));
    cell.set_background(name(codes, 3));
    cell.set_category(name(codes, 4));
    v1::Figure& figure = *cell.mutable_figure();
    figure.set_period(std::string(source.period));
    figure.set_indicator_version(source.definition.version());
    WriteFigure(gathered, source.definition, CoverageOf(gathered, debtors, weights), source.hidden,
                source.is_break, figure);
  }
}

}  // namespace samlad::domain
