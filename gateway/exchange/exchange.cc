// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/exchange.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/view/view.h"
#include "gateway/exchange/check_pool.h"
#include "gateway/exchange/commands/apply_catalogue.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/entry.h"
#include "gateway/exchange/refusal.h"
#include "gateway/exchange/sequencer.h"
#include "gateway/exchange/slots.h"
#include "gateway/ledger/tree.h"

namespace samlad::exchange {
namespace {

class ExchangeImpl final : public Exchange {
 public:
  ExchangeImpl(Options options, store::Store& store, const Clock& clock,
               const ledger::NoteSigner& signer, Recovered recovered)
      : origin_(options.origin),
        store_(store),
        sequencer_(std::move(options), store, clock, signer, std::move(recovered)),
        pool_(limits::kCheckThreads) {}

  // Members go in reverse order: the pool hands its last checks to the
  // sequencer, which then answers everything.
  ~ExchangeImpl() override { stopping_ = true; }

  void Stop() override {
    stopping_ = true;
    pool_.Stop();
    sequencer_.Stop();
  }

  void Execute(Command command, Done done) override {
    if (stopping_) return done(Stopping());
    const size_t bytes = command.payload.size();
    const CommandSpec& spec = SpecOf(command.kind);
    if (bytes > spec.payload_bytes_max) {
      return done(TooLarge(spec.field, bytes, spec.payload_bytes_max));
    }
    const bool urgent = spec.urgent;
    const std::string whose = command.sender.organisation;
    if (!slots_.Take(whose, bytes, urgent)) return done(QueueFull());
    Done release = [this, whose, bytes, done = std::move(done)](absl::StatusOr<Outcome> outcome) {
      slots_.Release(whose, bytes);
      done(std::move(outcome));
    };
    auto ticket = std::make_shared<Ticket>(
        Ticket{.command = std::move(command), .prepared = {}, .done = std::move(release)});
    // A party of its own, that of the gateway: no backlog holds it up.
    pool_.Add(urgent ? std::string_view() : whose, [this, ticket] {
      ticket->prepared = Prepare(ticket->command, sequencer_.Read());
      sequencer_.Add(std::move(*ticket));
    });
  }

  std::shared_ptr<const Snapshot> Read() const override { return sequencer_.Read(); }

  void SetListener(std::function<void(uint64_t size)> grown) override {
    sequencer_.SetListener(std::move(grown));
  }

  absl::StatusOr<v1::View> View(const v1::ViewQuery& query) const override {
    absl::StatusOr<v1::View> view = domain::ConsolidateView(Read()->facts, query);
    if (!view.ok()) return view;
    view->set_origin(origin_);
    view->set_root_hash(std::string(ledger::AsBytes(sequencer_.Root(view->as_of()))));
    return view;
  }

  absl::StatusOr<std::string> FindReceipt(const Sender& sender, std::string_view submission_id,
                                          uint64_t position, bool any) const override {
    if (!submission_id.empty()) {
      const auto found = FindSubmission(sender, submission_id);
      if (!found.ok()) return found.status();
      position = *found;
    }
    return StoredReceipt(sender, position, any);
  }

  absl::StatusOr<std::string> FindPayload(const Sender& sender, CommandKind kind,
                                          std::string_view submission_id) const override {
    const auto position = FindSubmission(sender, submission_id);
    if (!position.ok()) return position.status();
    std::optional<std::string> payload;
    const absl::Status read = VisitEntry(*position, [&](const store::Record& record) {
      v1::EntryHeader header;
      if (header.ParseFromString(record.header) && header.kind() == SpecOf(kind).entry.kind) {
        payload = record.payload;
      }
    });
    if (!read.ok()) return read;
    if (!payload.has_value()) return NoSuchEntry();
    return *std::move(payload);
  }

  absl::StatusOr<std::string> ReadReport(uint64_t position) const override {
    const std::shared_ptr<const Snapshot> now = Read();
    if (position >= now->facts.size() ||
        !std::holds_alternative<domain::ReportFact>(now->facts[position].what)) {
      return NoSuchReport(position);
    }
    std::string payload;
    const absl::Status read =
        store_.Read(position, position + 1, [&](uint64_t, const store::Record& record) {
          payload = record.payload;
          return true;
        });
    if (!read.ok()) return read;
    return payload;
  }

