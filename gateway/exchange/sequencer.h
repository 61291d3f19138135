// SPDX-License-Identifier: EUPL-1.2
//
// The one place where the log changes, one batch at a time. It drains what queued
// while the last sync ran, decides on each command against a tentative overlay,
// extends the tree, signs one checkpoint, appends durably, folds, and only then
// answers: also the commands that it refuses, because a refusal may rest on an entry
// of the batch. A thread of its own does so, and at times a thread that adds.

#ifndef SAMLAD_GATEWAY_EXCHANGE_SEQUENCER_H_
#define SAMLAD_GATEWAY_EXCHANGE_SEQUENCER_H_

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "gateway/base/fair_pool.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/exchange.h"
#include "gateway/exchange/key_index.h"
#include "gateway/exchange/log_clock.h"
#include "gateway/exchange/recover.h"
#include "gateway/exchange/snapshot_file.h"
#include "gateway/ledger/tree.h"

namespace samlad::exchange {

// A prepared command and who waits for its answer.
struct Ticket {
  Command command;
  Prepared prepared;
  Done done;
};

// Thread-safe.
class Sequencer {
 public:
  // `store`, `clock` and `signer` must outlive it.
  Sequencer(Exchange::Options options, store::Store& store, const Clock& clock,
            const ledger::NoteSigner& signer, Recovered recovered);
  // As Stop.
  ~Sequencer();

  // Decides on everything that was added, then joins. Called by one thread,
  // once or more.
  void Stop();

  // How much may wait is bounded by the exchange.
  void Add(Ticket ticket);
  // The same, but if nothing is being decided on, the caller decides on the next
  // batch itself and returns when it is answered, because waking another thread
  // takes longer than deciding. Not after Stop.
  void AddOrDecide(Ticket ticket);

  // Folds what other gateways have appended, up to `size`, which the store has
  // confirmed; waits for the batch that is being decided on. Nothing if one gateway
  // alone appends. UNAVAILABLE if it cannot be read now.
  absl::Status Follow(uint64_t size);

  std::shared_ptr<const Snapshot> Read() const;
  // See Exchange.
  SnapshotMoment TakeMoment() const;
  // See Exchange.
  void SetListener(std::function<void(uint64_t size)> grown);
  // size <= Read()->facts.size().
  ledger::Hash Root(uint64_t size) const;
  // position < Read()->facts.size().
  ledger::Hash Leaf(uint64_t position) const;
  LogReader::InclusionProof Prove(uint64_t position, uint64_t size) const;
  // first_size <= second_size <= Read()->facts.size().
  std::vector<ledger::Hash> ProveConsistency(uint64_t first_size, uint64_t second_size) const;
  // The position of the durable entry that an idempotency key is bound to, if its
  // digest does not deceive: compare the entry's key.
  std::optional<uint64_t> FindKey(std::string_view key) const;
  // The clock against what is durable; see LogClock.
  LogClock::Reading ReadClock() const;
  // See Exchange.
  absl::Status ConfirmClock(uint64_t head);
  // Batches, entries, bytes and the last sync's time.
  Stats GetStats() const;

 private:
  struct Pending;
  struct Answers;

  void Run();
  // Waits until nobody decides and something has queued. Empty: stop.
  std::vector<Ticket> AwaitBatch();
  std::vector<Ticket> TakeBatch() SAMLAD_REQUIRES(queue_mutex_);
  // The batch was answered: another may be decided on.
  void FinishBatch();
  void Process(std::vector<Ticket> tickets);
  // Decides on a batch and appends it. False: another gateway has appended
  // something new, which is folded now; nothing was answered. `again`: whether that
  // may be.
  bool ProcessOnce(std::vector<Ticket> tickets, bool again);
  // After nothing but answers without an entry: whether one of them may be owed to
  // what another gateway appended and this one did not know; it is folded then. Where
  // that cannot be found out, refusals become UNAVAILABLE.
  bool MissedSomething(Pending& pending);
  void WithdrawRefusals(Pending& pending, std::string_view why) const;
  // Folds up to the size that the store confirms. Whether there was something new.
  // Errors as Store::ConfirmSize and FoldForeign.
  absl::StatusOr<bool> CatchUp();
  absl::Status FoldForeign(uint64_t size);
  // Decides on the ticket: adds its entry to `pending`, or answers it.
  void Stage(Ticket ticket, Pending& pending);
  // Answers a command that gets no entry: at once if the batch has no entry yet and
  // nobody else appends; else once the batch is durable, with the append's error if
  // it cannot become so.
  void Answer(Done done, absl::StatusOr<Outcome> answer, Pending& pending) const;
  // False if an entry of the log or of the batch has that key.
  bool BindKey(std::string_view key, Pending& pending) const;
  // `time_ms`: of the entry.
  void AddEntry(Ticket ticket, Decided decided, int64_t time_ms, Pending& pending);
  void PrepareAgainIfStale(Ticket& ticket);
  absl::Status MayAppend(const Command& command, const Staged& staged, Pending& pending) const;
  int64_t WeightAddedBy(const Staged& staged) const;
  // True if the submission id was used before, and the ticket was dealt with.
  bool AnswerIfBound(Ticket& ticket, Pending& pending);
  absl::StatusOr<Outcome> Replay(uint64_t position, std::string_view key,
                                 const Command& command) const;
  std::optional<uint64_t> FindDigest(const KeyDigest& digest) const;
  void SignAndIssueReceipts(Pending& pending);
  // As ProcessOnce.
  bool Append(Pending& pending, bool again);
  void FailAppend(Pending& pending, absl::Status why);
  void Publish(Pending& pending);
  void PublishSnapshot(std::string checkpoint);
  // Names of all symbols; those of `known` if no symbol was added since.
  std::shared_ptr<const std::vector<std::string>> NameSymbols(
      std::shared_ptr<const std::vector<std::string>> known) const;
  void TellListener();

  const Exchange::Options options_;
  store::Store& store_;
  mutable LogClock clock_;
  const ledger::NoteSigner& signer_;
  const bool shared_;  // other gateways may append to the store

  // Of whoever decides: deciding_ is true.
  State state_;
  domain::Symbols symbols_;
  domain::Facts facts_;

  mutable Mutex tree_mutex_;
  ledger::Tree tree_ SAMLAD_GUARDED_BY(tree_mutex_);

  mutable Mutex keys_mutex_;
  KeyIndex keys_ SAMLAD_GUARDED_BY(keys_mutex_);  // of durable entries

  mutable Mutex snapshot_mutex_;
  std::shared_ptr<const Snapshot> snapshot_ SAMLAD_GUARDED_BY(snapshot_mutex_);
  Stats stats_ SAMLAD_GUARDED_BY(snapshot_mutex_);

  Mutex listener_mutex_;
  std::function<void(uint64_t size)> grown_ SAMLAD_GUARDED_BY(listener_mutex_);

  Mutex queue_mutex_;
  CondVar queue_changed_;
  std::deque<Ticket> queue_ SAMLAD_GUARDED_BY(queue_mutex_);
  bool stopping_ SAMLAD_GUARDED_BY(queue_mutex_) = false;
  bool deciding_ SAMLAD_GUARDED_BY(queue_mutex_) = false;  // a batch
  // Those in Follow, who go first: the head must be confirmed under any load.
  int following_ SAMLAD_GUARDED_BY(queue_mutex_) = 0;
  CondVar may_follow_;

  // Of large batches, while the next is decided on.
  FairPool answers_{{.threads = 1, .waiting_max = limits::kAnsweredBatchesMax}};
  std::thread thread_;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_SEQUENCER_H_
