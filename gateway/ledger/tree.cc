// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/tree.h"

#include <algorithm>
#include <bit>

#include "absl/status/statusor.h"
#include "gateway/base/check.h"
#include "gateway/base/strings.h"

namespace samlad::ledger {
namespace {

// Where RFC 9162 divides n > 1 leaves: the largest power of two below n.
uint64_t Split(uint64_t n) { return std::bit_ceil(n) / 2; }

absl::Status RootDiffers(std::string_view what, const Hash& got, const Hash& expected) {
  return absl::InvalidArgumentError(StrCat("the proof gives ", what, " ", ToHex(AsBytes(got)),
                                           ", expected ", ToHex(AsBytes(expected))));
}

}  // namespace

void Tree::Append(const Hash& leaf) {
  Hash hash = leaf;
  for (size_t height = 0;; ++height) {
    if (height == levels_.size()) levels_.emplace_back();
    std::vector<Hash>& level = levels_[height];
    level.push_back(hash);
    if (level.size() % 2 == 1) return;
    hash = NodeHash(level[level.size() - 2], level.back());
  }
}

void Tree::Truncate(uint64_t size) {
  Check(size <= this->size(), "a tree is cut to a size that it has had");
  for (size_t height = 0; height < levels_.size(); ++height) levels_[height].resize(size >> height);
}

Hash Tree::Root(uint64_t size) const {
  Check(size <= this->size(), "a root is that of a size which the tree has had");
  return size == 0 ? Sha256({}) : RangeRoot(0, size);
}

// `begin` is a multiple of the smallest power of two that holds the range, so
// a range of 2^h leaves is one stored node.
Hash Tree::RangeRoot(uint64_t begin, uint64_t end) const {
  const uint64_t n = end - begin;
  if (std::has_single_bit(n)) {
    const int height = std::countr_zero(n);
    return levels_[height][begin >> height];
  }
  const uint64_t middle = begin + Split(n);
  return NodeHash(RangeRoot(begin, middle), RangeRoot(middle, end));
}

std::vector<Hash> Tree::InclusionProof(uint64_t index, uint64_t size) const {
  Check(index < size && size <= this->size(), "the leaf is in the tree of that size");
  std::vector<Hash> proof;
  uint64_t begin = 0;
  uint64_t end = size;
  while (end - begin > 1) {
    const uint64_t middle = begin + Split(end - begin);
    if (index < middle) {
      proof.push_back(RangeRoot(middle, end));
      end = middle;
    } else {
      proof.push_back(RangeRoot(begin, middle));
      begin = middle;
    }
  }
  std::ranges::reverse(proof);
  return proof;
}

std::vector<Hash> Tree::ConsistencyProof(uint64_t old_size, uint64_t size) const {
  Check(old_size <= size && size <= this->size(), "the tree has had both sizes, the older first");
  std::vector<Hash> proof;
  if (old_size == 0 || old_size == size) return proof;
  uint64_t begin = 0;
  uint64_t end = size;
  while (end != old_size) {
    const uint64_t middle = begin + Split(end - begin);
    if (old_size <= middle) {
      proof.push_back(RangeRoot(middle, end));
      end = middle;
    } else {
      proof.push_back(RangeRoot(begin, middle));
      begin = middle;
    }
  }
  // The old tree itself needs no hash: the verifier has its root.
  if (begin != 0) proof.push_back(RangeRoot(begin, end));
  std::ranges::reverse(proof);
  return proof;
}

absl::Status VerifyInclusion(const Hash& leaf, uint64_t index, uint64_t size,
                             std::span<const Hash> proof, const Hash& root) {
  if (index >= size) {
    return absl::InvalidArgumentError(
        StrCat("index ", index, " is not in a tree of ", size, " leaves"));
  }
  uint64_t node = index;
  uint64_t last = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0)
      return absl::InvalidArgumentError("the proof is malformed: it has too many hashes");
    if (node % 2 == 1 || node == last) {
      hash = NodeHash(sibling, hash);
      while (node % 2 == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = NodeHash(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  if (last != 0) return absl::InvalidArgumentError("the proof is malformed: it has too few hashes");
  if (hash != root) return RootDiffers("root", hash, root);
  return absl::OkStatus();
}

namespace {

// What a proof of growth leads to, whether or not it is what was expected.
struct Growth {
  Hash old_root;
  Hash root;
};

// RFC 9162 section 2.1.4.2 for 0 < old_size < size, where `known` is the old
// root. INVALID_ARGUMENT: no proof between these sizes has so many hashes.
absl::StatusOr<Growth> WalkGrowth(uint64_t old_size, const Hash& known, uint64_t size,
                                  std::span<const Hash> proof) {
  uint64_t node = old_size - 1;
  uint64_t last = size - 1;
  while (node % 2 == 1) {
    node >>= 1;
    last >>= 1;
  }
  // A complete old tree is itself the first node, and is left out of the proof.
  Hash old_hash = known;
  if (!std::has_single_bit(old_size)) {
    if (proof.empty())
      return absl::InvalidArgumentError("the proof is malformed: it has too few hashes");
    old_hash = proof[0];
    proof = proof.subspan(1);
  }
  Hash hash = old_hash;
  for (const Hash& sibling : proof) {
    if (last == 0)
      return absl::InvalidArgumentError("the proof is malformed: it has too many hashes");
    if (node % 2 == 1 || node == last) {
      old_hash = NodeHash(sibling, old_hash);
      hash = NodeHash(sibling, hash);
      while (node % 2 == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = NodeHash(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  if (last != 0) return absl::InvalidArgumentError("the proof is malformed: it has too few hashes");
  return Growth{old_hash, hash};
}

}  // namespace

absl::Status VerifyConsistency(uint64_t old_size, const Hash& old_root, uint64_t size,
                               const Hash& root, std::span<const Hash> proof) {
  if (old_size > size) {
    return absl::InvalidArgumentError(
        StrCat("a tree of ", size, " leaves cannot have grown from one of ", old_size));
  }
  if (old_size == 0 || old_size == size) {
    const Hash expected = old_size == 0 ? Sha256({}) : root;
    if (old_root != expected) return RootDiffers("old root", expected, old_root);
    if (proof.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError(StrCat("the proof is malformed: it has too many hashes: ",
                                             proof.size(), ", where none is needed"));
  }
  const absl::StatusOr<Growth> walked = WalkGrowth(old_size, old_root, size, proof);
  if (!walked.ok()) return walked.status();
  if (walked->old_root != old_root) return RootDiffers("old root", walked->old_root, old_root);
  if (walked->root != root) return RootDiffers("root", walked->root, root);
  return absl::OkStatus();
}

bool ProvesFork(uint64_t old_size, const Hash& old_root, uint64_t size, const Hash& root,
                std::span<const Hash> proof) {
  if (old_size == 0 || old_size > size) return false;
  if (old_size == size) return old_root != root;
  Hash known = old_root;
  if (std::has_single_bit(old_size)) {
    if (proof.empty()) return false;
    known = proof[0];
    proof = proof.subspan(1);
  }
  const absl::StatusOr<Growth> walked = WalkGrowth(old_size, known, size, proof);
  return walked.ok() && walked->root == root && walked->old_root != old_root;
}

}  // namespace samlad::ledger
