// SPDX-License-Identifier: EUPL-1.2
//
// Which editions the board's system must still get and which it has got. Pure:
// computed from the facts alone, so that a gateway which starts again knows the
// same, and so do several gateways of one log.

#ifndef SAMLAD_GATEWAY_FORWARD_DELIVERIES_H_
#define SAMLAD_GATEWAY_FORWARD_DELIVERIES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "gateway/domain/log/facts.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::forward {

// The next delivery: of one edition.
struct Due {
  uint64_t edition = 0;  // position
  uint32_t attempt = 0;  // from 1
  uint64_t failed = 0;   // position of its last delivery that failed; 0: none
};

// A delivery that was announced.
struct Delivery {
  uint64_t position = 0;                              // of its FORWARDED entry
  int64_t forwarded_ms = 0;                           // time of that entry
  std::shared_ptr<const v1::DeliveryChanged> change;  // its payload
};

// A value; grows with editions that are not confirmed and with deliveries that are
// not acknowledged.
class Deliveries {
 public:
  // Takes in the facts that it has not seen. `facts` continue those of before.
  void Read(const domain::Facts& facts);

  // The next delivery: the oldest edition of which no delivery is confirmed or under
  // way. Editions whose last delivery failed come after the others, in turn. nullopt:
  // none is due.
  std::optional<Due> NextDue() const;

  // Whether the last delivery of the edition that came to an end has failed.
  bool HasFailed(uint64_t edition) const;

  // Editions of which no delivery is confirmed.
  uint64_t CountWaiting() const { return waiting_.size(); }

  // The earliest delivery that is neither confirmed nor failed; null: none. One that
  // names no edition is a view that an earlier version announced. Valid until Read.
  const Delivery* open() const { return open_.empty() ? nullptr : &open_.begin()->second; }

  // Deliveries that are confirmed and not acknowledged: the newest
  // limits::kForwardAskedMax, earliest first.
  std::vector<Delivery> Confirmed() const;

  // Since when an edition has waited for a confirmation, milliseconds since the Unix
  // epoch: since its first announcement, failed ones included. If no delivery is
  // open, an edition that was not announced waits since it was published. nullopt:
  // none waits.
  std::optional<int64_t> UndeliveredSinceMs() const;

 private:
  struct Waiting {
    int64_t published_ms = 0;
    uint32_t attempts = 0;
    uint64_t failed = 0;  // as in Due
    std::optional<int64_t> announced_ms;
  };

  void Apply(uint64_t position, int64_t time_ms, std::shared_ptr<const v1::DeliveryChanged> change);
  bool IsOpen(uint64_t edition) const;

  uint64_t seen_ = 0;
  std::map<uint64_t, Waiting> waiting_;  // by position of the edition
  std::map<uint64_t, Delivery> open_, confirmed_;
};

}  // namespace samlad::forward

#endif  // SAMLAD_GATEWAY_FORWARD_DELIVERIES_H_
