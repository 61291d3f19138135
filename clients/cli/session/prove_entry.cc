// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/prove_entry.h"

#include <string>
#include <utility>

#include "gateway/base/strings.h"

namespace samlad::cli {

absl::StatusOr<ProvenFile> ProveEntry(sdk::Client& client, const ledger::NoteVerifier& verifier,
                                      const sdk::SignedCheckpoint& newest, uint64_t position,
                                      uint64_t size) {
  const uint64_t newest_size = newest.checkpoint.size;
  if (size == 0) size = newest_size;
  if (size > newest_size) {
    return absl::OutOfRangeError(
        StrCat("--size: ", size, " was asked for, but the log has ", newest_size, " entries"));
  }
  const auto inclusion = client.GetInclusionProof(position, size);
  if (!inclusion.ok()) return inclusion.status();
  sdk::LogProof proof;
  proof.set_format(std::string(sdk::kProofFormat));
  proof.set_checkpoint(newest.note);
  // The root is only claimed until its consistency with a signed root is checked.
  proof.set_first_size(inclusion->tree_size());
  proof.set_first_root(inclusion->root_hash());
  proof.mutable_entry()->set_position(inclusion->position());
  proof.mutable_entry()->set_leaf_hash(inclusion->leaf_hash());
  *proof.mutable_entry()->mutable_inclusion() = inclusion->hashes();
  if (size < newest_size) {
    const auto way = client.GetConsistencyProof(size, newest_size);
    if (!way.ok()) return way.status();
    sdk::AddHashes(*way, proof.mutable_consistency());
  }
  return CheckFetched(std::move(proof), verifier);
}

absl::StatusOr<ProvenFile> CheckFetched(sdk::LogProof proof, const ledger::NoteVerifier& verifier) {
  auto verified = sdk::VerifyLogProof(proof, verifier);
  if (!verified.ok()) {
    return absl::DataLossError(
        StrCat("the gateway's proof is not valid: ", verified.status().message()));
  }
  return ProvenFile{std::move(proof), *std::move(verified)};
}

}  // namespace samlad::cli
