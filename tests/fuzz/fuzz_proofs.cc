// SPDX-License-Identifier: EUPL-1.2
//
// Proofs against their definition. The verifiers walk bits, as RFC 9162 says;
// here the same proofs are read by the recursive definition of RFC 6962, for
// trees of any size up to 2^64 - 1. And proofs that a tree makes must hold,
// and must not once a bit is flipped.

#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <bit>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/ledger/tree.h"
#include "tests/fuzz/require.h"

namespace samlad::fuzz {
namespace {

using ledger::Hash;
using ledger::NodeHash;

constexpr size_t kHashesMax = 66;  // a proof in a tree of 2^64 - 1 leaves has fewer

Hash HashOf(uint64_t number) { return ledger::LeafHash(std::to_string(number)); }

// Where n > 1 leaves are divided: the largest power of two below n.
uint64_t Middle(uint64_t n) { return std::bit_floor(n - 1); }

// RFC 6962 section 2.1.1, read backwards. Nothing if the proof has not as many
// hashes as it should.
std::optional<Hash> RootOf(const Hash& leaf, uint64_t index, uint64_t size,
                           std::span<const Hash> proof) {
  if (size == 1) return proof.empty() ? std::optional(leaf) : std::nullopt;
  if (proof.empty()) return std::nullopt;
  const uint64_t middle = Middle(size);
  const auto rest = proof.first(proof.size() - 1);
  if (index < middle) {
    const auto left = RootOf(leaf, index, middle, rest);
    return left ? std::optional(NodeHash(*left, proof.back())) : std::nullopt;
  }
  const auto right = RootOf(leaf, index - middle, size - middle, rest);
  return right ? std::optional(NodeHash(proof.back(), *right)) : std::nullopt;
}

struct Roots {
  Hash before, after;
};

// RFC 6962 section 2.1.2, read backwards. `known`: the root of the first
// old_size leaves, if the proof leaves it out.
std::optional<Roots> RootsOf(uint64_t old_size, uint64_t size, std::optional<Hash> known,
                             std::span<const Hash> proof) {
  if (old_size == size) {
    if (known.has_value())
      return proof.empty() ? std::optional(Roots{*known, *known}) : std::nullopt;
    return proof.size() == 1 ? std::optional(Roots{proof[0], proof[0]}) : std::nullopt;
  }
  if (proof.empty()) return std::nullopt;
  const uint64_t middle = Middle(size);
  const auto rest = proof.first(proof.size() - 1);
  const Hash& sibling = proof.back();
  if (old_size <= middle) {
    const auto left = RootsOf(old_size, middle, known, rest);
    return left ? std::optional(Roots{left->before, NodeHash(left->after, sibling)}) : std::nullopt;
  }
  const auto right = RootsOf(old_size - middle, size - middle, std::nullopt, rest);
  return right ? std::optional(
                     Roots{NodeHash(sibling, right->before), NodeHash(sibling, right->after)})
               : std::nullopt;
}

// Calls check(count) for the number of hashes that a proof should have, if
// fits(count) knows one, and for its neighbours.
template <class Fits, class Check>
void AroundLength(const Fits& fits, const Check& check) {
  size_t right = 0;
  while (right < kHashesMax && !fits(right)) ++right;
  const size_t last = std::min(right + 1, kHashesMax);
  for (size_t count = right == 0 ? 0 : right - 1; count <= last; ++count) check(count);
}

void CheckAnyInclusion(uint64_t index, uint64_t size, std::span<const Hash> hashes) {
  const Hash leaf = HashOf(0);
  const auto root_of = [&](size_t count) {
    return index < size ? RootOf(leaf, index, size, hashes.first(count)) : std::nullopt;
  };
  AroundLength([&](size_t count) { return root_of(count).has_value(); },
               [&](size_t count) {
                 const auto proof = hashes.first(count);
                 const auto root = root_of(count);
                 Require(
                     ledger::VerifyInclusion(leaf, index, size, proof, root.value_or(leaf)).ok() ==
                         root.has_value(),
                     "a proof of inclusion holds if it does by the definition");
                 Require(!ledger::VerifyInclusion(leaf, index, size, proof, HashOf(1)).ok(),
                         "and for no other root");
               });
}

void CheckAnyConsistency(uint64_t old_size, uint64_t size, std::span<const Hash> hashes) {
  if (old_size == 0 || old_size >= size) return;
  const Hash known = HashOf(0);
  const bool left_out = std::has_single_bit(old_size);
  const auto roots_of = [&](size_t count) {
    return RootsOf(old_size, size, known, hashes.first(count));
  };
  AroundLength(
      [&](size_t count) { return roots_of(count).has_value(); },
      [&](size_t count) {
        const auto proof = hashes.first(count);
        const auto roots = roots_of(count);
        const Roots claimed = roots.value_or(Roots{known, HashOf(2)});
        Require(!left_out || claimed.before == known,
                "a complete old tree is left out of its proof");
        Require(
            ledger::VerifyConsistency(old_size, claimed.before, size, claimed.after, proof).ok() ==
                roots.has_value(),
            "a proof of consistency holds if it does by the definition");
        Require(!ledger::VerifyConsistency(old_size, claimed.before, size, HashOf(1), proof).ok(),
                "and for no other root");
        Require(!ledger::VerifyConsistency(old_size, HashOf(1), size, claimed.after, proof).ok(),
                "and for no other old root");
      });
}

const ledger::Tree& SampleTree() {
  static const ledger::Tree tree = [] {
    ledger::Tree grown;
    for (uint64_t leaf = 0; leaf < 300; ++leaf) grown.Append(HashOf(leaf));
    return grown;
  }();
  return tree;
}

// Flips a bit of one of the hashes.
void Spoil(FuzzedDataProvider& input, std::span<Hash> hashes) {
  Hash& hash = hashes[input.ConsumeIntegralInRange<size_t>(0, hashes.size() - 1)];
  const auto bit = input.ConsumeIntegralInRange<size_t>(0, hash.size() * 8 - 1);
  hash[bit / 8] ^= static_cast<uint8_t>(1 << (bit % 8));
}

void CheckTreeInclusion(FuzzedDataProvider& input) {
  const ledger::Tree& tree = SampleTree();
  const auto size = input.ConsumeIntegralInRange<uint64_t>(1, tree.size());
  const auto index = input.ConsumeIntegralInRange<uint64_t>(0, size - 1);
  std::vector<Hash> all = tree.InclusionProof(index, size);
  const size_t length = all.size();
  all.push_back(tree.Leaf(index));
  all.push_back(tree.Root(size));
  const auto verify = [&] {
    return ledger::VerifyInclusion(all[length], index, size, std::span(all).first(length),
                                   all[length + 1]);
  };
  Require(verify().ok(), "the tree's proof of inclusion holds");
  Spoil(input, all);
  Require(!verify().ok(), "a spoilt proof of inclusion does not");
}

void CheckTreeConsistency(FuzzedDataProvider& input) {
  const ledger::Tree& tree = SampleTree();
  const auto size = input.ConsumeIntegralInRange<uint64_t>(1, tree.size());
  const auto old_size = input.ConsumeIntegralInRange<uint64_t>(0, size);
  std::vector<Hash> all = tree.ConsistencyProof(old_size, size);
  const size_t length = all.size();
  all.push_back(tree.Root(old_size));
  // An empty log is the beginning of any other.
  if (old_size != 0) all.push_back(tree.Root(size));
  const auto verify = [&] {
    const Hash root = old_size == 0 ? tree.Root(size) : all[length + 1];
    return ledger::VerifyConsistency(old_size, all[length], size, root,
                                     std::span(all).first(length));
  };
  Require(verify().ok(), "the tree's proof of consistency holds");
  Spoil(input, all);
  Require(!verify().ok(), "a spoilt proof of consistency does not");
}

}  // namespace
}  // namespace samlad::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  FuzzedDataProvider input(data, size);
  static const std::vector<samlad::ledger::Hash> hashes = [] {
    std::vector<samlad::ledger::Hash> made;
    for (uint64_t i = 0; i < samlad::fuzz::kHashesMax; ++i) {
      made.push_back(samlad::fuzz::HashOf(1'000 + i));
    }
    return made;
  }();
  const auto first = input.ConsumeIntegral<uint64_t>();
  const auto second = input.ConsumeIntegral<uint64_t>();
  samlad::fuzz::CheckAnyInclusion(first, second, hashes);
  samlad::fuzz::CheckAnyConsistency(first, second, hashes);
  samlad::fuzz::CheckTreeInclusion(input);
  samlad::fuzz::CheckTreeConsistency(input);
  return 0;
}
