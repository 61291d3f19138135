// SPDX-License-Identifier: EUPL-1.2
//
// The lowest and highest value of a sum of unknowns that are 0 or more, given what is
// known of other sums. Uses CLP.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_EDITION_RANGE_FINDER_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_EDITION_RANGE_FINDER_H_

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>

namespace samlad::attacks {

inline constexpr double kRangeSlack = 1e-5;

struct Range {
  double low = 0, high = 0;  // of fractions, too; may be infinite
  // Whether a whole number from `from` to `to` is in it.
  bool HasInteger(int64_t from, int64_t to) const {
    return std::max(static_cast<double>(from), std::ceil(low - kRangeSlack)) <=
           std::min(static_cast<double>(to), std::floor(high + kRangeSlack));
  }
};

class RangeFinder {
 public:
  using Sum = std::map<size_t, int>;  // unknowns with their signs

  RangeFinder();
  ~RangeFinder();

  size_t AddUnknown();
  void AddKnown(const Sum& sum, int64_t low, std::optional<int64_t> high);
  // Whether any numbers agree with all that is known.
  bool CanHold();
  // After CanHold.
  Range Find(const Sum& sum);

 private:
  struct Model;
  std::unique_ptr<Model> model_;
};

}  // namespace samlad::attacks

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_EDITION_RANGE_FINDER_H_
