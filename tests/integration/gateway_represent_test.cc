// SPDX-License-Identifier: EUPL-1.2
//
// A system that calls for the certificates that it was shown, against the real
// program and over real TLS: every refusal, and what an entry says of it.

#include <gmock/gmock.h>

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_replace.h"
#include "clients/sdk/client.h"
#include "clients/sdk/error.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/identity/principal.h"
#include "gateway/identity/x509.h"
#include "gateway/ledger/header.h"
#include "gateway/ledger/receipt.h"
#include "gateway/service/guard/methods.h"
#include "samlad/v1/identity_service.grpc.pb.h"
#include "tests/integration/gateway_fixture.h"
#include "tests/support/make_identity.h"
#include "tests/support/run_command.h"
#include "tests/support/source_dir.h"

namespace samlad::testing {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kFront = R"yaml(organisations:
  - {id: front, name: {sv: Webben}, kind: office, permissions: [represent],
     represents: {organisations: [housing, office, board, auditor],
                  permissions: [submit, read_own, read_board, acknowledge, coordinate]}}
)yaml";

class RepresentGatewayTest : public GatewayTest {
 protected:
  void SetUp() override {
    const std::string catalogue =
        absl::StrReplaceAll(CatalogueYaml(), {{"organisations:\n", std::string(kFront)}});
    const GatewayRun begun = Init(config_, files_.Write("catalogue.yaml", catalogue));
    ASSERT_EQ(begun.exit_code, 0) << begun.out << begun.err;
    Start();
    front_ = Connect("front");
  }

  // Calls that the front makes for the certificate, once each.
  sdk::Client For(const std::string& chain) const {
    sdk::Client::Options options;
    options.retry.attempts_max = 1;
    options.verifier = Verifier();
    options.represents = chain;
    return sdk::Client(front_, std::move(options));
  }
  sdk::Client For(const IssuedCertificate& certificate) const { return For(certificate.chain); }

  // A call with any metadata.
  static grpc::Status CallWith(const std::shared_ptr<grpc::Channel>& channel,
                               const std::vector<std::string>& represented) {
    CallContext context;
    for (const std::string& chain : represented) {
      context.AddMetadata("samlad-represented-bin", chain);
    }
    v1::GetCheckpointResponse response;
    return v1::LedgerService::NewStub(channel)->GetCheckpoint(&context, {}, &response);
  }
  static std::string Der(const std::string& pem) {
    const auto der = identity::PemToDer(pem);
    EXPECT_TRUE(der.ok()) << der.status();
    return der.value_or("");
  }
  static void ExpectRefused(const grpc::Status& status, std::string_view reason,
                            std::string_view why, const std::string& what) {
    EXPECT_FALSE(status.ok()) << what;
    EXPECT_EQ(DetailsOf(status).info.reason(), reason) << what << ": " << status.error_message();
    EXPECT_THAT(status.error_message(), HasSubstr(std::string(why))) << what;
  }

  grpc::Status Revoke(const v1::IdentityChanged& identity) const {
    CallContext context;
    v1::RevokeRequest request;
    request.set_submission_id("r1");
    request.set_identity(identity.SerializeAsString());
    v1::RevokeResponse response;
    return v1::IdentityService::NewStub(Connect("office"))->Revoke(&context, request, &response);
  }

  std::shared_ptr<grpc::Channel> front_;
};

TEST_F(RepresentGatewayTest, ServesWhomItRepresentsAsIfTheyHadConnected) {
  sdk::Client housing = For(issuing_.IssueClient("housing"));
  const auto due = housing.ListObligations("2025");
  ASSERT_TRUE(due.ok()) << due.status();
  ASSERT_EQ(due->obligations_size(), 1);
  EXPECT_EQ(due->obligations(0).organisation(), "housing") << "and nobody else's";
  EXPECT_TRUE(absl::IsPermissionDenied(housing.ListRevocations().status()));

  sdk::Client office = For(issuing_.IssueClient("office"));
  EXPECT_TRUE(office.ListMissing("2025", 0).ok());
  sdk::Client board = For(issuing_.IssueClient("board"));
  EXPECT_TRUE(board.ListEditions().ok());
}

