// SPDX-License-Identifier: EUPL-1.2
//
// The Merkle tree of the log (RFC 6962 section 2.1, RFC 9162 section 2.1).
// Keeps every complete subtree's hash in memory: 64 bytes an entry; a proof is
// a walk of O(log n).

#ifndef SAMLAD_GATEWAY_LEDGER_TREE_H_
#define SAMLAD_GATEWAY_LEDGER_TREE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "gateway/ledger/hash.h"

namespace samlad::ledger {

// Hashes that any proof in a tree of at most 2^64 leaves can have.
inline constexpr size_t kProofHashesMax = 65;

// Not thread-safe.
class Tree {
 public:
  void Append(const Hash& leaf);
  // Forgets leaves from `size` on. size <= this->size().
  void Truncate(uint64_t size);

  uint64_t size() const { return levels_.empty() ? 0 : levels_[0].size(); }
  // index < size().
  const Hash& Leaf(uint64_t index) const { return levels_[0][index]; }
  // Root of the first `size` leaves, size <= size(). Empty tree: SHA-256("").
  Hash Root(uint64_t size) const;
  // Hashes from leaf to root. index < size <= size().
  std::vector<Hash> InclusionProof(uint64_t index, uint64_t size) const;
  // RFC 9162 section 2.1.4. old_size <= size <= size(); empty if equal or
  // old_size is 0.
  std::vector<Hash> ConsistencyProof(uint64_t old_size, uint64_t size) const;

 private:
  Hash RangeRoot(uint64_t begin, uint64_t end) const;

  // levels_[h][i]: root of leaves [i * 2^h, (i + 1) * 2^h), complete only.
  std::vector<std::vector<Hash>> levels_;
};

// RFC 9162 section 2.1.3.2. Error: INVALID_ARGUMENT saying what does not hold.
absl::Status VerifyInclusion(const Hash& leaf, uint64_t index, uint64_t size,
                             std::span<const Hash> proof, const Hash& root);
// RFC 9162 section 2.1.4.2.
absl::Status VerifyConsistency(uint64_t old_size, const Hash& old_root, uint64_t size,
                               const Hash& root, std::span<const Hash> proof);
// Whether the hashes show that the tree of `root` began with other leaves than
// the tree of `old_root`: they lead to `root`, and from another old root. The
// proof is that of RFC 9162; if old_size is a power of two, the root of the
// first old_size leaves, which such a proof leaves out, stands before it. No
// hashes are needed if the sizes are equal. Hashes that only do not fit prove
// nothing, because anybody can write them.
bool ProvesFork(uint64_t old_size, const Hash& old_root, uint64_t size, const Hash& root,
                std::span<const Hash> proof);

}  // namespace samlad::ledger

#endif  // SAMLAD_GATEWAY_LEDGER_TREE_H_
