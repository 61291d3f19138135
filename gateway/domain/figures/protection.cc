// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/figures/protection.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/container/flat_hash_set.h"
#include "gateway/domain/figures/disclosure.h"
#include "gateway/domain/figures/indicator_table.h"

namespace samlad::domain {
namespace {

// The indicator and those with which it shares a count, directly or through
// others, because such figures are hidden together.
std::vector<uint32_t> Related(const IndicatorTable& indicators, uint32_t indicator) {
  std::vector<uint32_t> related;
  for (uint32_t number = 0; number < indicators.size(); ++number) {
    if (indicators[number].family == indicators[indicator].family) related.push_back(number);
  }
  return related;
}

bool HasFigure(const ReportFact& report, const IndicatorEntry& indicator) {
  if (report.observations != nullptr) {
    const auto& rows = *report.observations;
    if (std::ranges::find(rows.indicator, indicator.symbol) != rows.indicator.end()) return true;
    if (std::ranges::find(rows.splits, indicator.symbol, &SplitIndicator::indicator) !=
        rows.splits.end()) {
      return true;
    }
  }
  if (report.measured == nullptr) return false;
  for (const v1::FollowUp& follow_up : *report.measured) {
    if (std::ranges::find(follow_up.measured(), indicator.id, &v1::MeasuredEffect::indicator) !=
        follow_up.measured().end()) {
      return true;
    }
  }
  return false;
}

// What would be hidden if some figures of an indicator, and of those that share a
// count with it, were cleared.
class Trial {
 public:
  Trial(const Prefix& prefix, const IndicatorTable& indicators, uint32_t indicator)
      : prefix_(prefix),
        indicators_(indicators),
        indicator_(indicator),
        related_(Related(indicators, indicator)) {
    // The others hide nothing of it, and a log may have very many.
    std::erase_if(prefix_.revisions, [&](const Revision& revision) {
      return std::ranges::none_of(related_, [&](uint32_t number) {
        return HasFigure(*revision.report, indicators[number]);
      });
    });
  }

  const std::vector<Revision>& revisions() const { return prefix_.revisions; }
  bool InForce(const Revision& revision) const { return prefix_.InForce(revision); }

  // Whether the indicator or its breakdowns are hidden by the figures of the
  // reports that `counts` accepts, and by (`only`, the indicator).
  template <class Counts>
  bool Hides(const Counts& counts, uint64_t only = 0) const {
    IndicatorTable trial = indicators_;
    for (const Revision& revision : prefix_.revisions) {
      if (counts(revision)) continue;
      for (const uint32_t number : related_) {
        if (revision.position == only && number == indicator_) continue;
        trial.Clear(revision.position, number);
      }
    }
    return Hides(trial);
  }

  bool HidesWithout(uint64_t report) const {
    IndicatorTable trial = indicators_;
    trial.Clear(report, indicator_);
    return Hides(trial);
  }

 private:
  bool Hides(const IndicatorTable& trial) const {
    const std::vector<bool> hidden = HiddenIndicators(prefix_, trial);
    constexpr PeriodId kWholeYear = {};  // of parts, breakdowns are withheld in any case
    return hidden[indicator_] || HiddenBreakdowns(prefix_, trial, hidden, kWholeYear)[indicator_];
  }

  Prefix prefix_;
  const IndicatorTable& indicators_;
  const uint32_t indicator_;
  const std::vector<uint32_t> related_;
};

// Those of `wanted` that hide the indicator each by itself.
template <class IsWanted>
std::vector<uint64_t> ThoseThatHide(const Trial& trial, const IsWanted& is_wanted) {
  std::vector<uint64_t> positions;
  for (const Revision& one : trial.revisions()) {
    if (positions.size() == kClearingOthersMax) break;
    if (!is_wanted(one)) continue;
    if (trial.Hides([&](const Revision& other) { return other.position == one.position; })) {
      positions.push_back(one.position);
    }
  }
  return positions;
}

// Whether `protection` became stricter by that of one version.
bool MakeStricter(const v1::Indicator& also, Protection& protection) {
  const Protection before = protection;
  protection.k = std::max(before.k, ProtectionOf(also.protection()));
  protection.sensitive = before.sensitive || also.protection().sensitive();
  const std::string_view count = also.denominator_indicator();
  if (!count.empty() &&
      std::ranges::find(before.denominators, count) == before.denominators.end()) {
    protection.denominators.push_back(count);
  }
  return protection != before;
}

}  // namespace

Protections ProtectionsAsOf(const Facts& facts, uint64_t as_of) {
  Protections strictest;
  for (const uint64_t position : facts.catalogues()) {
    if (position >= as_of) break;
    const auto& index = std::get<CatalogueFact>(facts[position].what).index;
    for (const v1::Indicator& indicator : index->catalogue().indicators()) {
      MakeStricter(indicator, strictest[indicator.id()]);
    }
  }
  return strictest;
}

uint64_t FirstAsStrict(const Facts& facts, uint64_t as_of, uint64_t now) {
  const auto catalogues = facts.catalogues();
  auto next = std::ranges::lower_bound(catalogues, as_of);
  const auto end = std::ranges::lower_bound(catalogues, now);
  if (next == end) return as_of;
  Protections strictest = ProtectionsAsOf(facts, as_of);
  uint64_t moment = as_of;
  for (; next != end; ++next) {
    const auto& index = std::get<CatalogueFact>(facts[*next].what).index;
    for (const v1::Indicator& indicator : index->catalogue().indicators()) {
      const auto known = strictest.find(indicator.id());
      if (known == strictest.end()) continue;  // no view as of before has it
      if (MakeStricter(indicator, known->second)) moment = *next + 1;
    }
  }
  return moment;
}

ClearingCheck CheckClearing(const Prefix& prefix, uint64_t report, std::string_view indicator) {
  using Result = ClearingCheck::Result;
  const IndicatorTable indicators(prefix);
  const uint32_t number = indicators.Find(indicator);
  if (number == IndicatorTable::kUnknown) return {Result::kUnknownIndicator};
  const Trial trial(prefix, indicators, number);
  const auto at = std::ranges::find(trial.revisions(), report, &Revision::position);
  if (at == trial.revisions().end() || !HasFigure(*at->report, indicators[number])) {
    return {Result::kNotInReport};
  }
  if (trial.InForce(*at)) return {Result::kInForce};
  for (const Clearing& clearing : prefix.clearings) {
    if (clearing.what->report == report && clearing.what->indicator == indicator) {
      return {Result::kCleared, {clearing.position}};
    }
  }
  if (!trial.Hides([](const Revision&) { return true; })) return {Result::kNothingHidden};
  const auto in_force = [&](const Revision& revision) { return trial.InForce(revision); };
  if (trial.Hides(in_force)) return {Result::kOthersHide, ThoseThatHide(trial, in_force)};
  if (trial.Hides(in_force, report) || !trial.HidesWithout(report)) return {};
  return {Result::kHidesNothing,
          ThoseThatHide(trial, [&](const Revision& revision) { return !in_force(revision); })};
}

}  // namespace samlad::domain
