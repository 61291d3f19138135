// SPDX-License-Identifier: EUPL-1.2
//
// What a decision needs to know of the log so far: a fold of the facts into
// look-ups. A state can be laid over another as a tentative overlay, which is
// absorbed when the append succeeded and dropped when it did not.

#ifndef SAMLAD_GATEWAY_EXCHANGE_STATE_H_
#define SAMLAD_GATEWAY_EXCHANGE_STATE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "gateway/domain/facts.h"
#include "gateway/domain/revocations.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {

// Not thread-safe: the sequencer's own.
class State {
 public:
  // `base`: what this one is laid over; null: nothing. Must outlive it.
  explicit State(const State* base = nullptr) : base_(base) {}

  // Folds the fact at the next position.
  void Apply(const domain::Fact& fact, uint64_t position);
  // Takes over everything that an overlay of this state has learned.
  void Absorb(State overlay);

  // The catalogue in force; null before the first.
  std::shared_ptr<const domain::CatalogueIndex> catalogue() const;
  // The revocations in force; never null.
  std::shared_ptr<const domain::Revocations> revocations() const;
  // Time of the newest entry, milliseconds since the Unix epoch.
  int64_t time_ms() const;

  // Position of the accepted revision in force; 0: none.
  uint64_t LatestRevision(std::string_view organisation, std::string_view obligation,
                          std::string_view period) const;
  // Whether a report was returned since the last accepted revision.
  bool IsReturned(std::string_view organisation, std::string_view obligation,
                  std::string_view period) const;
  // Whether a due date has passed; one of obligation and project is empty.
  bool HasDeadlinePassed(std::string_view obligation, std::string_view project,
                         std::string_view period) const;

  // How a delivery to the board's system stands.
  struct Delivery {
    v1::DeliveryState state = v1::DELIVERY_STATE_UNSPECIFIED;
    uint64_t changed = 0;  // position of the entry that says so
  };
  // By the position of its FORWARDED entry. Null: there is none.
  const Delivery* FindDelivery(uint64_t delivery) const;
  // Position of the FORWARDED entry of the view of `period` as of `as_of`; 0:
  // none.
  uint64_t FindForwarded(std::string_view period, uint64_t as_of) const;

 private:
  struct Standing {
    uint64_t revision = 0;
    bool returned = false;
  };
  const Standing* FindStanding(const std::string& key) const;

  const State* base_;
  std::shared_ptr<const domain::CatalogueIndex> catalogue_;
  std::shared_ptr<const domain::Revocations> revocations_;  // null: as below
  int64_t time_ms_ = 0;
  absl::flat_hash_map<std::string, Standing> standings_;
  absl::flat_hash_set<std::string> deadlines_;
  absl::flat_hash_map<uint64_t, Delivery> deliveries_;
  absl::flat_hash_map<std::pair<std::string, uint64_t>, uint64_t> forwarded_;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_STATE_H_
