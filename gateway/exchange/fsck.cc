// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/fsck.h"

#include <optional>
#include <string_view>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/batch_check.h"
#include "gateway/exchange/recover.h"
#include "gateway/ledger/header.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {
namespace {

std::string Range(uint64_t first, uint64_t last) {
  return first == last ? StrCat("log position ", first)
                       : StrCat("log positions ", first, " to ", last);
}

// Entries that wait for the end of their batch; where checkpoints are lost, a
// "batch" may have no end.
constexpr size_t kWaitingMax = 4'096;

// An entry of the batch that is being read.
struct Examined {
  uint64_t position = 0;
  bool sound = false;            // header, payload and key hold by themselves
  std::string header;            // as stored; empty: it cannot be read
  std::optional<Issued> issued;  // its receipt, if it must have one
};

class Examiner {
 public:
  Examiner(const store::ReadableLog& log, const ledger::NoteVerifier& verifier,
           const SnapshotFile* snapshot)
      : log_(log), verifier_(verifier), snapshot_(snapshot) {
    if (snapshot == nullptr) return;
    const absl::Status loaded = snapshot->LoadSymbols(symbols_);
    if (!loaded.ok()) report_.Add(StrCat("log.snapshot: ", Message(loaded)));
  }

  FsckReport Run() {
    const absl::StatusOr<uint64_t> size = log_.Size();
    if (!size.ok()) return Unreadable(size.status());
    report_.size = *size;
    if (*size == 0) return Unreadable(absl::NotFoundError("the log is empty"));
    ReadCheckpoints();
    for (uint64_t position = 0; position < *size;) position = ReadFrom(position);
    CloseGap(*size);
    const uint64_t covered = checkpoints_.empty() ? 0 : checkpoints_.back().size;
    if (covered < *size) {
      report_.Add(StrCat(Range(covered, *size - 1), ": no checkpoint covers what is there"));
    }
    EndUncovered();
    return std::move(report_);
  }

 private:
  FsckReport Unreadable(const absl::Status& status) {
    report_.Add(Message(status));
    return std::move(report_);
  }

  void ReadCheckpoints() {
    const absl::Status read = log_.ReadCheckpoints(0, [this](uint64_t size, std::string_view note) {
      ++report_.checkpoints;
      const absl::StatusOr<Signed> checkpoint = OpenSigned(verifier_, size, note);
      if (checkpoint.ok()) {
        checkpoints_.push_back(*checkpoint);
      } else {
        unsigned_.push_back(size);
        report_.Add(Message(checkpoint.status()));
      }
      return true;
    });
    if (!read.ok()) report_.Add(StrCat("checkpoints: ", Message(read)));
  }

  // Reads on until something cannot be read; the position to go on from.
  uint64_t ReadFrom(uint64_t position) {
    const auto visit = [&](uint64_t, const store::Record& record) {
      Visit(position++, record);
      return true;
    };
    if (log_.Read(position, report_.size, visit).ok()) return position;
    // One piece holds many records, of which one cannot be read.
    while (position < report_.size) {
      const uint64_t here = position;
      const absl::Status read = log_.Read(here, here + 1, visit);
      if (read.ok()) continue;
      VisitMissing(here, read);
      return here + 1;
    }
    return position;
  }

  void VisitMissing(uint64_t position, const absl::Status& why) {
    if (!gap_.has_value()) {
      gap_ = position;
      gap_why_ = Message(why);
    }
    folding_ = false;
    tree_.Append(ledger::Hash{});
    batch_.emplace_back().position = position;
    EndBatchAt(position + 1);
  }

  void CloseGap(uint64_t position) {
    if (!gap_.has_value()) return;
    report_.Add(StrCat(Range(*gap_, position - 1), ": cannot be read (", gap_why_, ")"));
    gap_.reset();
  }

