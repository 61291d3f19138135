// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/tree.h"

#include <bit>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace samlad::ledger {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr uint64_t kSizeMax = 130;

Hash FromHex(const char* hex) {
  const std::string bytes = absl::HexStringToBytes(hex);
  Hash hash;
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

std::vector<Hash> AllFromHex(const std::vector<const char*>& hexes) {
  std::vector<Hash> hashes;
  for (const char* hex : hexes) hashes.push_back(FromHex(hex));
  return hashes;
}

// Section 2.1 of RFC 6962 word for word, on leaf hashes [begin, end).
class Reference {
 public:
  explicit Reference(std::vector<Hash> leaves) : leaves_(std::move(leaves)) {}

  const Hash& Root(uint64_t begin, uint64_t end) {
    const auto [found, added] = roots_.try_emplace({begin, end});
    if (!added) return found->second;
    Hash root;
    if (begin == end) {
      root = Sha256({});
    } else if (end - begin == 1) {
      root = leaves_[begin];
    } else {
      const uint64_t k = Split(end - begin);
      root = NodeHash(Root(begin, begin + k), Root(begin + k, end));
    }
    return roots_[{begin, end}] = root;
  }

  std::vector<Hash> Path(uint64_t m, uint64_t begin, uint64_t end) {
    if (end - begin == 1) return {};
    const uint64_t k = Split(end - begin);
    if (m < k) return With(Path(m, begin, begin + k), Root(begin + k, end));
    return With(Path(m - k, begin + k, end), Root(begin, begin + k));
  }

  std::vector<Hash> SubProof(uint64_t m, uint64_t begin, uint64_t end, bool whole) {
    if (m == end - begin) {
      return whole ? std::vector<Hash>{} : std::vector<Hash>{Root(begin, end)};
    }
    const uint64_t k = Split(end - begin);
    if (m <= k) return With(SubProof(m, begin, begin + k, whole), Root(begin + k, end));
    return With(SubProof(m - k, begin + k, end, false), Root(begin, begin + k));
  }

 private:
  static uint64_t Split(uint64_t n) {
    uint64_t k = 1;
    while (k * 2 < n) k *= 2;
    return k;
  }
  static std::vector<Hash> With(std::vector<Hash> proof, const Hash& last) {
    proof.push_back(last);
    return proof;
  }

  std::vector<Hash> leaves_;
  std::map<std::pair<uint64_t, uint64_t>, Hash> roots_;
};

std::vector<Hash> Leaves(uint64_t n) {
  std::vector<Hash> leaves;
  for (uint64_t i = 0; i < n; ++i) leaves.push_back(LeafHash(std::to_string(i)));
  return leaves;
}

Tree TreeOf(const std::vector<Hash>& leaves) {
  Tree tree;
  for (const Hash& leaf : leaves) tree.Append(leaf);
  return tree;
}

std::string Why(const absl::Status& status) { return std::string(status.message()); }

void FlipBit(std::vector<Hash>& proof, size_t bit) {
  proof[bit / 256][bit % 256 / 8] ^= 1 << (bit % 8);
}

// The eight leaves with which implementations of Certificate Transparency are
// compared.
class PublishedVectorsTest : public ::testing::Test {
 protected:
  PublishedVectorsTest() {
    for (const char* leaf : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                             "606162636465666768696a6b6c6d6e6f"}) {
      tree_.Append(LeafHash(absl::HexStringToBytes(leaf)));
    }
  }
  Tree tree_;
};

TEST_F(PublishedVectorsTest, Roots) {
  const std::vector<Hash> roots = AllFromHex({
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  });
  for (uint64_t size = 0; size <= 8; ++size) EXPECT_EQ(tree_.Root(size), roots[size]) << size;
}

TEST_F(PublishedVectorsTest, InclusionProofs) {
  EXPECT_THAT(tree_.InclusionProof(0, 1), IsEmpty());
  EXPECT_THAT(tree_.InclusionProof(0, 8),
              ElementsAreArray(AllFromHex({
                  "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                  "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                  "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
              })));
  EXPECT_THAT(tree_.InclusionProof(5, 8),
              ElementsAreArray(AllFromHex({
                  "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                  "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
              })));
  EXPECT_THAT(tree_.InclusionProof(2, 3),
              ElementsAreArray(AllFromHex({
                  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
              })));
  EXPECT_THAT(tree_.InclusionProof(1, 5),
              ElementsAreArray(AllFromHex({
                  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                  "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                  "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
              })));
}

