// SPDX-License-Identifier: EUPL-1.2
//
// Figures are read as they are protected now, and the custodian clears what was
// replaced.

#include <gmock/gmock.h>

#include <string>

#include "gateway/ledger/hash.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/catalogue_service.grpc.pb.h"
#include "samlad/v1/coordination_service.grpc.pb.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

using ::testing::HasSubstr;

class DisclosureGatewayTest : public GatewayTest {
 protected:
  uint64_t Report(int value, uint64_t replaces = 0) {
    v1::Report report = MakeReport("housing", "2025", value);
    if (replaces != 0) report.set_reason(v1::REVISION_REASON_CORRECTION);
    return SubmitAccepted("housing", MakeSubmit("r" + std::to_string(value), report, replaces))
        .position();
  }

  // The indicator was not about persons, until now.
  void Protect() {
    auto catalogues = v1::CatalogueService::NewStub(Connect("office"));
    CallContext reading, applying;
    v1::CatalogueServiceGetResponse got;
    ASSERT_TRUE(catalogues->Get(&reading, {}, &got).ok());
    got.mutable_catalogue()->mutable_indicators(0)->mutable_protection()->set_not_personal(false);
    got.mutable_catalogue()->mutable_indicators(0)->mutable_protection()->set_k(5);
    v1::CatalogueServiceApplyRequest request;
    request.set_submission_id("protect");
    request.set_base(got.position());
    request.set_catalogue(got.catalogue().SerializeAsString());
    v1::CatalogueServiceApplyResponse response;
    const grpc::Status applied = catalogues->Apply(&applying, request, &response);
    ASSERT_TRUE(applied.ok()) << applied.error_message();
    ASSERT_NE(response.receipt(), "");
  }

  grpc::Status Read(const std::string& as, uint64_t as_of, uint64_t protected_as_of, v1::View* view,
                    std::string* bytes = nullptr) {
    CallContext context;
    v1::GetViewRequest request;
    request.mutable_query()->set_period("2025");
    request.mutable_query()->set_as_of(as_of);
    request.mutable_query()->set_protected_as_of(protected_as_of);
    v1::GetViewResponse response;
    const grpc::Status status =
        v1::BoardService::NewStub(Connect(as))->GetView(&context, request, &response);
    if (status.ok()) {
      EXPECT_TRUE(view->ParseFromString(response.view()));
    }
    if (bytes != nullptr) *bytes = response.view();
    return status;
  }

  grpc::Status Acknowledge(const std::string& id, const v1::ViewQuery& query,
                           const std::string& view) {
    CallContext context;
    v1::AcknowledgeRequest request;
    request.set_submission_id(id);
    *request.mutable_query() = query;
    request.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({view}))));
    request.set_minute("KS 1");
    v1::AcknowledgeResponse response;
    return v1::BoardService::NewStub(Connect("chair"))->Acknowledge(&context, request, &response);
  }

  grpc::Status Clear(const std::string& as, uint64_t report, const std::string& id,
                     v1::ClearFigureResponse* response) {
    v1::FigureCleared clearing;
    clearing.set_report(report);
    clearing.set_indicator("IND-01");
    clearing.set_reason("a digit was missing");
    v1::ClearFigureRequest request;
    request.set_submission_id(id);
    request.set_clearing(clearing.SerializeAsString());
    CallContext context;
    return v1::CoordinationService::NewStub(Connect(as))->ClearFigure(&context, request, response);
  }

  static std::string Shown(const v1::View& view) {
    const v1::Figure& figure = view.areas(0).rows(0).figure();
    return figure.code() == v1::FIGURE_CODE_CONFIDENTIAL ? "[c]" : figure.value();
  }
};

TEST_F(DisclosureGatewayTest, EarlierMomentsAreReadAsTheyAreProtectedNow) {
  const uint64_t then = Report(3) + 1;
  v1::View view;
  ASSERT_TRUE(Read("chair", 0, 0, &view).ok());
  EXPECT_EQ(Shown(view), "3");
  EXPECT_EQ(view.query().protected_as_of(), then);
  Protect();
  const uint64_t head = then + 1;
  for (const char* reader : {"chair", "office"}) {
    ASSERT_TRUE(Read(reader, then, 0, &view).ok());
    EXPECT_EQ(Shown(view), "[c]") << reader;
    EXPECT_EQ(view.query().protected_as_of(), head);
    ASSERT_TRUE(Read(reader, then, head, &view).ok());
    EXPECT_EQ(Shown(view), "[c]") << reader;
    const grpc::Status lower = Read(reader, then, then, &view);
    EXPECT_EQ(lower.error_code(), grpc::FAILED_PRECONDITION) << lower.error_message();
    EXPECT_EQ(DetailsOf(lower).info.reason(), "PROTECTION_OUTDATED");
    EXPECT_EQ(Read(reader, then, then - 1, &view).error_code(), grpc::INVALID_ARGUMENT);
    EXPECT_EQ(Read(reader, then, head + 1, &view).error_code(), grpc::OUT_OF_RANGE);
  }
  // Auditors compute what was acknowledged, of whatever moment.
  ASSERT_TRUE(Read("auditor", then, 0, &view).ok());
  EXPECT_EQ(Shown(view), "3");
  EXPECT_EQ(view.query().protected_as_of(), 0u);
  ASSERT_TRUE(Read("auditor", then, then, &view).ok());
  EXPECT_EQ(Shown(view), "3");
  ASSERT_TRUE(Read("auditor", then, head, &view).ok());
  EXPECT_EQ(Shown(view), "[c]");
  EXPECT_EQ(Read("auditor", then, then - 1, &view).error_code(), grpc::INVALID_ARGUMENT);
  EXPECT_EQ(Read("auditor", then, head + 1, &view).error_code(), grpc::OUT_OF_RANGE);
}

