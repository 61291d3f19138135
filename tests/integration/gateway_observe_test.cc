// SPDX-License-Identifier: EUPL-1.2
//
// What an operator sees: metrics, liveness, readiness and the log.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "absl/strings/str_split.h"
#include "gateway/base/strings.h"
#include "tests/integration/observe_fixture.h"
#include "tests/support/source_dir.h"

namespace samlad::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

class ObserveTest : public ObservedGatewayTest {
 protected:
  // The log's last line that holds `text`.
  std::string LineWith(std::string_view text) const {
    std::string found;
    for (absl::string_view line : absl::StrSplit(gateway_->Log(), '\n')) {
      if (line.find(ToAbsl(text)) != line.npos) found = std::string(line);
    }
    return found;
  }

  // With a client's certificate that is valid for so long from now.
  void ConfigureForwarding(std::chrono::seconds valid) {
    CertificateOptions options;
    options.names = {"URI:spiffe://samlad.example/gateway/test"};
    options.valid_until = valid;
    const IssuedCertificate client = issuing_.Issue(options);
    files_.Write("forward.pem", client.chain);
    files_.Write("forward.key", client.key);
    config_ = WriteConfig(kOrigin,
                          "demonstration_clock_start: \"2026-02-10T08:00:00Z\"\n"
                          "forward:\n  address: 127.0.0.1:1\n"
                          "  server_identity: spiffe://samlad.example/org/board/inbox\n"
                          "  certificate: forward.pem\n  key: forward.key\n"
                          "  server_roots: root.pem\n");
  }
};

// Name and type of each metric, as /metrics declares it.
std::map<std::string, std::string> DeclaredIn(const std::string& text) {
  std::map<std::string, std::string> types;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ');
    if (words.size() == 4 && words[0] == "#" && words[1] == "TYPE") types[words[2]] = words[3];
  }
  return types;
}

// The same of the operator's page: "| `samlad_x` | counter | ...".
std::map<std::string, std::string> DocumentedIn(const std::string& path) {
  std::map<std::string, std::string> types;
  std::ifstream page(path);
  for (std::string line; std::getline(page, line);) {
    const std::vector<std::string> cells = absl::StrSplit(line, '|');
    if (cells.size() < 4 || !cells[1].starts_with(" `samlad_")) continue;
    types[cells[1].substr(2, cells[1].size() - 4)] = cells[2].substr(1, cells[2].size() - 2);
  }
  return types;
}

TEST_F(ObserveTest, EveryMetricIsOnTheOperatorsPageAndViceVersa) {
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  const HttpResult metrics = Get("/metrics");
  EXPECT_EQ(metrics.status, 200);
  const auto documented =
      DocumentedIn(samlad::testing::SourceDir() + "/gateway/docs/monitoring.md");
  EXPECT_FALSE(documented.empty());
  auto declared = DeclaredIn(metrics.body);
  // Those of forwarding are there only where it is configured (forwarder_test), those
  // of publications with the first attempt (publications_test).
  for (const auto& [name, type] : documented) {
    if (name.starts_with("samlad_deliveries_") || name.starts_with("samlad_publications_")) {
      declared.emplace(name, type);
    }
  }
  EXPECT_EQ(declared, documented) << metrics.body;
}

TEST_F(ObserveTest, MetricsTellWhatHappened) {
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  v1::SubmitResponse response;
  EXPECT_FALSE(Submit("mute", MakeSubmit("b", MakeReport("mute", "2025", 1)), &response).ok());
  const std::string text = Get("/metrics").body;
  constexpr char kSubmit[] = R"(method="samlad.v1.ReportingService/Submit")";
  EXPECT_THAT(text, HasSubstr(StrCat("samlad_calls_total{code=\"OK\",", kSubmit, "} 1\n")));
  EXPECT_THAT(
      text, HasSubstr(StrCat("samlad_calls_total{code=\"PERMISSION_DENIED\",", kSubmit, "} 1\n")));
  EXPECT_THAT(text,
              HasSubstr(StrCat("samlad_verdicts_total{", kSubmit, ",verdict=\"ACCEPTED\"} 1\n")));
  EXPECT_THAT(text, HasSubstr("\nsamlad_ready 1\n"));
  EXPECT_THAT(text, HasSubstr("\nsamlad_queue_commands 0\n"));
  EXPECT_THAT(text, MatchesRegex(".*\nsamlad_certificate_left_days 0\\.0[0-9]+\n.*"));
}

