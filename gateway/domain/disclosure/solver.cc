// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/solver.h"

#include <algorithm>
#include <cmath>
#include <coin/CbcModel.hpp>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <coin/OsiClpSolverInterface.hpp>
#include <utility>

#include "gateway/base/mutex.h"

namespace samlad::domain::disclosure {
namespace {

constexpr double kIntegrality = 1e-6;
// What one search may use, so that a hard count does not eat the whole budget.
constexpr int kPivotsPerSolve = 200'000;
constexpr int64_t kNodesPerSearch = 2'000;
constexpr int kKeepFactorization = 1;

double CoinLimit(double limit) {
  return std::abs(limit) >= kNoLimit ? std::copysign(COIN_DBL_MAX, limit) : limit;
}

int NearestFractional(const double* numbers, int count) {
  int found = -1;
  double closest = 1;
  for (int i = 0; i < count; ++i) {
    const double away = std::abs(numbers[i] - std::round(numbers[i]));
    // The one nearest to an integer is the safest to round.
    if (away > kIntegrality && away < closest) {
      closest = away;
      found = i;
    }
  }
  return found;
}

class CoinSolver : public LinearSolver {
 public:
  explicit CoinSolver(const LinearProblem& problem) {
    const int columns = static_cast<int>(problem.column_upper.size());
    const int rows = static_cast<int>(problem.row_lower.size());
    std::vector<int> lengths(rows);
    std::vector<CoinBigIndex> starts(problem.row_starts.begin(), problem.row_starts.end());
    for (int row = 0; row < rows; ++row) {
      lengths[row] = problem.row_starts[row + 1] - problem.row_starts[row];
    }
    const CoinPackedMatrix matrix(false, columns, rows,
                                  static_cast<CoinBigIndex>(problem.columns.size()),
                                  problem.signs.data(), problem.columns.data(), starts.data(),
                                  lengths.data());
    const std::vector<double> zeros(columns, 0.0);
    std::vector<double> lower(rows), upper(rows);
    std::ranges::transform(problem.row_lower, lower.begin(), CoinLimit);
    std::ranges::transform(problem.row_upper, upper.begin(), CoinLimit);
    model_.setLogLevel(0);
    model_.loadProblem(matrix, zeros.data(), problem.column_upper.data(), zeros.data(),
                       lower.data(), upper.data());
    model_.scaling(0);
    model_.setPrimalTolerance(1e-8);
    model_.setDualTolerance(1e-8);
  }

  void SetRow(uint32_t row, double lower, double upper) override {
    model_.setRowBounds(static_cast<int>(row), CoinLimit(lower), CoinLimit(upper));
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
    answer.duals.assign(model_.dualRowSolution(),
                        model_.dualRowSolution() + model_.numberRows());
    return answer;
  }

  std::vector<double> FindIntegers(const std::vector<double>& costs, double at_most,
                                   WorkLeft& work) override {
    std::ranges::copy(costs, model_.objective());
    std::vector<double> found = Dive(at_most, work);
    return found.empty() ? Search(at_most, work) : found;
  }

 private:
  // Whether the solver came to an end: status 0 (optimal) or 1 (infeasible).
  bool Solve(bool only_costs_changed, WorkLeft& work) {
    if (work.pivots <= 0) return false;
    model_.setMaximumIterations(
        static_cast<int>(std::min<int64_t>(work.pivots, kPivotsPerSolve)));
    if (!started_) {
      model_.dual();
      Count(work);
    }
    if (started_ || model_.status() == 0) {
      model_.primal(0, only_costs_changed ? 3 : kKeepFactorization);
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

  void Count(WorkLeft& work) { work.pivots -= model_.numberIterations() + 1; }

  // Rounds one fractional column after the other, and solves anew each time.
  std::vector<double> Dive(double at_most, WorkLeft& work) {
    const int columns = model_.numberColumns();
    if (!Solve(false, work) || model_.status() != 0) return {};
    const std::vector<double> lower(model_.columnLower(), model_.columnLower() + columns);
    const std::vector<double> upper(model_.columnUpper(), model_.columnUpper() + columns);
    const std::vector<unsigned char> basis(model_.statusArray(),
                                           model_.statusArray() + columns + model_.numberRows());
    std::vector<double> found;
    for (int64_t left = columns; left > 0 && work.nodes > 0 && work.pivots > 0; --left) {
      const double* numbers = model_.primalColumnSolution();
      const int column = NearestFractional(numbers, columns);
      if (column < 0) {
        found.assign(numbers, numbers + columns);
        break;
      }
      const double number = numbers[column];
      const bool up = number > std::floor(number) + 0.5;
      if (!Branch(column, number, up, at_most, work) &&
          !Branch(column, number, !up, at_most, work)) {
        break;
      }
    }
    std::ranges::copy(lower, model_.columnLower());
    std::ranges::copy(upper, model_.columnUpper());
    std::ranges::copy(basis, model_.statusArray());
    changed_ = true;
    return found;
  }

  bool Branch(int column, double number, bool up, double at_most, WorkLeft& work) {
    const double was_lower = model_.columnLower()[column];
    const double was_upper = model_.columnUpper()[column];
    if (up) {
      model_.setColumnLower(column, std::ceil(number));
    } else {
      model_.setColumnUpper(column, std::floor(number));
    }
    --work.nodes;
    model_.setMaximumIterations(
        static_cast<int>(std::clamp<int64_t>(work.pivots, 1, kPivotsPerSolve)));
    model_.dual();
    Count(work);
    if (model_.status() == 0 && model_.objectiveValue() <= at_most + kIntegrality) return true;
    model_.setColumnBounds(column, was_lower, was_upper);
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

  ClpSimplex model_;
  bool started_ = false;
  bool changed_ = false;
};

}  // namespace

std::unique_ptr<LinearSolver> MakeCoinSolver(const LinearProblem& problem) {
  return std::make_unique<CoinSolver>(problem);
}

}  // namespace samlad::domain::disclosure