  absl::StatusOr<v1::CatalogueServicePlanResponse> Plan(
      std::string_view catalogue_bytes) const override {
    if (catalogue_bytes.size() > limits::kCatalogueBytesMax) {
      return TooLarge("catalogue", catalogue_bytes.size(), limits::kCatalogueBytesMax);
    }
    v1::Catalogue after;
    if (!after.ParseFromArray(catalogue_bytes.data(), static_cast<int>(catalogue_bytes.size()))) {
      return MalformedPayload("catalogue", "samlad.v1.Catalogue");
    }
    const std::shared_ptr<const Snapshot> now = Read();
    const v1::Catalogue& before = now->catalogue->catalogue();
    v1::CatalogueServicePlanResponse plan;
    plan.set_base(now->catalogue->position());
    for (v1::CatalogueChange& change : domain::DiffCatalogues(before, after)) {
      *plan.add_changes() = std::move(change);
    }
    for (v1::Finding& finding : CheckReplacement(now->facts, before, after)) {
      *plan.add_findings() = std::move(finding);
    }
    return plan;
  }

  absl::StatusOr<InclusionProof> Prove(const Sender& sender, uint64_t position, uint64_t tree_size,
                                       bool any) const override {
    const uint64_t newest = Read()->facts.size();
    if (tree_size == 0) tree_size = newest;
    if (tree_size > newest) {
      return absl::OutOfRangeError(
          StrCat("tree_size: ", tree_size, " was asked for, but the log has ", newest, " entries"));
    }
    // Who may prove everything may know where the log ends; the others cannot
    // tell what is not there from what is not theirs.
    if (any && position >= newest) return BeyondEnd(position, newest);
    if (position >= tree_size) return NoSuchEntry();
    if (absl::Status status = CheckOwn(sender, position, any); !status.ok()) return status;
    return sequencer_.Prove(position, tree_size);
  }

  absl::StatusOr<ConsistencyProof> ProveConsistency(uint64_t first_size,
                                                    uint64_t second_size) const override {
    const uint64_t newest = Read()->facts.size();
    if (second_size == 0) second_size = newest;
    if (first_size == 0) {
      return absl::InvalidArgumentError(
          "first_size: is 0, but every log has at least its first entry; give the size of the "
          "earlier checkpoint");
    }
    if (const uint64_t larger = std::max(first_size, second_size); larger > newest) {
      return absl::OutOfRangeError(
          StrCat(larger == second_size ? "second_size: " : "first_size: ", larger,
                 " was asked for, but the log has ", newest, " entries"));
    }
    if (first_size > second_size) {
      return absl::InvalidArgumentError(StrCat("first_size: ", first_size,
                                               " is larger than second_size, ", second_size,
                                               "; give the smaller tree first"));
    }
    return ConsistencyProof{.first_size = first_size,
                            .second_size = second_size,
                            .hashes = sequencer_.ProveConsistency(first_size, second_size)};
  }

  absl::Status ConfirmHead() const override {
    const uint64_t newest = Read()->facts.size() - 1;
    const ledger::Hash leaf = sequencer_.Leaf(newest);
    bool holds = false;
    const absl::Status read =
        store_.Read(newest, newest + 1, [&](uint64_t, const store::Record& record) {
          holds = ledger::LeafHash(record.header) == leaf;
          return true;
        });
    if (!read.ok() || holds) return read;
    return absl::DataLossError(
        StrCat("log position ", newest, ": the store no longer holds what was appended there"));
  }

  Stats GetStats() const override {
    Stats stats = sequencer_.GetStats();
    stats.answered = slots_.released();
    stats.queue_commands = slots_.commands();
    stats.queue_bytes = slots_.bytes();
    return stats;
  }

 private:
  // The same answer for entries that do not exist and for those of others.
  static absl::Status NoSuchEntry() {
    return absl::NotFoundError(
        "no such entry among yours; samlad report list shows those there are");
  }

  // Position of the entry that the submission id is bound to.
  absl::StatusOr<uint64_t> FindSubmission(const Sender& sender,
                                          std::string_view submission_id) const {
    const auto found = store_.Find(IdempotencyKey(sender.organisation, submission_id));
    return absl::IsNotFound(found.status()) ? NoSuchEntry() : found;
  }

