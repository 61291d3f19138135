// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/edition/count_system.h"

#include <algorithm>
#include <utility>

#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

using disclosure::kUnknownValue;
using disclosure::LinkedCount;
using disclosure::Term;

// A whole number of people; nullopt if it is none.
std::optional<int64_t> WholeNumber(std::string_view text) {
  const auto decimal = ParseDecimal(text);
  if (!decimal || decimal->micros < 0 || decimal->micros % kMicrosPerUnit != 0) {
    return std::nullopt;
  }
  return decimal->micros / kMicrosPerUnit;
}

std::optional<int64_t> WholeNumber(int64_t micros) {
  if (micros == kNoFigure || micros < 0 || micros % kMicrosPerUnit != 0) return std::nullopt;
  return micros / kMicrosPerUnit;
}

std::optional<int64_t> NumberIn(const PartOfSum& reported, const v1::Indicator& definition,
                                FigurePart part) {
  if (IsCount(definition)) return WholeNumber(reported.value);
  if (!IsRatio(definition)) {
    return reported.n < 0 ? std::nullopt : std::optional<int64_t>(reported.n);
  }
  const auto numerator = WholeNumber(reported.numerator);
  const auto denominator = WholeNumber(reported.denominator);
  if (!numerator || !denominator) return std::nullopt;
  if (part == FigurePart::kWhole) return denominator;
  if (part != FigurePart::kComplement) return numerator;
  return *denominator < *numerator ? std::nullopt
                                   : std::optional<int64_t>(*denominator - *numerator);
}

// The whole of a row is worth most, then organisations' parts, then coarse cells.
int64_t WeightOf(const EditionFigure& figure) {
  const size_t splits = SplitsOf(figure.codes);
  if (splits == 0) return figure.row == kNoRow ? 4 : 8;
  return splits == 1 ? 3 : splits == 2 ? 2 : 1;
}

}  // namespace

CountSystem::CountSystem(const Input& input, ReportedParts& reported)
    : input_(input), unusable_(input.figures.size(), false) {
  counts_.leaves = input.leaves.size();
  for (size_t figure = 0; figure < input.figures.size(); ++figure) {
    const EditionFigure& one = input.figures[figure];
    cells_[{one.indicator, one.figure->period(), one.codes}].push_back(figure);
    AddGroup(figure, reported);
  }
  // What was published stays published; what only earlier editions have, and hide,
  // stays hidden.
  std::vector<bool> is_current(groups_.size(), false);
  for (size_t figure = 0; figure < input.earlier; ++figure) is_current[group_of_[figure]] = true;
  for (size_t group = 0; group < groups_.size(); ++group) {
    disclosure::CountGroup& linked = counts_.groups[group];
    linked.denied = !linked.given && (linked.denied || !is_current[group]);
  }
  derived_.resize(input.figures.size());
  for (size_t figure = 0; figure < input.figures.size(); ++figure) {
    if (input.definitions.IsProtected(DefinitionOf(figure))) AddDerived(figure, reported);
  }
}

const v1::Indicator& CountSystem::DefinitionOf(size_t figure) const {
  const EditionFigure& one = input_.figures[figure];
  return *input_.definitions.Find(one.indicator, one.figure->indicator_version());
}

std::string_view CountSystem::BaseOf(size_t figure) const {
  return input_.definitions.BaseOf(DefinitionOf(figure));
}

std::optional<int64_t> CountSystem::NumberOf(size_t figure, FigurePart part) const {
  const v1::Figure& shown = *input_.figures[figure].figure;
  const v1::Indicator& definition = DefinitionOf(figure);
  if (!HasNumber(shown)) return std::nullopt;
  if (IsCount(definition)) return WholeNumber(shown.value());
  if (!IsRatio(definition)) return WholeNumber(shown.n());
  const auto numerator = WholeNumber(shown.numerator());
  const auto denominator = WholeNumber(shown.denominator());
  if (!numerator || !denominator) return std::nullopt;
  if (part == FigurePart::kWhole) return denominator;
  if (part != FigurePart::kComplement) return numerator;
  return *denominator < *numerator ? std::nullopt
                                   : std::optional<int64_t>(*denominator - *numerator);
}

