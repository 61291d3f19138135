// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/leaf_space.h"

#include <algorithm>
#include <tuple>

#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

const v1::Indicator* DefinitionOf(const Definitions& definitions, const EditionFigure& figure) {
  return definitions.Find(figure.indicator, figure.figure->indicator_version());
}

bool Accumulates(const v1::Indicator& definition) {
  if (IsRatio(definition)) {
    return definition.numerator_aggregation() != v1::AGGREGATION_STOCK &&
           definition.denominator_aggregation() != v1::AGGREGATION_STOCK;
  }
  return definition.aggregation() != v1::AGGREGATION_STOCK &&
         definition.aggregation() != v1::AGGREGATION_INDEX;
}

bool IsContradicted(const v1::Edition& edition, std::string_view base, uint64_t report) {
  return std::ranges::any_of(
      edition.assumptions().contradicted_steps(), [&](const v1::ContradictedStep& step) {
        return step.report() == report && step.indicator() == base;
      });
}

// One code list, as leaves are made from it.
class LeafCodes {
 public:
  explicit LeafCodes(const v1::CodeList* list) {
    if (list == nullptr) return;
    for (const v1::Code& code : list->codes()) {
      parents_[code.id()] = code.parent();
      const auto [at, is_first] = whole_.try_emplace(code.parent(), code.exhaustive());
      at->second = at->second && code.exhaustive();
    }
  }

  // Every code that a leaf may have.
  std::vector<std::string_view> All() const {
    std::vector<std::string_view> codes;
    if (!IsWhole("")) codes.push_back("");
    for (const auto& [code, parent] : parents_) {
      if (!IsWhole(code)) codes.push_back(code);
    }
    return codes;
  }

  // Whether a figure's code holds a leaf's.
  bool Covers(std::string_view code, std::string_view leaf) const {
    for (size_t depth = 0; depth <= parents_.size() && !leaf.empty(); ++depth) {
      if (leaf == code) return true;
      const auto at = parents_.find(leaf);
      if (at == parents_.end()) return false;
      leaf = at->second;
    }
    return false;
  }

 private:
  // Whether its parts are the whole of it. A code without parts has none.
  bool IsWhole(std::string_view code) const {
    const auto at = whole_.find(code);
    return at != whole_.end() && at->second;
  }

  std::map<std::string_view, std::string_view> parents_;  // by code; "": of none
  std::map<std::string_view, bool> whole_;                // by parent
};

// The list of the base in a dimension; null: it is not broken down so.
const v1::CodeList* ListOf(const v1::Edition& edition, const Definitions& definitions,
                           std::string_view base, size_t dimension) {
  bool is_split = false;
  std::string_view list = kDimensionFields[dimension];
  std::string_view own, of_ratios;
  for (const v1::Indicator* one : definitions.WithBase(base)) {
    is_split = is_split || std::ranges::count(one->breakdowns(),
                                              static_cast<int>(dimension) + v1::DIMENSION_AREA) > 0;
    std::string_view& category = one->id() == base ? own : of_ratios;
    if (category.empty()) category = one->category_list();
  }
  if (!is_split) return nullptr;
  if (dimension == kDimensions - 1) list = own.empty() ? of_ratios : own;
  const auto at = std::ranges::find(edition.code_lists(), list, &v1::CodeList::id);
  return at == edition.code_lists().end() ? nullptr : &*at;
}

}  // namespace

ReportsOfEdition ReadReports(const v1::Edition& edition) {
  ReportsOfEdition reports;
  for (const v1::EditionReport& report : edition.reports()) {
    const auto period = ParsePeriod(report.period());
    reports[report.position()] = {
        .organisation = report.organisation(),
        .obligation = report.obligation(),
        .period = report.period(),
        .year = period ? period->year : 0,
        .order = !period ? 0 : period->third == 0 ? 3 : period->third,
    };
  }
  return reports;
}

