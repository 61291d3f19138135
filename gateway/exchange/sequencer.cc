// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/sequencer.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/entry.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {

// Entries decided on but not yet durable, and who waits for them.
struct Sequencer::Pending {
  explicit Pending(const State* state) : overlay(state) {}

  struct Entry {
    v1::EntryKind kind = v1::ENTRY_KIND_UNSPECIFIED;
    std::string submission_id;
    domain::Fact fact;
    Outcome outcome;
    std::vector<Done> waiting;  // the submitter, then retries in the same batch
  };

  State overlay;
  int64_t weight_added = 0;  // see Growth
  store::Batch batch;
  std::vector<Entry> entries;                             // one for each of batch.records
  absl::flat_hash_map<std::string, size_t> entry_by_key;  // idempotency keys
};

Sequencer::Sequencer(Exchange::Options options, store::Store& store, const Clock& clock,
                     const ledger::NoteSigner& signer, Recovered recovered)
    : options_(std::move(options)),
      store_(store),
      clock_(clock),
      signer_(signer),
      state_(std::move(recovered.state)),
      symbols_(std::move(recovered.symbols)),
      facts_(std::move(recovered.facts)),
      tree_(std::move(recovered.tree)),
      snapshot_(std::make_shared<Snapshot>(Snapshot{
          facts_, state_.catalogue(), state_.revocations(), std::move(recovered.checkpoint)})) {
  thread_ = std::thread([this] { Run(); });
}

Sequencer::~Sequencer() { Stop(); }

void Sequencer::Stop() {
  {
    MutexLock lock(queue_mutex_);
    stopping_ = true;
  }
  queue_changed_.NotifyAll();
  if (thread_.joinable()) thread_.join();
}

void Sequencer::Add(Ticket ticket) {
  {
    MutexLock lock(queue_mutex_);
    queue_.push_back(std::move(ticket));
  }
  queue_changed_.NotifyOne();
}

std::shared_ptr<const Snapshot> Sequencer::Read() const {
  MutexLock lock(snapshot_mutex_);
  return snapshot_;
}

void Sequencer::SetListener(std::function<void(uint64_t size)> grown) {
  MutexLock lock(listener_mutex_);
  grown_ = std::move(grown);
}

ledger::Hash Sequencer::Root(uint64_t size) const {
  MutexLock lock(tree_mutex_);
  return tree_.Root(size);
}

ledger::Hash Sequencer::Leaf(uint64_t position) const {
  MutexLock lock(tree_mutex_);
  return tree_.Leaf(position);
}

LogReader::InclusionProof Sequencer::Prove(uint64_t position, uint64_t size) const {
  MutexLock lock(tree_mutex_);
  return {.tree_size = size,
          .leaf = tree_.Leaf(position),
          .root = tree_.Root(size),
          .hashes = tree_.InclusionProof(position, size)};
}

std::vector<ledger::Hash> Sequencer::ProveConsistency(uint64_t first_size,
                                                      uint64_t second_size) const {
  MutexLock lock(tree_mutex_);
  return tree_.ConsistencyProof(first_size, second_size);
}

Stats Sequencer::GetStats() const {
  MutexLock lock(snapshot_mutex_);
  Stats stats = stats_;
  stats.resident_observations = snapshot_->facts.weight();
  return stats;
}

void Sequencer::Run() {
  while (true) {
    std::vector<Ticket> tickets = TakeBatch();
    if (tickets.empty()) return;
    Process(std::move(tickets));
  }
}

// Takes what has queued and never waits for more: a pause of 200 us cost a lone
// submitter a third of its rate. A catalogue goes alone, so that every other
// command in a batch is decided under one catalogue.
std::vector<Ticket> Sequencer::TakeBatch() {
  MutexLock lock(queue_mutex_);
  while (queue_.empty() && !stopping_) queue_changed_.Wait(queue_mutex_);
  std::vector<Ticket> tickets;
  size_t bytes = 0;
  while (!queue_.empty() && tickets.size() < limits::kBatchCommandsMax &&
         (tickets.empty() ||
          bytes + queue_.front().command.payload.size() <= limits::kBatchBytesMax)) {
    const bool alone = SpecOf(queue_.front().command.kind).replaces_catalogue;
    if (alone && !tickets.empty()) break;
    bytes += queue_.front().command.payload.size();
    tickets.push_back(std::move(queue_.front()));
    queue_.pop_front();
    if (alone) break;
  }
  return tickets;
}

void Sequencer::Process(std::vector<Ticket> tickets) {
  Pending pending(&state_);
  pending.batch.position = facts_.size();
  for (Ticket& ticket : tickets) Stage(std::move(ticket), pending);
  if (pending.entries.empty()) return;
  SignAndIssueReceipts(pending);
  Append(pending);
}