TEST_F(PublishedVectorsTest, ConsistencyProofs) {
  EXPECT_THAT(tree_.ConsistencyProof(1, 1), IsEmpty());
  EXPECT_THAT(tree_.ConsistencyProof(1, 8),
              ElementsAreArray(AllFromHex({
                  "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                  "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                  "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
              })));
  EXPECT_THAT(tree_.ConsistencyProof(6, 8),
              ElementsAreArray(AllFromHex({
                  "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                  "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
              })));
  EXPECT_THAT(tree_.ConsistencyProof(2, 5),
              ElementsAreArray(AllFromHex({
                  "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                  "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
              })));
}

TEST(TreeTest, AgreesWithTheDefinitionAtEverySize) {
  const std::vector<Hash> leaves = Leaves(kSizeMax);
  const Tree tree = TreeOf(leaves);
  Reference reference(leaves);
  for (uint64_t size = 0; size <= kSizeMax; ++size) {
    ASSERT_EQ(tree.Root(size), reference.Root(0, size)) << size;
    for (uint64_t index = 0; index < size; ++index) {
      const std::vector<Hash> proof = tree.InclusionProof(index, size);
      ASSERT_EQ(proof, reference.Path(index, 0, size)) << index << " in " << size;
      ASSERT_TRUE(VerifyInclusion(leaves[index], index, size, proof, tree.Root(size)).ok());
    }
    for (uint64_t old_size = 0; old_size <= size; ++old_size) {
      const std::vector<Hash> proof = tree.ConsistencyProof(old_size, size);
      if (old_size > 0) {
        ASSERT_EQ(proof, reference.SubProof(old_size, 0, size, true)) << old_size << " " << size;
      }
      ASSERT_TRUE(
          VerifyConsistency(old_size, tree.Root(old_size), size, tree.Root(size), proof).ok())
          << old_size << " to " << size;
    }
  }
}

TEST(TreeTest, GrowsAgainAfterTruncate) {
  const std::vector<Hash> leaves = Leaves(40);
  for (uint64_t size = 0; size <= leaves.size(); ++size) {
    Tree tree = TreeOf(leaves);
    tree.Truncate(size);
    ASSERT_EQ(tree.size(), size);
    Reference kept(std::vector<Hash>(leaves.begin(), leaves.begin() + size));
    ASSERT_EQ(tree.Root(size), kept.Root(0, size));

    std::vector<Hash> other(leaves.begin(), leaves.begin() + size);
    for (int i = 0; i < 9; ++i) {
      other.push_back(LeafHash("other " + std::to_string(i)));
      tree.Append(other.back());
    }
    Reference grown(other);
    ASSERT_EQ(tree.Root(tree.size()), grown.Root(0, other.size())) << size;
    ASSERT_EQ(tree.Leaf(size), other[size]);
  }
}

TEST(VerifyInclusionTest, RefusesEveryFlippedBit) {
  const std::vector<Hash> leaves = Leaves(13);
  const Tree tree = TreeOf(leaves);
  for (uint64_t size = 1; size <= 13; ++size) {
    const Hash root = tree.Root(size);
    for (uint64_t index = 0; index < size; ++index) {
      // Proof, leaf and root, bit by bit.
      const std::vector<Hash> proof = tree.InclusionProof(index, size);
      std::vector<Hash> all = proof;
      all.push_back(leaves[index]);
      all.push_back(root);
      for (size_t bit = 0; bit < all.size() * 256; ++bit) {
        FlipBit(all, bit);
        ASSERT_FALSE(VerifyInclusion(all[proof.size()], index, size,
                                     std::span(all).first(proof.size()), all.back())
                         .ok())
            << index << " in " << size << ", bit " << bit;
        FlipBit(all, bit);
      }
    }
  }
}

