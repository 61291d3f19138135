// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/log_proof.h"

#include <algorithm>

#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/tree.h"
#include "google/protobuf/util/json_util.h"

namespace samlad::sdk {
namespace {

absl::Status BrokenProof(std::string_view place, std::string_view what) {
  return absl::InvalidArgumentError(StrCat(place, ": ", what));
}

absl::StatusOr<ledger::Checkpoint> OpenPlace(std::string_view place, const std::string& note,
                                             const ledger::NoteVerifier& verifier) {
  auto opened = verifier.OpenCheckpoint(note);
  if (!opened.ok()) return BrokenProof(place, Message(opened.status()));
  return opened;
}

// The earlier log: signed, or only claimed.
absl::StatusOr<ledger::Checkpoint> FirstOf(const LogProof& proof,
                                           const ledger::NoteVerifier& verifier) {
  const auto root = ToHash("first_root", proof.first_root());
  if (!root.ok()) return root.status();
  const ledger::Checkpoint first{
      .origin = verifier.name(), .size = proof.first_size(), .root = *root};
  if (proof.first_checkpoint().empty()) return first;
  auto opened = OpenPlace("first_checkpoint", proof.first_checkpoint(), verifier);
  if (!opened.ok()) return opened;
  if (opened->size != first.size) {
    return BrokenProof("first_size",
                       StrCat("is ", first.size, ", the signed checkpoint's is ", opened->size));
  }
  if (opened->root != first.root) {
    return BrokenProof("first_root", "is not that of the signed checkpoint");
  }
  return opened;
}

absl::Status CheckEntry(const ProvenEntry& entry, const ledger::Checkpoint& first) {
  const auto leaf = ToHash("entry.leaf_hash", entry.leaf_hash());
  if (!leaf.ok()) return leaf.status();
  const auto inclusion = ToHashes("entry.inclusion", entry.inclusion());
  if (!inclusion.ok()) return inclusion.status();
  const absl::Status holds =
      ledger::VerifyInclusion(*leaf, entry.position(), first.size, *inclusion, first.root);
  return holds.ok() ? holds : BrokenProof("entry", Message(holds));
}

// A proof must lead from the earlier log to the later one.
absl::Status CheckContinues(const LogProof& proof, const ledger::Checkpoint& first,
                            const ledger::Checkpoint& last,
                            std::span<const ledger::Hash> consistency) {
  if (proof.fault() != FAULT_UNSPECIFIED) return BrokenProof("fault", "stands in a proof");
  const absl::Status holds =
      ledger::VerifyConsistency(first.size, first.root, last.size, last.root, consistency);
  if (holds.ok()) return holds;
  if (!proof.first_checkpoint().empty() &&
      ledger::ProvesFork(first.size, first.root, last.size, last.root, consistency)) {
    return BrokenProof("consistency",
                       StrCat("the two signed checkpoints contradict each other: ", Message(holds),
                              "; the log was forked, so keep this file"));
  }
  return BrokenProof("consistency",
                     StrCat("the file does not prove that the ", first.size,
                            " entries are the first of the ", last.size, ": ", Message(holds)));
}

// Evidence must show the fault that it names, by the log's own signatures.
absl::Status CheckFault(const LogProof& proof, const ledger::Checkpoint& first,
                        const ledger::Checkpoint& last, std::span<const ledger::Hash> consistency) {
  if (proof.format() == kProofFormat) return CheckContinues(proof, first, last, consistency);
  if (proof.format() != kEvidenceFormat) {
    return BrokenProof("format", StrCat("is \"", proof.format(), "\", expected \"", kProofFormat,
                                        "\" or \"", kEvidenceFormat, "\""));
  }
  if (proof.first_checkpoint().empty()) {
    return BrokenProof("first_checkpoint", "is empty: evidence needs a signature by the log's key");
  }
  const LogComparison compared = CompareCheckpoints(first, last, consistency);
  if (compared.fault == FAULT_UNSPECIFIED) {
    return BrokenProof(
        "fault", first.size == last.size
                     ? "this is not evidence: both checkpoints are the same, whatever hashes follow"
                     : "this is not evidence: the later log continues the earlier one");
  }
  if (proof.fault() == compared.fault) return absl::OkStatus();
  if (proof.fault() == FAULT_FORKED && compared.fault == FAULT_UNPROVEN) {
    return BrokenProof("fault",
                       "is FAULT_FORKED, but the file does not show a fork: two checkpoints of "
                       "different sizes contradict each other only with hashes that lead to the "
                       "later one, and anybody can write others");
  }
  return BrokenProof("fault", StrCat("is ", Fault_Name(proof.fault()), ", but the file shows ",
                                     Fault_Name(compared.fault)));
}

}  // namespace

absl::StatusOr<SignedCheckpoint> OpenNote(std::string_view note,
                                          const ledger::NoteVerifier& verifier) {
  auto opened = verifier.OpenCheckpoint(note);
  if (!opened.ok()) return opened.status();
  return SignedCheckpoint{std::string(note), *std::move(opened)};
}

LogComparison CompareCheckpoints(const ledger::Checkpoint& first, const ledger::Checkpoint& second,
                                 std::span<const ledger::Hash> consistency) {
  if (second.size < first.size) {
    return {FAULT_ROLLED_BACK,
            StrCat("it was shown with ", first.size, " entries and later with ", second.size)};
  }
  if (first.size == second.size) {
    if (first.root == second.root) return {};
    return {FAULT_FORKED, StrCat("two different logs of ", first.size, " entries were signed")};
  }
  const absl::Status holds =
      ledger::VerifyConsistency(first.size, first.root, second.size, second.root, consistency);
  if (holds.ok()) return {};
  if (ledger::ProvesFork(first.size, first.root, second.size, second.root, consistency)) {
    return {FAULT_FORKED, StrCat("its ", second.size, " entries do not continue the ", first.size,
                                 " that it had: ", Message(holds))};
  }
  return {FAULT_UNPROVEN,
          StrCat("it has not been proven that its ", second.size, " entries continue the ",
                 first.size, " that it had: ", Message(holds))};
}

absl::StatusOr<VerifiedProof> VerifyLogProof(const LogProof& proof,
                                             const ledger::NoteVerifier& verifier) {
  const auto last = OpenPlace("checkpoint", proof.checkpoint(), verifier);
  if (!last.ok()) return last.status();
  const auto first = FirstOf(proof, verifier);
  if (!first.ok()) return first.status();
  const auto consistency = ToHashes("consistency", proof.consistency());
  if (!consistency.ok()) return consistency.status();
  const absl::Status fault = CheckFault(proof, *first, *last, *consistency);
  if (!fault.ok()) return fault;
  if (proof.has_entry()) {
    if (const absl::Status entry = CheckEntry(proof.entry(), *first); !entry.ok()) return entry;
  }
  VerifiedProof verified{.first_size = first->size, .first_signed = {}, .last = *last};
  if (!proof.first_checkpoint().empty()) verified.first_signed = *first;
  return verified;
}

std::string LogProofToFile(const LogProof& proof) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  // Printing cannot fail, because notes with invalid UTF-8 are refused before.
  (void)google::protobuf::util::MessageToJsonString(proof, &json, options);
  return json;
}