void Sequencer::Stage(Ticket ticket, Pending& pending) {
  if (absl::Status status = Authorize(pending.overlay, ticket.command); !status.ok()) {
    return ticket.done(std::move(status));
  }
  if (AnswerIfBound(ticket, pending)) return;
  if (absl::Status base = CheckBase(pending.overlay, ticket.command, ticket.prepared); !base.ok()) {
    return ticket.done(std::move(base));
  }
  // What it replaces is in this very batch: nothing can be counted against a
  // revision that is not durable. Its sender has guessed the position.
  if (ticket.command.base >= pending.batch.position && ticket.command.base != 0) {
    return ticket.done(NotDurableYet(ticket.command.base));
  }
  PrepareAgainIfStale(ticket);
  ticket.command.decided_ms = std::max(pending.overlay.time_ms(), clock_.NowMs());
  absl::StatusOr<Decided> decided = Decide(pending.overlay, ticket.command, ticket.prepared);
  if (!decided.ok()) return ticket.done(decided.status());
  if (!decided->entry.has_value()) return ticket.done(std::move(decided->outcome));

  Staged& staged = *decided->entry;
  if (absl::Status may = MayAppend(ticket.command, staged, pending); !may.ok()) {
    // The findings are worth more to the sender than the note that it got them.
    if (staged.kind == SpecOf(ticket.command.kind).entry_if_rejected.kind) {
      return ticket.done(std::move(decided->outcome));
    }
    return ticket.done(std::move(may));
  }
  const uint64_t position = pending.batch.position + pending.entries.size();
  if (staged.catalogue.has_value()) {
    staged.fact.what = domain::CatalogueFact{
        domain::CatalogueIndex::Build(*std::move(staged.catalogue), position, symbols_)};
  }
  store::Record record = Seal(staged, ticket.command.decided_ms, ticket.command.sender,
                              ticket.command.submission_id, decided->outcome.findings);
  {
    MutexLock lock(tree_mutex_);
    tree_.Append(ledger::LeafHash(record.header));
  }
  pending.overlay.Apply(staged.fact, position);
  if (!record.key.empty()) pending.entry_by_key.emplace(record.key, pending.entries.size());
  pending.batch.records.push_back(std::move(record));
  decided->outcome.position = position;
  decided->outcome.payload_bytes = pending.batch.records.back().payload.size();
  pending.entries.push_back({.kind = staged.kind,
                             .submission_id = std::move(ticket.command.submission_id),
                             .fact = std::move(staged.fact),
                             .outcome = std::move(decided->outcome),
                             .waiting = {}});
  pending.entries.back().waiting.push_back(std::move(ticket.done));
}

// The revision that a report replaces lets go of its breakdowns.
int64_t Sequencer::WeightAddedBy(const domain::Fact& fact) const {
  const auto weight = static_cast<int64_t>(domain::WeightOf(fact));
  const auto* report = std::get_if<domain::ReportFact>(&fact.what);
  if (report == nullptr || report->replaces == 0) return weight;
  const auto& replaced = std::get<domain::ReportFact>(facts_[report->replaces].what).observations;
  return weight - static_cast<int64_t>(replaced->size() - replaced->totals);
}

absl::Status Sequencer::MayAppend(const Command& command, const Staged& staged,
                                  Pending& pending) const {
  const int64_t added = WeightAddedBy(staged.fact);
  const int64_t weight = static_cast<int64_t>(facts_.weight()) + pending.weight_added + added;
  if (options_.may_append != nullptr) {
    absl::Status may = options_.may_append({.kind = command.kind,
                                            .organisation = command.sender.organisation,
                                            .payload_bytes = staged.payload.size(),
                                            .weight = static_cast<uint64_t>(weight),
                                            .weight_added = added});
    if (!may.ok()) return may;
  }
  pending.weight_added += added;
  return absl::OkStatus();
}

// The content was checked against a snapshot; if what it was checked against
// has changed since, it is checked again, here and now. Rare, and never for a
// command that would be refused anyhow.
void Sequencer::PrepareAgainIfStale(Ticket& ticket) {
  if (!ticket.prepared.status.ok()) return;
  const std::shared_ptr<const Snapshot> now = Read();
  const Snapshot& seen = *ticket.prepared.seen;
  const bool other_catalogue = seen.catalogue != now->catalogue;
  const bool unseen_base = ticket.command.base >= seen.facts.size();
  const bool more_uses =
      SpecOf(ticket.command.kind).replaces_catalogue && seen.facts.size() != now->facts.size();
  if (other_catalogue || unseen_base || more_uses) ticket.prepared = Prepare(ticket.command, now);
}

bool Sequencer::AnswerIfBound(Ticket& ticket, Pending& pending) {
  const CommandSpec& spec = SpecOf(ticket.command.kind);
  if (!spec.BindsSubmission()) return false;
  const std::string key =
      IdempotencyKey(ticket.command.sender.organisation, ticket.command.submission_id);
  if (const auto it = pending.entry_by_key.find(key); it != pending.entry_by_key.end()) {
    // A retry that overtook its original's answer: it waits for the same sync.
    if (pending.entries[it->second].kind == spec.entry.kind &&
        pending.batch.records[it->second].payload == ticket.command.payload) {
      pending.entries[it->second].waiting.push_back(std::move(ticket.done));
    } else {
      ticket.done(BoundToOther(ticket.command.submission_id));
    }
    return true;
  }
  const absl::StatusOr<uint64_t> position = store_.Find(key);
  if (absl::IsNotFound(position.status())) return false;
  ticket.done(position.ok() ? Replay(*position, ticket.command)
                            : absl::StatusOr<Outcome>(position.status()));
  return true;
}

