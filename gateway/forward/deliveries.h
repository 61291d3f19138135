// SPDX-License-Identifier: EUPL-1.2
//
// Which deliveries the board's system must still get and which it has got. Pure:
// computed from the facts alone, so that a gateway which starts again knows the
// same.

#ifndef SAMLAD_GATEWAY_FORWARD_DELIVERIES_H_
#define SAMLAD_GATEWAY_FORWARD_DELIVERIES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/log/facts.h"
#include "gateway/domain/log/report_history.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::forward {

// The next delivery of one period.
struct Due {
  std::string period;
  // Positions, ascending. Empty if the delivery only shows that a report was
  // withdrawn or sent back.
  std::vector<uint64_t> reports;
  uint64_t since = 0;   // position of the entry that has waited longest
  uint64_t failed = 0;  // of the last delivery of the period that failed; 0: none
};

// A delivery that was announced.
struct Delivery {
  uint64_t position = 0;                              // of its FORWARDED entry
  int64_t forwarded_ms = 0;                           // time of that entry
  std::shared_ptr<const v1::DeliveryChanged> change;  // its payload
};

// A value; grows with the histories of reports and with deliveries that are not
// acknowledged. `facts`, where they are asked for: those that were read.
class Deliveries {
 public:
  // Takes in the facts that it has not seen. `facts` continue those of before.
  void Read(const domain::Facts& facts);

  // The next delivery: at most limits::kForwardReportsMax reports in force of one
  // period that are in no delivery, or only in deliveries that failed. A report
  // whose obligation needs approval is due once it is approved. A period is also
  // due when a report whose figures the board was sent was withdrawn or sent
  // back. The period that has waited longest comes first. Periods whose last
  // delivery failed come after the others, in turn. nullopt: none is due.
  std::optional<Due> NextDue(const domain::Facts& facts,
                             const domain::CatalogueIndex& catalogue) const;

  // Whether a delivery contains a report that is no longer in force, or protects too
  // little, so that it must not be sent any more.
  bool IsOvertaken(const Delivery& delivery, const domain::Facts& facts) const;
  // Whether catalogues protect more than when the delivery was announced.
  bool ProtectsTooLittle(const Delivery& delivery, const domain::Facts& facts) const;
  // Whether the last delivery of the period that came to an end has failed.
  bool HasFailed(const std::string& period) const;

  // Null if nothing was sent or decided. Valid until Read.
  const domain::ReportHistory* FindHistory(std::string_view organisation,
                                           std::string_view obligation,
                                           const std::string& period) const;

  // Reports that are due, or in a delivery that is not confirmed.
  uint64_t CountWaiting(const domain::Facts& facts, const domain::CatalogueIndex& catalogue) const;

  // The earliest delivery that is neither confirmed nor failed; null: none.
  // Valid until Read.
  const Delivery* open() const { return open_.empty() ? nullptr : &open_.begin()->second; }

  // Deliveries that are confirmed and not acknowledged: the newest
  // limits::kForwardAskedMax, earliest first.
  std::vector<Delivery> Confirmed() const;

  // Since when a period has waited for a confirmation, milliseconds since the Unix
  // epoch: since its first announcement, failed ones included, after the last
  // confirmation. If no delivery is open, a period that was not announced waits
  // since the entry that made it due. nullopt: none waits.
  std::optional<int64_t> UndeliveredSinceMs(const domain::Facts& facts,
                                            const domain::CatalogueIndex& catalogue) const;

 private:
  struct Report {
    domain::ReportHistory history;
    // The board was sent figures of the newest revision or of one that it
    // replaced. Only while the newest is in force.
    bool shown = false;
  };
  struct Period {
    // The report whose revision in force is at `position`; null: that revision
    // was replaced, sent back or withdrawn.
    const Report* FindInForce(uint64_t position, const domain::Facts& facts) const;

    absl::flat_hash_map<std::string, Report> reports;  // by organisation and obligation
    std::set<uint64_t> uncovered;                      // positions of revisions in force
    // Positions of the withdrawals and reviews that took shown figures away and
    // are in no confirmed delivery yet.
    std::set<uint64_t> gone;
    uint64_t failed = 0;  // as in Due
    std::optional<int64_t> announced_ms;
  };

  template <class What>
  void ApplyToHistory(uint64_t position, int64_t time_ms, const What& fact);
  void ApplyChange(uint64_t position, const domain::Facts& facts,
                   std::shared_ptr<const v1::DeliveryChanged> change);
  void Forward(const v1::DeliveryChanged& change, int64_t time_ms);
  void Fail(uint64_t position, const domain::Facts& facts, const Delivery& delivery);
  // As NextDue of one period, but with all of its reports.
  std::optional<Due> DueOf(const std::string& name, const domain::Facts& facts,
                           const domain::CatalogueIndex& catalogue) const;

  uint64_t seen_ = 0;
  std::map<std::string, Period> periods_;
  std::map<uint64_t, Delivery> open_, confirmed_;
};

}  // namespace samlad::forward

#endif  // SAMLAD_GATEWAY_FORWARD_DELIVERIES_H_
