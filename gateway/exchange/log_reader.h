// SPDX-License-Identifier: EUPL-1.2
//
// Reading the log: views, payloads, receipts and proofs. What is read was
// durable before; nothing here waits for the sequencer or changes anything.

#ifndef SAMLAD_GATEWAY_EXCHANGE_LOG_READER_H_
#define SAMLAD_GATEWAY_EXCHANGE_LOG_READER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/mutex.h"
#include "gateway/domain/edition/edition.h"
#include "gateway/exchange/command.h"
#include "gateway/exchange/snapshot.h"
#include "gateway/ledger/hash.h"
#include "gateway/store/store.h"
#include "samlad/v1/catalogue_service.pb.h"
#include "samlad/v1/report.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::exchange {

class Sequencer;

// Thread-safe.
class LogReader {
 public:
  // `store` and `sequencer` must outlive it.
  LogReader(std::string_view origin, const store::Store& store, Sequencer& sequencer)
      : origin_(origin), store_(store), sequencer_(sequencer) {}

  // The newest moment. Cheap.
  std::shared_ptr<const Snapshot> Read() const;

  // The facts of the newest moment, as one of the first `as_of` (0: all) is computed
  // from them: with the prose of the reports that were in force then. May read the
  // store.
  absl::StatusOr<domain::Facts> ReadFacts(uint64_t as_of) const;
  // Whose catalogues protect a view, see ViewQuery.protected_as_of.
  enum class Protect : uint8_t {
    kAsAsked,  // those that the query asks for, which only auditors may choose
    // As strictly as the head does, see domain::FirstAsStrict; FAILED_PRECONDITION
    // if the query asks for less.
    kByHead,
  };

  // The view as Acknowledge and GetView need it: with origin and root hash.
  // Errors as of domain::ConsolidateView.
  absl::StatusOr<v1::View> View(const v1::ViewQuery& query, Protect protect) const;

  // The bytes of the next edition, which kPublishEdition takes; see
  // domain::MakeEdition. `seats`: filled with the verified certificates of its seats,
  // serialised, which kCertifySeat takes; the edition commits to them. Null: it has
  // none. May take minutes, at low priority, so that submissions do not wait for it.
  absl::StatusOr<std::string> MakeEdition(const domain::EditionRequest& request,
                                          std::vector<std::string>* seats = nullptr) const;

  // The published edition at `position`, its bytes as they were stored. NOT_FOUND if
  // there is none.
  absl::StatusOr<std::string> ReadEdition(uint64_t position) const;

  // The entry of a published edition, with what proves that its header commits to its
  // bytes. Errors as of ReadEdition.
  struct EditionEntry {
    std::string header, salt, bytes;
  };
  absl::StatusOr<EditionEntry> ReadEditionEntry(uint64_t position) const;

  // The certificate of a seat in the edition at `edition`: of the smallest one that
  // knows the reports of all `organisations`, of those that `may_read` names. NOT_FOUND
  // if there is none.
  struct SeatEntry {
    uint64_t position = 0;
    std::string certificate;  // serialised v1::SeatCertificate
  };
  absl::StatusOr<SeatEntry> FindSeat(
      uint64_t edition, std::span<const std::string> organisations,
      const std::function<bool(const domain::SeatFact&)>& may_read) const;

  // Stored receipt of the entry that `sender` caused, by submission id or
  // position. NOT_FOUND also for entries of others, unless `any`.
  absl::StatusOr<std::string> FindReceipt(const identity::Principal& sender,
                                          std::string_view submission_id, uint64_t position,
                                          bool any) const;

  // Payload of the entry that `sender` caused by a command of that kind under
  // that submission id. NOT_FOUND if there is none.
  absl::StatusOr<std::string> FindPayload(const identity::Principal& sender, CommandKind kind,
                                          std::string_view submission_id) const;

