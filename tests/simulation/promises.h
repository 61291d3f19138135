// SPDX-License-Identifier: EUPL-1.2
//
// What the gateways have promised to those outside, and whether it still holds: held
// against the newest primary as each promise is made, at each failover, and at the
// end.

#ifndef SAMLAD_TESTS_SIMULATION_PROMISES_H_
#define SAMLAD_TESTS_SIMULATION_PROMISES_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/exchange/command.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/note.h"
#include "tests/simulation/database.h"
#include "tests/simulation/scheduler.h"

namespace samlad::simulation {

class Promises {
 public:
  Promises(Scheduler& scheduler, const Database& database, ledger::NoteVerifier verifier)
      : scheduler_(scheduler), database_(database), verifier_(std::move(verifier)) {}

  // One of them does not hold.
  void Break(std::string what);
  const std::vector<std::string>& broken() const { return broken_; }

  // An answer leaves a gateway.
  void Answered(const exchange::Command& command, const absl::StatusOr<exchange::Outcome>& outcome);
  // A checkpoint leaves a gateway. Its size; 0: it does not verify.
  uint64_t Shown(std::string_view note);
  // A gateway was told that nothing of a batch was written.
  void Denied(std::string_view note) { denied_.insert(std::string(note)); }
  // A call of an identity was let through, as was decided at that time.
  void Served(std::string_view organisation, std::string_view system, Scheduler::Time at);

  // Everything again.
  void CheckKept();

  const ledger::NoteVerifier& verifier() const { return verifier_; }
  uint64_t receipts() const { return given_.size(); }

 private:
  struct Bound {
    std::string payload, receipt;
  };
  void Given(const exchange::Command& command, const std::string& receipt);
  void Refused(const exchange::Command& command, const absl::Status& refusal);
  void CheckEntry(uint64_t position, const ledger::Hash& leaf);
  void CheckRoot(uint64_t size, const ledger::Hash& root);

  Scheduler& scheduler_;
  const Database& database_;
  const ledger::NoteVerifier verifier_;
  std::vector<std::string> broken_;
  std::map<std::string, Bound> bound_;            // by idempotency key
  std::map<uint64_t, ledger::Hash> given_;        // leaves of receipts, by position
  std::map<uint64_t, ledger::Hash> shown_;        // roots of checkpoints, by size
  std::set<std::string, std::less<>> denied_;     // notes of batches that are nowhere
  std::map<std::string, Scheduler::Time> since_;  // revocations whose answer was given
};

}  // namespace samlad::simulation

#endif  // SAMLAD_TESTS_SIMULATION_PROMISES_H_
