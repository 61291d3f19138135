// SPDX-License-Identifier: EUPL-1.2
//
// The guard and the readers' queue over real TLS, in this process, so that the
// queue can be held up and the log be out of sight at will.

#include <gmock/gmock.h>

#include <chrono>
#include <functional>
#include <future>
#include <latch>
#include <string>
#include <thread>

#include "gateway/base/fair_pool.h"
#include "gateway/base/limits.h"
#include "gateway/base/system_clock.h"
#include "gateway/exchange/head_watch.h"
#include "gateway/service/calls/feed_hub.h"
#include "gateway/service/calls/unary_call.h"
#include "gateway/service/feed_service.h"
#include "gateway/service/guard/call_guard.h"
#include "gateway/service/reporting_service.h"
#include "gateway/telemetry/metrics.h"
#include "samlad/v1/catalogue_service.grpc.pb.h"
#include "tests/integration/feed_fixture.h"
#include "tests/integration/tls_gateway.h"
#include "tests/support/make_identity.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::testing {
namespace {

using exchange::CommandKind;
using ::testing::HasSubstr;

// Answers with more than a message holds.
class HugeCatalogue final
    : public service::OnBytes<v1::CatalogueService::Service,
                              v1::CatalogueService::WithRawCallbackMethod_Get> {
 public:
  explicit HugeCatalogue(const service::Foundation& foundation) : foundation_(foundation) {}

  grpc::ServerUnaryReactor* Get(grpc::CallbackServerContext* context,
                                const grpc::ByteBuffer* request,
                                grpc::ByteBuffer* response) override {
    using Response = v1::CatalogueServiceGetResponse;
    return service::ServeRead<v1::CatalogueServiceGetRequest, Response>(
        foundation_, "samlad.v1.CatalogueService/Get", context, *request, response,
        [](const service::Authorization&,
           const v1::CatalogueServiceGetRequest&) -> absl::StatusOr<Response> {
          Response answer;
          answer.mutable_catalogue()->set_custodian(std::string(limits::kMessageBytesMax, 'x'));
          return answer;
        });
  }

 private:
  const service::Foundation foundation_;
};

class GuardedCallsTest : public exchange::ExchangeTest {
 protected:
  std::shared_ptr<grpc::Channel> Connect(const std::string& organisation) const {
    const IssuedCertificate certificate = gateway_.issuing().IssueClient(organisation);
    return gateway_.NewChannel(&certificate);
  }

  // A read that waits for a thread.
  static grpc::Status ListReports(const std::shared_ptr<grpc::Channel>& channel) {
    CallContext context;
    v1::ListReportsResponse response;
    return v1::ReportingService::NewStub(channel)->ListReports(&context, {}, &response);
  }

  bool WaitUntilOneCallIsAdmitted() const {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < deadline) {
      const std::vector<service::QuotaUse> uses = quotas_.Read();
      if (!uses.empty() && uses.front().calls == 1) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
  }

  // How a read of homes' ends if `what` happens once it was authorized and before
  // its turn comes.
  grpc::Status ListReportsWhile(const std::function<void()>& what) {
    std::latch running(1), release(1);
    EXPECT_EQ(readers_.Add("other",
                           [&] {
                             running.count_down();
                             release.wait();
                           }),
              FairPool::Added::kTaken);
    running.wait();
    auto answer = std::async(std::launch::async, [this] { return ListReports(Connect("homes")); });
    EXPECT_TRUE(WaitUntilOneCallIsAdmitted());
    what();
    release.count_down();
    return answer.get();
  }

  void SeeTheLog() { EXPECT_TRUE(head_.Confirm(exchange::HeadWatch::Time::max()).ok()); }
  void LoseSightOfTheLog() {
    const auto then =
        std::chrono::steady_clock::now() - limits::kHeadUnconfirmedMax - std::chrono::seconds(1);
    EXPECT_TRUE(head_.Confirm(then).ok());
  }

  // For good, until a test says otherwise.
  exchange::HeadWatch head_{exchange_->reader(), exchange::HeadWatch::Time::max()};
  service::Quotas quotas_{{}};
  telemetry::Metrics metrics_;
  const SystemClock wall_clock_;
  service::CallGuard guard_{exchange_->reader(),       head_,   quotas_, wall_clock_,
                            telemetry::Log::Discard(), metrics_};
  identity::CertificateCache certificates_;
  FairPool readers_{{.threads = 1, .waiting_max = limits::kReaderQueueMax}};
  service::EditionsInMaking editions_;
  const service::Foundation foundation_{.exchange = *exchange_,
                                        .guard = guard_,
                                        .certificates = certificates_,
                                        .readers = readers_,
                                        .editions = editions_};
  service::ReportingServiceImpl reporting_{foundation_};
  HugeCatalogue catalogue_{foundation_};
  service::FeedHub watchers_{*exchange_};
  service::FeedServiceImpl feed_{watchers_, foundation_};
  TlsGateway gateway_{{.address = "127.0.0.1:0", .address_connections_per_second = kAnyRate},
                      [](const identity::Principal&) { return absl::OkStatus(); },
                      /*channel_arguments=*/{},
                      {&reporting_, &catalogue_, &feed_},
                      &certificates_};
};

TEST_F(GuardedCallsTest, ACertificateIsParsedOnceInTheHandshakeAndByNoCall) {
  const auto homes = Connect("homes");
  ASSERT_TRUE(homes->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(30)));
  EXPECT_EQ(certificates_.parses(), 1u) << "the handshake";
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(ListReports(homes).ok());
  EXPECT_EQ(certificates_.parses(), 1u) << "the calls";
  EXPECT_TRUE(ListReports(Connect("homes")).ok());
  EXPECT_EQ(certificates_.parses(), 2u) << "another certificate of the same name";
}

