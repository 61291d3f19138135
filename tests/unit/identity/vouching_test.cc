// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/vouching.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "gateway/base/strings.h"
#include "gateway/identity/certificate_cache.h"
#include "tests/support/test_certificates.h"

namespace samlad::identity {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IssuedCertificate;
using testing::TestAuthority;

std::string FingerprintOf(const TestAuthority& authority) {
  return Fingerprint(*ParseCertificates(authority.certificate())->front());
}

class VouchingTest : public ::testing::Test {
 protected:
  VouchingTest() {
    EXPECT_TRUE(cache_.Trust(StrCat(mine_.certificate(), theirs_.certificate())).ok());
  }

  // As the handshake reads it: the leaf, and what came with it.
  Principal Read(const IssuedCertificate& issued) {
    const auto principal = cache_.Read(issued.certificate, issued.chain);
    EXPECT_TRUE(principal.ok()) << principal.status();
    return principal.ok() ? **principal : Principal();
  }
  std::vector<std::string> VouchersOf(const IssuedCertificate& issued) {
    std::vector<std::string> fingerprints;
    for (const Voucher& voucher : *Read(issued).vouchers) {
      fingerprints.push_back(voucher.fingerprint);
    }
    return fingerprints;
  }

  const TestAuthority mine_ = TestAuthority::Root("City root");
  const TestAuthority theirs_ = TestAuthority::Root("Partner root");
  CertificateCache cache_;
};

TEST_F(VouchingTest, TheRootIsFoundOverIssuingAuthoritiesAndByItsKey) {
  EXPECT_THAT(VouchersOf(mine_.IssueClient("eidar")), ElementsAre(FingerprintOf(mine_)));
  EXPECT_THAT(VouchersOf(theirs_.Issuing("First").Issuing("Second").IssueClient("eidar")),
              ElementsAre(FingerprintOf(theirs_)));
  // Of the same name, but with another key.
  EXPECT_THAT(VouchersOf(TestAuthority::Root("City root").IssueClient("eidar")), IsEmpty());
  // Without the certificates between, it leads nowhere.
  IssuedCertificate alone = mine_.Issuing().IssueClient("eidar");
  alone.chain = alone.certificate;
  EXPECT_THAT(VouchersOf(alone), IsEmpty());
  alone.chain = "";
  EXPECT_THAT(VouchersOf(alone), IsEmpty());
}

TEST_F(VouchingTest, ARootVouchesForTheOrganisationsOfItsRowOnly) {
  const Vouching vouching(VouchingTable{{FingerprintOf(theirs_), {"sgn", "parks"}}});
  EXPECT_TRUE(vouching.Check(Read(theirs_.Issuing().IssueClient("sgn"))).ok());
  EXPECT_TRUE(vouching.Check(Read(mine_.IssueClient("eidar"))).ok()) << "is not in the table";
  const absl::Status refused = vouching.Check(Read(theirs_.Issuing().IssueClient("eidar")));
  EXPECT_TRUE(absl::IsUnauthenticated(refused)) << refused;
  EXPECT_THAT(std::string(refused.message()), HasSubstr(FingerprintOf(theirs_)));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("Partner root"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("'eidar'"));
}

TEST_F(VouchingTest, TheTableInForceDecidesAndAnEmptyOneAllowsAll) {
  Vouching vouching;
  const Principal eidar = Read(theirs_.IssueClient("eidar"));
  EXPECT_TRUE(vouching.Check(eidar).ok());
  EXPECT_TRUE(vouching.Check({.organisation = "eidar"}).ok()) << "nobody asked for its roots";
  vouching.Use({{FingerprintOf(theirs_), {"sgn"}}});
  EXPECT_FALSE(vouching.Check(eidar).ok());
  EXPECT_FALSE(vouching.Check({.organisation = "sgn"}).ok()) << "denied where nothing is known";
  vouching.Use({{FingerprintOf(theirs_), {"sgn", "eidar"}}});
  EXPECT_TRUE(vouching.Check(eidar).ok());
}

TEST_F(VouchingTest, OtherRootsAreAskedFromTheChangeOn) {
  const IssuedCertificate eidar = theirs_.IssueClient("eidar");
  EXPECT_THAT(VouchersOf(eidar), ElementsAre(FingerprintOf(theirs_)));
  ASSERT_TRUE(cache_.Trust(mine_.certificate()).ok());
  EXPECT_THAT(VouchersOf(eidar), IsEmpty());
  const Vouching vouching(VouchingTable{{FingerprintOf(mine_), {"eidar"}}});
  EXPECT_THAT(std::string(vouching.Check(Read(eidar)).message()), HasSubstr("no root in force"));
  EXPECT_FALSE(cache_.Trust("no certificate").ok());
  EXPECT_THAT(VouchersOf(mine_.IssueClient("eidar")), ElementsAre(FingerprintOf(mine_)))
      << "those before stay";
}

TEST_F(VouchingTest, ItIsAskedOncePerCertificate) {
  const IssuedCertificate eidar = theirs_.IssueClient("eidar");
  const auto before = cache_.parses();
  Read(eidar);
  ASSERT_TRUE(cache_.Trust(StrCat(mine_.certificate(), theirs_.certificate())).ok());
  Read(eidar);
  EXPECT_EQ(cache_.parses(), before + 1) << "the same roots change nothing";
}

TEST_F(VouchingTest, TheOperatorIsToldOfRootsWithoutARowAndRowsWithoutARoot) {
  const std::string roots = StrCat(mine_.certificate(), theirs_.certificate());
  EXPECT_THAT(DoubtsOf({}, roots), IsEmpty());
  EXPECT_THAT(DoubtsOf({{FingerprintOf(mine_), {"a"}}, {FingerprintOf(theirs_), {"b"}}}, roots),
              IsEmpty());
  const std::string gone(64, 'a');
  EXPECT_THAT(DoubtsOf({{FingerprintOf(mine_), {"a"}}, {gone, {"b"}}}, roots),
              ElementsAre(HasSubstr("may vouch for any"), HasSubstr(gone)));
}

TEST(FingerprintTest, IsReadAsOpensslPrintsIt) {
  const std::string hex = FingerprintOf(TestAuthority::Root());
  std::string with_colons;
  for (size_t i = 0; i < hex.size(); i += 2) {
    StrAppend(&with_colons, i == 0 ? "" : ":", absl::AsciiStrToUpper(hex.substr(i, 2)));
  }
  EXPECT_EQ(*ParseFingerprint(with_colons), hex);
  EXPECT_EQ(*ParseFingerprint(hex), hex);
  for (const std::string& wrong : {std::string(), hex.substr(1), hex + "0", "x" + hex.substr(1)}) {
    EXPECT_FALSE(ParseFingerprint(wrong).ok()) << wrong;
  }
}

}  // namespace
}  // namespace samlad::identity