TEST_F(RepresentGatewayTest, APermissionThatIsNotNamedIsRefusedThoughTheRepresentedHasIt) {
  v1::RevokeRequest request;
  request.set_submission_id("r1");
  request.set_identity(MakeIdentity("school").SerializeAsString());
  const auto refused = For(issuing_.IssueClient("office")).Revoke(request);
  EXPECT_EQ(sdk::Reason(refused.status()), "MAY_NOT_REPRESENT") << refused.status();
  EXPECT_TRUE(Revoke(MakeIdentity("school")).ok()) << "itself it may";
  // Of one who has nothing that is named, every call.
  const auto auditor = For(issuing_.IssueClient("auditor")).GetCheckpoint();
  EXPECT_EQ(sdk::Reason(auditor.status()), "MAY_NOT_REPRESENT") << auditor.status();
}

TEST_F(RepresentGatewayTest, EveryMethodIsRefusedWithoutARepresentedCertificate) {
  for (const service::MethodRule& rule : service::kMethods) {
    ExpectRefused(CallRaw(front_, std::string(rule.name), ""), "REPRESENTED_MISSING",
                  "'front' may call for others only", std::string(rule.name));
  }
}

TEST_F(RepresentGatewayTest, WhoMayNotRepresentIsRefusedAlsoWithItsOwnCertificate) {
  const IssuedCertificate housing = issuing_.IssueClient("housing");
  ASSERT_TRUE(CallWith(Connect(housing), {}).ok());
  for (const std::string& sent :
       {Der(housing.chain), Der(issuing_.IssueClient("office").chain), std::string("nothing")}) {
    ExpectRefused(CallWith(Connect(housing), {sent}), "MAY_NOT_REPRESENT",
                  "'housing' lacks the permission represent", "housing");
  }
}

TEST_F(RepresentGatewayTest, RefusesWhatTheHandshakeWouldRefuse) {
  const auto with = [](std::function<void(CertificateOptions&)> change) {
    CertificateOptions options;
    options.names = {"URI:spiffe://samlad.example/org/housing/main"};
    change(options);
    return options;
  };
  const auto authority = [this](std::function<void(CertificateOptions&)> change) {
    CertificateOptions options;
    options.common_name = "Another issuing";
    options.basic_constraints = "critical,CA:TRUE";
    options.key_usage = "critical,keyCertSign,cRLSign";
    options.extended_key_usage = "";
    change(options);
    return root_.Issuing(options);
  };
  const auto old = [](CertificateOptions& o) {
    o.valid_from = std::chrono::hours(-2);
    o.valid_until = std::chrono::hours(-1);
  };
  const struct {
    std::string chain, why;
  } cases[] = {
      {TestAuthority::Root().Issuing().IssueClient("housing").chain, "leads to no root in force"},
      {issuing_.IssueClient("housing").certificate, "leads to no root in force"},
      {issuing_.Issue(with(old)).chain, "has expired"},
      {issuing_
           .Issue(with([](auto& o) { o.valid_from = std::chrono::hours(1), o.valid_until *= 2; }))
           .chain,
       "not valid yet"},
      {authority(old).IssueClient("housing").chain, "has expired, or one of its issuers has"},
      {authority([](auto& o) { o.extended_key_usage = "serverAuth"; }).IssueClient("housing").chain,
       "leads to no root in force"},
      {authority([](auto& o) { o.name_constraints = "critical,permitted;URI:other.example"; })
           .IssueClient("housing")
           .chain,
       "leads to no root in force"},
      {issuing_.Issue(with([](auto& o) { o.extended_key_usage = "serverAuth"; })).chain,
       "lacks the extended key usage clientAuth"},
      {issuing_.certificate(), "is an authority's"},
      {issuing_.Issue(with([](auto& o) { o.names.push_back("URI:spiffe://a/org/b/c"); })).chain,
       "has 2 URI names"},
      {IssueNamed("spiffe://other.example/org/housing/main").chain, "trust domain"},
  };
  for (const auto& [chain, why] : cases) {
    const grpc::Status refused = CallWith(front_, {Der(chain)});
    ExpectRefused(refused, "NOT_IDENTIFIED", why, why);
    EXPECT_THAT(refused.error_message(), HasSubstr("the represented certificate: "));
    EXPECT_EQ(DetailsOf(refused).info.metadata().at("whose"), "represented") << why;
  }
}

