// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/attack.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "gateway/domain/disclosure/exact_bound.h"

namespace samlad::domain::disclosure {
namespace {

constexpr double kRounding = 1e-6;
constexpr double kCauseDual = 1e-7;
constexpr int kSamplePairsMax = 12;
constexpr int64_t kSearchesMax = 3;
// Stands for "as large as one likes" where nothing known limits a column.
constexpr int64_t kColumnFactor = 10, kColumnPerK = 100;

bool NoneIsSmall(int64_t low, int64_t high, const ReducedCount& count) {
  for (int64_t small = 1 - count.k; small < count.k; ++small) {
    if (small >= low && small <= high && IsSmall(small, count.k, count.zero_is_small)) {
      return false;
    }
  }
  return true;
}

}  // namespace

Attack::Attack(const ReducedCounts& system, std::vector<Knowledge> known,
               const MakeSolver& make_solver, WorkLeft& work, bool keep_tables)
    : system_(system),
      known_(std::move(known)),
      work_(work),
      keep_tables_(keep_tables),
      low_(system.counts.size()),
      high_(system.counts.size()),
      low_at_(system.counts.size()),
      high_at_(system.counts.size()),
      wide_(system.counts.size()),
      bounded_(system.counts.size()),
      proofs_(system.counts.size()) {
  for (uint32_t i = 0; i < system_.counts.size(); ++i) {
    if (system_.counts[i].unlimited) wide_[i] = true;
  }
  MakeProblem(make_solver);
}

void Attack::MakeProblem(const MakeSolver& make_solver) {
  LinearProblem problem;
  int64_t most = 0;
  for (uint32_t i = 0; i < system_.counts.size(); ++i) {
    const ReducedCount& count = system_.counts[i];
    most = std::max<int64_t>(most, kColumnPerK * count.k);
    // What an unlimited count has besides its columns makes up for any number.
    if (!count.unlimited) {
      for (const Term& term : count.terms) {
        problem.columns.push_back(static_cast<int>(term.leaf));
        problem.signs.push_back(term.sign);
      }
    }
    problem.row_starts.push_back(static_cast<int>(problem.columns.size()));
    if (count.unlimited) known_[i] = {};
    const Knowledge& known = known_[i];
    if (known.number) most = std::max(most, kColumnFactor * std::abs(*known.number));
    const auto number = static_cast<double>(known.number.value_or(0));
    problem.row_lower.push_back(known.number ? number : -kNoLimit);
    problem.row_upper.push_back(known.exact && known.number ? number : kNoLimit);
  }
  problem.column_upper.assign(system_.leaf_of_column.size(), static_cast<double>(most));
  solver_ = make_solver(problem);
}

Attack::Result Attack::Start() {
  if (system_.contradicts) return Result::kFailed;
  if (system_.leaf_of_column.empty()) {
    // No columns: every count is 0.
    has_table_ = Offer({});
    return has_table_ ? Result::kSafe : Result::kFailed;
  }
  Sample();
  if (!has_table_) {
    const Costs none(system_.leaf_of_column.size());
    Offer(solver_->FindIntegers(none, 0, work_));
  }
  return has_table_ ? Result::kSafe : Result::kFailed;
}

size_t Attack::Unproven() const {
  size_t count = 0;
  for (uint32_t i = 0; i < known_.size(); ++i) count += IsTarget(i) && !IsProven(i);
  return count;
}

// Corners in opposite directions, each for all counts that are not proven yet.
void Attack::Sample() {
  int idle = 0;
  for (int pair = 0; pair < kSamplePairsMax && idle < 2; ++pair) {
    const size_t before = Unproven();
    if (before == 0 && has_table_) return;
    Costs costs(system_.leaf_of_column.size());
    for (uint32_t i = 0; i < known_.size(); ++i) {
      if (!IsTarget(i) || IsProven(i)) continue;
      const auto weight = static_cast<double>(random_() % 1024) / 512 - 1;
      for (const Term& term : system_.counts[i].terms) costs[term.leaf] += weight * term.sign;
    }
    for (const int sign : {1, -1}) {
      for (double& cost : costs) cost *= sign;
      const LinearAnswer answer = solver_->Minimize(costs, work_);
      if (answer.status != LinearAnswer::Status::kOptimal) return;
      Offer(answer.numbers);
    }
    idle = Unproven() * 32 > before * 31 ? idle + 1 : 0;
  }
}

Attack::Costs Attack::CostsOf(uint32_t count, double sign) const {
  Costs costs(system_.leaf_of_column.size());
  for (const Term& term : system_.counts[count].terms) costs[term.leaf] = sign * term.sign;
  return costs;
}

bool Attack::Offer(const std::vector<double>& numbers) {
  if (numbers.size() != system_.leaf_of_column.size()) return false;
  std::vector<int64_t> table;
  table.reserve(numbers.size());
  for (const double number : numbers) {
    const double rounded = std::round(number);
    // The order of the comparisons refuses what is not a number.
    if (!(std::abs(number - rounded) < kRounding) || !(rounded >= 0 && rounded < 1e15)) {
      return false;
    }
    table.push_back(static_cast<int64_t>(rounded));
  }
  if (!Agrees(table)) return false;
  Evaluate(table);
  return true;
}

int64_t Attack::ValueIn(const std::vector<int64_t>& table, uint32_t count) const {
  int64_t value = 0;
  for (const Term& term : system_.counts[count].terms) value += term.sign * table[term.leaf];
  return value;
}

bool Attack::Agrees(const std::vector<int64_t>& table) const {
  for (uint32_t i = 0; i < known_.size(); ++i) {
    if (!known_[i].number) continue;
    const int64_t value = ValueIn(table, i);
    if (known_[i].exact ? value != *known_[i].number : value < *known_[i].number) return false;
  }
  return true;
}

void Attack::Evaluate(const std::vector<int64_t>& table) {
  const auto number = static_cast<uint32_t>(tables_.size());
  bool is_new = !has_table_;
  for (uint32_t i = 0; i < known_.size(); ++i) {
    if (!IsTarget(i) || wide_[i]) continue;
    const int64_t value = ValueIn(table, i);
    if (!has_table_ || value < low_[i]) {
      low_[i] = value;
      low_at_[i] = number;
      is_new = true;
    }
    if (!has_table_ || value > high_[i]) {
      high_[i] = value;
      high_at_[i] = number;
      is_new = true;
    }
    if (high_[i] - low_[i] < system_.counts[i].k) continue;
    wide_[i] = true;
    proofs_[i] = {.low = low_at_[i], .high = high_at_[i], .at_least = {}, .at_most = {}};
  }
  has_table_ = true;
  if (keep_tables_ && is_new) tables_.push_back(table);
}

// Costs and duals are those of the count itself, in both directions.
LinearAnswer Attack::Extreme(uint32_t count, bool above) {
  LinearAnswer answer = solver_->Minimize(CostsOf(count, above ? -1 : 1), work_);
  if (answer.duals.size() != known_.size() ||
      answer.numbers.size() != system_.leaf_of_column.size()) {
    answer.status = LinearAnswer::Status::kFailed;
  }
  if (answer.status != LinearAnswer::Status::kOptimal) return answer;
  if (above) {
    answer.cost = -answer.cost;
    for (double& dual : answer.duals) dual = -dual;
  }
  if (!(std::abs(answer.cost) < 1e15)) answer.status = LinearAnswer::Status::kFailed;
  return answer;
}

Attack::Result Attack::Prove(uint32_t count) {
  causes_.clear();
  if (!IsTarget(count) || IsProven(count)) return Result::kSafe;
  const ReducedCount& target = system_.counts[count];
  if (target.terms.empty() && !target.zero_is_small) {
    bounded_[count] = true;
    proofs_[count].at_most = ReducedBound{.scale = 1, .above = true, .limit = 0, .multiples = {}};
    return Result::kSafe;
  }
  const LinearAnswer low = Extreme(count, false);
  if (low.status != LinearAnswer::Status::kOptimal) return Result::kFailed;
  Offer(low.numbers);
  if (wide_[count] || TryBounds(count, low, nullptr)) return Result::kSafe;
  const LinearAnswer high = Extreme(count, true);
  if (high.status != LinearAnswer::Status::kOptimal) return Result::kFailed;
  Offer(high.numbers);
  if (wide_[count] || TryBounds(count, low, &high)) return Result::kSafe;
  const auto least = static_cast<int64_t>(std::ceil(low.cost - kRounding));
  const auto most = static_cast<int64_t>(std::floor(high.cost + kRounding));
  if (most - least >= target.k && FindWide(count, least, most)) return Result::kSafe;
  AddCauses(low);
  AddCauses(high);
  std::ranges::sort(causes_);
  causes_.erase(std::ranges::unique(causes_).begin(), causes_.end());
  return Result::kNarrow;
}

bool Attack::TryBounds(uint32_t count, const LinearAnswer& low, const LinearAnswer* high) {
  const ReducedCount& target = system_.counts[count];
  const auto least = static_cast<int64_t>(std::ceil(low.cost - kRounding));
  std::optional<ReducedBound> at_least, at_most;
  if (high == nullptr) {
    if (!NoneIsSmall(least, INT64_MAX, target)) return false;
    at_least = ExactBound(system_, known_, count, false, low.duals, target.k);
    if (!at_least) return false;
  } else {
    const auto most = static_cast<int64_t>(std::floor(high->cost + kRounding));
    if (!NoneIsSmall(least, most, target)) return false;
    at_most = ExactBound(system_, known_, count, true, high->duals, most);
    if (!at_most) return false;
    const bool needs_lower =
        !NoneIsSmall(target.has_negative ? INT64_MIN : 0, at_most->limit, target);
    if (needs_lower) {
      at_least = ExactBound(system_, known_, count, false, low.duals, least);
      if (!at_least || !NoneIsSmall(at_least->limit, at_most->limit, target)) return false;
    }
  }
  proofs_[count] = {.at_least = std::move(at_least), .at_most = std::move(at_most)};
  bounded_[count] = true;
  return true;
}

// Corners were fractional: integers have to be searched for.
bool Attack::FindWide(uint32_t count, int64_t low, int64_t high) {
  const int32_t k = system_.counts[count].k;
  const auto search = [&](bool above, int64_t needed) {
    const auto at_most = static_cast<double>(above ? -needed : needed);
    Offer(solver_->FindIntegers(CostsOf(count, above ? -1 : 1), at_most, work_));
  };
  const int64_t end = std::min(high - k, low + kSearchesMax);
  for (int64_t start = low; start <= end && !wide_[count]; ++start) {
    if (low_[count] > start) search(false, start);
    if (low_[count] <= start && !wide_[count]) search(true, low_[count] + k);
    if (work_.nodes <= 0 || work_.pivots <= 0) break;
  }
  return wide_[count];
}

void Attack::AddCauses(const LinearAnswer& answer) {
  for (uint32_t row = 0; row < answer.duals.size(); ++row) {
    if (std::abs(answer.duals[row]) > kCauseDual && known_[row].exact) causes_.push_back(row);
  }
}

void Attack::Hide(uint32_t count, std::optional<int64_t> least) {
  low_[count] = high_[count] = known_[count].number.value_or(0);
  known_[count] = {.exact = false, .number = least};
  solver_->SetRow(count, least ? static_cast<double>(*least) : -kNoLimit, kNoLimit);
  for (uint32_t i = 0; i < proofs_.size(); ++i) {
    if (!bounded_[i]) continue;
    const auto uses = [&](const std::optional<ReducedBound>& bound) {
      return bound && std::ranges::binary_search(bound->multiples, count, {},
                                                 &std::pair<uint32_t, int64_t>::first);
    };
    if (uses(proofs_[i].at_least) || uses(proofs_[i].at_most)) bounded_[i] = false;
  }
}

}  // namespace samlad::domain::disclosure