bool CountSystem::IsZero(size_t figure) const {
  const Group& group = groups_[group_of_[figure]];
  return IsCount(DefinitionOf(figure)) && counts_.counts[group.parts[0]].value == 0;
}

void CountSystem::AddGroup(size_t figure, ReportedParts& reported) {
  const EditionFigure& one = input_.figures[figure];
  const v1::Indicator& definition = DefinitionOf(figure);
  const bool is_earlier = figure >= input_.earlier;
  const auto [at, is_new] =
      group_by_key_.try_emplace(KeyOf(one), static_cast<uint32_t>(groups_.size()));
  group_of_.push_back(at->second);
  if (is_new) {
    groups_.emplace_back();
    counts_.groups.push_back(
        {.level = static_cast<int32_t>(SplitsOf(one.codes)) + 1, .weight = WeightOf(one)});
  }
  disclosure::CountGroup& group = counts_.groups[at->second];
  group.given = group.given || !input_.definitions.IsProtected(definition) ||
                (is_earlier ? HasNumber(*one.figure) : input_.shown_before.contains(at->first));
  group.denied = group.denied || (input_.denied[figure] && !is_earlier);
  if (!is_new) {
    const bool at_least_one = IsCount(definition) && !MayBeZero(figure);
    if (at_least_one) counts_.counts[groups_[at->second].parts[0]].least = 1;
    return;
  }
  const bool may_be_zero = MayBeZero(figure);
  for (const FigurePart part : PartsOf(definition)) {
    Elements elements;
    for (const uint64_t position : one.figure->positions()) {
      elements.push_back({.position = position, .figure = figure, .part = part});
    }
    auto terms = TermsOf(elements, true);
    const uint32_t count = AddCount(figure, std::move(elements), std::move(terms), reported);
    LinkedCount& linked = counts_.counts[count];
    linked.group = at->second;
    if (const auto number = NumberOf(figure, part)) linked.value = *number;
    if (HasNumber(*one.figure) && !NumberOf(figure, part)) {
      unusable_[figure] = true;
      linked.value = kUnknownValue;
    }
    if (!IsRatio(definition) && !(IsCount(definition) && may_be_zero)) linked.least = 1;
    groups_[at->second].parts.push_back(count);
    if (IsCount(definition) && linked.value == 0 && !may_be_zero) group.level = 0;
  }
  if (!IsRatio(definition)) return;
  Elements whole;
  for (const uint64_t position : one.figure->positions()) {
    whole.push_back({.position = position, .figure = figure, .part = FigurePart::kWhole});
  }
  auto terms = TermsOf(whole, true);
  const uint32_t count = AddCount(figure, std::move(whole), std::move(terms), reported);
  LinkedCount& linked = counts_.counts[count];
  linked.group = at->second;
  linked.k = 0;
  linked.least = 1;
  if (const auto number = NumberOf(figure, FigurePart::kWhole)) linked.value = *number;
  groups_[at->second].denominator = count;
}

// Whether a hidden count may be zero, for all that its edition says.
bool CountSystem::MayBeZero(size_t figure) const {
  const v1::Indicator& definition = DefinitionOf(figure);
  const auto& zeros =
      figure < input_.earlier
          ? input_.edition.assumptions().zeros_hidden()
          : input_.edition.earlier(static_cast<int>(input_.edition_of[figure - input_.earlier]))
                .zeros_hidden();
  return definition.protection().sensitive() ||
         std::ranges::find(zeros, definition.id()) != zeros.end();
}

void CountSystem::AddDerived(size_t figure, ReportedParts& reported) {
  AddSteps(figure, reported);
  AddDifferences(figure, reported);
  AddLatecomers(figure, reported);
  AddRemainders(figure, reported);
  AddOthers(figure, reported);
}

