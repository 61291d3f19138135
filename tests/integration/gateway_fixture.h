// SPDX-License-Identifier: EUPL-1.2
//
// A small city with a real gateway process and clients over real TLS.

#ifndef SAMLAD_TESTS_INTEGRATION_GATEWAY_FIXTURE_H_
#define SAMLAD_TESTS_INTEGRATION_GATEWAY_FIXTURE_H_

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "gateway/ledger/note.h"
#include "google/rpc/error_details.pb.h"
#include "samlad/v1/board_service.grpc.pb.h"
#include "samlad/v1/catalogue_service.grpc.pb.h"
#include "samlad/v1/coordination_service.grpc.pb.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/ledger_service.grpc.pb.h"
#include "samlad/v1/report.pb.h"
#include "samlad/v1/reporting_service.grpc.pb.h"
#include "tests/support/gateway_process.h"
#include "tests/support/make_report.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_certificates.h"

namespace samlad::testing {

// The details of an error.
struct ErrorDetails {
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest bad_request;
  google::rpc::RetryInfo retry;
  size_t bytes = 0;
};
ErrorDetails DetailsOf(const grpc::Status& status);

// A call's context with a deadline that a hanging gateway does not outlast.
class CallContext : public grpc::ClientContext {
 public:
  CallContext() { set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60)); }
};

// Organisations: housing (company: submit, read_own), school (department:
// submit, read_own), office (coordinate, administer), board (read_board,
// acknowledge), chair (coordinate, acknowledge), auditor (audit), mute (none), and
// only-<permission>, one each.
class GatewayTest : public ::testing::Test {
 protected:
  GatewayTest();

  // Begins the log and starts to serve.
  void SetUp() override;

  void Start();  // serves what is on disk
  int Stop() { return gateway_->Stop(); }

  // Writes gateway.yaml; `more` is appended to it.
  std::string WriteConfig(std::string_view origin, std::string_view more = "") const;
  GatewayRun Init(const std::string& config, const std::string& catalogue) const;
  static std::string CatalogueYaml();

  // A connection of its own for the organisation's system "main".
  std::shared_ptr<grpc::Channel> Connect(const std::string& organisation) const;
  std::shared_ptr<grpc::Channel> Connect(const IssuedCertificate& certificate) const;
  IssuedCertificate IssueNamed(const std::string& uri) const;

  static v1::SubmitRequest MakeSubmit(std::string_view id, const v1::Report& report,
                                      uint64_t replaces = 0);
  grpc::Status Submit(const std::string& organisation, const v1::SubmitRequest& request,
                      v1::SubmitResponse* response) const;
  // Submits and expects it to be accepted; the receipt.
  v1::Receipt SubmitAccepted(const std::string& organisation, const v1::SubmitRequest& request,
                             std::string* bytes = nullptr) const;
  grpc::Status Withdraw(const std::string& organisation, uint64_t report,
                        const std::string& id) const;
  // The school's due report of 2025.
  grpc::Status Waive(const std::string& organisation, bool lifted, const std::string& id) const;
  // Publishes an edition of all reports, which the board then reads.
  v1::PublishEditionResponse PublishEdition(std::string_view id,
                                            std::string_view period = "") const;
  v1::GetCheckpointResponse GetCheckpoint(const std::string& organisation = "auditor") const;
  ledger::NoteVerifier Verifier() const;

  std::string Path(const std::string& name) const { return (files_.path() / name).string(); }

  static constexpr std::string_view kOrigin = "demo.samlad.example/log";

  TempDir files_;
  TestAuthority root_ = TestAuthority::Root();
  TestAuthority issuing_ = root_.Issuing();
  std::string config_;
  std::unique_ptr<GatewayProcess> gateway_;
};

// Calls any method with any bytes.
grpc::Status CallRaw(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
                     std::string_view request, std::string* response = nullptr);

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_INTEGRATION_GATEWAY_FIXTURE_H_
