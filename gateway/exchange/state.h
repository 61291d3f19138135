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
#include "gateway/domain/log/facts.h"
#include "gateway/domain/log/report_history.h"
#include "gateway/domain/log/revocations.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {

// What a delivery is, from its FORWARDED entry: edition and attempt; of earlier
// versions, period and moment of a view.
std::string ForwardedKey(const v1::DeliveryChanged& announced);

// Not thread-safe: the sequencer's own.
class State {
 public:
  // `base`: what this one is laid over; null: nothing. Must outlive it.
  explicit State(const State* base = nullptr);

  // Folds the fact at the next position.
  void Apply(const domain::Fact& fact, uint64_t position);
  // Takes over everything that an overlay of this state has learned.
  void Absorb(State overlay);

  // The catalogue in force; null before the first.
  std::shared_ptr<const domain::CatalogueIndex> catalogue() const;
  // The revocations in force; never null, and the same object until they change.
  std::shared_ptr<const domain::Revocations> revocations() const;
  // Time of the newest entry, milliseconds since the Unix epoch.
  int64_t time_ms() const;

  // The default value if no fact belongs to it.
  domain::ReportHistory HistoryOf(std::string_view organisation, std::string_view obligation,
                                  std::string_view period) const;
  // Position of the newest accepted revision, withdrawn or not: the one that
  // the next builds on; 0: none.
  uint64_t LatestRevision(std::string_view organisation, std::string_view obligation,
                          std::string_view period) const;
  // Whether a report was returned since the last one was accepted or decided on.
  bool IsReturned(std::string_view organisation, std::string_view obligation,
                  std::string_view period) const;
  bool HasDeadlinePassed(const domain::DeadlineFact& deadline) const;
  bool HasReminded(const domain::ReminderFact& reminder) const;
  // Whether that was entered of the edition of the same rule and period: that it fell
  // due or, if the fact has one, that there was a problem.
  bool HasFallenDue(const domain::EditionDueFact& due) const;

  // Position of the acknowledgement that corrects the one at `acknowledgement`;
  // 0: none.
  uint64_t CorrectionOf(uint64_t acknowledgement) const;

  // The state of a delivery to the board's system.
  struct DeliveryStatus {
    v1::DeliveryState state = v1::DELIVERY_STATE_UNSPECIFIED;
    uint64_t changed = 0;    // position of the entry that says so
    uint64_t confirmed = 0;  // position of the entry that says CONFIRMED; 0: none
  };
  // By the position of its FORWARDED entry. Null: there is none.
  const DeliveryStatus* FindDelivery(uint64_t delivery) const;
  // Position of the FORWARDED entry with that ForwardedKey; 0: none.
  uint64_t FindForwarded(std::string_view key) const;
  // The newest edition.
  struct NewestEdition {
    uint64_t position = 0;  // 0: there is none
    uint32_t number = 0;
    std::string digest;  // SHA-256 of its bytes
  };
  NewestEdition newest_edition() const;
  // Whether the log has the seat's certificate with that digest.
  bool HoldsSeat(std::string_view digest) const;
  // Position of the entry that cleared the indicator's figures of the report; 0:
  // none.
  uint64_t FindClearing(uint64_t report, std::string_view indicator) const;

 private:
  const domain::ReportHistory* FindHistory(const std::string& key) const;
  template <class About>
  domain::ReportHistory& Change(const About& fact);
  bool HasPassed(const std::string& key) const;

  const State* base_;
  std::shared_ptr<const domain::CatalogueIndex> catalogue_;
  std::shared_ptr<const domain::Revocations> revocations_;  // null: as below
  int64_t time_ms_ = 0;
  absl::flat_hash_map<std::string, domain::ReportHistory> histories_;
  absl::flat_hash_set<std::string> passed_;  // due dates, reminders, editions due, seats
  absl::flat_hash_map<uint64_t, uint64_t> corrections_;  // by the acknowledgement corrected
  absl::flat_hash_map<uint64_t, DeliveryStatus> deliveries_;
  absl::flat_hash_map<std::string, uint64_t> forwarded_;  // by ForwardedKey
  NewestEdition newest_edition_;
  absl::flat_hash_map<std::pair<std::string, uint64_t>, uint64_t> cleared_;  // indicator, report
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_STATE_H_