void CountSystem::AddSteps(size_t figure, ReportedParts& reported) {
  const std::string_view base = BaseOf(figure);
  for (const FigurePart part : PartsOf(DefinitionOf(figure))) {
    Elements elements;
    std::vector<uint32_t> leaves;
    for (const uint64_t position : input_.figures[figure].figure->positions()) {
      const uint64_t before = input_.chains.Find(base, position);
      if (before == 0) continue;
      elements.push_back({.position = position, .figure = figure, .part = part});
      elements.push_back({.sign = -1, .position = before, .figure = figure, .part = part});
      input_.leaves.AddLeaves(figure, part, position, leaves);
    }
    if (elements.empty()) return;
    std::vector<Term> terms;
    for (const uint32_t leaf : leaves) terms.push_back({.leaf = leaf});
    std::ranges::sort(terms, {}, &Term::leaf);
    derived_[figure].push_back(AddCount(figure, std::move(elements), std::move(terms), reported));
  }
}

void CountSystem::AddDifferences(size_t figure, ReportedParts& reported) {
  const std::string_view base = BaseOf(figure);
  const v1::Indicator& definition = DefinitionOf(figure);
  for (const uint64_t position : input_.figures[figure].figure->positions()) {
    const uint64_t before = input_.chains.Before(base, position);
    if (before == 0 || input_.chains.Find(base, position) != 0) continue;
    for (const FigurePart part : PartsOf(definition)) {
      if (Accumulates(definition, part)) AddDifference(figure, part, position, before, reported);
    }
  }
  for (const uint64_t position : input_.figures[figure].figure->positions()) {
    const uint64_t older = OlderRevision(input_.reports, position);
    if (older == 0) continue;
    for (const FigurePart part : PartsOf(definition)) {
      AddDifference(figure, part, position, older, reported);
    }
  }
}

void CountSystem::AddDifference(size_t figure, FigurePart part, uint64_t position, uint64_t earlier,
                                ReportedParts& reported) {
  Elements elements = {{.position = position, .figure = figure, .part = part},
                       {.sign = -1, .position = earlier, .figure = figure, .part = part}};
  auto terms = TermsOf(elements, true);
  derived_[figure].push_back(AddCount(figure, std::move(elements), std::move(terms), reported));
}

void CountSystem::AddLatecomers(size_t figure, ReportedParts& reported) {
  const EditionFigure& now = input_.figures[figure];
  for (size_t before = input_.earlier; before < input_.figures.size(); ++before) {
    const EditionFigure& other = input_.figures[before];
    if (before == figure || other.indicator != now.indicator ||
        other.figure->period() != now.figure->period() || other.codes != now.codes) {
      continue;
    }
    const auto& known = other.figure->positions();
    std::vector<uint64_t> late;
    for (const uint64_t position : now.figure->positions()) {
      const ReportOfEdition& report = input_.reports.at(position);
      const bool was_there = std::ranges::any_of(known, [&](uint64_t one) {
        const ReportOfEdition& then = input_.reports.at(one);
        return then.organisation == report.organisation && then.obligation == report.obligation;
      });
      if (!was_there) late.push_back(position);
    }
    const bool is_same = std::ranges::equal(known, now.figure->positions());
    if (is_same || late.empty() ||
        std::ssize(late) == static_cast<ptrdiff_t>(now.figure->positions_size())) {
      continue;
    }
    AddPartOver(figure, late, reported);
  }
}

void CountSystem::AddPartOver(size_t figure, std::span<const uint64_t> positions,
                              ReportedParts& reported) {
  for (const FigurePart part : PartsOf(DefinitionOf(figure))) {
    Elements elements;
    for (const uint64_t position : positions) {
      elements.push_back({.position = position, .figure = figure, .part = part});
    }
    auto terms = TermsOf(elements, true);
    derived_[figure].push_back(AddCount(figure, std::move(elements), std::move(terms), reported));
  }
}