TEST_F(ObserveTest, TheForwardingClientsCertificateIsWatchedToo) {
  EXPECT_EQ(Stop(), 0);
  ConfigureForwarding(std::chrono::minutes(10));
  Start();
  EXPECT_THAT(Get("/metrics").body,
              MatchesRegex(".*\nsamlad_certificate_left_days 0\\.00[0-9]+\n.*"));
}

TEST_F(ObserveTest, AForwardingClientsCertificateThatHasExpiredHoldsUpNothingElse) {
  EXPECT_EQ(Stop(), 0);
  ConfigureForwarding(std::chrono::minutes(-1));
  const GatewayRun check = RunGateway({"--check", "--config", config_});
  EXPECT_EQ(check.exit_code, 1) << "--check is strict: " << check.out;
  Start();
  EXPECT_TRUE(gateway_->LogHolds("nothing can be forwarded with these certificates"));
  EXPECT_THAT(AwaitReady(200).body,
              AllOf(HasSubstr(R"("warnings":[{"check":"forward_files")"), HasSubstr("expired")));
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  PublishEdition("e1");
  EXPECT_THAT(Get("/metrics").body, MatchesRegex(".*\nsamlad_certificate_left_days -.*"));
  EXPECT_THAT(Get("/metrics").body, HasSubstr("\nsamlad_certificate_files_refused 1\n"));

  // Renewed, it is taken without a restart.
  ConfigureForwarding(std::chrono::minutes(10));
  EXPECT_TRUE(gateway_->LogHolds("failed to connect to all addresses")) << gateway_->Log();
  EXPECT_EQ(Stop(), 0);
}

TEST_F(ObserveTest, ShowsNothingElse) {
  EXPECT_EQ(Get("/live").body, "live\n");
  EXPECT_EQ(Get("/ready").body, "{\"ready\":true,\"unmet\":[]}\n");
  for (const char* path : {"/", "/metrics/", "/data/log.sqlite", "/../gateway.yaml"}) {
    EXPECT_EQ(Get(path).status, 404) << path;
  }
}

