// SPDX-License-Identifier: EUPL-1.2
//
// What the board reads and takes note of.

#include <gmock/gmock.h>

#include <string>

#include "gateway/ledger/hash.h"
#include "gateway/ledger/receipt.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

using ::testing::HasSubstr;

TEST_F(GatewayTest, TheBoardReadsAcknowledgesAndSeesWhatIsMissing) {
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  auto board = v1::BoardService::NewStub(Connect("board"));
  v1::GetViewResponse got;
  const auto read = [&] {
    CallContext context;
    return board->GetView(&context, {}, &got);
  };
  EXPECT_EQ(DetailsOf(read()).info.reason(), "NO_EDITION");
  PublishEdition("e1");
  SubmitAccepted("housing", MakeSubmit("b", MakeReport("housing", "2024", 7)));
  ASSERT_TRUE(read().ok());
  v1::View view;
  ASSERT_TRUE(view.ParseFromString(got.view()));
  EXPECT_EQ(view.origin(), kOrigin);

  v1::AcknowledgeRequest request;
  request.set_submission_id("ack");
  *request.mutable_query() = view.query();
  request.mutable_query()->set_as_of(view.as_of());
  request.set_minute("KS 1");
  request.set_view_digest(std::string(32, 'x'));
  v1::AcknowledgeResponse response;
  const auto acknowledge = [&] {
    CallContext context;
    return board->Acknowledge(&context, request, &response);
  };
  const grpc::Status other = acknowledge();
  EXPECT_EQ(other.error_code(), grpc::FAILED_PRECONDITION) << other.error_message();
  EXPECT_EQ(DetailsOf(other).info.reason(), "VIEW_CHANGED");

  request.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({got.view()}))));
  const grpc::Status accepted = acknowledge();
  ASSERT_TRUE(accepted.ok()) << accepted.error_message();
  const std::string receipt = response.receipt();
  EXPECT_TRUE(ledger::VerifyReceipt(receipt, Verifier(), std::nullopt).ok());
  ASSERT_TRUE(acknowledge().ok());
  EXPECT_TRUE(response.replayed());
  EXPECT_EQ(response.receipt(), receipt);

  // The same again, with the defaults left out.
  request.mutable_query()->clear_period();
  request.mutable_query()->clear_years();
  ASSERT_TRUE(acknowledge().ok());
  EXPECT_EQ(response.receipt(), receipt);
  request.set_minute("KS 2");
  EXPECT_EQ(acknowledge().error_code(), grpc::ALREADY_EXISTS);

  request.set_view_digest("short");
  request.mutable_query()->set_as_of(0);
  EXPECT_EQ(DetailsOf(acknowledge()).bad_request.field_violations_size(), 2);

  CallContext context;
  v1::ListMissingResponse missing;
  ASSERT_TRUE(board->ListMissing(&context, {}, &missing).ok());
  ASSERT_EQ(missing.obligations_size(), 1);
  EXPECT_EQ(missing.obligations(0).organisation(), "school");
}

// Whoever may not read breakdowns may not try their digests either.
TEST_F(GatewayTest, BreakdownsAreForTheCoordinatorAndTheAuditors) {
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  PublishEdition("e1");
  v1::GetViewRequest request;
  request.mutable_query()->add_breakdowns(v1::DIMENSION_AREA);
  const auto read = [&](const std::string& organisation) {
    CallContext context;
    v1::GetViewResponse response;
    return v1::BoardService::NewStub(Connect(organisation))->GetView(&context, request, &response);
  };
  EXPECT_TRUE(read("office").ok());
  EXPECT_TRUE(read("auditor").ok());
  const grpc::Status refused = read("board");
  EXPECT_EQ(refused.error_code(), grpc::PERMISSION_DENIED) << refused.error_message();
  EXPECT_EQ(DetailsOf(refused).info.reason(), "NOT_PERMITTED");

  v1::AcknowledgeRequest acknowledge;
  acknowledge.set_submission_id("ack");
  *acknowledge.mutable_query() = request.query();
  acknowledge.mutable_query()->set_as_of(1);
  acknowledge.set_view_digest(std::string(32, 'x'));
  CallContext context;
  v1::AcknowledgeResponse response;
  const grpc::Status denied =
      v1::BoardService::NewStub(Connect("board"))->Acknowledge(&context, acknowledge, &response);
  EXPECT_EQ(DetailsOf(denied).info.reason(), "NO_EDITION") << denied.error_message();

  request.mutable_query()->set_breakdowns(0, static_cast<v1::Dimension>(9));
  EXPECT_EQ(read("office").error_code(), grpc::INVALID_ARGUMENT);
}