TEST(VerifyInclusionTest, RefusesAnotherIndexSizeOrLength) {
  constexpr uint64_t kSize = 37;
  const std::vector<Hash> leaves = Leaves(kSize);
  const Tree tree = TreeOf(leaves);
  for (uint64_t index = 0; index < kSize; ++index) {
    std::vector<Hash> proof = tree.InclusionProof(index, kSize);
    for (uint64_t other = 0; other < kSize + 3; ++other) {
      if (other != index) {
        ASSERT_FALSE(VerifyInclusion(leaves[index], other, kSize, proof, tree.Root(kSize)).ok());
      }
      if (other != kSize && other <= kSize) {
        ASSERT_FALSE(VerifyInclusion(leaves[index], index, other, proof, tree.Root(other)).ok());
      }
    }
    proof.push_back(leaves[0]);
    ASSERT_THAT(Why(VerifyInclusion(leaves[index], index, kSize, proof, tree.Root(kSize))),
                HasSubstr("too many hashes"));
    proof.resize(proof.size() - 2);
    ASSERT_THAT(Why(VerifyInclusion(leaves[index], index, kSize, proof, tree.Root(kSize))),
                HasSubstr("too few hashes"));
  }
  EXPECT_THAT(Why(VerifyInclusion(leaves[0], kSize, kSize, {}, leaves[0])),
              HasSubstr("index 37 is not in a tree of 37 leaves"));
  EXPECT_THAT(Why(VerifyInclusion(leaves[0], 0, 0, {}, leaves[0])),
              HasSubstr("not in a tree of 0"));
}

TEST(VerifyConsistencyTest, RefusesEveryFlippedBit) {
  const Tree tree = TreeOf(Leaves(13));
  for (uint64_t size = 1; size <= 13; ++size) {
    for (uint64_t old_size = 1; old_size <= size; ++old_size) {
      const std::vector<Hash> proof = tree.ConsistencyProof(old_size, size);
      std::vector<Hash> all = proof;
      all.push_back(tree.Root(old_size));
      all.push_back(tree.Root(size));
      for (size_t bit = 0; bit < all.size() * 256; ++bit) {
        FlipBit(all, bit);
        ASSERT_FALSE(VerifyConsistency(old_size, all[proof.size()], size, all.back(),
                                       std::span(all).first(proof.size()))
                         .ok())
            << old_size << " to " << size << ", bit " << bit;
        FlipBit(all, bit);
      }
    }
  }
}

TEST(VerifyConsistencyTest, RefusesAnotherSizeOrLength) {
  constexpr uint64_t kSize = 37;
  const Tree tree = TreeOf(Leaves(kSize));
  const Hash root = tree.Root(kSize);
  for (uint64_t old_size = 1; old_size < kSize; ++old_size) {
    const Hash old_root = tree.Root(old_size);
    std::vector<Hash> proof = tree.ConsistencyProof(old_size, kSize);
    for (uint64_t other = 0; other < kSize; ++other) {
      if (other == old_size) continue;
      ASSERT_FALSE(VerifyConsistency(other, tree.Root(other), kSize, root, proof).ok());
    }
    ASSERT_FALSE(VerifyConsistency(kSize + 1, old_root, kSize, root, proof).ok());
    proof.push_back(root);
    ASSERT_THAT(Why(VerifyConsistency(old_size, old_root, kSize, root, proof)),
                HasSubstr("too many hashes"));
    proof.resize(proof.size() - 2);
    ASSERT_THAT(Why(VerifyConsistency(old_size, old_root, kSize, root, proof)),
                HasSubstr("too few hashes"));
  }
}

TEST(VerifyConsistencyTest, EmptyAndEqualTreesNeedNoProof) {
  const Tree tree = TreeOf(Leaves(5));
  const Hash root = tree.Root(5);
  EXPECT_TRUE(VerifyConsistency(0, Sha256({}), 5, root, {}).ok());
  EXPECT_TRUE(VerifyConsistency(5, root, 5, root, {}).ok());
  EXPECT_TRUE(VerifyConsistency(0, Sha256({}), 0, Sha256({}), {}).ok());
  EXPECT_FALSE(VerifyConsistency(0, root, 5, root, {}).ok());
  EXPECT_FALSE(VerifyConsistency(5, tree.Root(4), 5, root, {}).ok());
  const std::vector<Hash> one{root};
  EXPECT_FALSE(VerifyConsistency(0, Sha256({}), 5, root, one).ok());
  EXPECT_FALSE(VerifyConsistency(5, root, 5, root, one).ok());
}

// Whoever asks for a proof is answered before; sizes that come this far are ours.
TEST(TreeDeathTest, ASizeThatItNeverHadHasNoProof) {
  const Tree empty;
  EXPECT_DEATH(empty.Root(1), "tree.cc:[0-9]+");
  EXPECT_DEATH(empty.InclusionProof(0, 0), "tree.cc:[0-9]+");
  EXPECT_DEATH(empty.ConsistencyProof(1, 1), "tree.cc:[0-9]+");
}

}  // namespace
}  // namespace samlad::ledger
