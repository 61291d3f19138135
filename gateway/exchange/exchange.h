// SPDX-License-Identifier: EUPL-1.2
//
// The state machine. Every change goes one way: content check on a bounded
// pool, then one batch at a time is decided on, extends the tree, is signed,
// appended durably, folded and answered. Reads are computed from a snapshot of
// the facts and never block it.
// The structure and its reasons: docs/architecture.md.

#ifndef SAMLAD_GATEWAY_EXCHANGE_EXCHANGE_H_
#define SAMLAD_GATEWAY_EXCHANGE_EXCHANGE_H_

#include <atomic>
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
#include "gateway/base/fair_pool.h"
#include "gateway/exchange/command.h"
#include "gateway/exchange/log_clock.h"
#include "gateway/exchange/log_reader.h"
#include "gateway/exchange/snapshot.h"
#include "gateway/ledger/note.h"
#include "gateway/store/store.h"
#include "samlad/v1/common.pb.h"

namespace samlad::exchange {

class AdmissionControl;
class EarlierCheck;
class Sequencer;
struct Recovered;
struct SnapshotMoment;
struct SnapshotPlace;

// What appending an entry would add; Options::may_append decides on it.
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
    // Whether an entry may be appended. Not called for a replay, for a validation,
    // or for a command that is refused in any case. An error becomes the command's
    // answer, and nothing is stored. Called by whoever decides; must not
    // block. Null: always.
    std::function<absl::Status(const Growth&)> may_append;
    // Called with the size of every batch that became durable, and the time that
    // took; for metrics. Called by whoever decides; must not block. May be null.
    std::function<void(size_t entries, std::chrono::nanoseconds took)> on_append = nullptr;
    // Called with the revocations in force when they have changed: after the batch is
    // durable, before anybody is answered or reads it. Called by whoever decides. May
    // be null.
    std::function<void(const domain::Revocations& in_force)> on_revocations = nullptr;
    // Called once after a start from a snapshot, when the entries that it took from
    // there were checked: OK, or DATA_LOSS with what does not hold. Called on a thread
    // of its own. May be null.
    std::function<void(const absl::Status& holds)> on_earlier_checked = nullptr;
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
  // `clock` and `signer` must outlive the exchange. With a snapshot at `place` that may
  // be used, only what is newer is read first; the rest is checked while it serves.
  static absl::StatusOr<std::unique_ptr<Exchange>> Open(Options options, store::Store& store,
                                                        const Clock& clock,
                                                        const ledger::NoteSigner& signer);
  static absl::StatusOr<std::unique_ptr<Exchange>> Open(Options options, store::Store& store,
                                                        const Clock& clock,
                                                        const ledger::NoteSigner& signer,
                                                        const std::optional<SnapshotPlace>& place);

  ~Exchange();

  // Refuses new commands from now on, finishes those accepted and returns when
  // the last is answered. Reads go on. Idempotent.
  void Stop();

  // Takes a command. Never blocks; a full queue is answered at once.
  void Execute(Command command, Done done);

  const LogReader& reader() const { return reader_; }
  // As reader().Read().
  std::shared_ptr<const Snapshot> Read() const { return reader_.Read(); }

  // OK, or why commands that depend on the time are refused; see LogClock.
  LogClock::Reading ReadClock() const;

  // The operator found the clock right when the entry at `head` was the newest; see
  // LogClock. OUT_OF_RANGE if there is no such entry.
  absl::Status ConfirmClock(uint64_t head);

  // Calls `grown` with the log's size after every append, on the thread that
  // appends, so it must not block. Replaces the previous function, which is no
  // longer running when this returns. Null: no function.
  void SetListener(std::function<void(uint64_t size)> grown);

  Stats GetStats() const;

  // The newest moment, to be written as a snapshot. Not after destruction.
  SnapshotMoment TakeMoment() const;
  // Entries that the start took from a snapshot, and those of them that are yet to be
  // checked.
  uint64_t from_snapshot() const { return from_snapshot_; }
  uint64_t unchecked() const;

 private:
  Exchange(Options options, store::Store& store, const Clock& clock,
           const ledger::NoteSigner& signer, Recovered recovered);

  std::atomic<bool> stopping_ = false;
  const std::unique_ptr<AdmissionControl> admission_;
  const uint64_t from_snapshot_;
  const std::unique_ptr<Sequencer> sequencer_;
  const LogReader reader_;
  // Stopped first, because it hands its last checks to the sequencer, which then
  // answers everything.
  FairPool pool_;  // checks content, never on gRPC's threads, of which there are two
  std::unique_ptr<EarlierCheck> earlier_;  // null: everything was checked at the start
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_EXCHANGE_H_