  // Payload of the accepted report at `position`, as it was received. NOT_FOUND
  // if there is none.
  absl::StatusOr<std::string> ReadReport(uint64_t position) const;

  // What applying a catalogue would change, what follows for the organisations,
  // and what forbids it. `base`: position of the catalogue that it was made from, if
  // that is known. OUT_OF_RANGE if no catalogue was applied there.
  absl::StatusOr<v1::CatalogueServicePlanResponse> Plan(
      std::string_view catalogue_bytes, std::optional<uint64_t> base = std::nullopt) const;

  struct DayEnd {
    uint64_t tree_size = 0;
    int64_t time_ms = 0;    // of the last entry
    std::string time_zone;  // in which the day was read
  };
  // The log at the end of a day (YYYY-MM-DD) in the time zone of the catalogue in
  // force. INVALID_ARGUMENT if it is no day; OUT_OF_RANGE before the first entry.
  absl::StatusOr<DayEnd> FindDayEnd(std::string_view day) const;

  struct InclusionProof {
    uint64_t tree_size = 0;
    ledger::Hash leaf{}, root{};
    std::vector<ledger::Hash> hashes;
  };
  // tree_size 0: the newest checkpoint's. OUT_OF_RANGE beyond it; NOT_FOUND
  // for entries that others caused, unless `any`.
  absl::StatusOr<InclusionProof> Prove(const identity::Principal& sender, uint64_t position,
                                       uint64_t tree_size, bool any) const;

  struct ConsistencyProof {
    uint64_t first_size = 0, second_size = 0;
    std::vector<ledger::Hash> hashes;
  };
  // That the log of `first_size` entries is the beginning of that of
  // `second_size`; 0: the newest checkpoint's. INVALID_ARGUMENT if first_size
  // is 0 or larger; OUT_OF_RANGE beyond the newest checkpoint.
  absl::StatusOr<ConsistencyProof> ProveConsistency(uint64_t first_size,
                                                    uint64_t second_size) const;

  // Confirms the log's size (Store::ConfirmSize), folds what other gateways have
  // appended, and reads the newest folded entry
  // from the store again. May block. DATA_LOSS if it is gone or another; else the
  // store's error.
  absl::Status ConfirmHead() const;

  // Makes sure that what others appended is folded, up to `size` entries: if there are
  // fewer, ConfirmHead, once for all who wait. May block, for about
  // limits::kHeadUnconfirmedMax. UNAVAILABLE if the head could not be confirmed. OK also
  // if the log is shorter, so that whoever has seen more of it can prove the loss.
  absl::Status CatchUp(uint64_t size) const;

 private:
  // Fills in the origin and the root hash of a view.
  void NameLog(v1::View& view) const;
  absl::StatusOr<std::string> MakeEditionHere(const domain::EditionRequest& request,
                                              std::vector<std::string>* seats) const;
  // Every edition among the facts, oldest first.
  absl::StatusOr<std::vector<domain::StoredEdition>> ReadEditions(const domain::Facts& facts) const;
  absl::StatusOr<v1::Report> ParseReport(uint64_t position) const;
  // The payload of the entry at `position`, which is there.
  absl::StatusOr<std::string> ReadPayload(uint64_t position) const;
  // Position of the entry that the submission id is bound to.
  absl::StatusOr<uint64_t> FindSubmission(const identity::Principal& sender,
                                          std::string_view submission_id) const;
  // Only what is durable and published can be asked for.
  absl::Status VisitEntry(uint64_t position,
                          const std::function<void(const store::Record&)>& visit) const;
  absl::Status CheckOwn(const identity::Principal& sender, uint64_t position, bool any) const;
  absl::StatusOr<std::string> StoredReceipt(const identity::Principal& sender, uint64_t position,
                                            bool any) const;

  const std::string origin_;
  const store::Store& store_;
  Sequencer& sequencer_;
  mutable Mutex catch_up_mutex_;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_LOG_READER_H_
