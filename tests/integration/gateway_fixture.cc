// SPDX-License-Identifier: EUPL-1.2

#include "tests/integration/gateway_fixture.h"

#include <grpcpp/generic/generic_stub.h>

#include <fstream>
#include <future>
#include <sstream>

#include "gateway/ledger/receipt.h"
#include "google/rpc/status.pb.h"
#include "samlad/v1/coordination_service.grpc.pb.h"

namespace samlad::testing {
namespace {

constexpr std::string_view kGatewayCatalogue = R"yaml(title: {sv: Provstad}
trust_domain: samlad.example
time_zone: Europe/Stockholm
custodian: office
organisations:
  - {id: housing, name: {sv: Bostäder}, kind: company, permissions: [submit, read_own]}
  - {id: school, name: {sv: Skolan}, kind: department, permissions: [submit, read_own]}
  - {id: office, name: {sv: Kontoret}, kind: office, permissions: [coordinate, administer]}
  - {id: board, name: {sv: Styrelsen}, kind: board, permissions: [read_board, acknowledge]}
  - {id: chair, name: {sv: Ordförande}, kind: office, permissions: [coordinate, acknowledge]}
  - {id: auditor, name: {sv: Revisionen}, kind: audit, permissions: [audit]}
  - {id: mute, name: {sv: Tyst}, kind: partner}
  - {id: only-submit, name: {sv: A}, kind: partner, permissions: [submit]}
  - {id: only-read-own, name: {sv: B}, kind: partner, permissions: [read_own]}
  - {id: only-read-board, name: {sv: C}, kind: partner, permissions: [read_board]}
  - {id: only-acknowledge, name: {sv: D}, kind: partner, permissions: [acknowledge]}
  - {id: only-coordinate, name: {sv: E}, kind: partner, permissions: [coordinate]}
  - {id: only-administer, name: {sv: F}, kind: partner, permissions: [administer]}
  - {id: only-audit, name: {sv: G}, kind: partner, permissions: [audit]}
priority_areas:
  - {id: F1, title: {sv: Ett}}
documents:
  - {id: plan, title: {sv: Plan}, kind: plan, adopted_by: board, decision: KF 1,
     valid_from: "2020-01-01", owner: office}
goals:
  - {id: goal, title: {sv: Mål}, document: plan, priority_area: F1, owner: office}
indicators:
  - {id: IND-01, version: 1, first_period: "2020", title: {sv: Ett}, definition: {sv: Ett},
     unit: {sv: antal}, direction: up, aggregation: flow, owner: office, goal: goal,
     priority_area: F1, level: performance, protection: {not_personal: true}}
periods: [{id: "2024"}, {id: "2025"}]
obligations:
  - {id: annual, title: {sv: År}, organisations: [housing, school], indicators: [IND-01],
     mandatory: [IND-01], document: plan, owner: office,
     periods: [{period: "2024"}, {period: "2025", due: "2026-02-15"}]}
)yaml";

std::string ReadWhole(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

ErrorDetails DetailsOf(const grpc::Status& status) {
  ErrorDetails details;
  details.bytes = status.error_details().size();
  google::rpc::Status described;
  EXPECT_TRUE(described.ParseFromString(status.error_details()));
  for (const google::protobuf::Any& any : described.details()) {
    any.UnpackTo(&details.info);
    any.UnpackTo(&details.bad_request);
    any.UnpackTo(&details.retry);
  }
  return details;
}

GatewayTest::GatewayTest() {
  const IssuedCertificate server = issuing_.IssueServer();
  files_.Write("server.pem", server.chain);
  files_.Write("server.key", server.key);
  files_.Write("root.pem", root_.certificate());
  config_ = WriteConfig(kOrigin, "demonstration_clock_start: \"2026-02-10T08:00:00Z\"\n");
}

void GatewayTest::SetUp() {
  const GatewayRun begun = Init(config_, files_.Write("catalogue.yaml", kGatewayCatalogue));
  ASSERT_EQ(begun.exit_code, 0) << begun.out << begun.err;
  Start();
}

void GatewayTest::Start() {
  gateway_ = std::make_unique<GatewayProcess>(config_, Path("gateway.log"));
  ASSERT_NE(gateway_->address(), "") << gateway_->Log();
}

std::string GatewayTest::WriteConfig(std::string_view origin, std::string_view more) const {
  std::ostringstream yaml;
  yaml << "listen: 127.0.0.1:0\nobserve: 127.0.0.1:0\norigin: " << origin
       << "\ndata_directory: data\nlog_key: log-key.pem\ntls:\n  certificate: server.pem\n"
          "  key: server.key\n  client_roots: root.pem\n"
       << more;
  return files_.Write("gateway.yaml", yaml.str());
}

GatewayRun GatewayTest::Init(const std::string& config, const std::string& catalogue) const {
  return RunGateway({"--init", "--catalogue", catalogue, "--config", config});
}

std::string GatewayTest::CatalogueYaml() { return std::string(kGatewayCatalogue); }

IssuedCertificate GatewayTest::IssueNamed(const std::string& uri) const {
  CertificateOptions options;
  options.names = {"URI:" + uri};
  return issuing_.Issue(options);
}

std::shared_ptr<grpc::Channel> GatewayTest::Connect(const std::string& organisation) const {
  return Connect(issuing_.IssueClient(organisation));
}

std::shared_ptr<grpc::Channel> GatewayTest::Connect(const IssuedCertificate& certificate) const {
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = root_.certificate();
  options.pem_cert_chain = certificate.chain;
  options.pem_private_key = certificate.key;
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  arguments.SetMaxReceiveMessageSize(64 << 20);
  return grpc::CreateCustomChannel(gateway_->address(), grpc::SslCredentials(options), arguments);
}

v1::SubmitRequest GatewayTest::MakeSubmit(std::string_view id, const v1::Report& report,
                                          uint64_t replaces) {
  v1::SubmitRequest request;
  request.set_submission_id(std::string(id));
  request.set_replaces(replaces);
  request.set_report(report.SerializeAsString());
  return request;
}

grpc::Status GatewayTest::Submit(const std::string& organisation, const v1::SubmitRequest& request,
                                 v1::SubmitResponse* response) const {
  CallContext context;
  return v1::ReportingService::NewStub(Connect(organisation))->Submit(&context, request, response);
}

v1::Receipt GatewayTest::SubmitAccepted(const std::string& organisation,
                                        const v1::SubmitRequest& request,
                                        std::string* bytes) const {
  v1::SubmitResponse response;
  const grpc::Status status = Submit(organisation, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(response.verdict() == v1::VERDICT_ACCEPTED ||
              response.verdict() == v1::VERDICT_ACCEPTED_WITH_WARNINGS)
      << response.DebugString();
  const auto verified =
      ledger::VerifyReceipt(response.receipt(), Verifier(), std::string_view(request.report()));
  EXPECT_TRUE(verified.ok()) << verified.status();
  if (bytes != nullptr) *bytes = response.receipt();
  return verified.ok() ? verified->receipt : v1::Receipt();
}

grpc::Status GatewayTest::Withdraw(const std::string& organisation, uint64_t report,
                                   const std::string& id) const {
  v1::ReportWithdrawn withdrawal;
  withdrawal.set_report(report);
  withdrawal.set_reason("wrong file");
  v1::WithdrawRequest request;
  request.set_submission_id(id);
  request.set_withdrawal(withdrawal.SerializeAsString());
  CallContext context;
  v1::WithdrawResponse response;
  return v1::ReportingService::NewStub(Connect(organisation))
      ->Withdraw(&context, request, &response);
}

grpc::Status GatewayTest::Waive(const std::string& organisation, bool lifted,
                                const std::string& id) const {
  v1::ObligationWaived waiver;
  waiver.set_organisation("school");
  waiver.set_obligation("annual");
  waiver.set_period("2025");
  waiver.set_reason("closed down");
  waiver.set_lifted(lifted);
  v1::WaiveRequest request;
  request.set_submission_id(id);
  request.set_waiver(waiver.SerializeAsString());
  CallContext context;
  v1::WaiveResponse response;
  return v1::CoordinationService::NewStub(Connect(organisation))
      ->Waive(&context, request, &response);
}

v1::PublishEditionResponse GatewayTest::PublishEdition(std::string_view id,
                                                       std::string_view period) const {
  v1::PublishEditionRequest request;
  request.set_submission_id(std::string(id));
  request.set_period(std::string(period));
  CallContext context;
  v1::PublishEditionResponse response;
  const grpc::Status status = v1::CoordinationService::NewStub(Connect("office"))
                                  ->PublishEdition(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

v1::GetCheckpointResponse GatewayTest::GetCheckpoint(const std::string& organisation) const {
  CallContext context;
  v1::GetCheckpointResponse response;
  const grpc::Status status =
      v1::LedgerService::NewStub(Connect(organisation))->GetCheckpoint(&context, {}, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

ledger::NoteVerifier GatewayTest::Verifier() const {
  auto verifier = ledger::NoteVerifier::FromVkey(ReadWhole(Path("data/log.vkey")));
  EXPECT_TRUE(verifier.ok()) << verifier.status();
  return *std::move(verifier);
}

grpc::Status CallRaw(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
                     std::string_view request, std::string* response) {
  grpc::GenericStub stub(channel);
  CallContext context;
  const grpc::Slice slice(request.data(), request.size());
  const grpc::ByteBuffer sent(&slice, 1);
  grpc::ByteBuffer received;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, "/" + method, grpc::StubOptions(), &sent, &received,
                 [&done](grpc::Status status) { done.set_value(std::move(status)); });
  grpc::Status status = done.get_future().get();
  if (response != nullptr && status.ok()) {
    std::vector<grpc::Slice> slices;
    received.Dump(&slices);
    response->clear();
    for (const grpc::Slice& part : slices) {
      response->append(reinterpret_cast<const char*>(part.begin()), part.size());
    }
  }
  return status;
}

}  // namespace samlad::testing
