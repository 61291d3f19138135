// SPDX-License-Identifier: EUPL-1.2
//
// Random linked counts, small enough to try every table.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_DISCLOSURE_RANDOM_COUNTS_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_DISCLOSURE_RANDOM_COUNTS_H_

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gateway/domain/disclosure/linked_counts.h"

namespace samlad::domain::disclosure {

// Counts with the truth, of which counts and seats are filled in.
struct RandomCounts {
  explicit RandomCounts(std::vector<int64_t> of_leaves) : truth(std::move(of_leaves)) {
    counts.leaves = static_cast<uint32_t>(truth.size());
  }

  std::vector<int64_t> truth;  // by leaf
  LinkedCounts counts;
  std::vector<Seat> seats;

  // A new group with these counts.
  uint32_t AddGroup(const std::vector<std::vector<Term>>& counts, int level);
  void AddCount(std::vector<Term> terms, uint32_t group);
  // Seats of the leaves for which `owner` gives its number.
  void AddSeats(uint32_t seats, const std::function<uint32_t(uint32_t)>& owner);
  // Hidden counts of one sign are at least 1.
  void HideNoZeros();
};

inline constexpr int32_t kTestK = 3;

struct RandomKind {
  std::string name;
  std::function<RandomCounts(std::mt19937_64&)> make;
};

std::vector<RandomKind> RandomKinds();
std::vector<Term> SumOf(const std::vector<uint32_t>& leaves);

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_DISCLOSURE_RANDOM_COUNTS_H_