TEST_F(RepresentGatewayTest, RefusesWhatIsNotOneChain) {
  const std::string housing = Der(issuing_.IssueClient("housing").chain);
  ASSERT_TRUE(CallWith(front_, {housing}).ok());
  ExpectRefused(CallWith(front_, {housing, housing}), "NOT_IDENTIFIED", "must be there once",
                "two");
  ExpectRefused(CallWith(front_, {""}), "NOT_IDENTIFIED", "must be there once", "empty");
  ExpectRefused(CallWith(front_, {"-----BEGIN"}), "NOT_IDENTIFIED", "is damaged", "text");
  ExpectRefused(CallWith(front_, {housing.substr(0, housing.size() - 1)}), "NOT_IDENTIFIED",
                "is damaged", "cut");
  ExpectRefused(CallWith(front_, {housing + "x"}), "NOT_IDENTIFIED", "is damaged", "longer");
  std::string many = housing;
  while (many.size() + housing.size() <= limits::kRepresentedBytesMax) many += housing;
  EXPECT_TRUE(CallWith(front_, {many}).ok()) << "gRPC lets through what the limit allows";
  ExpectRefused(CallWith(front_, {many + housing}), "NOT_IDENTIFIED", "at most 8192", "too large");
}

TEST_F(RepresentGatewayTest, RepresentsNobodyWhoIsNotNamedAndNobodyWhoRepresents) {
  for (const std::string organisation : {"school", "mute", "front", "nobody"}) {
    ExpectRefused(CallWith(front_, {Der(issuing_.IssueClient(organisation).chain)}),
                  "MAY_NOT_REPRESENT", "'front' may not call for '", organisation);
  }
}

TEST_F(RepresentGatewayTest, TheClientRefusesWhatIsNoChainByItself) {
  EXPECT_TRUE(absl::IsInvalidArgument(For(std::string("no certificate")).GetCheckpoint().status()));
  const std::string chain = issuing_.IssueClient("housing").chain;
  std::string many = chain;
  while (Der(many).size() <= limits::kRepresentedBytesMax) many += chain;
  sdk::Client client = For(many);
  EXPECT_TRUE(absl::IsInvalidArgument(client.GetCheckpoint().status()));
  EXPECT_TRUE(
      absl::IsInvalidArgument(client.WatchFeed({}, {}, [](const v1::WatchFeedResponse&) {})));
}

// Follows the feed for a represented certificate until the stream ends.
class Following {
 public:
  explicit Following(sdk::Client client) : client_(std::move(client)) {
    thread_ = std::jthread([this](const std::stop_token& stop) {
      v1::WatchFeedRequest request;
      request.set_follow(true);
      status_ = client_.WatchFeed(request, stop, [this](const v1::WatchFeedResponse&) {
        heard_ = true;
        heard_.notify_all();
      });
      heard_ = true;
      heard_.notify_all();
    });
    heard_.wait(false);
  }
  absl::Status WaitForEnd() {
    thread_.join();
    return status_;
  }

 private:
  sdk::Client client_;
  std::atomic<bool> heard_ = false;
  absl::Status status_;
  std::jthread thread_;
};