// What is left of a figure when one over some of its reports is subtracted.
void CountSystem::AddOthers(size_t figure, ReportedParts& reported) {
  const EditionFigure& whole = input_.figures[figure];
  const auto& all = whole.figure->positions();
  std::set<std::vector<uint64_t>> seen;
  for (const size_t other : cells_.at({whole.indicator, whole.figure->period(), whole.codes})) {
    const auto& some = input_.figures[other].figure->positions();
    if (some.size() >= all.size() || !std::ranges::includes(all, some)) continue;
    std::vector<uint64_t> rest;
    std::ranges::set_difference(all, some, std::back_inserter(rest));
    if (seen.insert(rest).second) AddPartOver(figure, rest, reported);
  }
}

std::vector<size_t> CountSystem::ChildrenOf(size_t figure, size_t dimension) const {
  const EditionFigure& whole = input_.figures[figure];
  const auto list = std::ranges::find(
      input_.edition.code_lists(), CodeListOf(DefinitionOf(figure), dimension), &v1::CodeList::id);
  std::vector<size_t> children;
  if (list == input_.edition.code_lists().end()) return children;
  for (const v1::Code& code : list->codes()) {
    const std::string_view parent =
        code.parent().empty() ? std::string_view("_T") : std::string_view(code.parent());
    if (parent != whole.codes[dimension]) continue;
    FigureCodes codes = whole.codes;
    codes[dimension] = code.id();
    const auto found = cells_.find({whole.indicator, whole.figure->period(), codes});
    if (found == cells_.end()) continue;
    for (const size_t part : found->second) {
      const bool is_within = std::ranges::includes(whole.figure->positions(),
                                                   input_.figures[part].figure->positions());
      if (is_within) children.push_back(part);
    }
  }
  return children;
}

void CountSystem::AddRemainders(size_t figure, ReportedParts& reported) {
  for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
    const std::vector<size_t> children = ChildrenOf(figure, dimension);
    if (!children.empty()) AddRemainder(figure, children, reported);
  }
}

void CountSystem::AddRemainder(size_t figure, std::span<const size_t> children,
                               ReportedParts& reported) {
  for (const FigurePart part : PartsOf(DefinitionOf(figure))) {
    Elements whole, parts;
    for (const uint64_t position : input_.figures[figure].figure->positions()) {
      whole.push_back({.position = position, .figure = figure, .part = part});
    }
    std::set<std::pair<FigureCodes, uint64_t>> seen;  // editions repeat figures
    for (const size_t child : children) {
      for (const uint64_t position : input_.figures[child].figure->positions()) {
        if (!seen.insert({input_.figures[child].codes, position}).second) continue;
        parts.push_back({.sign = -1, .position = position, .figure = child, .part = part});
      }
    }
    std::vector<Term> terms;
    std::ranges::set_difference(TermsOf(whole, true), TermsOf(parts, true),
                                std::back_inserter(terms), {}, &Term::leaf, &Term::leaf);
    if (terms.empty()) continue;
    whole.insert(whole.end(), parts.begin(), parts.end());
    derived_[figure].push_back(AddCount(figure, std::move(whole), std::move(terms), reported));
  }
}

std::vector<Term> CountSystem::TermsOf(const Elements& elements, bool with_closure) const {
  std::map<uint32_t, int32_t> signs;
  std::vector<uint32_t> leaves;
  for (const Element& element : elements) {
    leaves.clear();
    const std::vector<uint64_t> closure =
        with_closure ? input_.chains.Closure(BaseOf(element.figure), element.position)
                     : std::vector<uint64_t>{element.position};
    for (const uint64_t report : closure) {
      input_.leaves.AddLeaves(element.figure, element.part, report, leaves);
    }
    for (const uint32_t leaf : leaves) signs[leaf] += element.sign;
  }
  std::vector<Term> terms;
  for (const auto& [leaf, sign] : signs) {
    if (sign != 0) terms.push_back({.leaf = leaf, .sign = sign > 0 ? 1 : -1});
  }
  return terms;
}

