// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/verify_receipt.h"

#include "clients/cli/session/submission_files.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/header.h"
#include "gateway/ledger/note_text.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::cli {
namespace {

// The file next to "NAME.receipt.json" with this suffix, if it is there.
absl::StatusOr<std::optional<Payload>> ReadNextTo(const std::string& receipt,
                                                  std::string_view suffix) {
  if (!receipt.ends_with(kReceiptSuffix)) return std::nullopt;
  const std::string file =
      StrCat(receipt.substr(0, receipt.size() - kReceiptSuffix.size()), suffix);
  auto bytes = formats::ReadFile(file, limits::kFileBytesMax);
  if (absl::IsNotFound(bytes.status())) return std::nullopt;
  if (!bytes.ok()) return bytes.status();
  return Payload{file, *std::move(bytes)};
}

// The view that an acknowledgement names.
absl::Status CheckView(const Payload& view, const Payload& payload) {
  v1::BoardAcknowledged acknowledged;
  if (!acknowledged.ParseFromString(payload.bytes)) return absl::OkStatus();
  const ledger::Hash digest = ledger::Sha256({view.bytes});
  if (acknowledged.view_digest() == ledger::AsBytes(digest)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("view ", view.file, ": its SHA-256 is ", ledger::ToHex(ledger::AsBytes(digest)),
             ", acknowledged was ", ledger::ToHex(acknowledged.view_digest())));
}

}  // namespace

bool LooksLikeReceipt(std::string_view text) {
  return text.find("\"format\": \"samlad-receipt-v1\"") != text.npos ||
         text.find("\"receipt\": \"") != text.npos;
}

bool LooksLikeCheckpoint(std::string_view text) {
  // A signature line, C2SP signed-note; what is left of one after a conversion of
  // its line endings or to UTF-16 is still read, and told as what it is.
  return text.find("\n\xe2\x80\x94 ") != text.npos || ledger::IsUtf16(text);
}

absl::StatusOr<std::optional<Payload>> FindPayload(const std::string& report,
                                                   const std::string& receipt) {
  if (!report.empty()) {
    auto bytes = formats::ReadFile(report, limits::kFileBytesMax);
    if (!bytes.ok()) return bytes.status();
    return Payload{report, *std::move(bytes)};
  }
  for (const std::string_view kind : kSubmissionKinds) {
    auto payload = ReadNextTo(receipt, StrCat(".", kind, ".binpb"));
    if (!payload.ok() || payload->has_value()) return payload;
  }
  return std::nullopt;
}

absl::StatusOr<std::optional<Payload>> FindView(const std::string& receipt) {
  return ReadNextTo(receipt, ".view.binpb");
}

absl::StatusOr<ledger::Checkpoint> VerifyReceiptFile(std::string_view text,
                                                     const std::optional<Payload>& payload,
                                                     const std::optional<Payload>& view,
                                                     const ledger::NoteVerifier& verifier,
                                                     VerifiedReceipt& result) {
  const auto bytes = ledger::ReceiptFromFile(text);
  if (!bytes.ok()) return bytes.status();
  std::optional<std::string_view> claimed;
  if (payload) {
    result.set_payload_file(payload->file);
    claimed = payload->bytes;
  }
  const auto verified = ledger::VerifyReceipt(*bytes, verifier, claimed);
  if (!verified.ok()) return verified.status();
  result.set_position(verified->receipt.position());
  result.set_time_ms(verified->header.time_ms());
  result.set_organisation(verified->header.organisation());
  const auto causing = ledger::ReadSystem(verified->header.system());
  if (causing.ok() && causing->represented_by.has_value()) {
    *result.mutable_represented_by() = *causing->represented_by;
  }
  if (payload && view && verified->header.kind() == v1::ENTRY_KIND_BOARD_ACKNOWLEDGED) {
    if (absl::Status same = CheckView(*view, *payload); !same.ok()) return same;
  }
  return verified->checkpoint;
}

}  // namespace samlad::cli