TEST_F(RepresentGatewayTest, RevokingTheRepresentedEndsItsCallsAndStreams) {
  const IssuedCertificate shown = issuing_.IssueClient("housing", "portal");
  Following following(For(shown));
  const auto principal = identity::ParsePrincipal(shown.certificate);
  ASSERT_TRUE(principal.ok()) << principal.status();
  ASSERT_TRUE(Revoke(MakeIdentity("", "", principal->certificate)).ok());
  const auto revoked = std::chrono::steady_clock::now();
  const absl::Status ended = following.WaitForEnd();
  EXPECT_LT(std::chrono::steady_clock::now() - revoked, std::chrono::seconds(5));
  EXPECT_EQ(sdk::Reason(ended), "REVOKED") << ended;
  const auto refused = For(shown).GetCheckpoint();
  EXPECT_EQ(sdk::Reason(refused.status()), "REVOKED") << refused.status();
  EXPECT_TRUE(For(issuing_.IssueClient("housing")).GetCheckpoint().ok()) << "another certificate";
}

TEST_F(RepresentGatewayTest, RevokingWhoRepresentsEndsAllItsCallsAndStreams) {
  Following housing(For(issuing_.IssueClient("housing")));
  Following office(For(issuing_.IssueClient("office")));
  ASSERT_TRUE(Revoke(MakeIdentity("front")).ok());
  const auto revoked = std::chrono::steady_clock::now();
  EXPECT_EQ(sdk::Reason(housing.WaitForEnd()), "REVOKED");
  EXPECT_EQ(sdk::Reason(office.WaitForEnd()), "REVOKED");
  EXPECT_LT(std::chrono::steady_clock::now() - revoked, std::chrono::seconds(5));
  const auto refused = For(issuing_.IssueClient("board")).GetCheckpoint();
  EXPECT_EQ(sdk::Reason(refused.status()), "REVOKED") << refused.status();
}

// Its chain must be valid at every message, not only when the stream was opened.
TEST_F(RepresentGatewayTest, AStreamEndsWhenTheRepresentedCertificateExpires) {
  CertificateOptions options;
  options.names = {"URI:spiffe://samlad.example/org/housing/main"};
  options.valid_until = std::chrono::seconds(4);
  Following following(For(issuing_.Issue(options)));
  const absl::Status ended = following.WaitForEnd();
  EXPECT_EQ(sdk::Reason(ended), "NOT_IDENTIFIED") << ended;
  EXPECT_THAT(std::string(ended.message()), HasSubstr("expired"));
}

TEST_F(RepresentGatewayTest, TheEntryNamesBothAndEveryVerifierAcceptsItsReceipt) {
  const IssuedCertificate shown = issuing_.IssueClient("housing", "portal");
  const auto request = MakeSubmit("s1", MakeReport("housing", "2025", 7));
  const auto submitted = For(shown).Submit(request);  // verifies the receipt
  ASSERT_TRUE(submitted.ok()) << submitted.status();
  const auto verified =
      ledger::VerifyReceipt(submitted->receipt(), Verifier(), std::string_view(request.report()));
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->header.format(), 1u);
  EXPECT_EQ(verified->header.organisation(), "housing");
  const auto causing = ledger::ReadSystem(verified->header.system());
  ASSERT_TRUE(causing.ok() && causing->represented_by.has_value()) << verified->header.system();
  EXPECT_EQ(causing->system, "portal");
  EXPECT_EQ(causing->represented_by->organisation(), "front");
  EXPECT_EQ(causing->represented_by->system(), "main");
  EXPECT_EQ(causing->represented_by->certificate().size(), 64u);

  // The verifier of the releases before it, which knows nothing of this.
  const auto file = ledger::ReceiptToFile(submitted->receipt());
  ASSERT_TRUE(file.ok()) << file.status();
  files_.Write("s1.receipt.json", *file);
  files_.Write("s1.report.binpb", request.report());
  const auto python =
      RunCommand(StrCat("python3 ", SourceDir(), "/clients/python/verify_receipt.py --log-key ",
                        Path("data/log.vkey"), " ", Path("s1.receipt.json")));
  EXPECT_EQ(python.exit_code, 0) << python.output;
  EXPECT_THAT(*file, HasSubstr(StrCat("\"system\": \"portal via front/main#")));
}

