// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/log_proof.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/small_log.h"

namespace samlad::sdk {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class LogProofTest : public ::testing::Test {
 protected:
  // Entry 4 of seven, in a log that has eleven now.
  LogProof Proof() const {
    LogProof proof = MakeLogProof(log_.At(7), log_.Newest(), log_.tree.ConsistencyProof(7, 11));
    ProvenEntry& entry = *proof.mutable_entry();
    entry.set_position(4);
    entry.set_leaf_hash(std::string(ledger::AsBytes(log_.tree.Leaf(4))));
    AddHashes(log_.tree.InclusionProof(4, 7), entry.mutable_inclusion());
    return proof;
  }
  absl::Status Verify(const LogProof& proof) const {
    return VerifyLogProof(proof, log_.Verifier()).status();
  }

  const SmallLog log_{11};
};

TEST_F(LogProofTest, AProofHoldsAlsoAfterItWasAFile) {
  const std::string file = LogProofToFile(Proof());
  const auto read = LogProofFromFile(file, "p.json");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->SerializeAsString(), Proof().SerializeAsString());
  const auto verified = VerifyLogProof(*read, log_.Verifier());
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->first_size, 7u);
  EXPECT_EQ(verified->last.size, 11u);
}

TEST_F(LogProofTest, NoChangedBitOfAFileChangesWhatIsProven) {
  const std::string original = Proof().SerializeAsString();
  const std::string file = LogProofToFile(Proof());
  int read = 0;
  for (size_t bit = 0; bit < file.size() * 8; ++bit) {
    std::string changed = file;
    changed[bit / 8] ^= static_cast<char>(1 << bit % 8);
    const auto proof = LogProofFromFile(changed, "p.json");
    if (!proof.ok() || proof->SerializeAsString() == original) continue;
    ++read;
    // Without the first note it proves the same: the first root stands apart.
    LogProof same = Proof();
    same.clear_first_checkpoint();
    if (proof->SerializeAsString() == same.SerializeAsString()) continue;
    EXPECT_FALSE(Verify(*proof).ok()) << "bit " << bit << ": " << proof->DebugString();
  }
  EXPECT_GT(read, 1000);
}

TEST_F(LogProofTest, ItSaysWhatDoesNotHold) {
  LogProof proof = Proof();
  proof.mutable_entry()->set_position(5);
  EXPECT_THAT(Verify(proof).message(), HasSubstr("entry: "));
  proof = Proof();
  proof.mutable_consistency()->RemoveLast();
  EXPECT_THAT(Verify(proof).message(), HasSubstr("consistency: "));
  proof = Proof();
  proof.set_first_size(6);
  EXPECT_THAT(Verify(proof).message(), HasSubstr("first_size: is 6, the signed checkpoint's is 7"));
  proof = Proof();
  proof.set_format("samlad-proof-v2");
  EXPECT_THAT(Verify(proof).message(), HasSubstr("format: "));
  proof = Proof();
  while (proof.consistency_size() <= static_cast<int>(ledger::kProofHashesMax)) {
    proof.add_consistency(std::string(32, 'x'));
  }
  EXPECT_THAT(Verify(proof).message(), HasSubstr("no proof has more than"));
  EXPECT_FALSE(VerifyLogProof(Proof(), SmallLog().Verifier()).ok()) << "another key";
}

TEST_F(LogProofTest, AnEarlierLogNeedsNoSignatureOfItsOwn) {
  LogProof proof = Proof();
  proof.clear_first_checkpoint();
  EXPECT_TRUE(Verify(proof).ok()) << Verify(proof);
  proof.set_first_root(std::string(32, 'x'));
  EXPECT_FALSE(Verify(proof).ok());
}

TEST_F(LogProofTest, EvidenceHoldsIfTheLogContradictsItself) {
  const auto rolled_back = MakeLogProof(log_.At(7), log_.At(3), {}, FAULT_ROLLED_BACK);
  EXPECT_TRUE(Verify(rolled_back).ok()) << Verify(rolled_back);
  SmallLog other{5};
  other.signer = log_.signer;
  other.Grow(4, "other");
  const auto forked =
      MakeLogProof(log_.At(7), other.Newest(), other.tree.ConsistencyProof(7, 9), FAULT_FORKED);
  EXPECT_TRUE(Verify(forked).ok()) << Verify(forked);
  EXPECT_TRUE(Verify(MakeLogProof(log_.At(9), other.Newest(), {}, FAULT_FORKED)).ok());
}

