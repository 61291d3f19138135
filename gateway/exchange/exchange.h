// SPDX-License-Identifier: EUPL-1.2
//
// The state machine. Every change goes one way: content check on a bounded
// pool, then one sequencer thread that decides, extends the tree, signs,
// appends durably, folds and answers. Reads are computed from a snapshot of
// the facts and never block it.
// Design: docs/architecture.md.

#ifndef SAMLAD_GATEWAY_EXCHANGE_EXCHANGE_H_
#define SAMLAD_GATEWAY_EXCHANGE_EXCHANGE_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/clock.h"
#include "gateway/exchange/command.h"
#include "gateway/exchange/snapshot.h"
#include "gateway/ledger/note.h"
#include "gateway/store/store.h"
#include "samlad/v1/catalogue_service.pb.h"
#include "samlad/v1/common.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::exchange {

// What appending an entry would add, to be judged before it is.
struct Growth {
  CommandKind kind = CommandKind::kSubmitReport;
  std::string_view organisation;  // the sender's; empty: the gateway's own entry
  size_t payload_bytes = 0;
  // What is in memory with the entry, and what the entry adds or takes away, in
  // observations; see domain::WeightOf.
  uint64_t weight = 0;
  int64_t weight_added = 0;
};

// Figures for metrics, all since the start.
struct Stats {
  uint64_t batches = 0, entries = 0, bytes = 0;
  uint64_t answered = 0;                         // commands, whatever the answer
  uint64_t queue_commands = 0, queue_bytes = 0;  // now
  uint64_t last_sync_us = 0;
  uint64_t resident_observations = 0;  // now; see domain::WeightOf
};

// Thread-safe. Destruction refuses new commands, finishes those accepted, and
// joins its threads.
class Exchange {
 public:
  struct Options {
    std::string origin;
    // Ends the process when durability is in doubt. Never returns. Called with
    // the reason; tests replace it.
    std::function<void(const absl::Status&)> on_data_loss;
    // Asked before an entry is appended, never for a replay, a validation or
    // what is refused anyhow; an error is the command's answer, and nothing is
    // stored. Called on the sequencer's thread; must not block. Null: yes.
    std::function<absl::Status(const Growth&)> may_append;
    // Told of every batch that became durable, and how long that took; for
    // metrics. Called on the sequencer's thread; must not block. May be null.
    std::function<void(size_t entries, std::chrono::nanoseconds took)> on_append = nullptr;
  };

  // Writes entry 0 of a new log into an empty store: origin, verifier key and
  // the first catalogue. INVALID_ARGUMENT with all findings if the catalogue
  // does not hold; FAILED_PRECONDITION if the store is not empty.
  static absl::Status Initialise(store::Store& store, const Clock& clock,
                                 const ledger::NoteSigner& signer, std::string_view origin,
                                 std::string_view catalogue_bytes,
                                 std::vector<v1::Finding>* findings);

  // Reads the whole log, re-hashing every header, payload and receipt, and
  // folds it. DATA_LOSS, naming the position and what does not hold, if the
  // log is not what its checkpoints say; NOT_FOUND if it is empty. `store`,
  // `clock` and `signer` must outlive the exchange.
  static absl::StatusOr<std::unique_ptr<Exchange>> Open(Options options, store::Store& store,
                                                        const Clock& clock,
                                                        const ledger::NoteSigner& signer);

  virtual ~Exchange() = default;

  // Refuses new commands from now on, finishes those accepted and returns when
  // the last is answered. Reads go on. Idempotent.
  virtual void Stop() = 0;

  // Takes a command. Never blocks; a full queue is answered at once.
  virtual void Execute(Command command, Done done) = 0;

  virtual std::shared_ptr<const Snapshot> Read() const = 0;

  // Has `grown` called with the log's size after every append, on the thread
  // that appends: it must not block. Replaces the one before, which runs no
  // more when this returns; null: nobody is told.
  virtual void SetListener(std::function<void(uint64_t size)> grown) = 0;

  // The view as Acknowledge and GetView need it: with origin and root hash.
  virtual absl::StatusOr<v1::View> View(const v1::ViewQuery& query) const = 0;

  // Stored receipt of the entry that `sender` caused, by submission id or
  // position. NOT_FOUND also for entries of others, unless `any`.
  virtual absl::StatusOr<std::string> FindReceipt(const Sender& sender,
                                                  std::string_view submission_id, uint64_t position,
                                                  bool any) const = 0;

  // Payload of the entry that `sender` caused by a command of that kind under
  // that submission id. NOT_FOUND if there is none.
  virtual absl::StatusOr<std::string> FindPayload(const Sender& sender, CommandKind kind,
                                                  std::string_view submission_id) const = 0;

  // Payload of the accepted report at `position`, as it was received. NOT_FOUND
  // if there is none.
  virtual absl::StatusOr<std::string> ReadReport(uint64_t position) const = 0;

  // What applying a catalogue would change and what forbids it.
  virtual absl::StatusOr<v1::CatalogueServicePlanResponse> Plan(
      std::string_view catalogue_bytes) const = 0;

  struct InclusionProof {
    uint64_t tree_size = 0;
    ledger::Hash leaf{}, root{};
    std::vector<ledger::Hash> hashes;
  };
  // tree_size 0: the newest checkpoint's. OUT_OF_RANGE beyond it; NOT_FOUND
  // for entries that others caused, unless `any`.
  virtual absl::StatusOr<InclusionProof> Prove(const Sender& sender, uint64_t position,
                                               uint64_t tree_size, bool any) const = 0;

  struct ConsistencyProof {
    uint64_t first_size = 0, second_size = 0;
    std::vector<ledger::Hash> hashes;
  };
  // That the log of `first_size` entries is the beginning of that of
  // `second_size`; 0: the newest checkpoint's. INVALID_ARGUMENT if first_size
  // is 0 or larger; OUT_OF_RANGE beyond the newest checkpoint.
  virtual absl::StatusOr<ConsistencyProof> ProveConsistency(uint64_t first_size,
                                                            uint64_t second_size) const = 0;

  // Reads the newest folded entry from the store again. May block. DATA_LOSS if
  // it is gone or another; else the store's error.
  virtual absl::Status ConfirmHead() const = 0;

  virtual Stats GetStats() const = 0;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_EXCHANGE_H_
