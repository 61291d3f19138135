// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/submission_files.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "clients/sdk/receipt_check.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/receipt.h"

namespace samlad::cli {

namespace fs = std::filesystem;

SubmissionFiles::SubmissionFiles(std::string folder, std::string name, std::string kind)
    : folder_(std::move(folder)), name_(std::move(name)), kind_(std::move(kind)) {}

std::string SubmissionFiles::Path(std::string_view suffix) const {
  return fs::path(folder_) / StrCat(name_, suffix);
}

absl::StatusOr<std::optional<SubmissionFiles::Kept>> SubmissionFiles::KeptReceipt(
    std::string_view payload) const {
  const auto file = formats::ReadFile(receipt_path(), limits::kReceiptFileBytesMax);
  if (absl::IsNotFound(file.status())) return std::nullopt;
  if (!file.ok()) return file.status();
  const auto receipt = ledger::ReceiptFromFile(*file);
  v1::Receipt parsed;
  if (!receipt.ok() || !parsed.ParseFromString(*receipt)) {
    return absl::InvalidArgumentError(
        StrCat(receipt_path(), " exists but is not a receipt: ", Message(receipt.status()),
               "; move it away, or choose another folder with --out"));
  }
  return Kept{parsed.position(), sdk::CommitsTo(*receipt, payload)};
}

absl::Status SubmissionFiles::Move(const std::string& from_name, const std::string& to_name) const {
  // The receipt is moved last, because its presence shows that the move is not
  // finished.
  for (const std::string& suffix : {PayloadSuffix(), std::string(kReceiptSuffix)}) {
    const absl::Status moved = MoveFileDurably(fs::path(folder_) / StrCat(from_name, suffix),
                                               fs::path(folder_) / StrCat(to_name, suffix));
    if (!moved.ok()) return moved;
  }
  return absl::OkStatus();
}

// A name that holds no other submission: of two logs, both may have an entry at
// the position. A payload that is there alone was moved by a run that ended
// before it could move the receipt.
std::string SubmissionFiles::FreeName(const std::string& name) const {
  const auto is_there = [&](const std::string& one, std::string_view suffix) {
    std::error_code ignored;
    return fs::exists(fs::path(folder_) / StrCat(one, suffix), ignored);
  };
  std::string free = name;
  for (int copy = 2; is_there(free, kReceiptSuffix) ||
                     (is_there(free, PayloadSuffix()) && is_there(name_, PayloadSuffix()));
       ++copy) {
    free = StrCat(name, "-", copy);
  }
  return free;
}

// Moves what is there of another submission out of the way.
absl::Status SubmissionFiles::SetAside(const std::optional<Kept>& kept, std::string_view payload) {
  const auto before = formats::ReadFile(payload_path(), limits::kMessageBytesMax);
  if (!before.ok() && !absl::IsNotFound(before.status())) return before.status();
  belongs_ = kept.has_value() && kept->same_payload;
  repeats_ = before.ok() && *before == payload;
  std::string label;
  if (kept.has_value() && !belongs_) {
    label = StrCat(kept->position);
  } else if (!kept.has_value() && before.ok() && !repeats_) {
    // It was sent, and nobody knows whether it was stored.
    constexpr size_t kDigits = 12;
    label = ledger::ToHex(ledger::AsBytes(ledger::Sha256({*before}))).substr(0, kDigits);
  } else {
    return absl::OkStatus();
  }
  repeats_ = false;
  aside_ = FreeName(StrCat(name_, ".", label));
  return Move(name_, aside_);
}

absl::Status SubmissionFiles::KeepPayload(std::string_view payload) {
  const auto kept = KeptReceipt(payload);
  if (!kept.ok()) return kept.status();
  if (absl::Status aside = SetAside(*kept, payload); !aside.ok()) return aside;
  return WriteFileDurably(payload_path(), payload);
}

absl::Status SubmissionFiles::KeepReceipt(std::string_view receipt) {
  const auto file = ledger::ReceiptToFile(receipt);
  if (!file.ok()) return file.status();
  return WriteFileDurably(receipt_path(), *file);
}

absl::Status SubmissionFiles::Withdraw() {
  if (belongs_ || repeats_) return absl::OkStatus();
  if (unlink(payload_path().c_str()) != 0 && errno != ENOENT) {
    return absl::ErrnoToStatus(errno, ToAbsl(StrCat("cannot remove ", payload_path())));
  }
  if (aside_.empty()) return absl::OkStatus();
  return Move(std::exchange(aside_, ""), name_);
}

}  // namespace samlad::cli
