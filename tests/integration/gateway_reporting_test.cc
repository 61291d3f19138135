// SPDX-License-Identifier: EUPL-1.2
//
// Reports in, receipts and proofs out.

#include <gmock/gmock.h>

#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/receipt.h"
#include "gateway/ledger/tree.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

using ::testing::HasSubstr;

ledger::Hash ToHash(const std::string& bytes) {
  ledger::Hash hash{};
  EXPECT_EQ(bytes.size(), hash.size());
  std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
  return hash;
}

TEST_F(GatewayTest, ARetryGetsTheOriginalReceiptByteForByte) {
  const v1::SubmitRequest request = MakeSubmit("a", MakeReport("housing", "2025", 7));
  std::string original;
  SubmitAccepted("housing", request, &original);
  // Something else in between, so that a receipt made anew would differ.
  SubmitAccepted("school", MakeSubmit("a", MakeReport("school", "2025", 1)));

  v1::SubmitResponse again;
  ASSERT_TRUE(Submit("housing", request, &again).ok());
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(again.receipt(), original);

  CallContext context;
  v1::GetReceiptRequest asked;
  asked.set_submission_id("a");
  v1::GetReceiptResponse stored;
  ASSERT_TRUE(
      v1::ReportingService::NewStub(Connect("housing"))->GetReceipt(&context, asked, &stored).ok());
  EXPECT_EQ(stored.receipt(), original);
}

TEST_F(GatewayTest, TheSameIdWithOtherContentIsRefused) {
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  v1::SubmitResponse response;
  const grpc::Status status =
      Submit("housing", MakeSubmit("a", MakeReport("housing", "2025", 8)), &response);
  EXPECT_EQ(status.error_code(), grpc::ALREADY_EXISTS) << status.error_message();
  EXPECT_EQ(DetailsOf(status).info.reason(), "SUBMISSION_ID_TAKEN");
}

TEST_F(GatewayTest, AStaleBaseIsRefusedWithThePositionInForce) {
  const v1::Receipt first =
      SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  v1::SubmitResponse response;
  const grpc::Status status =
      Submit("housing", MakeSubmit("b", MakeReport("housing", "2025", 8)), &response);
  EXPECT_EQ(status.error_code(), grpc::FAILED_PRECONDITION) << status.error_message();
  EXPECT_THAT(status.error_message(), HasSubstr(std::to_string(first.position())));
  EXPECT_EQ(DetailsOf(status).info.domain(), "samlad");
  EXPECT_FALSE(DetailsOf(status).info.metadata().at("request_id").empty());

  SubmitAccepted("housing", MakeSubmit("b", MakeReport("housing", "2025", 8), first.position()));
}

TEST_F(GatewayTest, AMalformedRequestNamesItsField) {
  v1::SubmitResponse response;
  const grpc::Status status =
      Submit("housing", MakeSubmit("no blanks", MakeReport("housing", "2025", 8)), &response);
  ASSERT_EQ(status.error_code(), grpc::INVALID_ARGUMENT) << status.error_message();
  const ErrorDetails details = DetailsOf(status);
  ASSERT_EQ(details.bad_request.field_violations_size(), 1);
  EXPECT_EQ(details.bad_request.field_violations(0).field(), "submission_id");
}

TEST_F(GatewayTest, AnOversizedMessageIsRefused) {
  v1::SubmitRequest request = MakeSubmit("a", MakeReport("housing", "2025", 7));
  request.set_report(std::string(18 << 20, 'x'));
  v1::SubmitResponse response;
  const grpc::Status status = Submit("housing", request, &response);
  EXPECT_EQ(status.error_code(), grpc::RESOURCE_EXHAUSTED) << status.error_message();
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
}

TEST_F(GatewayTest, AHundredThousandFindingsComeInOneAnswer) {
  constexpr uint32_t kMany = 100'000;
  v1::Report report = MakeReport("housing", "2025", 7);
  for (uint32_t i = 0; i < kMany; ++i) {
    v1::Observation* observation = report.add_observations();
    observation->set_indicator("IND-01");
    observation->set_value("many");
  }
  v1::SubmitResponse response;
  const grpc::Status status = Submit("housing", MakeSubmit("a", report), &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.verdict(), v1::VERDICT_REJECTED);
  EXPECT_EQ(response.receipt(), "");
  uint32_t most = 0;
  for (const v1::Finding& finding : response.findings()) {
    most = std::max(most, finding.occurrences());
    EXPECT_EQ(finding.also_size() + 1, static_cast<int>(finding.occurrences()));
  }
  EXPECT_EQ(most, kMany);
}

