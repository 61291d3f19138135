// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/edition/range_finder.h"

#include <gtest/gtest.h>

#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <limits>
#include <vector>

namespace samlad::attacks {

struct RangeFinder::Model {
  int unknowns = 0;
  std::vector<int> columns, starts = {0};
  std::vector<double> signs, lower, upper;
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
  for (const auto& [unknown, sign] : sum) {
    model_->columns.push_back(static_cast<int>(unknown));
    model_->signs.push_back(sign);
  }
  model_->starts.push_back(static_cast<int>(model_->columns.size()));
  model_->lower.push_back(static_cast<double>(low));
  model_->upper.push_back(high ? static_cast<double>(*high) : COIN_DBL_MAX);
}

bool RangeFinder::CanHold() {
  ClpSimplex& simplex = model_->simplex;
  simplex.setLogLevel(0);
  const std::vector<double> zeros(model_->unknowns, 0.0);
  const std::vector<double> no_limit(model_->unknowns, COIN_DBL_MAX);
  std::vector<int> lengths;
  for (size_t i = 1; i < model_->starts.size(); ++i) {
    lengths.push_back(model_->starts[i] - model_->starts[i - 1]);
  }
  const CoinPackedMatrix matrix(false, model_->unknowns, static_cast<int>(lengths.size()),
                                static_cast<int>(model_->columns.size()), model_->signs.data(),
                                model_->columns.data(), model_->starts.data(), lengths.data());
  simplex.loadProblem(matrix, zeros.data(), no_limit.data(), zeros.data(), model_->lower.data(),
                      model_->upper.data());
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