Chains::Chains(const v1::Edition& edition, const Definitions& definitions,
               std::span<const EditionFigure> figures, const ReportsOfEdition& reports) {
  // By base, organisation, year and order within it: the newest report.
  std::map<std::tuple<std::string_view, std::string_view, int, int>, uint64_t> newest;
  for (const EditionFigure& figure : figures) {
    const std::string_view base = definitions.BaseOf(*DefinitionOf(definitions, figure));
    for (const uint64_t position : figure.figure->positions()) {
      const ReportOfEdition& report = reports.at(position);
      uint64_t& known = newest[{base, report.organisation, report.year, report.order}];
      known = std::max(known, position);
    }
  }
  std::map<std::string_view, bool> accumulates;
  for (const auto& [key, report] : newest) {
    const auto& [base, organisation, year, order] = key;
    const auto [at, is_new] = accumulates.try_emplace(base, true);
    if (is_new) {
      at->second = std::ranges::all_of(definitions.WithBase(base),
                                       [](const auto* one) { return Accumulates(*one); });
    }
    if (!at->second || IsContradicted(edition, base, report)) continue;
    for (int before = order - 1; before > 0; --before) {
      const auto found = newest.find({base, organisation, year, before});
      if (found == newest.end()) continue;
      links_[{base, report}] = found->second;
      break;
    }
  }
}

uint64_t Chains::Find(std::string_view base, uint64_t report) const {
  const auto at = links_.find({base, report});
  return at == links_.end() ? 0 : at->second;
}

std::vector<uint64_t> Chains::Closure(std::string_view base, uint64_t report) const {
  std::vector<uint64_t> closure;
  for (; report != 0; report = Find(base, report)) closure.push_back(report);
  return closure;
}

std::vector<FigurePart> PartsOf(const v1::Indicator& definition) {
  if (!IsRatio(definition)) return {FigurePart::kWhole};
  if (definition.numerator_beyond_denominator()) {
    return {FigurePart::kNumeratorOfItsOwn, FigurePart::kWhole};
  }
  return {FigurePart::kNumerator, FigurePart::kComplement};
}

LeafSpace::BaseKey LeafSpace::KeyOfPart(const Definitions& definitions,
                                        const v1::Indicator& definition, FigurePart part) {
  if (part == FigurePart::kNumeratorOfItsOwn) return {definition.id(), true};
  return {definitions.BaseOf(definition), false};
}

LeafSpace::LeafSpace(const v1::Edition& edition, const Definitions& definitions,
                     std::span<const EditionFigure> figures, const Chains& chains,
                     const Limits& limits)
    : definitions_(definitions), figures_(figures) {
  std::map<std::pair<BaseKey, uint64_t>, Use> uses;
  for (const EditionFigure& figure : figures) {
    const v1::Indicator& definition = *DefinitionOf(definitions, figure);
    const std::string_view base = definitions.BaseOf(definition);
    for (const FigurePart part : PartsOf(definition)) {
      for (const uint64_t position : figure.figure->positions()) {
        for (const uint64_t report : chains.Closure(base, position)) {
          Use& use = uses[{KeyOfPart(definitions, definition, part), report}];
          for (size_t i = 0; i < kDimensions; ++i) {
            if (figure.codes[i] != "_T") use.codes[i].insert(figure.codes[i]);
          }
          if (part == FigurePart::kNumerator) use.ratios.insert(definition.id());
        }
      }
    }
  }
  for (const auto& [key, use] : uses) {
    AddBlock(edition, definitions, key.first, key.second, use, limits);
  }
}