TEST_F(GatewayTest, ValidateStoresNothing) {
  const std::string before = GetCheckpoint().checkpoint();
  CallContext context;
  v1::ValidateRequest request;
  request.set_report(MakeReport("housing", "2025", 7).SerializeAsString());
  v1::ValidateResponse response;
  ASSERT_TRUE(v1::ReportingService::NewStub(Connect("housing"))
                  ->Validate(&context, request, &response)
                  .ok());
  EXPECT_NE(response.verdict(), v1::VERDICT_REJECTED) << response.DebugString();
  EXPECT_EQ(GetCheckpoint().checkpoint(), before);
}

TEST_F(GatewayTest, ReceiptsOfOthersAreNotFoundAsIfTheyWereNot) {
  const v1::Receipt receipt =
      SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  const auto by_position = [this](uint64_t position) {
    CallContext context;
    v1::GetReceiptRequest asked;
    asked.set_position(position);
    v1::GetReceiptResponse response;
    return v1::ReportingService::NewStub(Connect("school"))->GetReceipt(&context, asked, &response);
  };
  EXPECT_EQ(by_position(receipt.position()).error_code(), grpc::NOT_FOUND);
  EXPECT_EQ(by_position(9999).error_code(), grpc::NOT_FOUND);
}

TEST_F(GatewayTest, ReportsAreListedInPagesNewestFirst) {
  uint64_t base = 0;
  for (int i = 0; i < 5; ++i) {
    base = SubmitAccepted("housing",
                          MakeSubmit(StrCat("h", i), MakeReport("housing", "2025", i), base))
               .position();
  }
  SubmitAccepted("school", MakeSubmit("s", MakeReport("school", "2025", 1)));

  auto stub = v1::ReportingService::NewStub(Connect("housing"));
  const auto list = [&stub](const v1::ListReportsRequest& request,
                            v1::ListReportsResponse* response) {
    CallContext context;
    return stub->ListReports(&context, request, response);
  };
  v1::ListReportsRequest request;
  request.set_page_size(2);
  std::vector<v1::ReportSummary> all;
  for (int pages = 0; pages < 10; ++pages) {
    v1::ListReportsResponse page;
    ASSERT_TRUE(list(request, &page).ok());
    all.insert(all.end(), page.reports().begin(), page.reports().end());
    request.set_page_token(page.next_page_token());
    if (page.next_page_token().empty()) break;
  }
  ASSERT_EQ(all.size(), 5u);
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].organisation(), "housing");
    EXPECT_EQ(all[i].superseded(), i != 0) << i;
    if (i > 0) {
      EXPECT_LT(all[i].position(), all[i - 1].position());
    }
  }

  v1::ListReportsResponse page;
  request.set_page_token("");
  ASSERT_TRUE(list(request, &page).ok());
  std::string bent = page.next_page_token();
  bent[1] = bent[1] == 'A' ? 'B' : 'A';
  request.set_page_token(bent);
  EXPECT_EQ(list(request, &page).error_code(), grpc::INVALID_ARGUMENT);
  request.set_page_token("");
  request.set_page_size(1001);
  EXPECT_EQ(list(request, &page).error_code(), grpc::INVALID_ARGUMENT);
}

TEST_F(GatewayTest, AnOrganisationSeesItsOwnObligationsOnly) {
  CallContext context;
  v1::ListObligationsResponse response;
  ASSERT_TRUE(v1::ReportingService::NewStub(Connect("housing"))
                  ->ListObligations(&context, {}, &response)
                  .ok());
  EXPECT_EQ(response.obligations_size(), 2);
  for (const v1::ObligationState& state : response.obligations()) {
    EXPECT_EQ(state.organisation(), "housing");
  }
}

TEST_F(GatewayTest, APeriodThatTheCatalogueDoesNotHaveIsRefusedWithThoseThatItHas) {
  const auto housing = v1::ReportingService::NewStub(Connect("housing"));
  for (const std::string period : {"2031", "last year"}) {
    CallContext of_reports, of_duties;
    v1::ListReportsRequest reports;
    reports.set_period(period);
    v1::ListReportsResponse no_reports;
    v1::ListObligationsRequest duties;
    duties.set_period(period);
    v1::ListObligationsResponse no_duties;
    for (const grpc::Status& refused : {housing->ListReports(&of_reports, reports, &no_reports),
                                        housing->ListObligations(&of_duties, duties, &no_duties)}) {
      EXPECT_EQ(refused.error_code(), grpc::INVALID_ARGUMENT);
      EXPECT_THAT(refused.error_message(), ::testing::HasSubstr("period: "));
      EXPECT_THAT(refused.error_message(), ::testing::HasSubstr("2025"));
    }
  }
}