// The proof between such sizes leaves the earlier root out, so that it has to be
// there for others to see that it is not the one that was signed.
TEST_F(LogProofTest, EvidenceFromAPowerOfTwoCarriesTheOtherRoot) {
  SmallLog other{5};
  other.signer = log_.signer;
  other.Grow(6, "other");
  std::vector<ledger::Hash> hashes = other.tree.ConsistencyProof(8, 11);
  EXPECT_THAT(Verify(MakeLogProof(log_.At(8), other.Newest(), hashes, FAULT_FORKED)).message(),
              HasSubstr("does not show a fork"));
  EXPECT_TRUE(Verify(MakeLogProof(log_.At(8), other.Newest(), hashes, FAULT_UNPROVEN)).ok());
  hashes.insert(hashes.begin(), other.tree.Root(8));
  const LogProof forked = MakeLogProof(log_.At(8), other.Newest(), hashes, FAULT_FORKED);
  EXPECT_TRUE(Verify(forked).ok()) << Verify(forked);
  hashes.front() = log_.tree.Root(8);
  EXPECT_FALSE(Verify(MakeLogProof(log_.At(8), other.Newest(), hashes, FAULT_FORKED)).ok());
}

// Whoever holds honest checkpoints can write any hashes next to them.
TEST_F(LogProofTest, NoEvidenceOfAForkIsMadeOfHonestCheckpoints) {
  const ledger::Hash stray = ledger::LeafHash("stray");
  const std::vector<ledger::Hash> honest = log_.tree.ConsistencyProof(7, 11);
  std::vector<std::vector<ledger::Hash>> forged = {{}, {stray}};
  for (size_t i = 0; i < honest.size(); ++i) {
    forged.push_back(honest);
    forged.back()[i] = stray;
    forged.emplace_back(honest.begin(), honest.begin() + static_cast<ptrdiff_t>(i));
  }
  forged.push_back(honest);
  forged.back().push_back(stray);
  forged.push_back(honest);
  forged.back().insert(forged.back().begin(), stray);
  for (const auto& hashes : forged) {
    for (const auto& [first, last] : {std::pair(7, 11), {8, 11}, {1, 11}, {7, 7}, {11, 11}}) {
      EXPECT_FALSE(Verify(MakeLogProof(log_.At(first), log_.At(last), hashes, FAULT_FORKED)).ok())
          << first << " " << last << " " << hashes.size();
    }
  }
  EXPECT_THAT(Verify(MakeLogProof(log_.At(7), log_.At(7), {stray}, FAULT_FORKED)).message(),
              HasSubstr("both checkpoints are the same"));
  EXPECT_THAT(Verify(MakeLogProof(log_.At(7), log_.At(7), {stray}, FAULT_UNPROVEN)).message(),
              HasSubstr("this is not evidence"));
  const absl::Status proof = Verify(MakeLogProof(log_.At(7), log_.At(7), {stray}));
  EXPECT_THAT(proof.message(), HasSubstr("too many hashes: 1, where none is needed"));
  EXPECT_THAT(proof.message(), Not(HasSubstr("two different logs")));
}

TEST_F(LogProofTest, AClaimedRootIsNotToldAsASignedOne) {
  LogProof proof = MakeLogProof(log_.At(7), log_.At(7), {});
  proof.clear_first_checkpoint();
  proof.set_first_root(std::string(32, 'x'));
  EXPECT_THAT(Verify(proof).message(), HasSubstr("does not prove"));
  EXPECT_THAT(Verify(proof).message(), Not(HasSubstr("signed")));
}

TEST_F(LogProofTest, NobodyIsAccusedOfWhatTheLogDidNotSign) {
  const auto grown = log_.tree.ConsistencyProof(3, 7);
  EXPECT_THAT(Verify(MakeLogProof(log_.At(3), log_.At(7), grown, FAULT_FORKED)).message(),
              HasSubstr("this is not evidence"));
  EXPECT_THAT(Verify(MakeLogProof(log_.At(7), log_.At(3), {}, FAULT_FORKED)).message(),
              HasSubstr("FAULT_ROLLED_BACK"));
  LogProof unsigned_first = MakeLogProof(log_.At(7), log_.At(3), {}, FAULT_ROLLED_BACK);
  unsigned_first.clear_first_checkpoint();
  EXPECT_THAT(Verify(unsigned_first).message(), HasSubstr("first_checkpoint"));
  const SmallLog stranger{9};
  EXPECT_FALSE(Verify(MakeLogProof(log_.At(7), stranger.Newest(), {}, FAULT_FORKED)).ok());
}

TEST_F(LogProofTest, AFileThatIsNoneIsRefusedWithItsPlace) {
  const auto broken = LogProofFromFile("{\n \"checkpont\": \"\"}", "p.json");
  EXPECT_TRUE(absl::IsInvalidArgument(broken.status()));
  EXPECT_THAT(broken.status().message(), HasSubstr("p.json:2:"));
}

}  // namespace
}  // namespace samlad::sdk