  void Visit(uint64_t position, const store::Record& record) {
    CloseGap(position);
    report_.receipts += record.receipt.empty() ? 0 : 1;
    tree_.Append(ledger::LeafHash(record.header));
    Examined& entry = batch_.emplace_back();
    entry.position = position;
    entry.header = record.header;
    const absl::Status sound = CheckAndFold(position, record, entry);
    entry.sound = sound.ok();
    if (!sound.ok()) {
      folding_ = false;
      batch_faulty_ = true;
      report_.Add(Message(AtPosition(position, Message(sound))));
    }
    EndBatchAt(position + 1);
  }

  absl::Status CheckAndFold(uint64_t position, const store::Record& record, Examined& entry) {
    // The receipt may say what was there, whatever is wrong with the entry.
    if (!record.receipt.empty()) {
      entry.issued.emplace().position = position;
      entry.issued->record.receipt = record.receipt;
    }
    const absl::StatusOr<v1::EntryHeader> header = ledger::ParseHeader(record.header);
    if (!header.ok()) return header.status();
    absl::StatusOr<std::optional<Issued>> issued = CheckOneRecord(position, *header, record);
    if (!issued.ok()) return issued.status();
    entry.issued = *std::move(issued);
    if (header->time_ms() < time_ms_) return absl::DataLossError("header: time runs backwards");
    time_ms_ = header->time_ms();
    if (!record.key.empty() && !keys_.Bind(DigestOfKey(record.key), position)) {
      return absl::DataLossError(StrCat("key: is bound to the entry at log position ",
                                        *keys_.Find(DigestOfKey(record.key)), " already"));
    }
    if (!folding_) return absl::OkStatus();
    return Fold(
        position, *header, record,
        {.facts = facts_, .tree = tree_, .state = state_, .symbols = symbols_, .keys = keys_});
  }

  void EndBatchAt(uint64_t size) {
    if (next_ == checkpoints_.size() || checkpoints_[next_].size > size) {
      if (batch_.size() == kWaitingMax) EndUncovered();
      return;
    }
    const Signed& checkpoint = checkpoints_[next_++];
    bool root_holds = checkpoint.root == tree_.Root(size);
    if (!root_holds) root_holds = RepairFromReceipts(checkpoint);
    if (!root_holds && !broken_ && !HasMissing()) {
      report_.Add(StrCat("checkpoint of size ", size,
                         ": its root is not that of the entries; one of the headers from ",
                         Range(batch_.front().position, size - 1), " was changed"));
    }
    broken_ = broken_ || !root_holds;
    for (const Examined& entry : batch_) Conclude(entry, checkpoint, root_holds);
    EndBatch(size, root_holds);
  }

  // Entries without a checkpoint that could be compared.
  void EndUncovered() {
    for (const Examined& entry : batch_) Conclude(entry, std::nullopt, false);
    EndBatch(0, false);
  }

  bool HasMissing() const {
    for (const Examined& entry : batch_) {
      if (entry.header.empty()) return true;
    }
    return false;
  }

  // A receipt holds the header that was signed. With it, the checkpoints after a
  // changed header can still be compared.
  bool RepairFromReceipts(const Signed& checkpoint) {
    const uint64_t begin = batch_.front().position;
    std::vector<ledger::Hash> leaves;
    for (Examined& entry : batch_) {
      leaves.push_back(tree_.Leaf(entry.position));
      if (!entry.issued.has_value()) continue;
      const auto receipt =
          ledger::VerifyReceipt(entry.issued->record.receipt, verifier_, std::nullopt);
      if (!receipt.ok() || receipt->receipt.position() != entry.position ||
          receipt->receipt.header() == entry.header) {
        continue;
      }
      report_.Add(Message(AtPosition(
          entry.position, "header: was changed; the receipt holds the one that was signed")));
      entry.sound = false;
      batch_faulty_ = true;
      leaves.back() = ledger::LeafHash(receipt->receipt.header());
    }
    tree_.Truncate(begin);
    for (const ledger::Hash& leaf : leaves) tree_.Append(leaf);
    return tree_.Root(checkpoint.size) == checkpoint.root;
  }