TEST_F(GatewayTest, AnEarlierViewKeepsItsBytes) {
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  const auto view = [this](uint64_t as_of) {
    CallContext context;
    v1::GetViewRequest request;
    request.mutable_query()->set_as_of(as_of);
    v1::GetViewResponse response;
    const grpc::Status status =
        v1::BoardService::NewStub(Connect("office"))->GetView(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.view();
  };
  v1::View newest;
  const std::string before = view(0);
  ASSERT_TRUE(newest.ParseFromString(before));
  SubmitAccepted("school", MakeSubmit("a", MakeReport("school", "2025", 5)));
  const std::string as_of_before = view(newest.as_of());
  v1::View again;
  ASSERT_TRUE(again.ParseFromString(as_of_before));
  // The query names the as_of that was asked for; all else is as it was.
  newest.mutable_query()->set_as_of(again.query().as_of());
  EXPECT_EQ(newest.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(view(newest.as_of()), as_of_before);
  EXPECT_NE(view(0), before);
}

// An acknowledgement is shown for every report of its period.
TEST_F(GatewayTest, AViewOfAPartIsReadButNotAcknowledged) {
  SubmitAccepted("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)));
  auto board = v1::BoardService::NewStub(Connect("board"));
  v1::GetViewRequest part;
  part.mutable_query()->set_period("2025");
  part.mutable_query()->set_as_of(2);
  part.mutable_query()->add_organisations("school");
  part.mutable_query()->add_indicators("IND-01");
  part.mutable_query()->add_priority_areas("F1");
  v1::GetViewResponse got;
  {
    CallContext context;
    ASSERT_TRUE(v1::BoardService::NewStub(Connect("office"))->GetView(&context, part, &got).ok());
  }
  v1::AcknowledgeRequest request;
  request.set_submission_id("ack");
  *request.mutable_query() = part.query();
  request.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({got.view()}))));
  const std::string checkpoint = GetCheckpoint().checkpoint();
  CallContext context;
  v1::AcknowledgeResponse response;
  const grpc::Status refused = board->Acknowledge(&context, request, &response);
  EXPECT_EQ(refused.error_code(), grpc::INVALID_ARGUMENT) << refused.error_message();
  const auto fields = DetailsOf(refused).bad_request.field_violations();
  ASSERT_EQ(fields.size(), 3);
  EXPECT_EQ(fields[0].field(), "query.organisations");
  EXPECT_THAT(fields[0].description(), HasSubstr("without this filter"));
  EXPECT_EQ(fields[1].field(), "query.indicators");
  EXPECT_EQ(fields[2].field(), "query.priority_areas");
  EXPECT_EQ(GetCheckpoint().checkpoint(), checkpoint);
}

// The others would learn from it what the board's view hides.
TEST_F(GatewayTest, OnlyThoseWhoMaySeeEveryFigureGetBaselines) {
  const auto catalogues = v1::CatalogueService::NewStub(Connect("office"));
  v1::CatalogueServiceGetResponse current;
  CallContext reading, applying;
  ASSERT_TRUE(catalogues->Get(&reading, {}, &current).ok());
  EXPECT_FALSE(current.abridged());
  current.mutable_catalogue()->mutable_indicators(0)->clear_protection();
  v1::Target& target = *current.mutable_catalogue()->add_targets();
  target.set_indicator("IND-01");
  target.set_period("2025");
  target.set_value("100");
  target.set_baseline("6");
  target.set_baseline_period("2024");
  target.set_document("plan");
  v1::CatalogueServiceApplyRequest request;
  request.set_submission_id("c");
  request.set_base(current.position());
  request.set_catalogue(current.catalogue().SerializeAsString());
  v1::CatalogueServiceApplyResponse applied;
  ASSERT_TRUE(catalogues->Apply(&applying, request, &applied).ok());
  ASSERT_NE(applied.verdict(), v1::VERDICT_REJECTED) << applied.DebugString();

  for (const auto& [who, whole] :
       {std::pair("only-administer", true), std::pair("only-coordinate", true),
        std::pair("only-audit", true), std::pair("board", false), std::pair("only-submit", false),
        std::pair("only-read-own", false)}) {
    SCOPED_TRACE(who);
    CallContext context;
    v1::CatalogueServiceGetResponse got;
    ASSERT_TRUE(v1::CatalogueService::NewStub(Connect(who))->Get(&context, {}, &got).ok());
    EXPECT_EQ(got.position(), 1U);
    EXPECT_EQ(got.abridged(), !whole);
    ASSERT_EQ(got.catalogue().targets_size(), 1);
    EXPECT_EQ(got.catalogue().targets(0).value(), "100");
    EXPECT_EQ(got.catalogue().targets(0).baseline(), whole ? "6" : "");
    if (whole) {
      EXPECT_EQ(got.catalogue().SerializeAsString(), request.catalogue());
    }
  }
}