void LeafSpace::AddBlock(const v1::Edition& edition, const Definitions& definitions,
                         const BaseKey& key, uint64_t report, const Use& use,
                         const Limits& limits) {
  const v1::Indicator* of_ratio = nullptr;
  for (const v1::Indicator& one : edition.definitions()) {
    if (one.id() == key.indicator) of_ratio = &one;
  }
  const std::string_view base =
      key.beyond && of_ratio != nullptr ? definitions.BaseOf(*of_ratio) : key.indicator;
  Block block{.base = key, .report = report, .ratios = {use.ratios.begin(), use.ratios.end()}};
  size_t size = size_t{1} << std::min<size_t>(use.ratios.size(), 30);
  for (size_t i = 0; i < kDimensions; ++i) {
    const LeafCodes codes(ListOf(edition, definitions, base, i));
    std::map<std::set<std::string_view>, std::string_view> classes;
    for (const std::string_view code : codes.All()) {
      std::set<std::string_view> covered_by;
      for (const std::string_view used : use.codes[i]) {
        if (codes.Covers(used, code)) covered_by.insert(used);
      }
      classes.try_emplace(std::move(covered_by), code);
    }
    for (auto& [covered_by, code] : classes) block.classes[i].push_back({code, covered_by});
    size *= std::max<size_t>(block.classes[i].size(), 1);
    if (size > limits.of_report || size_ + size > limits.all) {
      too_large_.insert(base);
      return;
    }
  }
  block.first = size_;
  block.size = static_cast<uint32_t>(size);
  size_ += block.size;
  by_key_[{key, report}] = blocks_.size();
  blocks_.push_back(std::move(block));
}

void LeafSpace::AddLeaves(size_t number, FigurePart part, uint64_t report,
                          std::vector<uint32_t>& leaves) const {
  const EditionFigure& figure = figures_[number];
  const v1::Indicator& definition = *DefinitionOf(definitions_, figure);
  const auto at = by_key_.find({KeyOfPart(definitions_, definition, part), report});
  if (at == by_key_.end()) return;
  const Block& block = blocks_[at->second];
  std::vector<uint32_t> found = {0};
  uint32_t stride = 1;
  for (size_t i = 0; i < kDimensions; ++i) {
    std::vector<uint32_t> next;
    for (uint32_t code = 0; code < block.classes[i].size(); ++code) {
      const bool is_in =
          figure.codes[i] == "_T" || block.classes[i][code].covered_by.contains(figure.codes[i]);
      if (!is_in) continue;
      for (const uint32_t leaf : found) next.push_back(leaf + code * stride);
    }
    found = std::move(next);
    stride *= static_cast<uint32_t>(block.classes[i].size());
  }
  const auto ratio = std::ranges::find(block.ratios, definition.id());
  const auto bit = static_cast<size_t>(ratio - block.ratios.begin());
  for (uint32_t mask = 0; mask < (uint32_t{1} << block.ratios.size()); ++mask) {
    const bool in_numerator = ratio != block.ratios.end() && ((mask >> bit) & 1) != 0;
    if (part == FigurePart::kNumerator && !in_numerator) continue;
    if (part == FigurePart::kComplement && in_numerator) continue;
    for (const uint32_t leaf : found) leaves.push_back(block.first + mask * stride + leaf);
  }
}

const LeafSpace::Block* LeafSpace::BlockOf(uint32_t leaf) const {
  const auto after = std::ranges::upper_bound(blocks_, leaf, {}, &Block::first);
  return &*std::prev(after);
}

uint64_t LeafSpace::ReportOf(uint32_t leaf) const { return BlockOf(leaf)->report; }

v1::Leaf LeafSpace::Describe(uint32_t leaf) const {
  const Block& block = *BlockOf(leaf);
  v1::Leaf described;
  described.set_report(block.report);
  described.set_indicator(std::string(block.base.indicator));
  described.set_beyond(block.base.beyond);
  uint32_t rest = leaf - block.first;
  FigureCodes codes;
  for (size_t i = 0; i < kDimensions; ++i) {
    const auto count = static_cast<uint32_t>(block.classes[i].size());
    codes[i] = block.classes[i][rest % count].code;
    rest /= count;
  }
  SetCodes(codes, described);
  for (size_t bit = 0; bit < block.ratios.size(); ++bit) {
    if (((rest >> bit) & 1) != 0) described.add_numerators(std::string(block.ratios[bit]));
  }
  return described;
}

}  // namespace samlad::domain
