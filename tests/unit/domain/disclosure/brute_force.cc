// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/disclosure/brute_force.h"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace samlad::domain::disclosure {
namespace {

constexpr int64_t kMany = 80;  // more than any count of the tests, plus k

struct Limits {
  std::vector<Term> terms;
  int64_t low = -kMany, high = kMany;
};

using Box = std::vector<std::pair<int64_t, int64_t>>;  // by leaf

// Narrows the box to what each sum by itself allows; false: nothing is left.
bool Narrow(const std::vector<Limits>& sums, Box& box) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const Limits& sum : sums) {
      int64_t low = 0, high = 0;
      for (const Term& term : sum.terms) {
        const auto& [from, to] = box[term.leaf];
        low += term.sign > 0 ? from : -to;
        high += term.sign > 0 ? to : -from;
      }
      if (low > sum.high || high < sum.low) return false;
      for (const Term& term : sum.terms) {
        auto& [from, to] = box[term.leaf];
        const int64_t slack_up = sum.high - low, slack_down = high - sum.low;
        const int64_t width = to - from;
        if (slack_up >= width && slack_down >= width) continue;
        const int64_t was_from = from, was_to = to;
        if (term.sign > 0) {
          to = std::min(to, was_from + slack_up);
          from = std::max(from, was_to - slack_down);
        } else {
          from = std::max(from, was_to - slack_up);
          to = std::min(to, was_from + slack_down);
        }
        if (from > to) return false;
        if (from != was_from || to != was_to) {
          changed = true;
          break;
        }
      }
    }
  }
  return true;
}

bool HasTable(const std::vector<Limits>& sums, Box box) {
  if (!Narrow(sums, box)) return false;
  size_t leaf = box.size();
  for (size_t i = 0; i < box.size(); ++i) {
    const int64_t width = box[i].second - box[i].first;
    if (width > 0 && (leaf == box.size() || width < box[leaf].second - box[leaf].first)) leaf = i;
  }
  if (leaf == box.size()) return true;
  Box rest = box;
  rest[leaf].first = box[leaf].first + 1;
  box[leaf].second = box[leaf].first;
  return HasTable(sums, box) || HasTable(sums, rest);
}

class Attacker {
 public:
  Attacker(const LinkedCounts& counts, const Shown& shown, const Seat* seat)
      : counts_(counts), seat_(seat), box_(counts.leaves, {0, kMany}) {
    for (uint32_t i = 0; i < counts.counts.size(); ++i) {
      const LinkedCount& count = counts.counts[i];
      const int64_t own = seat != nullptr ? seat->own[i] : 0;
      Limits limits{.terms = Rest(count)};
      const bool is_shown = count.group != kNoGroup && shown[count.group];
      if (is_shown) {
        limits.low = limits.high = count.value - own;
      } else if (count.least) {
        limits.low = *count.least - own;
      } else {
        continue;
      }
      known_.push_back(limits);
    }
  }

  std::vector<Term> Rest(const LinkedCount& count) const {
    std::vector<Term> rest;
    for (const Term& term : count.terms) {
      if (seat_ == nullptr || !std::ranges::binary_search(seat_->leaves, term.leaf)) {
        rest.push_back(term);
      }
    }
    return rest;
  }

  bool CanBe(const std::vector<Term>& terms, int64_t low, int64_t high) const {
    std::vector<Limits> sums = known_;
    sums.push_back({.terms = terms, .low = low, .high = high});
    return HasTable(sums, box_);
  }

  bool IsNarrow(const LinkedCount& count) const {
    const std::vector<Term> terms = Rest(count);
    if (terms.empty()) return false;
    bool could_be_small = false;
    for (int64_t v = 1 - count.k; v < count.k && !could_be_small; ++v) {
      could_be_small = (v != 0 || count.zero_is_small) && CanBe(terms, v, v);
    }
    if (!could_be_small) return false;
    // The least value is at most a small one.
    int64_t least = count.k;
    while (CanBe(terms, -kMany, least - 1)) {
      --least;
      if (least < -kMany / 2) return false;
    }
    return !CanBe(terms, least + count.k, kMany);
  }

 private:
  const LinkedCounts& counts_;
  const Seat* seat_;
  std::vector<Limits> known_;
  Box box_;
};

int64_t ValueIn(const LinkedCount& count, const std::vector<int64_t>& table) {
  int64_t value = 0;
  for (const Term& term : count.terms) value += term.sign * table[term.leaf];
  return value;
}

bool IsShownAnywhere(const LinkedCounts& counts, const Shown& shown, const LinkedCount& one) {
  return std::ranges::any_of(counts.counts, [&](const LinkedCount& count) {
    return count.group != kNoGroup && shown[count.group] && count.terms == one.terms;
  });
}

