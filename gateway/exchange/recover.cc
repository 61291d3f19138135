// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/recover.h"

#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "gateway/base/check.h"
#include "gateway/base/fair_pool.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/batch_check.h"
#include "gateway/exchange/entry.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {
namespace {

constexpr size_t kBatchesAtOnce = 64;  // of other gateways

// Records that are checked alone together, and pieces of that size between the thread
// that reads and folds and those that check.
constexpr size_t kPieceRecords = 32;
constexpr size_t kPieceBytes = size_t{256} << 10;
constexpr size_t kPiecesWaitingMax = 16;
constexpr int kAloneThreads = 2;

// A record with everything that is known of it without the records before.
struct PreparedRecord {
  store::Record record;
  CheckedRecord checked;
  // Read as if this catalogue were in force; null: not read yet.
  std::shared_ptr<const domain::CatalogueIndex> catalogue;
  absl::StatusOr<domain::Fact> fact = absl::UnknownError("");
};

// Nearly all of the work is parsing reports.
void PrepareRecord(uint64_t position, std::shared_ptr<const domain::CatalogueIndex> catalogue,
                   PreparedRecord& one) {
  one.checked = CheckAlone(position, one.record);
  const bool report =
      one.checked.header.ok() && one.checked.header->kind() == v1::ENTRY_KIND_REPORT_ACCEPTED;
  if (catalogue == nullptr || !report) return;
  domain::Symbols unused;  // only catalogues have new symbols
  one.fact = ReadFact(position, *one.checked.header, one.record, catalogue.get(), unused);
  if (one.fact.ok()) one.catalogue = std::move(catalogue);
}

// Folds what was read; nothing if the decision does not follow.
absl::Status FoldFact(uint64_t position, domain::Fact fact, Folded folded) {
  std::vector<uint64_t> replaced;
  if (const auto* report = std::get_if<domain::ReportFact>(&fact.what)) {
    const uint64_t before =
        folded.state.LatestRevision(report->organisation, report->obligation, report->period);
    if (before != report->replaces) {
      return absl::DataLossError("the decision replaces another revision than the one in force");
    }
    if (before != 0) replaced.push_back(before);
  }
  folded.state.Apply(fact, position);
  folded.facts.Append(std::move(fact));
  folded.facts.ReleaseReplaced(std::move(replaced));
  return absl::OkStatus();
}

// One pass over the records, in order.
class Reader {
 public:
  // `folded` ends where the first of the checkpoints' batches begins.
  Reader(std::string_view origin, std::vector<Signed> checkpoints, Folded folded)
      : checkpoints_(std::move(checkpoints)),
        folded_(folded),
        checker_(origin, folded.tree, folded.keys, folded.state.time_ms()) {}

  absl::Status Visit(uint64_t position, PreparedRecord& one) {
    if (absl::Status holds = checker_.CheckInOrder(position, one.checked); !holds.ok()) {
      return holds;
    }
    const bool read = one.catalogue != nullptr && one.catalogue == folded_.state.catalogue();
    const absl::Status status = read ? FoldFact(position, *std::move(one.fact), folded_)
                                     : Fold(position, *one.checked.header, one.record, folded_);
    if (!status.ok()) return AtPosition(position, Message(status));
    return CheckBatchEnd(position + 1);
  }

  std::shared_ptr<const domain::CatalogueIndex> catalogue() const {
    return folded_.state.catalogue();
  }

 private:
  absl::Status CheckBatchEnd(uint64_t size) {
    if (next_ == checkpoints_.size()) return AtPosition(size - 1, "no checkpoint covers the entry");
    if (checkpoints_[next_].size > size) return absl::OkStatus();
    return checker_.CheckEnd(checkpoints_[next_++]);
  }

  const std::vector<Signed> checkpoints_;
  size_t next_ = 0;
  const Folded folded_;
  BatchChecker checker_;
};

// Passes records on to a Reader, in order, after other threads have prepared them.
class Pipeline {
 public:
  explicit Pipeline(Reader& reader) : reader_(reader) {}

  absl::Status Add(uint64_t position, const store::Record& record) {
    if (piece_ == nullptr) {
      piece_ = std::make_shared<Piece>();
      piece_->begin = position;
    }
    bytes_ += record.payload.size() + record.header.size() + record.receipt.size();
    piece_->records.emplace_back().record = record;
    // Before the first catalogue nothing can be read ahead.
    const bool first = reader_.catalogue() == nullptr;
    if (!first && piece_->records.size() < kPieceRecords && bytes_ < kPieceBytes) {
      return absl::OkStatus();
    }
    Send();
    return Take(first ? 0 : kPiecesWaitingMax);
  }