absl::StatusOr<LogProof> LogProofFromFile(std::string_view text, std::string_view file) {
  LogProof proof;
  const auto loaded = formats::LoadMessage(text, file, &proof);
  if (loaded.ok()) return proof;
  const v1::Finding& first = loaded.findings.front();
  return absl::InvalidArgumentError(StrCat(first.location().file(), ":", first.location().row(),
                                           ":", first.location().column(), ": ",
                                           first.message().en()));
}

absl::StatusOr<ledger::Hash> ToHash(std::string_view place, std::string_view bytes) {
  ledger::Hash hash;
  if (bytes.size() != hash.size()) {
    return BrokenProof(place, StrCat("a hash has ", bytes.size(), " bytes instead of 32"));
  }
  std::ranges::copy(bytes, hash.begin());
  return hash;
}

absl::StatusOr<std::vector<ledger::Hash>> ToHashes(
    std::string_view place, const google::protobuf::RepeatedPtrField<std::string>& all) {
  if (static_cast<size_t>(all.size()) > ledger::kProofHashesMax) {
    return BrokenProof(place, StrCat("has ", all.size(), " hashes; no proof has more than ",
                                     ledger::kProofHashesMax));
  }
  std::vector<ledger::Hash> hashes;
  for (const std::string& bytes : all) {
    const auto hash = ToHash(place, bytes);
    if (!hash.ok()) return hash.status();
    hashes.push_back(*hash);
  }
  return hashes;
}

void AddHashes(std::span<const ledger::Hash> hashes,
               google::protobuf::RepeatedPtrField<std::string>* out) {
  for (const ledger::Hash& hash : hashes) *out->Add() = ledger::AsBytes(hash);
}

}  // namespace samlad::sdk
