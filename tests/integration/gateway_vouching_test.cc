// SPDX-License-Identifier: EUPL-1.2
//
// Two roots, of which one may vouch for some organisations only: judged in the
// handshake, at every call and after a reload.

#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>
#include <string>
#include <thread>

#include "gateway/base/strings.h"
#include "gateway/identity/x509.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

using ::testing::HasSubstr;

class VouchingGatewayTest : public GatewayTest {
 protected:
  VouchingGatewayTest() {
    files_.Write("root.pem", StrCat(root_.certificate(), partner_root_.certificate()));
    Allow("[school]");
  }

  // Writes the configuration: for whom the partner's root may vouch.
  void Allow(std::string_view organisations) const {
    const auto roots = identity::ParseCertificates(partner_root_.certificate());
    WriteConfig(kOrigin, StrCat("  vouching:\n    - root: ", identity::Fingerprint(*roots->front()),
                                "\n      organisations: ", organisations,
                                "\ndemonstration_clock_start: \"2026-02-10T08:00:00Z\"\n"));
  }
  void Reload() {
    const size_t before = Count("configuration read again");
    gateway_->Signal(SIGHUP);
    while (Count("configuration read again") == before) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  size_t Count(std::string_view what) const {
    const std::string log = gateway_->Log();
    size_t count = 0;
    for (size_t at = log.find(what); at != log.npos; at = log.find(what, at + 1)) ++count;
    return count;
  }

  static grpc::Status Call(const std::shared_ptr<grpc::Channel>& channel) {
    CallContext context;
    v1::GetCheckpointResponse response;
    return v1::LedgerService::NewStub(channel)->GetCheckpoint(&context, {}, &response);
  }

  const TestAuthority partner_root_ = TestAuthority::Root("Partner root");
  const TestAuthority partner_ = partner_root_.Issuing("Partner issuing");
};

TEST_F(VouchingGatewayTest, ARootGetsNobodyInForWhomItMayNotVouch) {
  EXPECT_TRUE(Call(Connect(partner_.IssueClient("school"))).ok());
  EXPECT_TRUE(Call(Connect(partner_root_.IssueClient("school"))).ok()) << "nothing between";
  EXPECT_TRUE(Call(Connect("housing")).ok()) << "of the root that is not in the table";
  const grpc::Status refused = Call(Connect(partner_.IssueClient("housing")));
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::UNAVAILABLE) << "a closed connection";
  EXPECT_TRUE(gateway_->LogHolds("client refused in the handshake")) << gateway_->Log();
  EXPECT_THAT(gateway_->Log(), HasSubstr("may not vouch for the organisation 'housing'"));
  EXPECT_THAT(gateway_->Log(), HasSubstr("Partner root"));
  // And the operator is told that the other root may vouch for any.
  EXPECT_THAT(gateway_->Log(), HasSubstr("tls.vouching is doubtful"));
}

TEST_F(VouchingGatewayTest, AReloadCountsForOpenConnectionsAndNewOnes) {
  const auto school = Connect(partner_.IssueClient("school"));
  ASSERT_TRUE(Call(school).ok());
  Allow("[housing]");
  Reload();
  const grpc::Status refused = Call(school);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::UNAUTHENTICATED) << refused.error_message();
  EXPECT_EQ(DetailsOf(refused).info.reason(), "NOT_VOUCHED");
  EXPECT_THAT(refused.error_message(), HasSubstr("may not vouch for the organisation 'school'"));
  EXPECT_FALSE(Call(Connect(partner_.IssueClient("school"))).ok());
  EXPECT_TRUE(Call(Connect(partner_.IssueClient("housing"))).ok());
  Allow("[housing, school]");
  Reload();
  EXPECT_TRUE(Call(school).ok()) << "the same connection";
}

}  // namespace
}  // namespace samlad::testing
