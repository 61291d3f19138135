// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/recover.h"

#include <utility>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/batch_check.h"
#include "gateway/exchange/entry.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {
namespace {

constexpr size_t kBatchesAtOnce = 64;  // of other gateways

// One pass over the records.
class Reader {
 public:
  // `folded` ends where the first of the checkpoints' batches begins.
  Reader(std::string_view origin, std::vector<Signed> checkpoints, Folded folded)
      : checkpoints_(std::move(checkpoints)),
        folded_(folded),
        checker_(origin, folded.tree, folded.keys, folded.state.time_ms()) {}

  absl::Status Visit(uint64_t position, const store::Record& record) {
    const absl::StatusOr<v1::EntryHeader> header = checker_.CheckRecord(position, record);
    if (!header.ok()) return header.status();
    if (absl::Status status = Fold(position, *header, record, folded_); !status.ok()) {
      return AtPosition(position, Message(status));
    }
    return CheckBatchEnd(position + 1);
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

struct Checkpoints {
  std::vector<Signed> all;
  std::string newest;
};

// Up to `end`: others may be appending.
absl::StatusOr<Checkpoints> ReadCheckpoints(const store::Store& store,
                                            const ledger::NoteVerifier& verifier, uint64_t end) {
  Checkpoints checkpoints;
  absl::Status status;
  const absl::Status read = store.ReadCheckpoints(0, [&](uint64_t size, std::string_view note) {
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

}  // namespace

absl::Status Fold(uint64_t position, const v1::EntryHeader& header, const store::Record& record,
                  Folded folded) {
  const auto catalogue = folded.state.catalogue();
  absl::StatusOr<domain::Fact> fact =
      ReadFact(position, header, record, catalogue.get(), folded.symbols);
  if (!fact.ok()) return fact.status();
  std::vector<uint64_t> replaced;
  if (const auto* report = std::get_if<domain::ReportFact>(&fact->what)) {
    const uint64_t before =
        folded.state.LatestRevision(report->organisation, report->obligation, report->period);
    if (before != report->replaces) {
      return absl::DataLossError("the decision replaces another revision than the one in force");
    }
    if (before != 0) replaced.push_back(before);
  }
  folded.state.Apply(*fact, position);
  folded.facts.Append(*std::move(fact));
  folded.facts.ReleaseReplaced(std::move(replaced));
  return absl::OkStatus();
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

absl::Status FoldBatch(const ForeignBatch& batch, const ledger::NoteVerifier& verifier,
                       Folded folded) {
  const absl::StatusOr<Signed> checkpoint =
      OpenSigned(verifier, batch.begin + batch.records.size(), batch.checkpoint);
  if (!checkpoint.ok()) return checkpoint.status();
  Reader reader(verifier.name(), {*checkpoint}, folded);
  uint64_t position = batch.begin;
  for (const store::Record& record : batch.records) {
    if (absl::Status status = reader.Visit(position++, record); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<Recovered> Recover(const store::Store& store, const ledger::NoteVerifier& verifier) {
  const absl::StatusOr<uint64_t> size = store.ConfirmSize();
  if (!size.ok()) return size.status();
  if (*size == 0) {
    return absl::NotFoundError(
        "the log is empty; start it with samlad-gateway --init --catalogue FILE --config FILE");
  }
  absl::StatusOr<Checkpoints> checkpoints = ReadCheckpoints(store, verifier, *size);
  if (!checkpoints.ok()) return checkpoints.status();
  if (checkpoints->all.empty() || checkpoints->all.back().size != *size) {
    return absl::DataLossError(StrCat("the log has ", *size,
                                      " entries, but its newest checkpoint covers ",
                                      checkpoints->all.empty() ? 0 : checkpoints->all.back().size));
  }

  Recovered recovered;
  Reader reader(verifier.name(), std::move(checkpoints->all),
                {.facts = recovered.facts,
                 .tree = recovered.tree,
                 .state = recovered.state,
                 .symbols = recovered.symbols,
                 .keys = recovered.keys});
  absl::Status status;
  const absl::Status read =
      store.Read(0, *size, [&](uint64_t position, const store::Record& record) {
        status = reader.Visit(position, record);
        return status.ok();
      });
  if (!status.ok()) return status;
  if (!read.ok()) return read;
  recovered.checkpoint = std::move(checkpoints->newest);
  return recovered;
}

}  // namespace samlad::exchange
