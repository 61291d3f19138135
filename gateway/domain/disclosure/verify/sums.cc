// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/sums.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"

namespace samlad::domain::verify {
namespace {

// Why a leaf is not possible; empty: it is.
std::string ReadLeaf(const v1::Leaf& from, const People& people, Leaf& leaf) {
  const auto report =
      std::ranges::lower_bound(people.reports, from.report(), {}, &Report::position);
  if (report == people.reports.end() || report->position != from.report()) {
    return StrCat("`reports` does not have position ", from.report());
  }
  leaf.report = static_cast<uint32_t>(report - people.reports.begin());
  if (people.IsOwn(leaf.report)) return "it is of a report that the seat knows";
  const uint32_t indicator = people.definitions.NumberOf(from.indicator());
  leaf.population =
      indicator == kNone ? kNone : people.definitions.FindPopulation(indicator, from.beyond());
  if (leaf.population == kNone) {
    return StrCat(from.indicator(), from.beyond() ? " has no numerator that may exceed"
                                                  : " is not the base of a definition");
  }
  const Base& base = people.BaseOf(leaf.population);
  const std::string* before = nullptr;
  for (const std::string& ratio : from.numerators()) {
    const uint32_t number = people.definitions.NumberOf(ratio);
    if (from.beyond() || !std::ranges::binary_search(base.ratios, number)) {
      return StrCat("its people cannot be in the numerator of ", ratio);
    }
    if (before != nullptr && *before >= ratio) return "its numerators do not ascend";
    before = &ratio;
    leaf.numerators.push_back(number);
  }
  std::ranges::sort(leaf.numerators);
  const std::array<const std::string*, kDimensions> codes = {&from.area(), &from.sex(), &from.age(),
                                                             &from.background(), &from.category()};
  for (size_t d = 0; d < kDimensions; ++d) {
    const std::optional<Code> code = base.trees[d]->FindOfLeaf(*codes[d]);
    if (!code || !base.trees[d]->IsPossible(*code)) {
      return StrCat("nobody can have the code \"", *codes[d], "\" alone");
    }
    leaf.codes[d] = *code;
  }
  return "";
}

}  // namespace

bool IsInPart(const Part& part, std::span<const uint32_t> numerators) {
  if (part.kind == PartKind::kAll) return true;
  return std::ranges::binary_search(numerators, part.ratio) == (part.kind == PartKind::kNumerator);
}

int People::SignOf(const Sum& sum, const Leaf& leaf) const {
  if (sum.part.population != leaf.population) return 0;
  const Base& base = BaseOf(leaf.population);
  if (!Contains(base, sum.cell.codes, leaf.codes) || !IsInPart(sum.part, leaf.numerators)) return 0;
  const int sign = SignOfReport(sum, leaf.report);
  if (sign == 0) return 0;
  for (const Cell& cell : sum.without) {
    if (Contains(base, cell.codes, leaf.codes) && sets.Has(cell.reports, leaf.report)) return 0;
  }
  return sign;
}

bool People::AnyReport(const Sum& sum) const {
  const auto is_in = [&](uint32_t report) { return SignOfReport(sum, report) != 0; };
  return std::ranges::any_of(sets.Get(sum.cell.reports), is_in) ||
         (sum.minus != kNone && std::ranges::any_of(sets.Get(sum.minus), is_in));
}

std::vector<Leaf> ReadLeaves(const v1::DisclosureCertificate& certificate, const People& people,
                             Faults& faults) {
  std::vector<Leaf> leaves;
  absl::flat_hash_set<std::tuple<uint32_t, uint32_t, std::vector<uint32_t>, Codes>> seen;
  for (const v1::Leaf& from : certificate.leaves()) {
    Leaf leaf;
    const std::string why = ReadLeaf(from, people, leaf);
    if (!why.empty()) {
      faults.Add("2", "leaf ", leaves.size(), ": ", why);
    } else if (!seen.emplace(leaf.population, leaf.report, leaf.numerators, leaf.codes).second) {
      faults.Add("5", "leaf ", leaves.size(), " is there twice");
    }
    leaves.push_back(std::move(leaf));
  }
  return leaves;
}

}  // namespace samlad::domain::verify
