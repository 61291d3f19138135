// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/recover.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/exchange/entry.h"
#include "gateway/ledger/receipt.h"

namespace samlad::exchange {
namespace {

using ledger::AsBytes;

// Names the place in front of what does not hold there.
absl::Status At(uint64_t position, std::string_view what) {
  return absl::DataLossError(StrCat("log position ", position, ": ", what));
}

absl::Status CheckPayload(const v1::EntryHeader& header, const store::Record& record) {
  if (header.payload().scheme() != 1) {
    return absl::DataLossError("header: unknown commitment scheme");
  }
  if (AsBytes(ledger::CommitPayload(record.salt, record.payload)) != header.payload().digest()) {
    return absl::DataLossError("payload: payload and salt are not what the header commits to");
  }
  return absl::OkStatus();
}

// What a stored receipt must repeat of the entry that it belongs to.
absl::Status CheckReceipt(uint64_t position, const v1::EntryHeader& header,
                          const store::Record& record, const ledger::NoteVerifier& verifier) {
  if (record.receipt.empty()) {
    return absl::DataLossError("receipt: missing");
  }
  const auto verified = ledger::VerifyReceipt(record.receipt, verifier, record.payload);
  if (!verified.ok()) {
    return absl::DataLossError(StrCat("receipt: ", Message(verified.status())));
  }
  const v1::Receipt& receipt = verified->receipt;
  if (receipt.position() != position || receipt.header() != record.header ||
      receipt.salt() != record.salt) {
    return absl::DataLossError("receipt: is that of another entry");
  }
  if (record.key != IdempotencyKey(header.organisation(), receipt.submission_id())) {
    return absl::DataLossError("key: is not that of the receipt's submission");
  }
  return absl::OkStatus();
}

// Entries that a sender waits for; all others are the gateway's own account.
bool IsSubmission(v1::EntryKind kind) {
  return kind == v1::ENTRY_KIND_REPORT_ACCEPTED || kind == v1::ENTRY_KIND_CATALOGUE_APPLIED ||
         kind == v1::ENTRY_KIND_BOARD_ACKNOWLEDGED;
}

absl::Status CheckOwnEntry(const v1::EntryHeader& header, const store::Record& record) {
  std::string key;
  if (v1::DeadlinePassed passed;
      header.kind() == v1::ENTRY_KIND_DEADLINE_PASSED && passed.ParseFromString(record.payload)) {
    key = DeadlineKey(passed);
  }
  if (record.key != key) return absl::DataLossError("key: is not that of the entry");
  if (!record.receipt.empty()) return absl::DataLossError("receipt: nobody was given one");
  return absl::OkStatus();
}

// One pass over the records.
class Reader {
 public:
  Reader(const ledger::NoteVerifier& verifier, std::vector<ledger::Checkpoint> checkpoints)
      : verifier_(verifier), checkpoints_(std::move(checkpoints)) {}

  absl::Status Visit(uint64_t position, const store::Record& record) {
    v1::EntryHeader header;
    if (!header.ParseFromString(record.header) || header.format() != 1) {
      return At(position, "header: is not an entry header of format 1");
    }
    recovered_.tree.Append(ledger::LeafHash(record.header));
    if (absl::Status status = CheckRecord(position, header, record); !status.ok()) {
      return At(position, Message(status));
    }
    const auto catalogue = recovered_.state.catalogue();
    absl::StatusOr<domain::Fact> fact =
        ReadFact(position, header, record, catalogue.get(), recovered_.symbols);
    if (!fact.ok()) return At(position, Message(fact.status()));
    recovered_.state.Apply(*fact, position);
    recovered_.facts.Append(*std::move(fact));
    return CheckBatchEnd(position + 1);
  }

  Recovered Take() { return std::move(recovered_); }

 private:
  absl::Status CheckRecord(uint64_t position, const v1::EntryHeader& header,
                           const store::Record& record) {
    if (header.time_ms() < recovered_.state.time_ms()) {
      return absl::DataLossError("header: time runs backwards");
    }
    if (absl::Status status = CheckPayload(header, record); !status.ok()) return status;
    return IsSubmission(header.kind()) ? CheckReceipt(position, header, record, verifier_)
                                       : CheckOwnEntry(header, record);
  }

  absl::Status CheckBatchEnd(uint64_t size) {
    if (next_ == checkpoints_.size()) return At(size - 1, "no checkpoint covers the entry");
    const ledger::Checkpoint& checkpoint = checkpoints_[next_];
    if (checkpoint.size > size) return absl::OkStatus();
    if (checkpoint.root != recovered_.tree.Root(size)) {
      return absl::DataLossError(
          StrCat("checkpoint of size ", size,
                 ": its root is not that of the entries; one of the headers from position ",
                 previous_size_, " to ", size - 1, " was changed"));
    }
    previous_size_ = size;
    ++next_;
    return absl::OkStatus();
  }

  const ledger::NoteVerifier& verifier_;
  const std::vector<ledger::Checkpoint> checkpoints_;
  size_t next_ = 0;
  uint64_t previous_size_ = 0;
  Recovered recovered_;
};

struct Checkpoints {
  std::vector<ledger::Checkpoint> all;
  std::string newest;
};

absl::StatusOr<Checkpoints> ReadCheckpoints(const store::Store& store,
                                            const ledger::NoteVerifier& verifier) {
  Checkpoints checkpoints;
  absl::Status status;
  const absl::Status read = store.ReadCheckpoints([&](uint64_t size, std::string_view note) {
    const auto checkpoint = verifier.OpenCheckpoint(note);
    if (!checkpoint.ok() || checkpoint->size != size) {
      status = absl::DataLossError(
          StrCat("checkpoint of size ", size, ": ",
                 checkpoint.ok() ? "names another size" : Message(checkpoint.status())));
      return false;
    }
    checkpoints.all.push_back(*checkpoint);
    checkpoints.newest = std::string(note);
    return true;
  });
  if (!read.ok()) return read;
  if (!status.ok()) return status;
  return checkpoints;
}

}  // namespace

absl::StatusOr<Recovered> Recover(const store::Store& store, const ledger::NoteVerifier& verifier) {
  const absl::StatusOr<uint64_t> size = store.Size();
  if (!size.ok()) return size.status();
  if (*size == 0) {
    return absl::NotFoundError(
        "the log is empty; begin it with samlad-gateway --init --catalogue FILE --config FILE");
  }
  absl::StatusOr<Checkpoints> checkpoints = ReadCheckpoints(store, verifier);
  if (!checkpoints.ok()) return checkpoints.status();
  if (checkpoints->all.empty() || checkpoints->all.back().size != *size) {
    return absl::DataLossError(StrCat("the log has ", *size,
                                      " entries, but its newest checkpoint covers ",
                                      checkpoints->all.empty() ? 0 : checkpoints->all.back().size));
  }

  Reader reader(verifier, std::move(checkpoints->all));
  absl::Status status;
  const absl::Status read =
      store.Read(0, *size, [&](uint64_t position, const store::Record& record) {
        status = reader.Visit(position, record);
        return status.ok();
      });
  if (!status.ok()) return status;
  if (!read.ok()) return read;
  Recovered recovered = reader.Take();
  recovered.checkpoint = std::move(checkpoints->newest);
  return recovered;
}

}  // namespace samlad::exchange