  static absl::Status BeyondEnd(uint64_t position, uint64_t size) {
    return absl::OutOfRangeError(StrCat("position: ", position, " was asked for, but the log has ",
                                        size, " entries, from position 0 on"));
  }

  // Only what is durable and published can be asked for.
  absl::Status VisitEntry(uint64_t position,
                          const std::function<void(const store::Record&)>& visit) const {
    if (position >= Read()->facts.size()) return NoSuchEntry();
    return store_.Read(position, position + 1, [&visit](uint64_t, const store::Record& record) {
      visit(record);
      return true;
    });
  }

  static bool IsCausedBy(const store::Record& record, const Sender& sender) {
    v1::EntryHeader header;
    return header.ParseFromString(record.header) && !sender.organisation.empty() &&
           header.organisation() == sender.organisation;
  }

  absl::Status CheckOwn(const Sender& sender, uint64_t position, bool any) const {
    bool own = any;
    const absl::Status read = VisitEntry(
        position, [&](const store::Record& record) { own = own || IsCausedBy(record, sender); });
    if (!read.ok()) return read;
    return own ? absl::OkStatus() : NoSuchEntry();
  }

  absl::StatusOr<std::string> StoredReceipt(const Sender& sender, uint64_t position,
                                            bool any) const {
    std::string receipt;
    const absl::Status read = VisitEntry(position, [&](const store::Record& record) {
      if (any || IsCausedBy(record, sender)) receipt = record.receipt;
    });
    if (!read.ok()) return read;
    if (receipt.empty()) return NoSuchEntry();
    return receipt;
  }

  const std::string origin_;
  store::Store& store_;
  std::atomic<bool> stopping_ = false;
  Slots slots_;
  Sequencer sequencer_;
  CheckPool pool_;
};

}  // namespace

absl::Status Exchange::Initialise(store::Store& store, const Clock& clock,
                                  const ledger::NoteSigner& signer, std::string_view origin,
                                  std::string_view catalogue_bytes,
                                  std::vector<v1::Finding>* findings) {
  const absl::StatusOr<uint64_t> size = store.Size();
  if (!size.ok()) return size.status();
  if (*size != 0) {
    return absl::FailedPreconditionError(
        StrCat("the log already has ", *size, " entries; a log is begun only once"));
  }
  v1::Catalogue catalogue;
  if (!catalogue.ParseFromArray(catalogue_bytes.data(), static_cast<int>(catalogue_bytes.size()))) {
    return MalformedPayload("catalogue", "samlad.v1.Catalogue");
  }
  *findings = domain::CheckCatalogue(catalogue);
  if (domain::VerdictOf(*findings) == v1::VERDICT_REJECTED) {
    return absl::InvalidArgumentError("the catalogue does not hold; see its findings");
  }
  v1::LogInitialised initialised;
  initialised.set_origin(std::string(origin));
  initialised.set_verifier_key(signer.verifier_key());
  initialised.set_catalogue(std::string(catalogue_bytes));
  Staged staged;
  staged.kind = v1::ENTRY_KIND_LOG_INITIALISED;
  staged.payload = initialised.SerializeAsString();

  store::Batch batch;
  batch.records.push_back(Seal(staged, clock.NowMs(), Sender{}, "", {}));
  ledger::Tree tree;
  tree.Append(ledger::LeafHash(batch.records.front().header));
  batch.checkpoint = signer.Sign(
      ledger::FormatCheckpoint({.origin = std::string(origin), .size = 1, .root = tree.Root(1)}));
  return store.Append(batch);
}

absl::StatusOr<std::unique_ptr<Exchange>> Exchange::Open(Options options, store::Store& store,
                                                         const Clock& clock,
                                                         const ledger::NoteSigner& signer) {
  absl::StatusOr<ledger::NoteVerifier> verifier =
      ledger::NoteVerifier::FromVkey(signer.verifier_key());
  if (!verifier.ok()) return verifier.status();
  absl::StatusOr<Recovered> recovered = Recover(store, *verifier);
  if (!recovered.ok()) return recovered.status();
  return std::make_unique<ExchangeImpl>(std::move(options), store, clock, signer,
                                        *std::move(recovered));
}

}  // namespace samlad::exchange
