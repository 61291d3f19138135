// SPDX-License-Identifier: EUPL-1.2
//
// The certificates of seats: stored before their edition, and read by the seat and
// auditors only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "samlad/v1/edition.pb.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class GatewaySeatTest : public GatewayTest {
 protected:
  // The indicator counts people: else nobody has anything to subtract.
  void SetUp() override {
    std::string catalogue = CatalogueYaml();
    constexpr std::string_view kOpen = "not_personal: true";
    catalogue.replace(catalogue.find(kOpen), kOpen.size(), "k: 5");
    const GatewayRun begun = Init(config_, files_.Write("catalogue.yaml", catalogue));
    ASSERT_EQ(begun.exit_code, 0) << begun.out << begun.err;
    Start();
  }

  void PublishOneOfTwo() {
    SubmitAccepted("housing", MakeSubmit("r", MakeReport("housing", "2025", 70)));
    SubmitAccepted("school", MakeSubmit("s", MakeReport("school", "2025", 71)));
    ASSERT_TRUE(edition_.ParseFromString(PublishEdition("e1").edition()));
  }

  grpc::Status Get(const std::string& as, const std::vector<std::string>& organisations,
                   v1::GetSeatCertificateResponse* response, uint64_t edition = 0) const {
    v1::GetSeatCertificateRequest request;
    request.set_edition(edition);
    request.mutable_organisations()->Assign(organisations.begin(), organisations.end());
    CallContext context;
    return v1::BoardService::NewStub(Connect(as))->GetSeatCertificate(&context, request, response);
  }
  grpc::StatusCode CodeOf(const std::string& as, const std::vector<std::string>& organisations,
                          uint64_t edition = 0) const {
    v1::GetSeatCertificateResponse response;
    const grpc::Status status = Get(as, organisations, &response, edition);
    EXPECT_TRUE(status.ok() || response.certificate().empty());
    return status.error_code();
  }
  grpc::StatusCode ProveTo(const std::string& as, uint64_t position) const {
    v1::GetInclusionProofRequest request;
    request.set_position(position);
    CallContext context;
    v1::GetInclusionProofResponse response;
    return v1::LedgerService::NewStub(Connect(as))
        ->GetInclusionProof(&context, request, &response)
        .error_code();
  }

  v1::Edition edition_;
};

TEST_F(GatewaySeatTest, OnlyTheSeatAndAuditorsReadIt) {
  PublishOneOfTwo();
  ASSERT_EQ(edition_.seats_size(), 2);
  v1::GetSeatCertificateResponse own, audited;
  const grpc::Status status = Get("housing", {}, &own);
  ASSERT_TRUE(status.ok()) << status.error_message();
  const domain::SeatCheck check = domain::VerifySeat(edition_, own.certificate());
  EXPECT_THAT(check.faults, IsEmpty());
  EXPECT_THAT(check.certificate.organisations(), ElementsAre("housing"));
  EXPECT_FALSE(check.certificate.own().numbers().empty());

  ASSERT_TRUE(Get("auditor", {"housing"}, &audited).ok());
  EXPECT_EQ(audited.certificate(), own.certificate());
  EXPECT_EQ(audited.position(), own.position());
  EXPECT_LT(own.position(), own.edition());
  EXPECT_EQ(CodeOf("school", {}), grpc::OK);

  EXPECT_EQ(CodeOf("school", {"housing"}), grpc::NOT_FOUND);
  EXPECT_EQ(CodeOf("housing", {"housing", "school"}), grpc::NOT_FOUND);
  EXPECT_EQ(CodeOf("auditor", {}), grpc::NOT_FOUND) << "is no seat";
  EXPECT_EQ(CodeOf("auditor", {"nobody"}), grpc::NOT_FOUND);
  EXPECT_EQ(CodeOf("only-read-own", {"housing"}), grpc::NOT_FOUND);
  for (const char* other : {"office", "board", "chair", "mute", "only-submit"}) {
    EXPECT_EQ(CodeOf(other, {"housing"}), grpc::PERMISSION_DENIED) << other;
  }
  // Its entry is not known either.
  EXPECT_EQ(ProveTo("housing", own.position()), grpc::NOT_FOUND);
  EXPECT_EQ(ProveTo("auditor", own.position()), grpc::OK);
}

TEST_F(GatewaySeatTest, WhatIsNoEditionHasNone) {
  EXPECT_EQ(CodeOf("housing", {}), grpc::NOT_FOUND);
  EXPECT_EQ(CodeOf("auditor", {"housing"}), grpc::NOT_FOUND);
  PublishOneOfTwo();
  EXPECT_EQ(CodeOf("housing", {}, 1), grpc::NOT_FOUND) << "a report";
  EXPECT_EQ(CodeOf("housing", {}, 1'000'000), grpc::NOT_FOUND);
}

TEST_F(GatewaySeatTest, KeepsItsBytes) {
  PublishOneOfTwo();
  v1::GetSeatCertificateResponse before, after;
  ASSERT_TRUE(Get("housing", {}, &before).ok());
  ASSERT_TRUE(PublishEdition("e2").receipt().size() > 0);
  Stop();
  Start();
  ASSERT_TRUE(Get("housing", {}, &after, before.edition()).ok());
  EXPECT_EQ(after.certificate(), before.certificate());
  EXPECT_EQ(CodeOf("housing", {}), grpc::OK) << "of the newest";
}

}  // namespace
}  // namespace samlad::testing
