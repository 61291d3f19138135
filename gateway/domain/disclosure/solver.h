// SPDX-License-Identifier: EUPL-1.2
//
// What solves linear programs. Not trusted: whatever it answers is checked in
// integers before it is used, so a wrong answer costs counts, never secrets.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SOLVER_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SOLVER_H_

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

namespace samlad::domain::disclosure {

inline constexpr double kNoLimit = std::numeric_limits<double>::max();

// lower <= sum of the row's columns with their signs <= upper; columns are at least 0.
struct LinearProblem {
  std::vector<double> column_upper;
  std::vector<int> row_starts = {0};  // one more than there are rows
  std::vector<int> columns;
  std::vector<double> signs;
  std::vector<double> row_lower, row_upper;
};

// What work is left. A solver takes what it uses, and stops when there is none.
struct WorkLeft {
  int64_t pivots = 0;
  int64_t nodes = 0;
  const std::function<bool()>* cancelled = nullptr;  // see Budget

  bool IsCancelled() const {
    return cancelled != nullptr && *cancelled != nullptr && (*cancelled)();
  }
};

struct LinearAnswer {
  enum class Status { kOptimal, kInfeasible, kFailed };
  Status status = Status::kFailed;
  double cost = 0;
  std::vector<double> numbers;  // by column
  std::vector<double> duals;    // by row: what the cost gains if the row's limit does
};

class LinearSolver {
 public:
  virtual ~LinearSolver() = default;
  // For hidden rows limits become wider.
  virtual void SetRow(uint32_t row, double lower, double upper) = 0;
  virtual LinearAnswer Minimize(const std::vector<double>& costs, WorkLeft& work) = 0;
  // Integers (by column) near the last optimum; empty: none were found.
  virtual std::vector<double> RoundLast(WorkLeft& work) = 0;
  // Integers with a cost of at most `at_most`; empty: none was found.
  virtual std::vector<double> FindIntegers(const std::vector<double>& costs, double at_most,
                                           WorkLeft& work) = 0;
};

// May be called by several threads at once; a solver is used by one.
using MakeSolver = std::function<std::unique_ptr<LinearSolver>(const LinearProblem&)>;

// COIN-OR CLP and CBC. The same calls give the same answers.
std::unique_ptr<LinearSolver> MakeCoinSolver(const LinearProblem& problem);

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_SOLVER_H_
