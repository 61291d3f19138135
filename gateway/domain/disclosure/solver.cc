// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/solver.h"

#include <algorithm>
#include <cmath>
#include <coin/CbcModel.hpp>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <coin/OsiClpSolverInterface.hpp>
#include <span>
#include <utility>

#include "gateway/base/mutex.h"

namespace samlad::domain::disclosure {
namespace {

constexpr double kIntegrality = 1e-6;
// What one search may use, so that a hard count does not eat the whole budget.
constexpr int kPivotsPerSolve = 200'000;
constexpr int64_t kNodesPerSearch = 2'000;
constexpr int kKeepFactorization = 1, kReuseFactorization = 3;
constexpr size_t kRoundTogether = 6;
constexpr int64_t kSizePerPivot = 50, kSizePerSolve = 4;

double CoinLimit(double limit) {
  return std::abs(limit) >= kNoLimit ? std::copysign(COIN_DBL_MAX, limit) : limit;
}

struct Fractional {
  int column = 0;
  double number = 0;
  double away = 0;  // from the nearest integer
};

// Those nearest to an integer first, because they are the safest to round.
std::vector<Fractional> FindFractional(const double* numbers, int count) {
  std::vector<Fractional> found;
  for (int i = 0; i < count; ++i) {
    const double away = std::abs(numbers[i] - std::round(numbers[i]));
    if (away > kIntegrality) found.push_back({i, numbers[i], away});
  }
  std::ranges::stable_sort(found, {}, &Fractional::away);
  return found;
}

class CoinSolver : public LinearSolver {
 public:
  explicit CoinSolver(const LinearProblem& problem) : column_upper_(problem.column_upper) {
    const int columns = static_cast<int>(problem.column_upper.size());
    std::vector<double> lower, upper, signs;
    std::vector<int> in_row, lengths;
    std::vector<CoinBigIndex> starts = {0};
    for (size_t row = 0; row < problem.row_lower.size(); ++row) {
      const int start = problem.row_starts[row], end = problem.row_starts[row + 1];
      // What is known of one column is cheaper as its limits.
      const bool is_column = end - start == 1 && problem.signs[start] > 0;
      places_.push_back(
          {is_column, is_column ? problem.columns[start] : static_cast<int>(lengths.size())});
      if (is_column) continue;
      lengths.push_back(end - start);
      in_row.insert(in_row.end(), problem.columns.begin() + start, problem.columns.begin() + end);
      signs.insert(signs.end(), problem.signs.begin() + start, problem.signs.begin() + end);
      starts.push_back(static_cast<CoinBigIndex>(in_row.size()));
      lower.push_back(CoinLimit(problem.row_lower[row]));
      upper.push_back(CoinLimit(problem.row_upper[row]));
    }
    const CoinPackedMatrix matrix(false, columns, static_cast<int>(lengths.size()),
                                  static_cast<CoinBigIndex>(in_row.size()), signs.data(),
                                  in_row.data(), starts.data(), lengths.data());
    const std::vector<double> zeros(columns, 0.0);
    model_.setLogLevel(0);
    model_.loadProblem(matrix, zeros.data(), column_upper_.data(), zeros.data(), lower.data(),
                       upper.data());
    model_.scaling(0);
    model_.setPrimalTolerance(1e-8);
    model_.setDualTolerance(1e-8);
    for (uint32_t row = 0; row < places_.size(); ++row) {
      if (places_[row].is_column) SetRow(row, problem.row_lower[row], problem.row_upper[row]);
    }
  }

  void SetRow(uint32_t row, double lower, double upper) override {
    const Place& place = places_[row];
    if (place.is_column) {
      model_.setColumnBounds(place.number, std::max(lower, 0.0),
                             std::min(upper, column_upper_[place.number]));
    } else {
      model_.setRowBounds(place.number, CoinLimit(lower), CoinLimit(upper));
    }
    changed_ = true;
  }

  LinearAnswer Minimize(const std::vector<double>& costs, WorkLeft& work) override {
    LinearAnswer answer;
    std::ranges::copy(costs, model_.objective());
    if (!Solve(started_ && !changed_, work)) return answer;
    if (model_.status() == 1) answer.status = LinearAnswer::Status::kInfeasible;
    if (model_.status() != 0) return answer;
    answer.status = LinearAnswer::Status::kOptimal;
    answer.cost = model_.objectiveValue();
    answer.numbers.assign(model_.primalColumnSolution(),
                          model_.primalColumnSolution() + model_.numberColumns());
    answer.duals = Duals();
    return answer;
  }

  std::vector<double> FindIntegers(const std::vector<double>& costs, double at_most,
                                   WorkLeft& work) override {
    std::ranges::copy(costs, model_.objective());
    std::vector<double> found;
    if (Solve(false, work) && model_.status() == 0) found = Dive(at_most, work);
    return found.empty() ? Search(at_most, work) : found;
  }

  std::vector<double> RoundLast(WorkLeft& work) override {
    return model_.status() == 0 && started_ ? Dive(kNoLimit, work) : std::vector<double>();
  }

 private:
  // A row of the problem: a row of the model, or the limits of a column.
  struct Place {
    bool is_column = false;
    int number = 0;
  };