TEST_F(GatewayTest, ACatalogueIsPlannedAndApplied) {
  auto office = v1::CatalogueService::NewStub(Connect("office"));
  v1::CatalogueServiceGetResponse current;
  {
    CallContext context;
    ASSERT_TRUE(office->Get(&context, {}, &current).ok());
  }
  const auto plan = [&](const v1::Catalogue& catalogue) {
    CallContext context;
    v1::CatalogueServicePlanRequest request;
    request.set_catalogue(catalogue.SerializeAsString());
    v1::CatalogueServicePlanResponse response;
    EXPECT_TRUE(office->Plan(&context, request, &response).ok());
    return response;
  };
  const auto apply = [&](const v1::Catalogue& catalogue, const std::string& id) {
    CallContext context;
    v1::CatalogueServiceApplyRequest request;
    request.set_submission_id(id);
    request.set_base(current.position());
    request.set_catalogue(catalogue.SerializeAsString());
    v1::CatalogueServiceApplyResponse response;
    const grpc::Status status = office->Apply(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  };
  v1::Catalogue catalogue = current.catalogue();
  catalogue.set_time_zone("Europe/Atlantis");
  EXPECT_THAT(plan(catalogue).DebugString(), HasSubstr("CATALOGUE_TIME_ZONE"));
  const auto refused = apply(catalogue, "c1");
  EXPECT_EQ(refused.verdict(), v1::VERDICT_REJECTED);
  EXPECT_EQ(refused.receipt(), "");

  catalogue = current.catalogue();
  catalogue.mutable_title()->set_sv("Nystad");
  const auto planned = plan(catalogue);
  ASSERT_EQ(planned.changes_size(), 1) << planned.DebugString();
  EXPECT_EQ(planned.base(), current.position());
  const auto applied = apply(catalogue, "c1");
  EXPECT_NE(applied.verdict(), v1::VERDICT_REJECTED) << applied.DebugString();
  EXPECT_TRUE(
      ledger::VerifyReceipt(applied.receipt(), Verifier(), catalogue.SerializeAsString()).ok());
}

TEST_F(GatewayTest, InclusionIsProvenToThoseItConcerns) {
  const v1::Receipt receipt =
      SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  const auto prove = [&](const std::string& by, v1::GetInclusionProofResponse* response) {
    CallContext context;
    v1::GetInclusionProofRequest request;
    request.set_position(receipt.position());
    return v1::LedgerService::NewStub(Connect(by))->GetInclusionProof(&context, request, response);
  };
  for (const char* by : {"housing", "auditor"}) {
    v1::GetInclusionProofResponse proof;
    ASSERT_TRUE(prove(by, &proof).ok()) << by;
    EXPECT_EQ(ToHash(proof.leaf_hash()), ledger::LeafHash(receipt.header()));
    std::vector<ledger::Hash> hashes;
    for (const std::string& hash : proof.hashes()) hashes.push_back(ToHash(hash));
    EXPECT_TRUE(ledger::VerifyInclusion(ToHash(proof.leaf_hash()), proof.position(),
                                        proof.tree_size(), hashes, ToHash(proof.root_hash()))
                    .ok());
  }
  v1::GetInclusionProofResponse proof;
  EXPECT_EQ(prove("school", &proof).error_code(), grpc::NOT_FOUND);
}

TEST_F(GatewayTest, GrowthIsProvenToEverybody) {
  const ledger::Checkpoint before = *Verifier().OpenCheckpoint(GetCheckpoint().checkpoint());
  for (const char* id : {"a", "b"}) {
    SubmitAccepted(id[0] == 'a' ? "housing" : "school",
                   MakeSubmit(id, MakeReport(id[0] == 'a' ? "housing" : "school", "2025", 7)));
  }
  const ledger::Checkpoint after = *Verifier().OpenCheckpoint(GetCheckpoint().checkpoint());
  const auto prove = [&](uint64_t first, uint64_t second,
                         v1::GetConsistencyProofResponse* response) {
    CallContext context;
    v1::GetConsistencyProofRequest request;
    request.set_first_size(first);
    request.set_second_size(second);
    return v1::LedgerService::NewStub(Connect("only-submit"))
        ->GetConsistencyProof(&context, request, response);
  };
  v1::GetConsistencyProofResponse proof;
  ASSERT_TRUE(prove(before.size, 0, &proof).ok());
  EXPECT_EQ(proof.second_size(), after.size);
  std::vector<ledger::Hash> hashes;
  for (const std::string& hash : proof.hashes()) hashes.push_back(ToHash(hash));
  EXPECT_TRUE(
      ledger::VerifyConsistency(before.size, before.root, after.size, after.root, hashes).ok());
  const grpc::Status none = prove(0, 0, &proof);
  EXPECT_EQ(none.error_code(), grpc::INVALID_ARGUMENT);
  EXPECT_EQ(DetailsOf(none).bad_request.field_violations(0).field(), "first_size");
  EXPECT_EQ(prove(1, after.size + 1, &proof).error_code(), grpc::OUT_OF_RANGE);
}

}  // namespace
}  // namespace samlad::testing