// An indicator that is split by sex, and an office that may acknowledge.
v1::Catalogue SplitBySex(v1::Catalogue catalogue) {
  v1::CodeList& list = *catalogue.add_code_lists();
  list.set_id("sex");
  list.mutable_title()->set_sv("Kön");
  for (const char* id : {"F", "M"}) {
    v1::Code& code = *list.add_codes();
    code.set_id(id);
    code.mutable_title()->set_sv(id);
    code.set_exhaustive(true);
  }
  v1::Indicator split = catalogue.indicators(0);
  split.set_id("IND-02");
  split.add_breakdowns(v1::DIMENSION_SEX);
  *catalogue.add_indicators() = split;
  catalogue.mutable_obligations(0)->add_indicators("IND-02");
  for (v1::Organisation& one : *catalogue.mutable_organisations()) {
    if (one.id() == "office") one.add_permissions(v1::PERMISSION_ACKNOWLEDGE);
  }
  return catalogue;
}

v1::Report SplitReport(int women, int men) {
  v1::Report report = MakeReport("housing", "2025", women);
  const auto add = [&report](const char* sex, int value) {
    v1::Observation& row = *report.add_observations();
    row.set_indicator("IND-02");
    row.set_sex(sex);
    row.set_value(std::to_string(value));
  };
  add("F", women);
  add("M", men);
  add("", women + men);
  return report;
}

TEST_F(GatewayTest, ARetriedAcknowledgementHoldsThoughItsViewIsGone) {
  const auto office = Connect("office");
  {
    auto catalogues = v1::CatalogueService::NewStub(office);
    v1::CatalogueServiceGetResponse current;
    CallContext reading, applying;
    ASSERT_TRUE(catalogues->Get(&reading, {}, &current).ok());
    v1::CatalogueServiceApplyRequest request;
    request.set_submission_id("c");
    request.set_base(current.position());
    request.set_catalogue(SplitBySex(current.catalogue()).SerializeAsString());
    v1::CatalogueServiceApplyResponse response;
    ASSERT_TRUE(catalogues->Apply(&applying, request, &response).ok());
    ASSERT_NE(response.verdict(), v1::VERDICT_REJECTED) << response.DebugString();
  }
  const uint64_t first =
      SubmitAccepted("housing", MakeSubmit("a", SplitReport(100, 200))).position();
  v1::GetViewRequest query;
  query.mutable_query()->set_as_of(first + 1);
  query.mutable_query()->add_breakdowns(v1::DIMENSION_SEX);
  v1::GetViewResponse got;
  const auto read = [&] {
    CallContext context;
    return v1::BoardService::NewStub(office)->GetView(&context, query, &got);
  };
  ASSERT_TRUE(read().ok());
  v1::AcknowledgeRequest request;
  request.set_submission_id("ack");
  *request.mutable_query() = query.query();
  request.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({got.view()}))));
  v1::AcknowledgeResponse response;
  const auto acknowledge = [&] {
    CallContext context;
    return v1::BoardService::NewStub(office)->Acknowledge(&context, request, &response);
  };
  ASSERT_TRUE(acknowledge().ok());
  const std::string receipt = response.receipt();
  SubmitAccepted("housing", MakeSubmit("b", SplitReport(110, 190), first));
  EXPECT_EQ(read().error_code(), grpc::FAILED_PRECONDITION) << "its breakdowns were released";
  const grpc::Status again = acknowledge();
  ASSERT_TRUE(again.ok()) << again.error_message();
  EXPECT_TRUE(response.replayed());
  EXPECT_EQ(response.receipt(), receipt);
}

}  // namespace
}  // namespace samlad::testing
