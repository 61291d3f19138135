// SPDX-License-Identifier: EUPL-1.2
//
// Revocation against the real program: open connections, new ones, and after a
// restart.

#include <gmock/gmock.h>

#include <chrono>

#include "gateway/identity/principal.h"
#include "samlad/v1/identity_service.grpc.pb.h"
#include "tests/integration/feed_fixture.h"
#include "tests/support/make_identity.h"

namespace samlad::testing {
namespace {

using ::testing::HasSubstr;

class GatewayRevocationTest : public GatewayTest {
 protected:
  grpc::Status Revoke(const v1::IdentityChanged& identity, const std::string& id = "r1") {
    CallContext context;
    v1::RevokeRequest request;
    request.set_submission_id(id);
    request.set_identity(identity.SerializeAsString());
    v1::RevokeResponse response;
    return v1::IdentityService::NewStub(Connect("office"))->Revoke(&context, request, &response);
  }

  grpc::Status Reinstate(const v1::IdentityChanged& identity, const std::string& id = "r2") {
    CallContext context;
    v1::ReinstateRequest request;
    request.set_submission_id(id);
    request.set_identity(identity.SerializeAsString());
    v1::ReinstateResponse response;
    return v1::IdentityService::NewStub(Connect("office"))->Reinstate(&context, request, &response);
  }

  static grpc::Status Call(const std::shared_ptr<grpc::Channel>& channel) {
    return CallRaw(channel, "samlad.v1.LedgerService/GetCheckpoint", "");
  }
};

TEST_F(GatewayRevocationTest, BitesOpenConnectionsNewOnesAndAfterARestart) {
  const IssuedCertificate certificate = issuing_.IssueClient("housing");
  const auto open = Connect(certificate);
  const auto other = Connect("school");
  ASSERT_TRUE(Call(open).ok());
  ASSERT_TRUE(Call(other).ok());

  const grpc::Status revoked = Revoke(MakeIdentity("housing"));
  ASSERT_TRUE(revoked.ok()) << revoked.error_message();
  const grpc::Status refused = Call(open);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(DetailsOf(refused).info.reason(), "REVOKED");
  EXPECT_FALSE(Call(Connect(certificate)).ok());
  EXPECT_TRUE(Call(other).ok());

  ASSERT_EQ(Stop(), 0);
  Start();
  EXPECT_FALSE(Call(Connect(certificate)).ok());
  ASSERT_TRUE(Reinstate(MakeIdentity("housing")).ok());
  EXPECT_TRUE(Call(Connect(certificate)).ok());
}

TEST_F(GatewayRevocationTest, OneSystemOrOneCertificateLeavesTheRestOfTheOrganisation) {
  const IssuedCertificate erp = issuing_.IssueClient("housing", "erp");
  const IssuedCertificate old_key = issuing_.IssueClient("housing", "web");
  const IssuedCertificate new_key = issuing_.IssueClient("housing", "web");
  const auto principal = identity::ParsePrincipal(old_key.certificate);
  ASSERT_TRUE(principal.ok()) << principal.status();
  ASSERT_TRUE(Revoke(MakeIdentity("housing", "erp"), "r1").ok());
  ASSERT_TRUE(Revoke(MakeIdentity("", "", principal->certificate), "r2").ok());
  EXPECT_FALSE(Call(Connect(erp)).ok());
  EXPECT_FALSE(Call(Connect(old_key)).ok());
  EXPECT_TRUE(Call(Connect(new_key)).ok());

  CallContext context;
  v1::ListRevocationsResponse listed;
  ASSERT_TRUE(v1::IdentityService::NewStub(Connect("auditor"))
                  ->ListRevocations(&context, {}, &listed)
                  .ok());
  ASSERT_EQ(listed.revocations_size(), 2);
  EXPECT_EQ(listed.revocations(0).identity().system(), "erp");
  EXPECT_EQ(listed.revocations(1).identity().certificate(), principal->certificate);
}

TEST_F(GatewayRevocationTest, EndsAStreamThatIsOpen) {
  Watching watching(Connect("housing"), 0, /*follow=*/true);
  Watching other(Connect("school"), 0, /*follow=*/true);
  ASSERT_TRUE(watching.WaitForPosition(0));
  ASSERT_TRUE(other.WaitForPosition(0));
  ASSERT_TRUE(Revoke(MakeIdentity("housing"), "r1").ok());
  const auto revoked = std::chrono::steady_clock::now();
  ASSERT_TRUE(watching.WaitForEnd());
  EXPECT_LT(std::chrono::steady_clock::now() - revoked, std::chrono::seconds(5));
  EXPECT_EQ(watching.status().error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(DetailsOf(watching.status()).info.reason(), "REVOKED");
  EXPECT_EQ(watching.events().size(), 1u) << "told of what shut it out";

  ASSERT_TRUE(Revoke(MakeIdentity("school", "erp"), "r2").ok());
  EXPECT_TRUE(other.WaitForPosition(2)) << "another system of the same organisation goes on";
}

TEST_F(GatewayRevocationTest, AnAdministratorCannotLockHimselfOut) {
  const grpc::Status refused = Revoke(MakeIdentity("office"));
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(refused.error_message(), HasSubstr("the certificate of this call"));
  EXPECT_TRUE(Call(Connect("office")).ok());
}

}  // namespace
}  // namespace samlad::testing