class Checker {
 public:
  Checker(const LinkedCounts& published, const Shown& shown, const Certificate& certificate)
      : counts_(published), shown_(shown), certificate_(certificate) {
    for (const Table& table : certificate.tables) {
      std::vector<int64_t> whole =
          tables_.empty() ? std::vector<int64_t>(published.leaves) : tables_[0];
      for (const auto& [leaf, number] : table.numbers) whole[leaf] += number;
      tables_.push_back(whole);
    }
  }

  std::string Run() {
    for (const std::vector<int64_t>& table : tables_) {
      if (std::ranges::any_of(table, [](int64_t number) { return number < 0; })) return "negative";
      for (const LinkedCount& count : counts_.counts) {
        const int64_t value = ValueIn(count, table);
        if (IsShown(count) ? value != count.value : count.least && value < *count.least) {
          return "table disagrees";
        }
      }
    }
    for (uint32_t i = 0; i < counts_.counts.size(); ++i) {
      const LinkedCount& count = counts_.counts[i];
      if (count.k == 0 || IsShownAnywhere(counts_, shown_, count)) continue;
      if (!IsProven(count, certificate_.proofs[i])) return "count " + std::to_string(i);
    }
    return "";
  }

 private:
  bool IsShown(const LinkedCount& count) const {
    return count.group != kNoGroup && shown_[count.group];
  }

  bool IsProven(const LinkedCount& count, const Proof& proof) const {
    if (proof.low != proof.high) {
      const int64_t width =
          ValueIn(count, tables_[proof.high]) - ValueIn(count, tables_[proof.low]);
      return std::abs(width) >= count.k;
    }
    const bool is_sum = std::ranges::none_of(count.terms, [](const Term& t) { return t.sign < 0; });
    int64_t low = is_sum ? 0 : INT64_MIN / 2, high = INT64_MAX / 2;
    if (proof.at_least > 0 && !Apply(count, certificate_.bounds[proof.at_least - 1], low))
      return false;
    if (proof.at_most > 0 && !Apply(count, certificate_.bounds[proof.at_most - 1], high))
      return false;
    for (int64_t v = 1 - count.k; v < count.k; ++v) {
      if (v >= low && v <= high && (v != 0 || count.zero_is_small)) return false;
    }
    return true;
  }

  bool Apply(const LinkedCount& count, const Bound& bound, int64_t& limit) const {
    if (bound.scale < 1) return false;
    std::map<uint32_t, __int128> excess;
    const int direction = bound.above ? -1 : 1;
    for (const Term& t : count.terms) excess[t.leaf] -= __int128{bound.scale} * direction * t.sign;
    __int128 sum = 0;
    for (const auto& [known, multiple] : bound.multiples) {
      const LinkedCount& one = counts_.counts[known];
      if (!IsShown(one) && !(one.least && direction * multiple >= 0)) return false;
      sum += __int128{multiple} * (IsShown(one) ? one.value : *one.least);
      for (const Term& t : one.terms) excess[t.leaf] += __int128{multiple} * direction * t.sign;
    }
    if (std::ranges::any_of(excess, [](const auto& e) { return e.second > 0; })) return false;
    const __int128 rest = (sum % bound.scale + bound.scale) % bound.scale;
    const __int128 floor = (sum - rest) / bound.scale;
    limit = static_cast<int64_t>(bound.above || rest == 0 ? floor : floor + 1);
    return true;
  }

  const LinkedCounts& counts_;
  const Shown& shown_;
  const Certificate& certificate_;
  std::vector<std::vector<int64_t>> tables_;
};

}  // namespace

std::string Narrowed(const LinkedCounts& counts, const Shown& shown, const Seat* seat) {
  const Attacker attacker(counts, shown, seat);
  for (uint32_t i = 0; i < counts.counts.size(); ++i) {
    const LinkedCount& count = counts.counts[i];
    if (count.k == 0) continue;
    if (!IsShownAnywhere(counts, shown, count)) {
      if (attacker.IsNarrow(count)) return "count " + std::to_string(i) + " is narrow";
      continue;
    }
    if (count.group != kNoGroup && counts.groups[count.group].given) continue;
    const int64_t value = count.value - (seat != nullptr ? seat->own[i] : 0);
    if (attacker.Rest(count).empty()) continue;
    if (value == 0 ? count.zero_is_small : std::abs(value) < count.k) {
      return "count " + std::to_string(i) + " is shown";
    }
  }
  return "";
}

std::string NarrowedByAnybody(const LinkedCounts& counts, const Shown& shown,
                              const std::vector<Seat>& seats) {
  std::string narrowed = Narrowed(counts, shown, nullptr);
  for (size_t i = 0; i < seats.size() && narrowed.empty(); ++i) {
    narrowed = Narrowed(counts, shown, &seats[i]);
    if (!narrowed.empty()) narrowed += " from seat " + std::to_string(i);
  }
  return narrowed;
}

std::string Fault(const LinkedCounts& published, const Shown& shown,
                  const Certificate& certificate) {
  return Checker(published, shown, certificate).Run();
}

}  // namespace samlad::domain::disclosure