  std::vector<double> Duals() const {
    std::vector<double> duals;
    for (const Place& place : places_) {
      if (!place.is_column) {
        duals.push_back(model_.dualRowSolution()[place.number]);
        continue;
      }
      const double cost = model_.dualColumnSolution()[place.number];
      const double lower = model_.columnLower()[place.number];
      const bool fixed = lower == model_.columnUpper()[place.number];
      duals.push_back(fixed || lower > 0 ? (fixed ? cost : std::max(cost, 0.0)) : 0.0);
    }
    return duals;
  }

  // Whether the solver came to an end: status 0 (optimal) or 1 (infeasible).
  bool Solve(bool only_costs_changed, WorkLeft& work) {
    if (work.IsCancelled()) work.pivots = 0;
    if (work.pivots <= 0) return false;
    model_.setMaximumIterations(static_cast<int>(std::min<int64_t>(work.pivots, kPivotsPerSolve)));
    if (!started_) {
      model_.dual();
      Count(work);
    }
    if (started_ || model_.status() == 0) {
      model_.primal(0, only_costs_changed ? kReuseFactorization : kKeepFactorization);
      Count(work);
    }
    if (model_.status() != 0 && started_) {
      // Rounding can make a warm start fail.
      model_.allSlackBasis(true);
      model_.dual();
      Count(work);
    }
    started_ = true;
    changed_ = model_.status() != 0;
    return model_.status() == 0 || model_.status() == 1;
  }

  // A pivot costs more in a large model, and a solve takes time without any pivot.
  void Count(WorkLeft& work) const {
    const int64_t size = model_.numberRows() + model_.numberColumns();
    work.pivots -= model_.numberIterations() * (1 + size / kSizePerPivot) + size / kSizePerSolve;
    --work.pivots;
  }

  // Rounds the fractional columns of the optimum, and solves anew each time.
  std::vector<double> Dive(double at_most, WorkLeft& work) {
    const int columns = model_.numberColumns();
    const std::vector<double> lower(model_.columnLower(), model_.columnLower() + columns);
    const std::vector<double> upper(model_.columnUpper(), model_.columnUpper() + columns);
    const std::vector<unsigned char> basis(model_.statusArray(),
                                           model_.statusArray() + columns + model_.numberRows());
    std::vector<double> found;
    while (work.nodes > 0 && work.pivots > 0) {
      const double* numbers = model_.primalColumnSolution();
      const std::vector<Fractional> fractional = FindFractional(numbers, columns);
      if (fractional.empty()) {
        found.assign(numbers, numbers + columns);
        break;
      }
      const std::span<const Fractional> all = fractional;
      if (all.size() >= kRoundTogether && Branch(all.first(all.size() / 3), false, at_most, work)) {
        continue;
      }
      const auto first = all.first(1);
      if (!Branch(first, false, at_most, work) && !Branch(first, true, at_most, work)) break;
    }
    std::ranges::copy(lower, model_.columnLower());
    std::ranges::copy(upper, model_.columnUpper());
    std::ranges::copy(basis, model_.statusArray());
    changed_ = true;
    return found;
  }

  // `away`: to the integer farther away. Without success nothing is changed.
  bool Branch(std::span<const Fractional> columns, bool away, double at_most, WorkLeft& work) {
    std::vector<std::pair<double, double>> limits;
    for (const auto& [column, number, distance] : columns) {
      limits.emplace_back(model_.columnLower()[column], model_.columnUpper()[column]);
      if ((number > std::floor(number) + 0.5) != away) {
        model_.setColumnLower(column, std::ceil(number));
      } else {
        model_.setColumnUpper(column, std::floor(number));
      }
    }
    --work.nodes;
    model_.setMaximumIterations(
        static_cast<int>(std::clamp<int64_t>(work.pivots, 1, kPivotsPerSolve)));
    model_.dual(0, kReuseFactorization);
    Count(work);
    if (model_.status() == 0 && model_.objectiveValue() <= at_most + kIntegrality) return true;
    for (size_t i = 0; i < columns.size(); ++i) {
      model_.setColumnBounds(columns[i].column, limits[i].first, limits[i].second);
    }
    return false;
  }

  std::vector<double> Search(double at_most, WorkLeft& work) {
    if (work.nodes <= 0 || work.pivots <= 0) return {};
    // CBC and the libraries it uses keep state that threads would share.
    static Mutex& mutex = *new Mutex;
    const MutexLock lock(mutex);
    ClpSimplex copy(model_);
    OsiClpSolverInterface osi(&copy, false);
    osi.messageHandler()->setLogLevel(0);
    for (int i = 0; i < copy.numberColumns(); ++i) osi.setInteger(i);
    CbcModel search(osi);
    search.setLogLevel(0);
    search.solver()->messageHandler()->setLogLevel(0);
    search.setCutoff(at_most + 0.5);
    search.setMaximumSolutions(1);
    search.setMaximumNodes(static_cast<int>(std::min(work.nodes, kNodesPerSearch)));
    search.branchAndBound();
    work.nodes -= search.getNodeCount() + 1;
    work.pivots -= search.getIterationCount() + 1;
    const double* best = search.bestSolution();
    if (best == nullptr) return {};
    return {best, best + copy.numberColumns()};
  }

  const std::vector<double> column_upper_;
  std::vector<Place> places_;  // by row of the problem
  ClpSimplex model_;
  bool started_ = false;
  bool changed_ = false;
};

}  // namespace

std::unique_ptr<LinearSolver> MakeCoinSolver(const LinearProblem& problem) {
  return std::make_unique<CoinSolver>(problem);
}

}  // namespace samlad::domain::disclosure
