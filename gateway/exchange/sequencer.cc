// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/sequencer.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/thread_name.h"
#include "gateway/exchange/entry.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

// Attempts at a batch while other gateways append.
constexpr int kAttemptsMax = 5;

// Fewer are answered by whoever decided, because waking a thread costs more.
constexpr size_t kAnsweredElsewhereMin = 12;

LogHead HeadOf(const domain::Facts& facts, uint64_t position) {
  return {.position = position, .time_ms = facts[position].time_ms};
}

absl::Status NoSuchHead(uint64_t position, uint64_t size) {
  return absl::OutOfRangeError(StrCat("confirm_clock_at: names position ", position,
                                      ", but the head of the log is at ", size - 1,
                                      "; if the clock is right, write that"));
}

}  // namespace

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

  // The answer to a command that gets no entry.
  struct Held {
    Done done;
    absl::StatusOr<Outcome> answer;

    bool Refuses() const { return !answer.ok() && !absl::IsUnavailable(answer.status()); }
  };

  State overlay;
  LogClock::Reading clock;
  int64_t weight_added = 0;  // see Growth
  store::Batch batch;
  std::vector<Entry> entries;                           // one for each of batch.records
  absl::flat_hash_map<KeyDigest, size_t> entry_by_key;  // idempotency keys
  std::vector<Held> held;                               // until the entries are durable
};

// What a durable batch answers.
struct Sequencer::Answers {
  std::vector<Pending::Entry> entries;
  std::vector<Pending::Held> held;

  void Give() {
    for (Pending::Entry& entry : entries) {
      // Retries in the same batch get the same receipt, marked as such.
      for (size_t i = entry.waiting.size(); i-- > 0;) {
        Outcome outcome = i == 0 ? std::move(entry.outcome) : entry.outcome;
        outcome.replayed = outcome.replayed || i > 0;
        entry.waiting[i](std::move(outcome));
      }
    }
    for (Pending::Held& one : held) one.done(std::move(one.answer));
  }
};

Sequencer::Sequencer(Exchange::Options options, store::Store& store, const Clock& clock,
                     const ledger::NoteSigner& signer, Recovered recovered)
    : options_(std::move(options)),
      store_(store),
      clock_(clock),
      signer_(signer),
      shared_(store.EnforcesUniqueKeys()),
      state_(std::move(recovered.state)),
      symbols_(std::move(recovered.symbols)),
      facts_(std::move(recovered.facts)),
      tree_(std::move(recovered.tree)),
      keys_(std::move(recovered.keys)),
      snapshot_(std::make_shared<Snapshot>(
          Snapshot{facts_, state_.catalogue(), state_.revocations(),
                   std::move(recovered.checkpoint), NameSymbols(nullptr)})) {
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
  answers_.Stop();
}

void Sequencer::Add(Ticket ticket) {
  {
    MutexLock lock(queue_mutex_);
    queue_.push_back(std::move(ticket));
    if (deciding_) return;  // whoever decides looks at the queue again
  }
  queue_changed_.NotifyOne();
}

void Sequencer::AddOrDecide(Ticket ticket) {
  std::vector<Ticket> tickets;
  {
    MutexLock lock(queue_mutex_);
    // If something waits, whoever is to decide on it has been woken.
    const bool nobody_decides = !deciding_ && following_ == 0 && queue_.empty();
    queue_.push_back(std::move(ticket));
    if (!nobody_decides) return;
    deciding_ = true;
    tickets = TakeBatch();
  }
  Process(std::move(tickets));
  FinishBatch();
}

void Sequencer::FinishBatch() {
  {
    MutexLock lock(queue_mutex_);
    deciding_ = false;
    if (following_ > 0) return may_follow_.NotifyOne();
    if (queue_.empty() && !stopping_) return;
  }
  queue_changed_.NotifyOne();
}

std::shared_ptr<const Snapshot> Sequencer::Read() const {
  MutexLock lock(snapshot_mutex_);
  return snapshot_;
}

