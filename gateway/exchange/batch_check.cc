// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/batch_check.h"

#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/table.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/entry.h"
#include "gateway/ledger/header.h"

namespace samlad::exchange {
namespace {

using ledger::AsBytes;

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

// A revocation that the gateway itself entered again after a restore.
bool IsRestoredRevocation(const v1::EntryHeader& header) {
  return header.kind() == v1::ENTRY_KIND_IDENTITY_REVOKED && header.organisation().empty();
}

}  // namespace

absl::Status AtPosition(uint64_t position, std::string_view what) {
  return absl::DataLossError(StrCat("log position ", position, ": ", what));
}

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

absl::StatusOr<std::optional<Issued>> CheckOneRecord(uint64_t position,
                                                     const v1::EntryHeader& header,
                                                     const store::Record& record) {
  if (absl::Status status = CheckPayload(header, record); !status.ok()) return status;
  // All entries but those that a sender waits for are the gateway's own account.
  const CommandSpec* command = IsRestoredRevocation(header) ? nullptr : FindCommand(header.kind());
  if (command == nullptr || !command->BindsSubmission()) {
    if (absl::Status own = CheckOwnEntry(command, record); !own.ok()) return own;
    return std::optional<Issued>();
  }
  absl::StatusOr<std::string> id = SubmissionIdOf(header, record);
  if (!id.ok()) return id.status();
  return std::optional<Issued>({.position = position,
                                .record = {.header = record.header,
                                           .payload = {},
                                           .salt = record.salt,
                                           .receipt = record.receipt,
                                           .key = {}},
                                .submission_id = *std::move(id)});
}

absl::Status CheckReceipt(std::string_view origin, const Issued& issued, const Signed& checkpoint,
                          const ledger::Tree& tree) {
  v1::Receipt receipt;
  if (!receipt.ParseFromString(issued.record.receipt) ||
      ledger::Sha256({receipt.checkpoint()}) != checkpoint.note) {
    return absl::DataLossError("receipt: does not carry the checkpoint of its batch");
  }
  const std::string again =
      MakeReceipt(origin, issued.position, issued.record, issued.submission_id,
                  receipt.checkpoint(), tree.InclusionProof(issued.position, checkpoint.size));
  if (again != issued.record.receipt) {
    return absl::DataLossError("receipt: is not the one that was issued for the entry");
  }
  return absl::OkStatus();
}

BatchChecker::BatchChecker(std::string_view origin, ledger::Tree& tree, KeyIndex& keys,
                           int64_t time_ms)
    : origin_(origin), tree_(tree), keys_(keys), time_ms_(time_ms), previous_size_(tree.size()) {}

CheckedRecord CheckAlone(uint64_t position, const store::Record& record) {
  CheckedRecord checked{.header = ledger::ParseHeader(record.header),
                        .leaf = ledger::LeafHash(record.header),
                        .key = record.key.empty() ? kNoKey : DigestOfKey(record.key),
                        .issued = std::optional<Issued>()};
  if (checked.header.ok()) checked.issued = CheckOneRecord(position, *checked.header, record);
  return checked;
}

absl::StatusOr<v1::EntryHeader> BatchChecker::CheckRecord(uint64_t position,
                                                          const store::Record& record) {
  CheckedRecord checked = CheckAlone(position, record);
  if (absl::Status status = CheckInOrder(position, checked); !status.ok()) return status;
  return std::move(checked.header);
}

absl::Status BatchChecker::CheckInOrder(uint64_t position, CheckedRecord& checked) {
  const auto& header = checked.header;
  if (!header.ok()) return AtPosition(position, Message(header.status()));
  tree_.Append(checked.leaf);
  if (header->time_ms() < time_ms_) return AtPosition(position, "header: time runs backwards");
  time_ms_ = header->time_ms();
  if (absl::Status bound = BindKey(checked.key, position); !bound.ok()) {
    return AtPosition(position, Message(bound));
  }
  auto& issued = checked.issued;
  if (!issued.ok()) return AtPosition(position, Message(issued.status()));
  if (issued->has_value()) issued_.push_back(**std::move(issued));
  return absl::OkStatus();
}

absl::Status BatchChecker::BindKey(const KeyDigest& key, uint64_t position) {
  if (key == kNoKey || keys_.Bind(key, position)) return absl::OkStatus();
  return absl::DataLossError(
      StrCat("key: is bound to the entry at log position ", *keys_.Find(key), " already"));
}

absl::Status BatchChecker::CheckEnd(const Signed& checkpoint) {
  if (checkpoint.root != tree_.Root(checkpoint.size)) {
    return AtPosition(
        checkpoint.size - 1,
        StrCat("checkpoint of size ", checkpoint.size,
               ": its root is not that of the entries; one of the headers from log position ",
               previous_size_, " to log position ", checkpoint.size - 1, " was changed"));
  }
  for (const Issued& issued : issued_) {
    if (absl::Status status = CheckReceipt(origin_, issued, checkpoint, tree_); !status.ok()) {
      return AtPosition(issued.position, Message(status));
    }
  }
  issued_.clear();
  previous_size_ = checkpoint.size;
  return absl::OkStatus();
}

}  // namespace samlad::exchange
