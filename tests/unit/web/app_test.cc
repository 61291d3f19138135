// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/web/limits.h"
#include "clients/web/session/certificate.h"
#include "tests/support/test_certificates.h"

namespace samlad::web {
namespace {

using ::testing::HasSubstr;

class SetClock final : public Clock {
 public:
  int64_t NowMs() const override { return now_ms; }
  int64_t now_ms = absl::ToUnixMillis(absl::Now());
};

// Nobody listens at the gateway's address: what is answered here needs none.
class AppTest : public ::testing::Test {
 protected:
  Request Asking(const std::string& chain) {
    Request request;
    request.path = "/";
    request.headers.emplace("host", "samlad.example");
    request.certificate = std::make_shared<const ShownCertificate>(
        ExamineCertificate(chain, root_.certificate(), clock_.now_ms));
    return request;
  }

  std::unique_ptr<Seats> NoGateway() {
    const auto own = root_.IssueClient("webb");
    auto seats = Seats::Open(
        {.address = "127.0.0.1:1", .identity = {own.chain, own.key, root_.certificate()}});
    return *std::move(seats);
  }

  const testing::TestAuthority root_ = testing::TestAuthority::Root();
  SetClock clock_;
  App app_{{.site = {"https://samlad.example", "samlad.example"}},
           NoGateway(),
           clock_,
           telemetry::Log::Discard()};
};

TEST_F(AppTest, ACertificateThatExpiresWhileThePageIsOpenOpensNothingMore) {
  const Request request = Asking(root_.IssueClient("eidar").chain);
  ASSERT_EQ(request.certificate->reason, "");
  EXPECT_EQ(app_.BodyBytesMax(request), limits::kBodyBytesMax);
  clock_.now_ms += int64_t{2} * 60 * 60 * 1'000;
  const Response late = app_.Answer(request);
  EXPECT_EQ(late.status, 403);
  EXPECT_THAT(late.body, HasSubstr("Certifikatet gäller inte i dag"));
  EXPECT_EQ(app_.BodyBytesMax(request), limits::kStrangerBodyBytesMax);
}

TEST_F(AppTest, SaysThatTheGatewayDoesNotAnswer) {
  const Response response = app_.Answer(Asking(root_.IssueClient("eidar").chain));
  EXPECT_EQ(response.status, 503);
  EXPECT_THAT(response.body, HasSubstr("Gatewayen svarar inte"));
}

TEST_F(AppTest, OneConnectionsCertificateIsNoOtherOnes) {
  EXPECT_NE(app_.OwnerOf(Asking(root_.IssueClient("eidar").chain)),
            app_.OwnerOf(Asking(root_.IssueClient("eidar").chain)));
}

TEST(ExamineCertificateTest, SaysWhatIsWrong) {
  const testing::TestAuthority root = testing::TestAuthority::Root();
  const int64_t now_ms = absl::ToUnixMillis(absl::Now());
  const auto fault = [&](const testing::IssuedCertificate& one, int64_t at_ms) {
    return ExamineCertificate(one.chain, root.certificate(), at_ms).fault;
  };
  const auto good = root.IssueClient("eidar");
  EXPECT_EQ(fault(good, now_ms), CertificateFault::kNone);
  EXPECT_EQ(fault(root.Issuing().IssueClient("eidar"), now_ms), CertificateFault::kNone);
  EXPECT_EQ(fault(good, now_ms + 86'400'000), CertificateFault::kDates);
  EXPECT_EQ(fault(good, now_ms - 86'400'000), CertificateFault::kDates);
  EXPECT_EQ(fault(testing::TestAuthority::Root().IssueClient("eidar"), now_ms),
            CertificateFault::kAuthority);
  EXPECT_EQ(fault(root.IssueServer(), now_ms), CertificateFault::kAuthority);
  testing::CertificateOptions nameless;
  nameless.names = {"URI:spiffe://samlad.example/other"};
  EXPECT_EQ(fault(root.Issue(nameless), now_ms), CertificateFault::kName);
  EXPECT_EQ(ExamineCertificate("rubbish", root.certificate(), now_ms).fault,
            CertificateFault::kDates);
}

TEST(SystemOfTest, ReadsTheLeafAlone) {
  const testing::TestAuthority root = testing::TestAuthority::Root();
  const auto who = SystemOf(root.Issuing().IssueClient("eidar", "anna").chain);
  ASSERT_TRUE(who.ok());
  EXPECT_EQ(who->organisation, "eidar");
  EXPECT_EQ(who->system, "anna");
  EXPECT_EQ(who->owner.size(), 64u);
}

}  // namespace
}  // namespace samlad::web
