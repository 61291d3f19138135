// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/edition/range_finder.h"

#include <gtest/gtest.h>

#include <coin/ClpSimplex.hpp>
#include <coin/CoinBuild.hpp>
#include <limits>
#include <vector>

namespace samlad::attacks {

struct RangeFinder::Model {
  int unknowns = 0;
  CoinBuild rows;
  ClpSimplex simplex;
  bool impossible = false;
};

RangeFinder::RangeFinder() : model_(std::make_unique<Model>()) {}
RangeFinder::~RangeFinder() = default;

size_t RangeFinder::AddUnknown() { return static_cast<size_t>(model_->unknowns++); }

void RangeFinder::AddKnown(const Sum& sum, int64_t low, std::optional<int64_t> high) {
  if (sum.empty()) {
    model_->impossible = model_->impossible || low > 0 || (high && *high < 0);
    return;
  }
  std::vector<int> columns;
  std::vector<double> signs;
  for (const auto& [unknown, sign] : sum) {
    columns.push_back(static_cast<int>(unknown));
    signs.push_back(sign);
  }
  model_->rows.addRow(static_cast<int>(columns.size()), columns.data(), signs.data(),
                      static_cast<double>(low), high ? static_cast<double>(*high) : COIN_DBL_MAX);
}

bool RangeFinder::CanHold() {
  ClpSimplex& simplex = model_->simplex;
  simplex.setLogLevel(0);
  simplex.resize(0, model_->unknowns);
  for (int i = 0; i < model_->unknowns; ++i) {
    simplex.setColumnBounds(i, 0, COIN_DBL_MAX);
    simplex.setObjectiveCoefficient(i, 0);
  }
  simplex.addRows(model_->rows);
  simplex.dual();
  return !model_->impossible && simplex.status() == 0;
}

Range RangeFinder::Find(const Sum& sum) {
  ClpSimplex& simplex = model_->simplex;
  const auto least = [&](int direction) {
    for (const auto& [unknown, sign] : sum) {
      simplex.setObjectiveCoefficient(static_cast<int>(unknown), sign * direction);
    }
    simplex.primal(1);
    const double lowest =
        simplex.status() == 2 ? -std::numeric_limits<double>::infinity() : simplex.objectiveValue();
    EXPECT_TRUE(simplex.status() == 0 || simplex.status() == 2) << simplex.status();
    return lowest;
  };
  const Range range{.low = least(1), .high = -least(-1)};
  for (const auto& [unknown, sign] : sum) {
    simplex.setObjectiveCoefficient(static_cast<int>(unknown), 0);
  }
  return range;
}

}  // namespace samlad::attacks