  // What is still on its way.
  absl::Status Finish() {
    if (piece_ != nullptr) Send();
    return Take(0);
  }

 private:
  // The records belong to one thread at a time: to one that prepares them, then to
  // the reader.
  struct Piece {
    uint64_t begin = 0;
    std::vector<PreparedRecord> records;
    Mutex mutex;
    CondVar changed;
    bool prepared SAMLAD_GUARDED_BY(mutex) = false;

    void SetPrepared() {
      const MutexLock lock(mutex);
      prepared = true;
      changed.NotifyAll();
    }
    void AwaitPrepared() {
      const MutexLock lock(mutex);
      while (!prepared) changed.Wait(mutex);
    }
  };

  void Send() {
    const std::shared_ptr<Piece> piece = std::exchange(piece_, nullptr);
    bytes_ = 0;
    waiting_.push_back(piece);
    const auto added = pool_.Add("", [piece, catalogue = reader_.catalogue()] {
      uint64_t position = piece->begin;
      for (PreparedRecord& one : piece->records) PrepareRecord(position++, catalogue, one);
      piece->SetPrepared();
    });
    Check(added == FairPool::Added::kTaken, "a pool without a bound takes what it is given");
  }

  // Folds pieces until at most so many are on their way.
  absl::Status Take(size_t waiting) {
    while (waiting_.size() > waiting) {
      const std::shared_ptr<Piece> piece = std::move(waiting_.front());
      waiting_.pop_front();
      piece->AwaitPrepared();
      uint64_t position = piece->begin;
      for (PreparedRecord& one : piece->records) {
        if (absl::Status status = reader_.Visit(position++, one); !status.ok()) return status;
      }
    }
    return absl::OkStatus();
  }

  Reader& reader_;
  std::shared_ptr<Piece> piece_;
  size_t bytes_ = 0;
  std::deque<std::shared_ptr<Piece>> waiting_;
  FairPool pool_{{.threads = kAloneThreads}};
};

struct Checkpoints {
  std::vector<Signed> all;
  std::string newest;
};

// Those after `begin`, up to `end`: others may be appending.
absl::StatusOr<Checkpoints> ReadCheckpoints(const store::Store& store,
                                            const ledger::NoteVerifier& verifier, uint64_t begin,
                                            uint64_t end) {
  Checkpoints checkpoints;
  absl::Status status;
  const absl::Status read = store.ReadCheckpoints(begin, [&](uint64_t size, std::string_view note) {
    if (size > end) return false;
    const absl::StatusOr<Signed> checkpoint = OpenSigned(verifier, size, note);
    status = checkpoint.status();
    if (!status.ok()) return false;
    checkpoints.all.push_back(*checkpoint);
    checkpoints.newest = std::string(note);
    return true;
  });
  if (!read.ok()) return read;
  if (!status.ok()) return status;
  return checkpoints;
}

// A snapshot that this log has signed, up to `size`.
absl::StatusOr<Recovered> TakeSnapshot(const store::Store& store,
                                       const ledger::NoteVerifier& verifier, uint64_t size,
                                       const SnapshotPlace& place) {
  const absl::StatusOr<SnapshotFile> file = SnapshotFile::Open(place.path, place.seal);
  if (!file.ok()) return file.status();
  if (file->size() == 0 || file->size() > size) {
    return absl::DataLossError(
        StrCat("it is of ", file->size(), " entries, and the log has ", size));
  }
  const auto checkpoints = ReadCheckpoints(store, verifier, file->size() - 1, file->size());
  if (!checkpoints.ok()) return checkpoints.status();
  if (checkpoints->all.empty() || checkpoints->all.front().size != file->size() ||
      checkpoints->all.front().root != file->root()) {
    return absl::DataLossError(StrCat("the log has no checkpoint of ", file->size(),
                                      " entries with its root: it is of another log, or of "
                                      "another continuation"));
  }
  absl::StatusOr<Recovered> recovered = file->Load();
  if (!recovered.ok()) return recovered.status();
  recovered->from_snapshot = file->size();
  recovered->checkpoint = checkpoints->newest;
  return recovered;
}

// From a snapshot, if there is one that may be used; else nothing yet.
Recovered BeginRecovery(const store::Store& store, const ledger::NoteVerifier& verifier,
                        uint64_t size, const std::optional<SnapshotPlace>& place) {
  Recovered nothing;
  if (!place.has_value()) return nothing;
  absl::StatusOr<Recovered> taken = TakeSnapshot(store, verifier, size, *place);
  if (taken.ok()) return *std::move(taken);
  if (!absl::IsNotFound(taken.status()) && place->discarded) place->discarded(taken.status());
  return nothing;
}

}  // namespace

