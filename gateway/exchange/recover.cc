// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/recover.h"

#include <utility>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/entry.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/header.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {
namespace {

using ledger::AsBytes;

constexpr size_t kBatchesAtOnce = 64;  // of other gateways

// Names the place in front of what does not hold there.
absl::Status At(uint64_t position, std::string_view what) {
  return absl::DataLossError(StrCat("log position ", position, ": ", what));
}

absl::Status CheckPayload(const v1::EntryHeader& header, const store::Record& record) {
  if (AsBytes(ledger::CommitPayload(record.salt, record.payload)) != header.payload().digest()) {
    return absl::DataLossError("payload: payload and salt are not what the header commits to");
  }
  return absl::OkStatus();
}

absl::Status CheckOwnEntry(const CommandSpec* command, const store::Record& record) {
  const bool has_key = command != nullptr && command->own_key != nullptr;
  const std::string key = has_key ? command->own_key(record.payload) : "";
  if (record.key != key) return absl::DataLossError("key: is not that of the entry");
  if (!record.receipt.empty()) return absl::DataLossError("receipt: nobody was given one");
  return absl::OkStatus();
}

// The submission id that a key binds, if the header commits to it.
absl::StatusOr<std::string> SubmissionIdOf(const v1::EntryHeader& header,
                                           const store::Record& record) {
  const std::string prefix = IdempotencyKey(header.organisation(), "");
  if (!record.key.starts_with(prefix)) {
    return absl::DataLossError("key: is not that of the sender");
  }
  std::string id = record.key.substr(prefix.size());
  if (AsBytes(ledger::CommitSubmission(record.salt, id)) != header.decision().submission_digest()) {
    return absl::DataLossError("key: its submission id is not what the header commits to");
  }
  return id;
}

// A checkpoint whose signature holds.
struct Signed {
  uint64_t size = 0;
  ledger::Hash root{};
  ledger::Hash note{};  // SHA-256 of the signed note
};

// A receipt as it is stored, and all that it was made from but the tree.
struct Issued {
  uint64_t position = 0;
  store::Record record;  // without its payload
  std::string submission_id;
};

// One pass over the records.
class Reader {
 public:
  // `folded` ends where the first of the checkpoints' batches begins.
  Reader(std::string_view origin, std::vector<Signed> checkpoints, Folded folded)
      : origin_(origin),
        checkpoints_(std::move(checkpoints)),
        previous_size_(folded.facts.size()),
        folded_(folded) {}

  absl::Status Visit(uint64_t position, const store::Record& record) {
    const absl::StatusOr<v1::EntryHeader> header = ledger::ParseHeader(record.header);
    if (!header.ok()) return At(position, Message(header.status()));
    folded_.tree.Append(ledger::LeafHash(record.header));
    if (absl::Status status = CheckRecord(position, *header, record); !status.ok()) {
      return At(position, Message(status));
    }
    const auto catalogue = folded_.state.catalogue();
    absl::StatusOr<domain::Fact> fact =
        ReadFact(position, *header, record, catalogue.get(), folded_.symbols);
    if (!fact.ok()) return At(position, Message(fact.status()));
    std::vector<uint64_t> replaced;
    if (const auto* report = std::get_if<domain::ReportFact>(&fact->what)) {
      const uint64_t before =
          folded_.state.LatestRevision(report->organisation, report->obligation, report->period);
      if (before != report->replaces) {
        return At(position, "the decision replaces another revision than the one in force");
      }
      if (before != 0) replaced.push_back(before);
    }
    folded_.state.Apply(*fact, position);
    folded_.facts.Append(*std::move(fact));
    folded_.facts.ReleaseReplaced(std::move(replaced));
    return CheckBatchEnd(position + 1);
  }

 private:
  absl::Status CheckRecord(uint64_t position, const v1::EntryHeader& header,
                           const store::Record& record) {
    if (header.time_ms() < folded_.state.time_ms()) {
      return absl::DataLossError("header: time runs backwards");
    }
    if (absl::Status status = CheckPayload(header, record); !status.ok()) return status;
    if (absl::Status status = BindKey(position, record.key); !status.ok()) return status;
    // All entries but those that a sender waits for are the gateway's own account.
    const CommandSpec* command = FindCommand(header.kind());
    if (command == nullptr || !command->BindsSubmission()) return CheckOwnEntry(command, record);
    absl::StatusOr<std::string> id = SubmissionIdOf(header, record);
    if (!id.ok()) return id.status();
    issued_.push_back({.position = position,
                       .record = {.header = record.header,
                                  .payload = {},
                                  .salt = record.salt,
                                  .receipt = record.receipt,
                                  .key = {}},
                       .submission_id = *std::move(id)});
    return absl::OkStatus();
  }

  absl::Status BindKey(uint64_t position, std::string_view key) {
    if (key.empty()) return absl::OkStatus();
    const KeyDigest digest = DigestOfKey(key);
    if (folded_.keys.Bind(digest, position)) return absl::OkStatus();
    return absl::DataLossError(StrCat("key: is bound to the entry at log position ",
                                      *folded_.keys.Find(digest), " already"));
  }

  absl::Status CheckBatchEnd(uint64_t size) {
    if (next_ == checkpoints_.size()) return At(size - 1, "no checkpoint covers the entry");
    const Signed& checkpoint = checkpoints_[next_];
    if (checkpoint.size > size) return absl::OkStatus();
    if (checkpoint.root != folded_.tree.Root(size)) {
      return absl::DataLossError(
          StrCat("checkpoint of size ", size,
                 ": its root is not that of the entries; one of the headers from log position ",
                 previous_size_, " to log position ", size - 1, " was changed"));
    }
    for (const Issued& issued : issued_) {
      if (absl::Status status = CheckIssued(issued, checkpoint); !status.ok()) {
        return At(issued.position, Message(status));
      }
    }
    issued_.clear();
    previous_size_ = size;
    ++next_;
    return absl::OkStatus();
  }

  // The stored receipt must be the one that the gateway would make again.
  absl::Status CheckIssued(const Issued& issued, const Signed& checkpoint) const {
    v1::Receipt receipt;
    if (!receipt.ParseFromString(issued.record.receipt) ||
        ledger::Sha256({receipt.checkpoint()}) != checkpoint.note) {
      return absl::DataLossError("receipt: does not carry the checkpoint of its batch");
    }
    const std::string again = MakeReceipt(
        origin_, issued.position, issued.record, issued.submission_id, receipt.checkpoint(),
        folded_.tree.InclusionProof(issued.position, checkpoint.size));
    if (again != issued.record.receipt) {
      return absl::DataLossError("receipt: is not the one that was issued for the entry");
    }
    return absl::OkStatus();
  }

  const std::string origin_;
  const std::vector<Signed> checkpoints_;
  size_t next_ = 0;
  uint64_t previous_size_;
  std::vector<Issued> issued_;  // of the batch that is being read
  const Folded folded_;
};

absl::StatusOr<Signed> OpenSigned(const ledger::NoteVerifier& verifier, uint64_t size,
                                  std::string_view note) {
  const auto checkpoint = verifier.OpenCheckpoint(note);
  if (checkpoint.ok() && checkpoint->size == size) {
    return Signed{.size = size, .root = checkpoint->root, .note = ledger::Sha256({note})};
  }
  return absl::DataLossError(
      StrCat("checkpoint of size ", size, ": ",
             checkpoint.ok() ? "names another size" : Message(checkpoint.status())));
}

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

absl::StatusOr<std::vector<ForeignBatch>> ReadBatches(const store::Store& store, uint64_t begin,
                                                      uint64_t end) {
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