SnapshotMoment Sequencer::TakeMoment() const {
  const std::shared_ptr<const Snapshot> now = Read();
  // Locked for one section at a time, so that no batch waits for the whole.
  auto entries = [this](uint64_t begin, uint64_t end) {
    std::vector<std::pair<ledger::Hash, KeyDigest>> of_each;
    of_each.reserve(end - begin);
    MutexLock tree_lock(tree_mutex_);
    MutexLock keys_lock(keys_mutex_);
    for (uint64_t at = begin; at < end; ++at) of_each.emplace_back(tree_.Leaf(at), keys_.At(at));
    return of_each;
  };
  return {.now = now, .root = Root(now->facts.size()), .entries = std::move(entries)};
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

std::optional<uint64_t> Sequencer::FindKey(std::string_view key) const {
  return FindDigest(DigestOfKey(key));
}

std::optional<uint64_t> Sequencer::FindDigest(const KeyDigest& digest) const {
  MutexLock lock(keys_mutex_);
  return keys_.Find(digest);
}

LogClock::Reading Sequencer::ReadClock() const {
  const std::shared_ptr<const Snapshot> now = Read();
  return clock_.Read(HeadOf(now->facts, now->facts.size() - 1));
}

absl::Status Sequencer::ConfirmClock(uint64_t head) {
  const std::shared_ptr<const Snapshot> now = Read();
  if (head >= now->facts.size()) return NoSuchHead(head, now->facts.size());
  clock_.Confirm(HeadOf(now->facts, head));
  return absl::OkStatus();
}

Stats Sequencer::GetStats() const {
  MutexLock lock(snapshot_mutex_);
  Stats stats = stats_;
  stats.resident_observations = snapshot_->facts.weight();
  return stats;
}

void Sequencer::Run() {
  NameThread("samlad-decide");
  while (true) {
    std::vector<Ticket> tickets = AwaitBatch();
    if (tickets.empty()) return;
    Process(std::move(tickets));
    FinishBatch();
  }
}

std::vector<Ticket> Sequencer::AwaitBatch() {
  MutexLock lock(queue_mutex_);
  while (deciding_ || following_ > 0 || (queue_.empty() && !stopping_)) {
    queue_changed_.Wait(queue_mutex_);
  }
  deciding_ = true;
  return TakeBatch();
}

// Takes what has queued and never waits for more: a pause of 200 us cost a lone
// submitter a third of its rate.
std::vector<Ticket> Sequencer::TakeBatch() {
  std::vector<Ticket> tickets;
  size_t bytes = 0;
  while (!queue_.empty() && tickets.size() < limits::kBatchCommandsMax &&
         (tickets.empty() ||
          bytes + queue_.front().command.payload.size() <= limits::kBatchBytesMax)) {
    const bool alone = SpecOf(queue_.front().command.kind).own_batch;
    if (alone && !tickets.empty()) break;
    bytes += queue_.front().command.payload.size();
    tickets.push_back(std::move(queue_.front()));
    queue_.pop_front();
    if (alone) break;
  }
  return tickets;
}

void Sequencer::Process(std::vector<Ticket> tickets) {
  for (int attempt = 1; attempt < kAttemptsMax; ++attempt) {
    std::vector<Ticket> kept;  // with which the decision is repeated
    if (shared_) kept = tickets;
    if (ProcessOnce(std::move(tickets), /*again=*/shared_)) return;
    tickets = std::move(kept);
  }
  ProcessOnce(std::move(tickets), /*again=*/false);
}

bool Sequencer::ProcessOnce(std::vector<Ticket> tickets, bool again) {
  Pending pending(&state_);
  pending.batch.position = facts_.size();
  pending.clock = ReadClock();
  for (Ticket& ticket : tickets) Stage(std::move(ticket), pending);
  if (!pending.entries.empty()) {
    SignAndIssueReceipts(pending);
    return Append(pending, again);
  }
  if (shared_ && MissedSomething(pending)) {
    if (again) return false;
    WithdrawRefusals(pending, "other gateways append all the time");
  }
  for (Pending::Held& held : pending.held) held.done(std::move(held.answer));
  return true;
}

// Only refusals can be: what is answered otherwise is in the log already. The head is confirmed,
// because a server that was cut off shows the head that it knew for ever.
bool Sequencer::MissedSomething(Pending& pending) {
  if (std::ranges::none_of(pending.held, &Pending::Held::Refuses)) return false;
  const absl::StatusOr<bool> caught_up = CatchUp();
  if (caught_up.ok()) return *caught_up;
  WithdrawRefusals(pending, Message(caught_up.status()));
  return false;
}

// They may be owed to what another gateway appended: a report that another acknowledged is no
// wrong base.
void Sequencer::WithdrawRefusals(Pending& pending, std::string_view why) const {
  for (Pending::Held& held : pending.held) {
    if (held.Refuses()) held.answer = StoreBusy(why);
  }
}

// What was decided after an entry of the batch may rest on that entry, so that
// its answer is true only once the batch is durable. Where others append, a
// refusal may rest on what is not known here yet.
void Sequencer::Answer(Done done, absl::StatusOr<Outcome> answer, Pending& pending) const {
  if (pending.entries.empty() && !shared_) return done(std::move(answer));
  pending.held.push_back({.done = std::move(done), .answer = std::move(answer)});
}

void Sequencer::Stage(Ticket ticket, Pending& pending) {
  const auto answer = [&](absl::StatusOr<Outcome> with) {
    Answer(std::move(ticket.done), std::move(with), pending);
  };
  if (absl::Status status = Authorize(pending.overlay, ticket.command); !status.ok()) {
    return answer(std::move(status));
  }
  if (AnswerIfBound(ticket, pending)) return;
  const CommandSpec& spec = SpecOf(ticket.command.kind);
  const bool must_wait = spec.needs_clock && !pending.clock.reliable.ok();
  if (must_wait && !spec.gateways_own) return answer(pending.clock.reliable);
  if (absl::Status base = CheckBase(pending.overlay, ticket.command, ticket.prepared); !base.ok()) {
    return answer(std::move(base));
  }
  // What it replaces is in this very batch: nothing can be counted against a
  // revision that is not durable. Its sender has guessed the position.
  if (ticket.command.base >= pending.batch.position && ticket.command.base != 0) {
    return answer(NotDurableYet(ticket.command.base));
  }
  PrepareAgainIfStale(ticket);
  const int64_t time_ms = std::max(pending.overlay.time_ms(), pending.clock.entry_ms);
  ticket.prepared.time_ms = time_ms;
  absl::StatusOr<Decided> decided = Decide(pending.overlay, ticket.command, ticket.prepared);
  if (!decided.ok()) return answer(decided.status());
  if (!decided->entry.has_value()) return answer(std::move(decided->outcome));
  // The gateway's own commands are bound to their entry only by the decision.
  if (must_wait) return answer(pending.clock.reliable);

  if (absl::Status may = MayAppend(ticket.command, *decided->entry, pending); !may.ok()) {
    // The findings are worth more to the sender than the note that it got them.
    if (decided->entry->kind == SpecOf(ticket.command.kind).entry_if_rejected.kind) {
      return answer(std::move(decided->outcome));
    }
    return answer(std::move(may));
  }
  if (!BindKey(decided->entry->key, pending)) return answer(KeyTaken(decided->entry->key));
  AddEntry(std::move(ticket), *std::move(decided), time_ms, pending);
}

// Decisions keep keys unique; this is the last line of defence, because an engine
// with one appender does not look at them.
bool Sequencer::BindKey(std::string_view key, Pending& pending) const {
  if (key.empty()) return true;
  const KeyDigest digest = DigestOfKey(key);
  return !FindDigest(digest).has_value() &&
         pending.entry_by_key.try_emplace(digest, pending.entries.size()).second;
}

void Sequencer::AddEntry(Ticket ticket, Decided decided, int64_t time_ms, Pending& pending) {
  Staged& staged = *decided.entry;
  const uint64_t position = pending.batch.position + pending.entries.size();
  if (staged.catalogue.has_value()) {
    staged.fact.what = domain::CatalogueFact{
        domain::CatalogueIndex::Build(*std::move(staged.catalogue), position, symbols_)};
  }
  store::Record record = Seal(staged, time_ms, ticket.command.sender, ticket.command.submission_id,
                              decided.outcome.findings);
  {
    MutexLock lock(tree_mutex_);
    tree_.Append(ledger::LeafHash(record.header));
  }
  pending.overlay.Apply(staged.fact, position);
  pending.batch.records.push_back(std::move(record));
  decided.outcome.position = position;
  decided.outcome.payload_bytes = pending.batch.records.back().payload.size();
  pending.entries.push_back({.kind = staged.kind,
                             .submission_id = std::move(ticket.command.submission_id),
                             .fact = std::move(staged.fact),
                             .outcome = std::move(decided.outcome),
                             .waiting = {}});
  pending.entries.back().waiting.push_back(std::move(ticket.done));
}

// The revision that a report replaces lets go of its breakdowns and its prose.
int64_t Sequencer::WeightAddedBy(const Staged& staged) const {
  auto weight = static_cast<int64_t>(domain::WeightOf(staged.fact));
  if (staged.catalogue.has_value()) {
    weight += static_cast<int64_t>(domain::WeightOf(*staged.catalogue));
  }
  const auto* report = std::get_if<domain::ReportFact>(&staged.fact.what);
  if (report == nullptr || report->replaces == 0) return weight;
  const auto& replaced = std::get<domain::ReportFact>(facts_[report->replaces].what);
  return weight - static_cast<int64_t>(domain::ReleasedWeightOf(replaced));
}

absl::Status Sequencer::MayAppend(const Command& command, const Staged& staged,
                                  Pending& pending) const {
  const int64_t added = WeightAddedBy(staged);
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
      SpecOf(ticket.command.kind).rests_on_all && seen.facts.size() != now->facts.size();
  if (other_catalogue || unseen_base || more_uses) ticket.prepared = Prepare(ticket.command, now);
}

bool Sequencer::AnswerIfBound(Ticket& ticket, Pending& pending) {
  const CommandSpec& spec = SpecOf(ticket.command.kind);
  if (!spec.BindsSubmission()) return false;
  const std::string key =
      IdempotencyKey(ticket.command.sender.organisation, ticket.command.submission_id);
  const KeyDigest digest = DigestOfKey(key);
  if (const auto it = pending.entry_by_key.find(digest); it != pending.entry_by_key.end()) {
    // A retry that overtook its original's answer: it waits for the same sync.
    if (pending.entries[it->second].kind == spec.entry.kind &&
        pending.batch.records[it->second].key == key &&
        pending.batch.records[it->second].payload == ticket.command.payload) {
      pending.entries[it->second].waiting.push_back(std::move(ticket.done));
    } else {
      Answer(std::move(ticket.done), BoundToOther(ticket.command.submission_id), pending);
    }
    return true;
  }
  const std::optional<uint64_t> position = FindDigest(digest);
  if (!position.has_value()) return false;
  Answer(std::move(ticket.done), Replay(*position, key, ticket.command), pending);
  return true;
}

absl::StatusOr<Outcome> Sequencer::Replay(uint64_t position, std::string_view key,
                                          const Command& command) const {
  Outcome outcome;
  bool is_same = false;
  const absl::Status read =
      store_.Read(position, position + 1, [&](uint64_t, const store::Record& record) {
        v1::EntryHeader header;
        is_same = record.key == key && header.ParseFromString(record.header) &&
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
  if (!read.ok()) return StoreFailed(read);
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

bool Sequencer::Append(Pending& pending, bool again) {
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
    Publish(pending);
    return true;
  }
  {
    MutexLock lock(tree_mutex_);
    tree_.Truncate(pending.batch.position);
  }
  const bool overtaken = absl::IsAborted(appended) || absl::IsAlreadyExists(appended);
  if (overtaken && again && CatchUp().value_or(false)) return false;
  FailAppend(pending, std::move(appended));
  return true;
}

// Where others append, a batch whose fate is unknown is one that another may have
// appended: it is folded if it is found, and a retry then gets its receipt.
void Sequencer::FailAppend(Pending& pending, absl::Status appended) {
  const bool overtaken = absl::IsAborted(appended) || absl::IsAlreadyExists(appended);
  const bool unknown = shared_ && absl::IsUnknown(appended);
  const bool nothing_written =
      overtaken || absl::IsResourceExhausted(appended) || absl::IsUnavailable(appended);
  // Whatever else it was, the disk may hold the batch or not: do not guess.
  if (!nothing_written && !unknown) options_.on_data_loss(appended);
  if (absl::IsResourceExhausted(appended)) appended = DiskFull(Message(appended));
  if (unknown) appended = StoreSilent(Message(appended));
  if (absl::IsUnavailable(appended) && !unknown) appended = StoreBusy(Message(appended));
  if (overtaken && shared_) appended = StoreBusy(Message(appended));
  for (Pending::Entry& entry : pending.entries) {
    for (Done& done : entry.waiting) done(appended);
  }
  // Nothing that these rest on happened.
  for (Pending::Held& held : pending.held) held.done(appended);
}

void Sequencer::Publish(Pending& pending) {
  {
    MutexLock lock(keys_mutex_);
    for (const auto& [digest, entry] : pending.entry_by_key) {
      keys_.Bind(digest, pending.batch.position + entry);
    }
  }
  state_.Absorb(std::move(pending.overlay));
  std::vector<uint64_t> replaced;
  for (Pending::Entry& entry : pending.entries) {
    const auto* report = std::get_if<domain::ReportFact>(&entry.fact.what);
    if (report != nullptr && report->replaces != 0) replaced.push_back(report->replaces);
    facts_.Append(std::move(entry.fact));
  }
  facts_.ReleaseReplaced(std::move(replaced));
  PublishSnapshot(std::move(pending.batch.checkpoint));
  auto answers =
      std::make_shared<Answers>(Answers{std::move(pending.entries), std::move(pending.held)});
  if (answers->entries.size() < kAnsweredElsewhereMin ||
      answers_.Add("", [answers] { answers->Give(); }) != FairPool::Added::kTaken) {
    answers->Give();
  }
  TellListener();
}

void Sequencer::PublishSnapshot(std::string checkpoint) {
  const std::shared_ptr<const Snapshot> before = Read();
  auto snapshot =
      std::make_shared<Snapshot>(Snapshot{facts_, state_.catalogue(), state_.revocations(),
                                          std::move(checkpoint), NameSymbols(before->symbols)});
  if (options_.on_revocations != nullptr && before->revocations != snapshot->revocations) {
    options_.on_revocations(*snapshot->revocations);
  }
  MutexLock lock(snapshot_mutex_);
  snapshot_ = std::move(snapshot);
}

std::shared_ptr<const std::vector<std::string>> Sequencer::NameSymbols(
    std::shared_ptr<const std::vector<std::string>> known) const {
  if (known != nullptr && known->size() == symbols_.size()) return known;
  auto names = std::make_shared<std::vector<std::string>>();
  names->reserve(symbols_.size());
  for (domain::Symbol symbol = 0; symbol < symbols_.size(); ++symbol) {
    names->push_back(symbols_.Name(symbol));
  }
  return names;
}

void Sequencer::TellListener() {
  MutexLock lock(listener_mutex_);
  if (grown_) grown_(facts_.size());
}

}  // namespace samlad::exchange