absl::StatusOr<Outcome> Sequencer::Replay(uint64_t position, const Command& command) const {
  Outcome outcome;
  bool is_same = false;
  const absl::Status read =
      store_.Read(position, position + 1, [&](uint64_t, const store::Record& record) {
        v1::EntryHeader header;
        is_same = header.ParseFromString(record.header) &&
                  header.kind() == SpecOf(command.kind).entry.kind &&
                  header.payload().digest() ==
                      ledger::AsBytes(ledger::CommitPayload(record.salt, command.payload));
        outcome = {.verdict = header.decision().verdict(),
                   .counts = header.decision().counts(),
                   .findings = {},
                   .receipt = record.receipt,
                   .replayed = true,
                   .catalogue_position = header.decision().catalogue_position(),
                   .position = position};
        return true;
      });
  if (!read.ok()) return read;
  if (!is_same) return BoundToOther(command.submission_id);
  return outcome;
}

void Sequencer::SignAndIssueReceipts(Pending& pending) {
  MutexLock lock(tree_mutex_);
  const uint64_t size = tree_.size();
  pending.batch.checkpoint = signer_.Sign(ledger::FormatCheckpoint(
      {.origin = options_.origin, .size = size, .root = tree_.Root(size)}));
  for (size_t i = 0; i < pending.entries.size(); ++i) {
    store::Record& record = pending.batch.records[i];
    Pending::Entry& entry = pending.entries[i];
    if (entry.submission_id.empty() || record.key.empty()) continue;
    const uint64_t position = pending.batch.position + i;
    record.receipt = MakeReceipt(options_.origin, position, record, entry.submission_id,
                                 pending.batch.checkpoint, tree_.InclusionProof(position, size));
    entry.outcome.receipt = record.receipt;
  }
}

void Sequencer::Append(Pending& pending) {
  const auto begin = std::chrono::steady_clock::now();
  absl::Status appended = store_.Append(pending.batch);
  const auto took = std::chrono::steady_clock::now() - begin;
  if (appended.ok()) {
    if (options_.on_append) options_.on_append(pending.entries.size(), took);
    {
      MutexLock lock(snapshot_mutex_);
      ++stats_.batches;
      stats_.entries += pending.entries.size();
      for (const store::Record& record : pending.batch.records) {
        stats_.bytes += record.payload.size();
      }
      stats_.last_sync_us = static_cast<uint64_t>(
          std::chrono::duration_cast<std::chrono::microseconds>(took).count());
    }
    return Publish(pending);
  }
  const bool nothing_written = absl::IsAborted(appended) || absl::IsAlreadyExists(appended) ||
                               absl::IsResourceExhausted(appended) || absl::IsUnavailable(appended);
  // Whatever else it was, the disk may hold the batch or not: do not guess.
  if (!nothing_written) options_.on_data_loss(appended);
  if (absl::IsResourceExhausted(appended)) appended = DiskFull(Message(appended));
  if (absl::IsUnavailable(appended)) appended = StoreBusy(Message(appended));
  {
    MutexLock lock(tree_mutex_);
    tree_.Truncate(pending.batch.position);
  }
  for (Pending::Entry& entry : pending.entries) {
    for (Done& done : entry.waiting) done(appended);
  }
}

void Sequencer::Publish(Pending& pending) {
  state_.Absorb(std::move(pending.overlay));
  std::vector<uint64_t> replaced;
  for (Pending::Entry& entry : pending.entries) {
    const auto* report = std::get_if<domain::ReportFact>(&entry.fact.what);
    if (report != nullptr && report->replaces != 0) replaced.push_back(report->replaces);
    facts_.Append(std::move(entry.fact));
  }
  facts_.ReleaseBreakdowns(std::move(replaced));
  auto snapshot = std::make_shared<Snapshot>(Snapshot{
      facts_, state_.catalogue(), state_.revocations(), std::move(pending.batch.checkpoint)});
  {
    MutexLock lock(snapshot_mutex_);
    snapshot_ = std::move(snapshot);
  }
  for (Pending::Entry& entry : pending.entries) {
    // Retries in the same batch get the same receipt, marked as such.
    for (size_t i = entry.waiting.size(); i-- > 0;) {
      Outcome outcome = i == 0 ? std::move(entry.outcome) : entry.outcome;
      outcome.replayed = outcome.replayed || i > 0;
      entry.waiting[i](std::move(outcome));
    }
  }
  MutexLock lock(listener_mutex_);
  if (grown_) grown_(facts_.size());
}

}  // namespace samlad::exchange