TEST_F(ObserveTest, IsNotReadyWhileTheDataFolderIsGone) {
  const std::string checkpoint = GetCheckpoint().checkpoint();
  std::filesystem::rename(Path("data"), Path("away"));
  const HttpResult unready = AwaitReady(503, R"("check":"store")");
  EXPECT_EQ(unready.status, 503);
  EXPECT_THAT(unready.body, AllOf(HasSubstr(R"("check":"store")"), HasSubstr(Path("data")),
                                  HasSubstr(R"("cure":"check the data folder)")));
  EXPECT_EQ(Get("/live").status, 200);
  EXPECT_THAT(Get("/metrics").body, HasSubstr("\nsamlad_ready 0\n"));

  std::filesystem::rename(Path("away"), Path("data"));
  EXPECT_EQ(AwaitReady(200).status, 200);
  EXPECT_TRUE(gateway_->LogHolds(R"("message":"holds again","check":"store")")) << gateway_->Log();
  EXPECT_EQ(GetCheckpoint().checkpoint(), checkpoint) << "a probe appended something";
}

TEST_F(ObserveTest, ATakenPortRefusesTheStart) {
  const std::string taken = ObserveAddress();
  const std::string config =
      WriteConfig(kOrigin, "demonstration_clock_start: \"2026-02-10T08:00:00Z\"\n");
  std::ifstream read(config);
  std::string yaml((std::istreambuf_iterator<char>(read)), {});
  const std::string free = "observe: 127.0.0.1:0";
  yaml.replace(yaml.find(free), free.size(), "observe: " + taken);
  const GatewayRun second = RunGateway({"--config", files_.Write("second.yaml", yaml)});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.err, AllOf(HasSubstr("observe: "), HasSubstr(taken)));
}

TEST_F(ObserveTest, ARequestIdLeadsToTheEntryAndTheCertificate) {
  CallContext context;
  context.AddMetadata("x-request-id", "trace-1");
  v1::SubmitResponse response;
  ASSERT_TRUE(v1::ReportingService::NewStub(Connect("housing"))
                  ->Submit(&context, MakeSubmit("a", MakeReport("housing", "2025", 7)), &response)
                  .ok());
  v1::Receipt receipt;
  ASSERT_TRUE(receipt.ParseFromString(response.receipt()));
  ASSERT_TRUE(gateway_->LogHolds(R"("request_id":"trace-1")")) << gateway_->Log();
  const std::string line = LineWith(R"("request_id":"trace-1")");
  EXPECT_THAT(line, HasSubstr(StrCat(R"("verdict":"ACCEPTED","position":)", receipt.position(),
                                     R"(,"request_id")")));
  EXPECT_THAT(line, MatchesRegex(".*\"organisation\":\"housing\",\"system\":\"main\","
                                 "\"certificate\":\"[0-9a-f]{64}\".*"));
}

// Whatever a caller may choose: names in the certificate, metadata, user agent,
// content. Each line stays one JSON object with our own messages.
TEST_F(ObserveTest, NobodyForgesALineOfTheLog) {
  const std::string forged = R"(x","message":"forged","a":")";
  const std::string forged_name = R"(x"}{"message":"forged"})";  // OpenSSL splits at commas
  for (const std::string& uri :
       {"spiffe://samlad.example/org/" + forged_name + "/main", "spiffe://" + forged_name}) {
    CertificateOptions options;
    options.common_name = "a\n{\"message\":\"forged\"}";
    options.names = {"URI:" + uri};
    CallContext context;
    v1::GetCheckpointResponse response;
    EXPECT_FALSE(v1::LedgerService::NewStub(Connect(issuing_.Issue(options)))
                     ->GetCheckpoint(&context, {}, &response)
                     .ok());
  }
  for (const std::string& id : {forged, std::string(2000, 'x'), std::string(R"(\n{"message":1)")}) {
    CallContext context;
    context.AddMetadata("x-request-id", id);
    context.AddMetadata("user-agent", forged);
    v1::Report report = MakeReport("housing\n{\"message\":\"forged\"}", forged, 7);
    report.set_comment(forged);
    v1::SubmitResponse response;
    EXPECT_FALSE(v1::ReportingService::NewStub(Connect("housing"))
                     ->Submit(&context, MakeSubmit(forged, report), &response)
                     .ok());
  }
  // Protobuf would write a line of its own: organisation that is no UTF-8.
  CallContext context;
  v1::SubmitRequest request = MakeSubmit("a", MakeReport("housing", "2025", 7));
  request.set_report("\x0a\x02\xff\xfe");
  v1::SubmitResponse response;
  EXPECT_FALSE(
      v1::ReportingService::NewStub(Connect("housing"))->Submit(&context, request, &response).ok());
  EXPECT_EQ(Stop(), 0);
  for (absl::string_view line : absl::StrSplit(gateway_->Log(), '\n', absl::SkipEmpty())) {
    google::protobuf::Struct read;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(std::string(line), &read).ok()) << line;
    EXPECT_NE(read.fields().at("message").string_value(), "forged") << line;
  }
}

TEST_F(ObserveTest, NeitherPayloadsNorKeysAreLogged) {
  v1::Report report = MakeReport("housing", "2025", 7);
  report.set_comment("a remark that nobody may find in the log");
  SubmitAccepted("housing", MakeSubmit("a", report));
  EXPECT_EQ(Stop(), 0);
  const std::string log = gateway_->Log();
  EXPECT_THAT(log, Not(HasSubstr("a remark")));
  EXPECT_THAT(log, Not(HasSubstr("PRIVATE KEY")));
  EXPECT_THAT(log, Not(HasSubstr("BEGIN CERTIFICATE")));
}

// A log that nobody reads, as a pipe whose reader hangs.
TEST_F(ObserveTest, ALogThatNobodyReadsHoldsUpNoCall) {
  EXPECT_EQ(Stop(), 0);
  const std::string pipe = Path("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  gateway_ = std::make_unique<GatewayProcess>(config_, pipe);
  ASSERT_NE(gateway_->address(), "");
  const int held = fcntl(reader, F_GETPIPE_SZ);

  const auto stub = v1::LedgerService::NewStub(Connect("auditor"));
  constexpr int kLineBytesMin = 100;
  for (int i = 0; i < held / kLineBytesMin + 100; ++i) {
    CallContext context;
    v1::GetCheckpointResponse response;
    ASSERT_TRUE(stub->GetCheckpoint(&context, {}, &response).ok());
  }
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  EXPECT_EQ(Stop(), 0) << "it must also be able to end";
  close(reader);
}

}  // namespace
}  // namespace samlad::testing