  // What is known of one entry once its batch is read.
  void Conclude(const Examined& entry, const std::optional<Signed>& checkpoint, bool root_holds) {
    bool receipt_holds = false;
    if (entry.issued.has_value()) {
      absl::Status as_issued = absl::DataLossError("receipt: its checkpoint cannot be compared");
      if (checkpoint.has_value() && root_holds && entry.sound) {
        as_issued = CheckReceipt(verifier_.name(), *entry.issued, *checkpoint, tree_);
      }
      receipt_holds = as_issued.ok() || HoldsByItself(entry);
      const bool may_differ =
          !root_holds || !entry.sound || IsUnsigned(entry.position, checkpoint->size);
      if (!receipt_holds || !(as_issued.ok() || may_differ)) {
        report_.Add(Message(
            AtPosition(entry.position, receipt_holds || root_holds
                                           ? Message(as_issued)
                                           : "receipt: does not verify with the log's key")));
        batch_faulty_ = true;
      }
    }
    proven_ += entry.sound && (root_holds || receipt_holds) ? 1 : 0;
    receipts_hold_ += receipt_holds ? 1 : 0;
  }

  // Whether the stored receipt verifies and is of the entry as it is stored.
  bool HoldsByItself(const Examined& entry) const {
    const auto receipt =
        ledger::VerifyReceipt(entry.issued->record.receipt, verifier_, std::nullopt);
    return receipt.ok() && receipt->receipt.position() == entry.position;
  }

  // Whether a checkpoint between the entry and the one that covers it does not
  // verify, so that the receipt is not of the latter's batch.
  bool IsUnsigned(uint64_t position, uint64_t covered) const {
    for (const uint64_t size : unsigned_) {
      if (size > position && size < covered) return true;
    }
    return false;
  }

  void EndBatch(uint64_t size, bool root_holds) {
    const bool whole = root_holds && !batch_faulty_ && !AnyUnsignedBefore(size);
    if (whole && !batch_.empty() && report_.sound == batch_.front().position) {
      report_.sound = size;
    } else {
      report_.proven_after += proven_;
      report_.receipts_after += receipts_hold_;
    }
    proven_ = receipts_hold_ = 0;
    batch_faulty_ = false;
    batch_.clear();
    if (snapshot_ != nullptr && size == snapshot_->size() && report_.sound == size) {
      CompareSnapshot();
    }
  }

  void CompareSnapshot() {
    report_.snapshot_compared = true;
    absl::Status same = absl::DataLossError("it has another root than the log");
    if (tree_.Root(snapshot_->size()) == snapshot_->root()) {
      same = snapshot_->Compare(
          {.facts = facts_, .tree = tree_, .state = state_, .symbols = symbols_, .keys = keys_});
    }
    if (!same.ok()) report_.Add(StrCat("log.snapshot: ", Message(same)));
  }

  bool AnyUnsignedBefore(uint64_t size) const {
    return !unsigned_.empty() && unsigned_.front() < size;
  }

  const store::ReadableLog& log_;
  const ledger::NoteVerifier& verifier_;
  const SnapshotFile* const snapshot_;  // null: none
  FsckReport report_;

  std::vector<Signed> checkpoints_;  // whose signatures hold
  std::vector<uint64_t> unsigned_;   // sizes of the others
  size_t next_ = 0;

  std::optional<uint64_t> gap_;  // first of the positions that cannot be read
  std::string gap_why_;

  std::vector<Examined> batch_;
  bool batch_faulty_ = false;
  bool broken_ = false;  // the tree has a leaf that is not the one that was signed
  uint64_t proven_ = 0, receipts_hold_ = 0;

  bool folding_ = true;
  int64_t time_ms_ = 0;
  domain::Facts facts_;
  ledger::Tree tree_;
  State state_;
  domain::Symbols symbols_;
  KeyIndex keys_;
};

}  // namespace

void FsckReport::Add(std::string_view fault) {
  ++faults_found;
  if (faults.size() < kFsckFaultsMax) faults.emplace_back(fault);
}

FsckReport Fsck(const store::ReadableLog& log, const ledger::NoteVerifier& verifier,
                const SnapshotFile* snapshot) {
  return Examiner(log, verifier, snapshot).Run();
}

}  // namespace samlad::exchange