TEST_F(RepresentGatewayTest, ListsAndTrailNameWhoRepresentedAlsoAfterARestart) {
  const auto submitted = For(issuing_.IssueClient("housing"))
                             .Submit(MakeSubmit("s1", MakeReport("housing", "2025", 7)));
  ASSERT_TRUE(submitted.ok()) << submitted.status();
  SubmitAccepted("school", MakeSubmit("s2", MakeReport("school", "2025", 7)));
  ASSERT_EQ(Stop(), 0);
  Start();
  front_ = Connect("front");
  const auto reports = For(issuing_.IssueClient("housing")).ListReports("2025");
  ASSERT_TRUE(reports.ok()) << reports.status();
  ASSERT_EQ(reports->reports_size(), 1);
  EXPECT_EQ(reports->reports(0).represented_by().organisation(), "front");
  v1::GetTrailRequest request;
  request.set_period("2025");
  const auto trail = For(issuing_.IssueClient("office")).GetTrail(request);
  ASSERT_TRUE(trail.ok()) << trail.status();
  for (const v1::TrailRow& row : trail->rows()) {
    const v1::TrailStep& sent = row.steps(1);
    ASSERT_EQ(sent.kind(), v1::TRAIL_STEP_KIND_SUBMITTED);
    EXPECT_EQ(sent.has_represented_by(), row.obligation().organisation() == "housing");
  }
  EXPECT_EQ(trail->rows_size(), 2);
}

// A submission is the organisation's own, whoever called for it.
TEST_F(RepresentGatewayTest, ARetryOverEitherWayGetsTheOneReceipt) {
  const auto request = MakeSubmit("s1", MakeReport("housing", "2025", 7));
  const auto first = For(issuing_.IssueClient("housing")).Submit(request);
  ASSERT_TRUE(first.ok()) << first.status();
  std::string own;
  SubmitAccepted("housing", request, &own);
  EXPECT_EQ(own, first->receipt());
}

TEST_F(RepresentGatewayTest, TheLogAndTheMetricsNameBoth) {
  ASSERT_TRUE(For(issuing_.IssueClient("housing", "portal")).GetCheckpoint().ok());
  ASSERT_TRUE(gateway_->LogHolds("call served")) << gateway_->Log();
  EXPECT_THAT(gateway_->Log(), HasSubstr("\"system\":\"portal\""));
  EXPECT_THAT(gateway_->Log(), HasSubstr("\"represented_by\":\"front/main#"));
}

class RepresentQuotaTest : public RepresentGatewayTest {
 protected:
  RepresentQuotaTest() {
    config_ = WriteConfig(kOrigin,
                          "demonstration_clock_start: \"2026-02-10T08:00:00Z\"\n"
                          "quotas: {streams: 1}\n");
  }
};

TEST_F(RepresentQuotaTest, TheQuotaIsThatOfTheRepresented) {
  Following housing(For(issuing_.IssueClient("housing")));
  const auto second = For(issuing_.IssueClient("housing"))
                          .WatchFeed(
                              [] {
                                v1::WatchFeedRequest request;
                                request.set_follow(true);
                                return request;
                              }(),
                              {}, [](const v1::WatchFeedResponse&) {});
  EXPECT_EQ(sdk::Reason(second), "QUOTA_EXCEEDED") << second;
  Following office(For(issuing_.IssueClient("office")));
  ASSERT_TRUE(Revoke(MakeIdentity("front")).ok());
  EXPECT_EQ(sdk::Reason(housing.WaitForEnd()), "REVOKED");
  EXPECT_EQ(sdk::Reason(office.WaitForEnd()), "REVOKED");
}

}  // namespace
}  // namespace samlad::testing
