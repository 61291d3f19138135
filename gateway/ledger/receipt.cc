// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/receipt.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/header.h"
#include "gateway/ledger/note_text.h"
#include "gateway/ledger/tree.h"

namespace samlad::ledger {
namespace {

absl::Status Fault(std::string_view place, std::string_view what) {
  return absl::InvalidArgumentError(StrCat(place, ": ", what));
}

// Exactly one signature is accepted, because the gateway writes no other.
// Otherwise lines that the log's key does not cover could be added or changed.
absl::Status CheckSignedOnce(std::string_view checkpoint) {
  const absl::StatusOr<NoteText> note = ParseNote(checkpoint);
  if (!note.ok()) return Fault("checkpoint", ToStd(note.status().message()));
  if (note->signatures.size() == 1) return absl::OkStatus();
  return Fault("checkpoint", StrCat("carries ", note->signatures.size(),
                                    " signatures; a receipt's carries that of the log alone"));
}

absl::StatusOr<Checkpoint> OpenReceiptCheckpoint(const v1::Receipt& receipt,
                                                 const NoteVerifier& verifier) {
  if (absl::Status once = CheckSignedOnce(receipt.checkpoint()); !once.ok()) return once;
  absl::StatusOr<Checkpoint> checkpoint = verifier.OpenCheckpoint(receipt.checkpoint());
  if (!checkpoint.ok()) return Fault("checkpoint", ToStd(checkpoint.status().message()));
  if (receipt.origin() != checkpoint->origin) {
    return Fault("origin", StrCat("is \"", receipt.origin(), "\", the signed checkpoint's is \"",
                                  checkpoint->origin, "\""));
  }
  return checkpoint;
}

absl::Status CheckInclusion(const v1::Receipt& receipt, const Checkpoint& checkpoint) {
  if (receipt.position() >= checkpoint.size) {
    return Fault("position", StrCat(receipt.position(), " lies beyond the checkpoint's ",
                                    checkpoint.size, " entries"));
  }
  std::vector<Hash> proof;
  for (const std::string& bytes : receipt.inclusion_proof()) {
    if (bytes.size() != sizeof(Hash)) {
      return Fault("inclusion_proof", StrCat("hash ", proof.size(), " has ", bytes.size(),
                                             " bytes, expected ", sizeof(Hash)));
    }
    std::ranges::copy(bytes, proof.emplace_back().begin());
  }
  const absl::Status included = VerifyInclusion(LeafHash(receipt.header()), receipt.position(),
                                                checkpoint.size, proof, checkpoint.root);
  if (included.ok()) return included;
  return Fault("inclusion_proof",
               StrCat("this header is not entry ", receipt.position(), " of the signed log of ",
                      checkpoint.size, " entries (header, position or inclusion_proof differs): ",
                      included.message()));
}

absl::Status CheckSubmission(const v1::Receipt& receipt, const v1::EntryHeader& header) {
  if (receipt.salt().size() != limits::kSaltBytes) {
    return Fault("salt",
                 StrCat("has ", receipt.salt().size(), " bytes, expected ", limits::kSaltBytes));
  }
  if (header.decision().submission_digest().size() != sizeof(Hash)) {
    return Fault("header", "records no decision on a submission, so no receipt can be given");
  }
  const Hash digest = CommitSubmission(receipt.salt(), receipt.submission_id());
  if (AsBytes(digest) == header.decision().submission_digest()) return absl::OkStatus();
  return Fault("submission_id", StrCat("\"", receipt.submission_id(),
                                       "\" with this salt is not what the header commits to "
                                       "(submission_id or salt differs): gives ",
                                       ToHex(AsBytes(digest)), ", expected ",
                                       ToHex(header.decision().submission_digest())));
}

absl::Status CheckPayload(const v1::Receipt& receipt, const v1::EntryHeader& header,
                          std::string_view payload) {
  const Hash digest = CommitPayload(receipt.salt(), payload);
  if (AsBytes(digest) == header.payload().digest()) return absl::OkStatus();
  return Fault(
      "payload",
      StrCat("these ", payload.size(), " bytes are not those that the header commits to: give ",
             ToHex(AsBytes(digest)), ", expected ", ToHex(header.payload().digest())));
}

}  // namespace

absl::StatusOr<v1::Receipt> ParseReceipt(std::string_view receipt_bytes) {
  if (receipt_bytes.size() > limits::kReceiptBytesMax) {
    return Fault("receipt", StrCat("has ", receipt_bytes.size(), " bytes, at most ",
                                   limits::kReceiptBytesMax));
  }
  v1::Receipt receipt;
  if (absl::Status parsed = ParseCanonical("receipt", receipt_bytes, receipt); !parsed.ok()) {
    return parsed;
  }
  return receipt;
}

absl::StatusOr<VerifiedReceipt> VerifyReceipt(std::string_view receipt_bytes,
                                              const NoteVerifier& verifier,
                                              std::optional<std::string_view> payload) {
  absl::StatusOr<v1::Receipt> receipt = ParseReceipt(receipt_bytes);
  if (!receipt.ok()) return receipt.status();
  absl::StatusOr<Checkpoint> checkpoint = OpenReceiptCheckpoint(*receipt, verifier);
  if (!checkpoint.ok()) return checkpoint.status();
  if (absl::Status included = CheckInclusion(*receipt, *checkpoint); !included.ok()) {
    return included;
  }
  absl::StatusOr<v1::EntryHeader> header = ParseHeader(receipt->header());
  if (!header.ok()) return header.status();
  if (absl::Status submitted = CheckSubmission(*receipt, *header); !submitted.ok()) {
    return submitted;
  }
  if (payload.has_value()) {
    if (absl::Status held = CheckPayload(*receipt, *header, *payload); !held.ok()) return held;
  }
  return VerifiedReceipt{.receipt = *std::move(receipt),
                         .header = *std::move(header),
                         .checkpoint = *std::move(checkpoint)};
}

}  // namespace samlad::ledger