// Until a catalogue protects more, an earlier view keeps its bytes.
TEST_F(DisclosureGatewayTest, EntriesThatProtectNoMoreChangeNoByte) {
  const uint64_t then = Report(3) + 1;
  Protect();
  v1::View view;
  std::string before, after;
  ASSERT_TRUE(Read("chair", then, 0, &view, &before).ok());
  Report(34, then - 1);
  ASSERT_TRUE(Read("chair", then, 0, &view, &after).ok());
  EXPECT_EQ(before, after);
}

TEST_F(DisclosureGatewayTest, WhatTheBoardReadIsAcknowledgedAlsoWhenTheLogHasGrown) {
  Report(3);
  v1::View view, same;
  std::string bytes, again;
  ASSERT_TRUE(Read("chair", 0, 0, &view, &bytes).ok());
  const uint64_t report =
      SubmitAccepted("school", MakeSubmit("s", MakeReport("school", "2025", 70))).position();
  ASSERT_TRUE(Acknowledge("a1", view.query(), bytes).ok());
  // An auditor computes the acknowledged bytes again.
  ASSERT_TRUE(Read("auditor", view.as_of(), view.query().protected_as_of(), &same, &again).ok());
  EXPECT_EQ(same.query().protected_as_of(), report);
  same.mutable_query()->set_as_of(view.query().as_of());
  EXPECT_EQ(same.SerializeAsString(), view.SerializeAsString());

  // A catalogue that protects more: what was read before is no longer to be had, and
  // nobody can try its digest.
  Protect();
  const grpc::Status outdated = Acknowledge("a2", view.query(), bytes);
  EXPECT_EQ(outdated.error_code(), grpc::FAILED_PRECONDITION) << outdated.error_message();
  EXPECT_EQ(DetailsOf(outdated).info.reason(), "PROTECTION_OUTDATED");
  v1::ViewQuery own_moment = view.query();
  own_moment.clear_protected_as_of();
  view.mutable_query()->clear_protected_as_of();
  EXPECT_EQ(DetailsOf(Acknowledge("a3", own_moment, view.SerializeAsString())).info.reason(),
            "VIEW_CHANGED");
}

TEST_F(DisclosureGatewayTest, TheCustodianClearsWhatWasReplaced) {
  Protect();
  const uint64_t slip = Report(3);
  v1::ClearFigureResponse response;
  EXPECT_EQ(DetailsOf(Clear("office", slip, "c1", &response)).info.reason(), "FIGURE_COUNTS");
  const uint64_t corrected = Report(34, slip);
  v1::View view;
  ASSERT_TRUE(Read("chair", 0, 0, &view).ok());
  EXPECT_EQ(Shown(view), "[c]");
  for (const char* other : {"housing", "board", "auditor"}) {
    EXPECT_EQ(Clear(other, slip, "c2", &response).error_code(), grpc::PERMISSION_DENIED) << other;
  }
  const grpc::Status not_custodian = Clear("only-coordinate", slip, "c3", &response);
  EXPECT_EQ(not_custodian.error_code(), grpc::PERMISSION_DENIED);
  EXPECT_THAT(not_custodian.error_message(), HasSubstr("custodian"));

  const grpc::Status cleared = Clear("office", slip, "c4", &response);
  ASSERT_TRUE(cleared.ok()) << cleared.error_message();
  EXPECT_TRUE(ledger::VerifyReceipt(response.receipt(), Verifier(), std::nullopt).ok());
  ASSERT_TRUE(Read("chair", 0, 0, &view).ok());
  EXPECT_EQ(Shown(view), "34");
  ASSERT_EQ(view.clearings_size(), 1);
  EXPECT_EQ(view.clearings(0).reason(), "a digit was missing");
  ASSERT_TRUE(Read("chair", slip + 1, 0, &view).ok());
  EXPECT_EQ(Shown(view), "[c]");
  ASSERT_TRUE(Read("chair", corrected + 1, 0, &view).ok());
  EXPECT_EQ(Shown(view), "[c]");
  EXPECT_EQ(DetailsOf(Clear("office", slip, "c5", &response)).info.reason(), "CLEARED_ALREADY");
}

}  // namespace
}  // namespace samlad::testing