uint32_t CountSystem::AddCount(size_t figure, Elements elements, std::vector<Term> terms,
                               ReportedParts& reported) {
  const v1::Protection& protection = DefinitionOf(figure).protection();
  counts_.counts.push_back({.terms = std::move(terms),
                            .value = ValueOf(elements, nullptr, reported),
                            .k = static_cast<int32_t>(protection.k()),
                            .zero_is_small = protection.sensitive()});
  elements_.push_back(std::move(elements));
  return static_cast<uint32_t>(counts_.counts.size()) - 1;
}

int64_t CountSystem::ValueOf(const Elements& elements, const std::set<std::string_view>* who,
                             ReportedParts& reported) const {
  int64_t sum = 0;
  for (const Element& element : elements) {
    if (who != nullptr && !who->contains(input_.reports.at(element.position).organisation)) {
      continue;
    }
    const v1::Indicator& definition = DefinitionOf(element.figure);
    const auto part =
        reported.Find(element.position, definition, input_.figures[element.figure].codes);
    const auto number = part ? NumberIn(*part, definition, element.part) : std::nullopt;
    if (!number) return kUnknownValue;
    sum += element.sign * *number;
  }
  return sum;
}

std::vector<SeatOfEdition> CountSystem::Seats(
    const std::set<std::set<std::string_view>>& organisations, ReportedParts& reported) const {
  std::vector<SeatOfEdition> seats;
  for (const std::set<std::string_view>& who : organisations) {
    disclosure::Seat seat;
    for (uint32_t leaf = 0; leaf < counts_.leaves; ++leaf) {
      if (who.contains(input_.reports.at(input_.leaves.ReportOf(leaf)).organisation)) {
        seat.leaves.push_back(leaf);
      }
    }
    if (seat.leaves.empty()) continue;
    for (const Elements& elements : elements_) {
      seat.own.push_back(ValueOf(elements, &who, reported));
    }
    seats.push_back({.organisations = who, .seat = std::move(seat)});
  }
  return seats;
}

std::vector<uint32_t> CountSystem::KnownCounts(const disclosure::Shown& shown) const {
  std::vector<uint32_t> known;
  for (size_t figure = 0; figure < input_.figures.size(); ++figure) {
    const uint32_t number = group_of_[figure];
    const Group& group = groups_[number];
    const bool is_earlier = figure >= input_.earlier;
    const bool is_shown = is_earlier ? HasNumber(*input_.figures[figure].figure) : shown[number];
    if (is_shown) {
      known.insert(known.end(), group.parts.begin(), group.parts.end());
    } else if (!shown[number]) {
      if (group.denominator) {
        known.push_back(*group.denominator);
      } else if (!IsCount(DefinitionOf(figure)) || !MayBeZero(figure)) {
        known.push_back(group.parts[0]);
      }
    }
  }
  return known;
}

std::vector<uint32_t> CountSystem::KnownPartsOf(uint32_t count,
                                                const disclosure::Shown& shown) const {
  const uint32_t number = counts_.counts[count].group;
  const Group& group = groups_[number];
  return group.denominator == count && shown[number] ? group.parts : std::vector<uint32_t>{count};
}

std::vector<uint32_t> CountSystem::CountsToProve(const disclosure::Shown& shown) const {
  std::vector<uint32_t> counts;
  for (size_t figure = 0; figure < input_.figures.size(); ++figure) {
    if (!input_.definitions.IsProtected(DefinitionOf(figure))) continue;
    const Group& group = groups_[group_of_[figure]];
    if (!shown[group_of_[figure]]) {
      counts.insert(counts.end(), group.parts.begin(), group.parts.end());
    }
    counts.insert(counts.end(), derived_[figure].begin(), derived_[figure].end());
  }
  return counts;
}

}  // namespace samlad::domain
