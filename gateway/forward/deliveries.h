// SPDX-License-Identifier: EUPL-1.2
//
// What the board's system is due and what it has got, as the log has it. Pure:
// a fold of the facts, so that a gateway which starts again knows the same.

#ifndef SAMLAD_GATEWAY_FORWARD_DELIVERIES_H_
#define SAMLAD_GATEWAY_FORWARD_DELIVERIES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gateway/domain/facts.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::forward {

// Reports of one period that the board's system has not been sent yet.
struct Due {
  std::string period;
  std::vector<uint64_t> reports;  // positions, ascending, not empty
};

// A delivery that was announced.
struct Delivery {
  uint64_t position = 0;                              // of its FORWARDED entry
  int64_t forwarded_ms = 0;                           // time of that entry
  std::shared_ptr<const v1::DeliveryChanged> change;  // its payload
};

// A value; grows with reports in force and with deliveries that are not
// acknowledged.
class Deliveries {
 public:
  // Takes in the facts that it has not seen. `facts` continue those of before.
  void Read(const domain::Facts& facts);

  // What the next delivery covers: reports in force that no delivery covers
  // which has not failed, those of the period that has waited longest, at most
  // limits::kForwardReportsMax. A report that was sent back is not due, and one
  // whose obligation needs approval not before it has it. Nothing: none is due.
  // `facts`: those that were read.
  std::optional<Due> NextDue(const domain::Facts& facts,
                             const domain::CatalogueIndex& catalogue) const;

  // Reports that are due, or in a delivery that is not confirmed.
  uint64_t CountWaiting(const domain::Facts& facts, const domain::CatalogueIndex& catalogue) const;

  // The earliest delivery that is neither confirmed nor failed; null: none.
  // Valid until Read.
  const Delivery* open() const { return open_.empty() ? nullptr : &open_.begin()->second; }

  // Deliveries that are confirmed and not acknowledged: the newest
  // limits::kForwardAskedMax, earliest first.
  std::vector<Delivery> Confirmed() const;

  // Since when deliveries were announced and none was confirmed, milliseconds
  // since the Unix epoch: failed ones count. Nothing: all are confirmed.
  std::optional<int64_t> undelivered_since_ms() const { return undelivered_since_ms_; }

 private:
  enum class Review { kNone, kApproved, kSentBack };

  void Apply(uint64_t position, const domain::Fact& fact);
  void ApplyChange(uint64_t position, int64_t time_ms,
                   std::shared_ptr<const v1::DeliveryChanged> change);
  void Forget(uint64_t report);
  bool IsDue(const domain::ReportFact& report, Review review,
             const domain::CatalogueIndex& catalogue) const;

  uint64_t seen_ = 0;
  std::map<uint64_t, Review> in_force_;  // reports, by position
  std::set<uint64_t> uncovered_;         // of these
  std::map<uint64_t, Delivery> open_, confirmed_;
  std::optional<int64_t> undelivered_since_ms_;
};

}  // namespace samlad::forward

#endif  // SAMLAD_GATEWAY_FORWARD_DELIVERIES_H_
