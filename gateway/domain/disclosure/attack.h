// SPDX-License-Identifier: EUPL-1.2
//
// What a reader can find out about the counts of a block: tables (integers for the
// columns) that agree with everything known, and bounds that follow from it. The
// solver proposes them; each is checked in integers before it counts.
//
// Not thread-safe. The same calls give the same answers.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_ATTACK_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_ATTACK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "gateway/domain/disclosure/reduced_counts.h"
#include "gateway/domain/disclosure/solver.h"

namespace samlad::domain::disclosure {

// What is known of a reduced count: its value (exact), at least a number, or nothing.
struct Knowledge {
  bool exact = false;
  std::optional<int64_t> number;
};

// scale * count >= (above: <=) sum of multiple * number of reduced counts.
struct ReducedBound {
  int64_t scale = 1;
  bool above = false;
  int64_t limit = 0;  // of the count, rounded
  std::vector<std::pair<uint32_t, int64_t>> multiples;
};

struct ReducedProof {
  uint32_t low = 0, high = 0;  // tables
  std::optional<ReducedBound> at_least, at_most;
};

class Attack {
 public:
  enum class Result {
    kSafe,
    kNarrow,
    kFailed,  // contradiction, no table, or no work left
  };

  // `known`: by reduced count. `keep_tables`: for certificates.
  Attack(const ReducedCounts& system, std::vector<Knowledge> known, const MakeSolver& make_solver,
         WorkLeft& work, bool keep_tables);

  // Finds tables for many counts at once. kFailed: nothing agrees with what is known.
  Result Start();
  // Whether nobody can tell that the count is small, or narrow it to fewer than k.
  Result Prove(uint32_t count);
  // After kNarrow: exact counts that the narrowness follows from; ascending.
  const std::vector<uint32_t>& causes() const { return causes_; }
  // The exact count is hidden. Proofs that need it have to be made again.
  void Hide(uint32_t count, std::optional<int64_t> least);

  bool IsProven(uint32_t count) const { return wide_[count] || bounded_[count]; }
  bool IsTarget(uint32_t count) const {
    return system_.counts[count].k > 0 && !known_[count].exact;
  }
  const std::vector<Knowledge>& known() const { return known_; }
  const ReducedProof& proof(uint32_t count) const { return proofs_[count]; }
  const std::vector<std::vector<int64_t>>& tables() const { return tables_; }

 private:
  using Costs = std::vector<double>;

  void MakeProblem(const MakeSolver& make_solver);
  void Sample();
  size_t Unproven() const;
  Costs CostsOf(uint32_t count, double sign) const;
  // Takes a corner if it is a table that agrees; false if it is not.
  bool Offer(const std::vector<double>& numbers);
  bool Agrees(const std::vector<int64_t>& table) const;
  void Evaluate(const std::vector<int64_t>& table);
  int64_t ValueIn(const std::vector<int64_t>& table, uint32_t count) const;
  LinearAnswer Extreme(uint32_t count, bool above);
  bool TryBounds(uint32_t count, const LinearAnswer& low, const LinearAnswer* high);
  bool FindWide(uint32_t count, int64_t low, int64_t high);
  void AddCauses(const LinearAnswer& answer);

  const ReducedCounts& system_;
  std::vector<Knowledge> known_;
  WorkLeft& work_;
  const bool keep_tables_;
  std::unique_ptr<LinearSolver> solver_;
  std::mt19937_64 random_{1};
  bool has_table_ = false;
  std::vector<int64_t> low_, high_;         // least and greatest value in a table
  std::vector<uint32_t> low_at_, high_at_;  // the tables
  std::vector<bool> wide_, bounded_;
  std::vector<ReducedProof> proofs_;
  std::vector<std::vector<int64_t>> tables_;
  std::vector<uint32_t> causes_;
};

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_ATTACK_H_