absl::Status Fold(uint64_t position, const v1::EntryHeader& header, const store::Record& record,
                  Folded folded) {
  const auto catalogue = folded.state.catalogue();
  absl::StatusOr<domain::Fact> fact =
      ReadFact(position, header, record, catalogue.get(), folded.symbols);
  if (!fact.ok()) return fact.status();
  return FoldFact(position, *std::move(fact), folded);
}

absl::StatusOr<std::vector<ForeignBatch>> ReadBatches(const store::ReadableLog& store,
                                                      uint64_t begin, uint64_t end) {
  std::vector<ForeignBatch> batches;
  std::vector<std::pair<uint64_t, std::string>> notes;
  const absl::Status noted =
      store.ReadCheckpoints(begin, [&](uint64_t size, std::string_view note) {
        if (size > end) return false;
        notes.emplace_back(size, note);
        return notes.size() < kBatchesAtOnce;
      });
  if (!noted.ok()) return noted;
  size_t bytes = 0;
  for (auto& [size, note] : notes) {
    if (bytes >= limits::kScanBytesMax) break;
    ForeignBatch& batch = batches.emplace_back();
    batch.begin = begin;
    batch.checkpoint = std::move(note);
    const absl::Status read = store.Read(begin, size, [&](uint64_t, const store::Record& record) {
      bytes += record.header.size() + record.payload.size() + record.receipt.size();
      batch.records.push_back(record);
      return true;
    });
    if (!read.ok()) return read;
    begin = size;
  }
  return batches;
}

absl::Status CheckWholeBatch(const ForeignBatch& batch, const ledger::NoteVerifier& verifier,
                             BatchChecker& checker) {
  const absl::StatusOr<Signed> checkpoint =
      OpenSigned(verifier, batch.begin + batch.records.size(), batch.checkpoint);
  if (!checkpoint.ok()) return checkpoint.status();
  uint64_t position = batch.begin;
  for (const store::Record& record : batch.records) {
    const auto header = checker.CheckRecord(position++, record);
    if (!header.ok()) return header.status();
  }
  return checker.CheckEnd(*checkpoint);
}

absl::Status FoldBatch(const ForeignBatch& batch, const ledger::NoteVerifier& verifier,
                       Folded folded) {
  const absl::StatusOr<Signed> checkpoint =
      OpenSigned(verifier, batch.begin + batch.records.size(), batch.checkpoint);
  if (!checkpoint.ok()) return checkpoint.status();
  Reader reader(verifier.name(), {*checkpoint}, folded);
  uint64_t position = batch.begin;
  for (const store::Record& record : batch.records) {
    PreparedRecord one{.record = record, .checked = CheckAlone(position, record), .catalogue = {}};
    if (absl::Status status = reader.Visit(position++, one); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<Recovered> Recover(const store::Store& store, const ledger::NoteVerifier& verifier,
                                  const std::optional<SnapshotPlace>& place) {
  const absl::StatusOr<uint64_t> size = store.ConfirmSize();
  if (!size.ok()) return size.status();
  if (*size == 0) {
    return absl::NotFoundError(
        "the log is empty; start it with samlad-gateway --init --catalogue FILE --config FILE");
  }
  Recovered recovered = BeginRecovery(store, verifier, *size, place);
  const uint64_t begin = recovered.from_snapshot;
  absl::StatusOr<Checkpoints> checkpoints = ReadCheckpoints(store, verifier, begin, *size);
  if (!checkpoints.ok()) return checkpoints.status();
  const uint64_t covered = checkpoints->all.empty() ? begin : checkpoints->all.back().size;
  if (covered != *size) {
    return absl::DataLossError(
        StrCat("the log has ", *size, " entries, but its newest checkpoint covers ", covered));
  }
  if (begin == *size) return recovered;

  Reader reader(verifier.name(), std::move(checkpoints->all),
                {.facts = recovered.facts,
                 .tree = recovered.tree,
                 .state = recovered.state,
                 .symbols = recovered.symbols,
                 .keys = recovered.keys});
  Pipeline pipeline(reader);
  absl::Status status;
  const absl::Status read =
      store.Read(begin, *size, [&](uint64_t position, const store::Record& record) {
        status = pipeline.Add(position, record);
        return status.ok();
      });
  if (status.ok()) status = pipeline.Finish();
  if (!status.ok()) return status;
  if (!read.ok()) return read;
  recovered.checkpoint = std::move(checkpoints->newest);
  return recovered;
}

}  // namespace samlad::exchange
