// SPDX-License-Identifier: EUPL-1.2
//
// A summary of the first facts of a log, from which views, obligations and
// projects are computed. It is read in one pass, and every id in it is replaced
// by a small number. Figures are not read.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_PREFIX_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_PREFIX_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/log/facts.h"
#include "gateway/domain/log/report_history.h"
#include "gateway/domain/log/returns.h"

namespace samlad::domain {

// Numbers ids in the order in which they are added. The ids must outlive it,
// because it holds views of them.
class IdNumbers {
 public:
  uint32_t Add(std::string_view id);
  std::optional<uint32_t> Find(std::string_view id) const;
  std::string_view operator[](uint32_t number) const { return ids_[number]; }
  uint32_t size() const { return static_cast<uint32_t>(ids_.size()); }

 private:
  absl::flat_hash_map<std::string_view, uint32_t> numbers_;
  std::vector<std::string_view> ids_;
};

// A history, with the numbers of its organisation, obligation and period.
struct NumberedHistory : ReportHistory {
  uint32_t organisation = 0, obligation = 0, period = 0;
};

// An accepted report.
struct Revision {
  uint64_t position = 0;
  uint32_t history = 0;
  const ReportFact* report = nullptr;
};

// The board's acknowledgement of a view of a period. Without organisation and
// decision it comes from the board's system, which acknowledged a delivery.
struct Acknowledgement {
  uint64_t position = 0;
  int64_t time_ms = 0;
  uint64_t as_of = 0;  // of the view
  std::string_view organisation, period, minute, decision;
  uint64_t corrects = 0;      // position of the one that it corrects; 0: none
  uint64_t corrected_by = 0;  // position of the one that corrects it; 0: none
};

// A delivery to the board's system and how far it has come.
struct DeliveryProgress {
  uint64_t position = 0;                       // of the entry that announced it
  const v1::DeliveryChanged* what = nullptr;   // as announced
  const v1::DeliveryChanged* state = nullptr;  // of its newest entry
  uint64_t confirmed = 0;                      // position; 0: not yet
};

// Figures of others that were imported.
struct Import {
  uint64_t position = 0;
  const v1::SeriesImported* series = nullptr;
};

// A figure that the custodian cleared.
struct Clearing {
  uint64_t position = 0;
  int64_t time_ms = 0;
  const ClearingFact* what = nullptr;
};

// A summary of facts [0, as_of). Immutable once read; points to the facts and
// into the catalogue that it was read from.
struct Prefix {
  const Facts* facts = nullptr;
  uint64_t as_of = 0;
  // Whose catalogues decide on what is protected: those of facts
  // [0, protected_as_of). At least as_of.
  uint64_t protected_as_of = 0;
  int64_t time_ms = 0;  // of the last entry
  std::shared_ptr<const CatalogueIndex> catalogue;

  // The catalogue's organisations and obligations come first, in its order.
  IdNumbers organisations, obligations, periods;
  std::vector<NumberedHistory> histories;
  std::vector<Revision> revisions;  // in log order, superseded ones included

  // Position of the first DeadlineFact of (obligation or project, period).
  using Due = std::pair<std::string_view, std::string_view>;
  absl::flat_hash_map<Due, uint64_t> obligation_deadlines, project_deadlines;
  absl::flat_hash_map<std::string_view, uint64_t> recommendation_deadlines;  // by id
  std::vector<DeliveryProgress> deliveries;                                  // in log order
  std::vector<Acknowledgement> acknowledgements;                             // in log order
  std::vector<Import> imports;                                               // in log order
  std::vector<Clearing> clearings;                                           // in log order

  // Whether views contain the revision: no later one replaces it, and it was
  // neither sent back nor withdrawn.
  bool InForce(const Revision& revision) const {
    const NumberedHistory& history = histories[revision.history];
    return history.newest == revision.position && history.IsInForce();
  }
  // Whether the newest revision waits for the coordinator's approval.
  bool IsUnderReview(const NumberedHistory& history) const;
  bool IsWaived(uint32_t organisation, uint32_t obligation, uint32_t period) const;
  // What the returns of the newest revision say together; empty unless it is
  // sent back.
  Returns ReturnsOf(const ReportHistory& history) const;
  // The facts behind a history; null: none. At most one of review and
  // withdrawal is there, namely the one that gave the status.
  const ReviewFact* FindReview(const ReportHistory& history) const;
  const WithdrawalFact* FindWithdrawal(const ReportHistory& history) const;
  const WaiverFact* FindWaiver(const ReportHistory& history) const;
  // Positions of the reports in force whose prose has left memory, because they
  // were replaced later; see Facts::RestoreProse.
  std::vector<uint64_t> MissingProse() const;
  // Whether a view of `period` as of `as_of` contains the newest revision, also if
  // that was sent back or withdrawn later.
  bool Shows(const NumberedHistory& history, std::string_view period, uint64_t as_of) const;
  // The first acknowledgement of a view that contains the newest revision, also
  // if that was sent back or withdrawn later; null: none.
  const Acknowledgement* FirstAcknowledgement(const NumberedHistory& history) const;
  // The one that corrects it, or the one that corrects that one, and so on;
  // itself if it was never corrected.
  const Acknowledgement& NewestCorrection(const Acknowledgement& of) const;
  // Null if nothing was sent.
  const NumberedHistory* FindHistory(std::string_view organisation, std::string_view obligation,
                                     std::string_view period) const;

  absl::flat_hash_map<std::tuple<uint32_t, uint32_t, uint32_t>, uint32_t> history_numbers;
  absl::flat_hash_map<uint64_t, std::vector<const ReviewFact*>> returns;  // by report, in log order
  bool any_waiver = false;
};

// Reads facts [0, as_of); 0: all. protected_as_of 0: as_of. `facts` must outlive
// the prefix.
//   INVALID_ARGUMENT     protected_as_of before as_of
//   OUT_OF_RANGE         as_of or protected_as_of beyond the facts
//   FAILED_PRECONDITION  no catalogue came into force before as_of
absl::StatusOr<Prefix> ReadPrefix(const Facts& facts, uint64_t as_of, uint64_t protected_as_of = 0);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_PREFIX_H_
