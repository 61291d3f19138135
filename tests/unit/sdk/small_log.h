// SPDX-License-Identifier: EUPL-1.2
//
// A log of leaves and a key, which tests let grow, forget and fork.

#ifndef SAMLAD_TESTS_UNIT_SDK_SMALL_LOG_H_
#define SAMLAD_TESTS_UNIT_SDK_SMALL_LOG_H_

#include <string>

#include "clients/sdk/log_proof.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/note.h"
#include "gateway/ledger/tree.h"

namespace samlad::sdk {

struct SmallLog {
  static constexpr std::string_view kOrigin = "small.samlad.example/log";

  explicit SmallLog(int leaves = 0) { Grow(leaves); }

  // Leaves of different branches differ.
  void Grow(int leaves, std::string_view branch = "main") {
    for (; leaves > 0; --leaves) tree.Append(ledger::LeafHash(StrCat(branch, tree.size())));
  }

  ledger::NoteVerifier Verifier() const {
    return *ledger::NoteVerifier::FromVkey(signer.verifier_key());
  }
  // Of its first `size` leaves, signed.
  SignedCheckpoint At(uint64_t size) const {
    const ledger::Checkpoint checkpoint{
        .origin = std::string(kOrigin), .size = size, .root = tree.Root(size)};
    return {signer.Sign(ledger::FormatCheckpoint(checkpoint)), checkpoint};
  }
  SignedCheckpoint Newest() const { return At(tree.size()); }

  ledger::NoteSigner signer =
      *ledger::NoteSigner::FromPem(kOrigin, ledger::NoteSigner::GenerateKeyPem());
  ledger::Tree tree;
};

// A proof, or with a fault evidence, about two moments.
inline LogProof MakeLogProof(const SignedCheckpoint& first, const SignedCheckpoint& last,
                             const std::vector<ledger::Hash>& consistency,
                             Fault fault = FAULT_UNSPECIFIED) {
  LogProof proof;
  proof.set_format(std::string(fault == FAULT_UNSPECIFIED ? kProofFormat : kEvidenceFormat));
  proof.set_fault(fault);
  proof.set_first_size(first.checkpoint.size);
  proof.set_first_root(std::string(ledger::AsBytes(first.checkpoint.root)));
  proof.set_first_checkpoint(first.note);
  proof.set_checkpoint(last.note);
  AddHashes(consistency, proof.mutable_consistency());
  return proof;
}

}  // namespace samlad::sdk

#endif  // SAMLAD_TESTS_UNIT_SDK_SMALL_LOG_H_
