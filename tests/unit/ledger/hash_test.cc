// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/hash.h"

#include <string>

#include "gateway/ledger/base64.h"
#include "gtest/gtest.h"

namespace samlad::ledger {
namespace {

using namespace std::string_literals;

std::string Hex(const Hash& hash) { return ToHex(AsBytes(hash)); }

TEST(Sha256Test, OfOnePartOrSeveral) {
  // FIPS 180-2, appendix B.1.
  const char* expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  EXPECT_EQ(Hex(Sha256({"abc"})), expected);
  EXPECT_EQ(Hex(Sha256({"a", "", "bc"})), expected);
}

TEST(HashTest, LeafAndNodeDiffer) {
  const Hash left = LeafHash("a");
  const Hash right = LeafHash("b");
  EXPECT_EQ(left, Sha256({"\0a"s}));
  EXPECT_EQ(NodeHash(left, right), Sha256({"\1"s, AsBytes(left), AsBytes(right)}));
  EXPECT_NE(NodeHash(left, right), NodeHash(right, left));
}

// The commitments are for ever: computed once with sha256sum.
TEST(CommitmentsTest, KeepTheirBytes) {
  const std::string salt(32, 's');
  EXPECT_EQ(CommitPayload(salt, "x"), Sha256({"samlad-payload-v1", salt, "x"}));
  EXPECT_EQ(Hex(CommitPayload(salt, "x")),
            "47998c49b2681a3d223d8317f854b9f08d1a5b1a48a3b3a92b0c8aebb2f40cd4");
  EXPECT_EQ(Hex(CommitFindings(salt, "x")),
            "3d68f632d7b9cd1916e9ed6fb91105fbbd3d862e82e69b6f69e2b0e884ff68e8");
  EXPECT_EQ(Hex(CommitSubmission(salt, "x")),
            "df09afdf5afd10be53dbabf54b13409bc6d69cec64b90f662f0c8f2080b41e70");
}

TEST(RandomBytesTest, AreAsManyAsAskedAndDiffer) {
  EXPECT_EQ(RandomBytes(0), "");
  EXPECT_EQ(RandomBytes(32).size(), 32);
  EXPECT_NE(RandomBytes(32), RandomBytes(32));
}

TEST(Base64Test, RoundTrips) {
  for (const std::string& bytes : {""s, "f"s, "fo"s, "foo"s, "foob"s, "\0\xff"s}) {
    EXPECT_EQ(DecodeBase64(EncodeBase64(bytes)), bytes);
  }
  EXPECT_EQ(EncodeBase64("foob"), "Zm9vYg==");
}

TEST(Base64Test, HasOneFormOnly) {
  for (const char* text : {"Zm9vYg", "Zm9vYg=", "Zm9v Yg==", "Zm9vYg==\n",
                           "Zm9vYh==", "Zm9v-_==", "Zm9vYg==Zg==", "=", "Zm9vY"}) {
    EXPECT_FALSE(DecodeBase64(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace samlad::ledger
