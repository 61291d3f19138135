// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/exchange.h"

#include <string>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/exchange/admission_control.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/earlier_check.h"
#include "gateway/exchange/entry.h"
#include "gateway/exchange/refusal.h"
#include "gateway/exchange/sequencer.h"
#include "gateway/ledger/tree.h"

namespace samlad::exchange {

absl::Status Exchange::Initialise(store::Store& store, const Clock& clock,
                                  const ledger::NoteSigner& signer, std::string_view origin,
                                  std::string_view catalogue_bytes,
                                  std::vector<v1::Finding>* findings) {
  const absl::StatusOr<uint64_t> size = store.Size();
  if (!size.ok()) return size.status();
  if (*size != 0) {
    return absl::FailedPreconditionError(
        StrCat("the log already has ", *size, " entries; a log is started only once"));
  }
  v1::Catalogue catalogue;
  if (!catalogue.ParseFromArray(catalogue_bytes.data(), static_cast<int>(catalogue_bytes.size()))) {
    return MalformedPayload("catalogue", "samlad.v1.Catalogue");
  }
  *findings = domain::CheckCatalogue(catalogue);
  if (domain::VerdictOf(*findings) == v1::VERDICT_REJECTED) {
    return absl::InvalidArgumentError("the catalogue has errors; see its findings");
  }
  v1::LogInitialised initialised;
  initialised.set_origin(std::string(origin));
  initialised.set_verifier_key(signer.verifier_key());
  initialised.set_catalogue(std::string(catalogue_bytes));
  Staged staged;
  staged.kind = v1::ENTRY_KIND_LOG_INITIALISED;
  staged.payload = initialised.SerializeAsString();

  store::Batch batch;
  batch.records.push_back(Seal(staged, clock.NowMs(), identity::Principal{}, "", {}));
  ledger::Tree tree;
  tree.Append(ledger::LeafHash(batch.records.front().header));
  batch.checkpoint = signer.Sign(
      ledger::FormatCheckpoint({.origin = std::string(origin), .size = 1, .root = tree.Root(1)}));
  return store.Append(batch);
}

absl::StatusOr<std::unique_ptr<Exchange>> Exchange::Open(Options options, store::Store& store,
                                                         const Clock& clock,
                                                         const ledger::NoteSigner& signer) {
  return Open(std::move(options), store, clock, signer, std::nullopt);
}

absl::StatusOr<std::unique_ptr<Exchange>> Exchange::Open(
    Options options, store::Store& store, const Clock& clock, const ledger::NoteSigner& signer,
    const std::optional<SnapshotPlace>& place) {
  absl::StatusOr<ledger::NoteVerifier> verifier =
      ledger::NoteVerifier::FromVkey(signer.verifier_key());
  if (!verifier.ok()) return verifier.status();
  absl::StatusOr<Recovered> recovered = Recover(store, *verifier, place);
  if (!recovered.ok()) return recovered.status();
  auto on_checked = options.on_earlier_checked;
  std::unique_ptr<Exchange> exchange(
      new Exchange(std::move(options), store, clock, signer, *std::move(recovered)));
  if (exchange->from_snapshot_ != 0) {
    exchange->earlier_ = std::make_unique<EarlierCheck>(
        store, *std::move(verifier), exchange->from_snapshot_,
        [on_checked = std::move(on_checked)](const absl::Status& holds) {
          if (on_checked) on_checked(holds);
        });
  }
  return exchange;
}

Exchange::Exchange(Options options, store::Store& store, const Clock& clock,
                   const ledger::NoteSigner& signer, Recovered recovered)
    : admission_(std::make_unique<AdmissionControl>()),
      from_snapshot_(recovered.from_snapshot),
      sequencer_(std::make_unique<Sequencer>(options, store, clock, signer, std::move(recovered))),
      reader_(options.origin, store, *sequencer_),
      pool_({.threads = limits::kCheckThreads}) {}

// While every member is there, because what is answered may read.
Exchange::~Exchange() { Stop(); }

void Exchange::Stop() {
  stopping_ = true;
  earlier_.reset();
  pool_.Stop();
  sequencer_->Stop();
}

void Exchange::Execute(Command command, Done done) {
  if (stopping_) return done(Stopping());
  const size_t bytes = command.payload.size();
  const CommandSpec& spec = SpecOf(command.kind);
  if (bytes > spec.payload_bytes_max) {
    return done(TooLarge(spec.field, bytes, spec.payload_bytes_max));
  }
  const bool urgent = spec.urgent;
  // No organisation has such an id.
  const std::string owner = command.by_gateway ? "/gateway" : command.sender.organisation;
  if (!admission_->Take(owner, bytes, urgent)) return done(QueueFull());
  Done release = [this, owner, bytes, done = std::move(done)](absl::StatusOr<Outcome> outcome) {
    admission_->Release(owner, bytes);
    done(std::move(outcome));
  };
  auto ticket = std::make_shared<Ticket>(
      Ticket{.command = std::move(command), .prepared = {}, .done = std::move(release)});
  // Urgent commands have a queue of their own, because no organisation's backlog
  // may hold them up.
  const auto added = pool_.Add(urgent ? std::string_view() : owner, [this, ticket] {
    ticket->prepared = Prepare(ticket->command, sequencer_->Read());
    sequencer_->AddOrDecide(std::move(*ticket));
  });
  // Nothing but a stop refuses it, because admission control bounds what waits.
  if (added != FairPool::Added::kTaken) ticket->done(Stopping());
}

void Exchange::SetListener(std::function<void(uint64_t size)> grown) {
  sequencer_->SetListener(std::move(grown));
}

LogClock::Reading Exchange::ReadClock() const { return sequencer_->ReadClock(); }

absl::Status Exchange::ConfirmClock(uint64_t head) { return sequencer_->ConfirmClock(head); }

SnapshotMoment Exchange::TakeMoment() const { return sequencer_->TakeMoment(); }

uint64_t Exchange::unchecked() const { return earlier_ == nullptr ? 0 : earlier_->left(); }

Stats Exchange::GetStats() const {
  Stats stats = sequencer_->GetStats();
  stats.answered = admission_->released();
  stats.queue_commands = admission_->commands();
  stats.queue_bytes = admission_->bytes();
  return stats;
}

}  // namespace samlad::exchange
