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

// What is there of one whole.
struct Parts {
  uint32_t found = 0;   // different parts
  bool usable = false;  // at least one has a figure
};

// Puts parts together; keeps its memory from one organisation to the next.
class WholeMaker {
 public:
  // Adds the wholes along one dimension of which every part is there, and the
  // wholes of these, to one organisation's words.
  template <class Words>
  void AddWholes(const v1::Indicator& definition, const CodeOrder& order, size_t dimension,
                 Words& words) {
    while (AddNext(definition, order, dimension, words)) {
    }
  }

 private:
  template <class Words>
  bool AddNext(const v1::Indicator& definition, const CodeOrder& order, size_t dimension,
               Words& words) {
    present_.clear();
    wholes_.clear();
    present_.insert(CellCodes{});
    for (const auto& [codes, statement] : words) {
      const bool is_first = present_.insert(codes).second;
      if (codes[dimension] == 0) continue;
      const CellCodes whole = WholeOf(codes, order, dimension);
      if (order.Parts(whole[dimension]) == 0) continue;
      const bool usable = HasUsableFigure(statement, definition);
      // What cannot exist counts nothing.
      if (!usable && statement.status != v1::OBSERVATION_STATUS_NOT_APPLICABLE) continue;
      Parts& parts = wholes_[whole];
      parts.found += is_first ? 1 : 0;
      parts.usable = parts.usable || usable;
    }
    const auto is_made = [&](const CellCodes& whole) {
      const auto parts = wholes_.find(whole);
      return parts != wholes_.end() && parts->second.usable &&
             parts->second.found == order.Parts(whole[dimension]) && !present_.contains(whole);
    };
    const size_t reported = words.size();
    for (size_t i = 0; i < reported; ++i) {
      if (words[i].codes[dimension] == 0) continue;
      const CellCodes whole = WholeOf(words[i].codes, order, dimension);
      if (!is_made(whole) || !HasUsableFigure(words[i].statement, definition)) continue;
      auto word = words[i];
      word.codes = whole;
      words.push_back(word);
    }
    return words.size() > reported;
  }

  static CellCodes WholeOf(CellCodes codes, const CodeOrder& order, size_t dimension) {
    codes[dimension] = order.Parent(codes[dimension]);
    return codes;
  }

  absl::flat_hash_set<CellCodes> present_;
  absl::flat_hash_map<CellCodes, Parts> wholes_;
};

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
  WholeMaker wholes;
  std::vector<uint32_t> debtors(source.debtors.begin(), source.debtors.end());
  for (const Statement& total : source.statements) {
    ReadWords(total, source.indicator, orders, words);
    if (total.status == v1::OBSERVATION_STATUS_NOT_APPLICABLE)
      std::erase(debtors, total.organisation);
    if (source.definition.aggregation() != v1::AGGREGATION_DISTINCT) {
      for (size_t i = 0; i < kDimensions; ++i) {
        if (orders[i] == nullptr || !orders[i]->HasParts()) continue;
        wholes.AddWholes(source.definition, *orders[i], i, words);
      }
    }
    for (const Word& word : words) {
      const auto [at, added] = numbers.try_emplace(word.codes, cells.size());
      if (added) {
        cells.emplace_back(word.codes, Gathered()).second.Reserve(source.statements.size());
      }
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
