// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/session.h"

#include <span>
#include <utility>
#include <vector>

#include "clients/sdk/error.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/tree.h"

namespace samlad::sdk {
namespace {

absl::StatusOr<SignedCheckpoint> Open(std::string_view note, const ledger::NoteVerifier& verifier) {
  auto opened = OpenNote(note, verifier);
  if (!opened.ok()) {
    return absl::DataLossError(
        StrCat("the gateway's checkpoint is not valid: ", opened.status().message()));
  }
  return opened;
}

LogProof EvidenceOf(const SignedCheckpoint& first, const SignedCheckpoint& last, Fault fault,
                    const std::vector<ledger::Hash>& consistency) {
  LogProof evidence;
  evidence.set_format(std::string(kEvidenceFormat));
  evidence.set_fault(fault);
  evidence.set_first_size(first.checkpoint.size);
  evidence.set_first_root(std::string(ledger::AsBytes(first.checkpoint.root)));
  evidence.set_first_checkpoint(first.note);
  evidence.set_checkpoint(last.note);
  AddHashes(consistency, evidence.mutable_consistency());
  return evidence;
}

// Of a log that does not continue `first`, the hashes that prove it to others.
// The proof that the gateway gave lacks one if the first size is a power of two;
// it is asked for, because it is in the way of the next entry, which auditors and
// the entry's owner may ask about. Without an answer the hashes stay as they are.
std::vector<ledger::Hash> Complete(Client& client, const ledger::Checkpoint& first,
                                   const ledger::Checkpoint& last,
                                   std::vector<ledger::Hash> consistency) {
  const auto proves = [&](std::span<const ledger::Hash> hashes) {
    return ledger::ProvesFork(first.size, first.root, last.size, last.root, hashes);
  };
  if (first.size >= last.size || proves(consistency)) return consistency;
  const auto way = client.GetInclusionProof(first.size, last.size);
  if (!way.ok()) return consistency;
  const auto hashes = ToHashes("hashes", way->hashes());
  if (!hashes.ok()) return consistency;
  std::vector<ledger::Hash> completed{ledger::Hash()};
  completed.insert(completed.end(), consistency.begin(), consistency.end());
  for (const ledger::Hash& hash : *hashes) {
    completed.front() = hash;
    if (proves(completed)) return completed;
  }
  return consistency;
}

}  // namespace

absl::StatusOr<Comparison> Compare(Client& client, CheckpointMemory& memory,
                                   const SignedCheckpoint& first, const SignedCheckpoint& last) {
  Comparison result;
  std::string no_proof;
  const uint64_t first_size = first.checkpoint.size, last_size = last.checkpoint.size;
  // It may have been shown by another gateway.
  client.NoteSeen(last_size);
  if (first_size != 0 && first_size < last_size) {
    auto proof = client.GetConsistencyProof(first_size, last_size);
    // The gateway has signed both sizes. If it now knows of no such log, or
    // returns no valid proof, that is the fault to report.
    const bool refused = absl::IsOutOfRange(proof.status()) || absl::IsDataLoss(proof.status());
    if (!proof.ok() && !refused) return proof.status();
    if (refused) {
      no_proof = StrCat("; its answer to the request for a proof: ", proof.status().message());
    } else {
      result.consistency = *std::move(proof);
    }
  }
  result.result = CompareCheckpoints(first.checkpoint, last.checkpoint, result.consistency);
  if (result.result.fault == FAULT_UNPROVEN && no_proof.empty()) {
    result.consistency =
        Complete(client, first.checkpoint, last.checkpoint, std::move(result.consistency));
    result.result = CompareCheckpoints(first.checkpoint, last.checkpoint, result.consistency);
  }
  const Fault fault = result.result.fault;
  if (fault == FAULT_UNSPECIFIED) return result;
  result.result.why += no_proof;
  const auto kept = memory.KeepEvidence(EvidenceOf(first, last, fault, result.consistency));
  result.evidence_kept = kept.status();
  if (kept.ok()) result.evidence_file = *kept;
  return result;
}

absl::Status StatusOf(const Comparison& comparison, std::string_view origin) {
  const Fault fault = comparison.result.fault;
  if (fault == FAULT_UNSPECIFIED) return absl::OkStatus();
  const std::string_view believed =
      fault == FAULT_FORKED ? ""
      : fault == FAULT_ROLLED_BACK
          ? "; that the shorter log was shown later, others must believe you"
          : "; that no proof was given, others must believe you";
  const std::string evidence =
      comparison.evidence_kept.ok()
          ? StrCat("evidence, signed by the log's key: ", comparison.evidence_file, believed)
          : StrCat("the evidence could not be stored: ", Message(comparison.evidence_kept));
  const std::string_view what = fault == FAULT_FORKED        ? "THE LOG WAS FORKED"
                                : fault == FAULT_ROLLED_BACK ? "THE LOG WAS ROLLED BACK"
                                                             : "THE LOG IS NOT PROVEN TO CONTINUE";
  return AsLogFault(absl::DataLossError(
      StrCat(what, ": ", origin, ": ", comparison.result.why, "\n  ", evidence)));
}

namespace {

// Compares what the gateway has shown with what is `known`, and remembers it.
// `may_be_ahead`: what is known may have been shown later.
absl::StatusOr<Session> Settle(Client& client, CheckpointMemory& memory,
                               std::optional<SignedCheckpoint> known, SignedCheckpoint shown,
                               bool may_be_ahead) {
  Session session{.newest = std::move(shown), .remembered = known, .comparison = {}};
  const uint64_t size = session.newest.checkpoint.size;
  while (true) {
    if (known.has_value()) {
      const bool ahead = may_be_ahead && known->checkpoint.size > size;
      auto compared = ahead ? Compare(client, memory, session.newest, *known)
                            : Compare(client, memory, *known, session.newest);
      if (!compared.ok()) return compared.status();
      session.comparison = *std::move(compared);
      const bool fault = session.comparison.result.fault != FAULT_UNSPECIFIED;
      if (fault || known->checkpoint.size >= size) return session;
    }
    const absl::Status replaced = memory.Replace(known, session.newest);
    if (replaced.ok()) return session;
    if (!absl::IsAborted(replaced)) return replaced;
    // Another process may have seen a newer checkpoint since we asked.
    may_be_ahead = true;
    auto again = memory.Read();
    if (!again.ok()) return again.status();
    known = *std::move(again);
  }
}

}  // namespace

absl::StatusOr<Session> VerifySession(Client& client, CheckpointMemory& memory) {
  // Read before the gateway is asked, so that the remembered checkpoint is
  // older than its answer, even if other processes remember newer ones
  // meanwhile.
  auto known = memory.Read();
  if (!known.ok()) return known.status();
  if (known->has_value()) client.NoteSeen((*known)->checkpoint.size);
  const auto response = client.GetCheckpoint();
  if (!response.ok()) return response.status();
  auto newest = Open(response->checkpoint(), memory.verifier());
  if (!newest.ok()) return newest.status();
  return Settle(client, memory, *std::move(known), *std::move(newest), /*may_be_ahead=*/false);
}

absl::Status Remember(Client& client, CheckpointMemory& memory, std::string_view note) {
  auto shown = Open(note, memory.verifier());
  if (!shown.ok()) return shown.status();
  auto known = memory.Read();
  if (!known.ok()) return known.status();
  const auto session =
      Settle(client, memory, *std::move(known), *std::move(shown), /*may_be_ahead=*/true);
  return session.ok() ? session->status() : session.status();
}

}  // namespace samlad::sdk