// Whether a principal may call is never taken from the cache.
TEST_F(GuardedCallsTest, WhoIsRevokedIsRefusedThoughItsCertificateIsKnown) {
  const auto homes = Connect("homes");
  EXPECT_TRUE(ListReports(homes).ok());
  const auto revoked = Execute({.kind = CommandKind::kRevokeIdentity,
                                .sender = {"office", "test", ""},
                                .submission_id = "r1",
                                .payload = MakeIdentity("homes").SerializeAsString(),
                                .base = 0});
  ASSERT_TRUE(revoked.ok()) << revoked.status();
  EXPECT_EQ(DetailsOf(ListReports(homes)).info.reason(), "REVOKED");
  EXPECT_EQ(certificates_.parses(), 1u);
}

TEST_F(GuardedCallsTest, AReadThatWaitedIsAnswered) {
  const grpc::Status answered = ListReportsWhile([] {});
  EXPECT_TRUE(answered.ok()) << answered.error_message();
}

TEST_F(GuardedCallsTest, WhoIsRevokedWhileItsReadWaitsGetsNoAnswer) {
  const grpc::Status refused = ListReportsWhile([this] {
    const auto revoked = Execute({.kind = CommandKind::kRevokeIdentity,
                                  .sender = {"office", "test", ""},
                                  .submission_id = "r1",
                                  .payload = MakeIdentity("homes").SerializeAsString(),
                                  .base = 0});
    EXPECT_TRUE(revoked.ok()) << revoked.status();
  });
  EXPECT_EQ(refused.error_code(), grpc::PERMISSION_DENIED) << refused.error_message();
  EXPECT_EQ(DetailsOf(refused).info.reason(), "REVOKED");
}

TEST_F(GuardedCallsTest, WhoLosesThePermissionWhileItsReadWaitsGetsNoAnswer) {
  const grpc::Status refused = ListReportsWhile([this] {
    v1::Catalogue catalogue = TestCatalogue();
    for (v1::Organisation& organisation : *catalogue.mutable_organisations()) {
      if (organisation.id() != "homes") continue;
      organisation.clear_permissions();
      organisation.add_permissions(v1::PERMISSION_SUBMIT);
    }
    const auto applied = Execute(Apply(catalogue, "c2", 0));
    ASSERT_TRUE(applied.ok()) << applied.status();
    EXPECT_NE(applied->verdict, v1::VERDICT_REJECTED);
  });
  EXPECT_EQ(refused.error_code(), grpc::PERMISSION_DENIED) << refused.error_message();
  EXPECT_THAT(refused.error_message(), HasSubstr("lacks the permission read_own"));
}

TEST_F(GuardedCallsTest, NoReadIsAnsweredThatWaitsWhileTheLogGoesOutOfSight) {
  const grpc::Status refused = ListReportsWhile([this] { LoseSightOfTheLog(); });
  EXPECT_EQ(refused.error_code(), grpc::UNAVAILABLE) << refused.error_message();
  EXPECT_EQ(DetailsOf(refused).info.reason(), "HEAD_UNCONFIRMED");
}

TEST_F(GuardedCallsTest, WhileTheLogIsOutOfSightNobodyIsServedAndStreamsEnd) {
  const auto homes = Connect("homes");
  Watching watching(homes, 0, /*follow=*/true);
  ASSERT_TRUE(watching.WaitForPosition(0));
  ASSERT_TRUE(ListReports(homes).ok());

  LoseSightOfTheLog();
  const grpc::Status refused = ListReports(homes);
  EXPECT_EQ(refused.error_code(), grpc::UNAVAILABLE) << refused.error_message();
  EXPECT_EQ(DetailsOf(refused).info.reason(), "HEAD_UNCONFIRMED");
  ASSERT_TRUE(watching.WaitForEnd());
  EXPECT_EQ(watching.status().error_code(), grpc::UNAVAILABLE);
  EXPECT_EQ(DetailsOf(watching.status()).info.reason(), "HEAD_UNCONFIRMED");

  SeeTheLog();
  EXPECT_TRUE(ListReports(homes).ok());
}

TEST_F(GuardedCallsTest, AnAnswerThatNoMessageHoldsIsSaidToBeTooLarge) {
  const grpc::Status refused = CallRaw(Connect("homes"), "samlad.v1.CatalogueService/Get", "");
  EXPECT_EQ(refused.error_code(), grpc::FAILED_PRECONDITION) << refused.error_message();
  EXPECT_EQ(DetailsOf(refused).info.reason(), "ANSWER_TOO_LARGE");
  EXPECT_THAT(refused.error_message(), HasSubstr("narrow the request"));
}

}  // namespace
}  // namespace samlad::testing
