// SPDX-License-Identifier: EUPL-1.2
//
// Solvers that fail or lie: less is shown, and no certificate is wrong.

#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gateway/domain/disclosure/suppress_with.h"
#include "tests/unit/domain/disclosure/brute_force.h"
#include "tests/unit/domain/disclosure/random_counts.h"

namespace samlad::domain::disclosure {
namespace {

enum class SolverFault {
  kFails,       // gives no answer
  kInfeasible,  // says that nothing agrees
  kTables,      // numbers that do not agree
  kDuals,       // multipliers that prove nothing
  kCosts,       // a wider range than there is
  kNotANumber,
  kTooFew,
  kSometimes,  // any of these, now and then
};

class FaultySolver : public LinearSolver {
 public:
  FaultySolver(const LinearProblem& problem, SolverFault fault)
      : honest_(MakeCoinSolver(problem)), fault_(fault) {}

  void SetRow(uint32_t row, double lower, double upper) override {
    honest_->SetRow(row, lower, upper);
  }
  LinearAnswer Minimize(const std::vector<double>& costs, WorkLeft& work) override {
    LinearAnswer answer = honest_->Minimize(costs, work);
    SolverFault fault = fault_;
    if (fault == SolverFault::kSometimes) {
      if (random_() % 3 != 0) return answer;
      fault = static_cast<SolverFault>(random_() % static_cast<int>(SolverFault::kSometimes));
    }
    Spoil(fault, answer);
    return answer;
  }
  std::vector<double> RoundLast(WorkLeft& work) override {
    return Spoilt(honest_->RoundLast(work));
  }
  std::vector<double> FindIntegers(const std::vector<double>& costs, double at_most,
                                   WorkLeft& work) override {
    return Spoilt(honest_->FindIntegers(costs, at_most, work));
  }

 private:
  std::vector<double> Spoilt(std::vector<double> numbers) {
    if (fault_ == SolverFault::kTables && !numbers.empty()) numbers[0] += 7;
    return numbers;
  }
  void Spoil(SolverFault fault, LinearAnswer& answer) {
    switch (fault) {
      case SolverFault::kFails:
        answer.status = LinearAnswer::Status::kFailed;
        break;
      case SolverFault::kInfeasible:
        answer.status = LinearAnswer::Status::kInfeasible;
        break;
      case SolverFault::kTables:
        answer.numbers = Spoilt(std::move(answer.numbers));
        for (double& number : answer.numbers) number += static_cast<double>(random_() % 5);
        break;
      case SolverFault::kDuals:
        for (double& dual : answer.duals) dual = static_cast<double>(random_() % 5) - 2;
        break;
      case SolverFault::kCosts:
        answer.cost += static_cast<double>(random_() % 40);
        break;
      case SolverFault::kNotANumber:
        for (double& number : answer.numbers) number = std::numeric_limits<double>::quiet_NaN();
        for (double& dual : answer.duals) dual = std::numeric_limits<double>::quiet_NaN();
        answer.cost = std::numeric_limits<double>::quiet_NaN();
        break;
      case SolverFault::kTooFew:
        answer.numbers.clear();
        answer.duals.clear();
        break;
      case SolverFault::kSometimes:
        break;
    }
  }

  std::unique_ptr<LinearSolver> honest_;
  const SolverFault fault_;
  std::mt19937_64 random_{5};
};

class SolverFaultTest : public ::testing::TestWithParam<int> {};

TEST_P(SolverFaultTest, NothingIsGivenAway) {
  const auto fault = static_cast<SolverFault>(GetParam());
  const MakeSolver make = [&](const LinearProblem& problem) {
    return std::make_unique<FaultySolver>(problem, fault);
  };
  std::mt19937_64 random(GetParam());
  for (const RandomKind& kind : RandomKinds()) {
    for (int round = 0; round < 5; ++round) {
      SCOPED_TRACE(kind.name + " " + std::to_string(round));
      RandomCounts made = kind.make(random);
      const Suppression result = SuppressWith(made.counts, made.seats, {}, make);
      for (LinkedCount& count : made.counts.counts) {
        if (count.group != kNoGroup && result.withheld[count.group]) count.least.reset();
      }
      ASSERT_EQ(NarrowedByAnybody(made.counts, result.shown, made.seats), "");
      const LinkedCounts published = Published(made.counts, result.shown);
      const auto certificate = CertifyWith(published, result.shown, {}, make);
      if (!certificate) continue;
      ASSERT_EQ(Fault(published, result.shown, *certificate), "");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, SolverFaultTest,
                         ::testing::Range(0, static_cast<int>(SolverFault::kSometimes) + 1));

}  // namespace
}  // namespace samlad::domain::disclosure
