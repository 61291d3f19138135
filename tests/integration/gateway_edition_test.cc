// SPDX-License-Identifier: EUPL-1.2
//
// The coordinator publishes editions, and the board reads them.

#include <gtest/gtest.h>

#include <future>
#include <set>
#include <string>
#include <vector>

#include "gateway/ledger/hash.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/coordination_service.grpc.pb.h"
#include "samlad/v1/edition.pb.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

class EditionGatewayTest : public GatewayTest {
 protected:
  void SetUp() override {
    GatewayTest::SetUp();
    SubmitAccepted("housing", MakeSubmit("r", MakeReport("housing", "2025", 70)));
  }

  static v1::PublishEditionRequest Request(std::string_view id, std::string_view period = "2025") {
    v1::PublishEditionRequest request;
    request.set_submission_id(std::string(id));
    request.set_period(std::string(period));
    return request;
  }

  grpc::Status Publish(const v1::PublishEditionRequest& request,
                       v1::PublishEditionResponse* response, const std::string& as = "office") {
    CallContext context;
    return v1::CoordinationService::NewStub(Connect(as))
        ->PublishEdition(&context, request, response);
  }

  v1::ListEditionsResponse List(uint32_t page_size = 0, const std::string& token = "") {
    v1::ListEditionsRequest request;
    request.set_page_size(page_size);
    request.set_page_token(token);
    CallContext context;
    v1::ListEditionsResponse response;
    const grpc::Status status =
        v1::BoardService::NewStub(Connect("board"))->ListEditions(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  grpc::Status Read(const std::string& as, const v1::ViewQuery& query, std::string* bytes) {
    v1::GetViewRequest request;
    *request.mutable_query() = query;
    CallContext context;
    v1::GetViewResponse response;
    const grpc::Status status =
        v1::BoardService::NewStub(Connect(as))->GetView(&context, request, &response);
    *bytes = response.view();
    return status;
  }
  static std::string ViewOf(const std::string& edition_bytes) {
    v1::Edition edition;
    EXPECT_TRUE(edition.ParseFromString(edition_bytes));
    return edition.view();
  }

  grpc::Status Get(uint64_t position, uint64_t as_of, v1::GetEditionResponse* response,
                   const std::string& as = "board") {
    v1::GetEditionRequest request;
    request.set_position(position);
    request.set_as_of(as_of);
    CallContext context;
    return v1::BoardService::NewStub(Connect(as))->GetEdition(&context, request, response);
  }
};

TEST_F(EditionGatewayTest, ARetryGetsTheOriginalReceiptAlsoWhenTheLogHasGrown) {
  v1::PublishEditionResponse first, again, next;
  ASSERT_TRUE(Publish(Request("e1"), &first).ok());
  EXPECT_TRUE(ledger::VerifyReceipt(first.receipt(), Verifier(), first.edition()).ok());
  SubmitAccepted("school", MakeSubmit("s", MakeReport("school", "2025", 71)));
  ASSERT_TRUE(Publish(Request("e2"), &next).ok());
  ASSERT_TRUE(Publish(Request("e1"), &again).ok());
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(again.receipt(), first.receipt());
  EXPECT_EQ(again.edition(), first.edition());
  EXPECT_NE(next.edition(), first.edition());
  // The id is bound to that edition.
  const grpc::Status other = Publish(Request("e1", "2024"), &again);
  EXPECT_EQ(other.error_code(), grpc::ALREADY_EXISTS) << other.error_message();
  const grpc::Status malformed = Publish(Request("no id!"), &again);
  EXPECT_EQ(malformed.error_code(), grpc::INVALID_ARGUMENT) << malformed.error_message();
}

TEST_F(EditionGatewayTest, ADryRunStoresNothing) {
  v1::PublishEditionRequest request = Request("");
  request.set_dry_run(true);
  v1::PublishEditionResponse response;
  ASSERT_TRUE(Publish(request, &response).ok());
  EXPECT_TRUE(response.receipt().empty());
  v1::Edition edition;
  ASSERT_TRUE(edition.ParseFromString(response.edition()));
  EXPECT_EQ(edition.number(), 1u);
  EXPECT_EQ(List().editions_size(), 0);
  v1::GetEditionResponse none;
  const grpc::Status status = Get(0, 0, &none);
  EXPECT_EQ(status.error_code(), grpc::FAILED_PRECONDITION) << status.error_message();
  EXPECT_EQ(DetailsOf(status).info.reason(), "NO_EDITION");
}

TEST_F(EditionGatewayTest, EditionsAreFoundByPositionAndByMoment) {
  v1::PublishEditionResponse first, second;
  ASSERT_TRUE(Publish(Request("e1"), &first).ok());
  ASSERT_TRUE(Publish(Request("e2"), &second).ok());
  const v1::ListEditionsResponse all = List();
  ASSERT_EQ(all.editions_size(), 2);
  EXPECT_EQ(all.editions(0).number(), 2u);
  const v1::EditionInfo& oldest = all.editions(1);
  EXPECT_EQ(oldest.digest(), ledger::AsBytes(ledger::Sha256({first.edition()})));
  EXPECT_EQ(oldest.size(), first.edition().size());
  EXPECT_EQ(oldest.period(), "2025");
  const v1::ListEditionsResponse page = List(1);
  ASSERT_EQ(page.editions_size(), 1);
  const v1::ListEditionsResponse last = List(1, page.next_page_token());
  ASSERT_EQ(last.editions_size(), 1);
  EXPECT_EQ(last.editions(0).number(), 1u);
  EXPECT_EQ(last.next_page_token(), "");

  v1::GetEditionResponse found;
  for (const auto& [position, as_of] : std::vector<std::pair<uint64_t, uint64_t>>{
           {oldest.position(), 0}, {0, oldest.position() + 1}}) {
    ASSERT_TRUE(Get(position, as_of, &found).ok());
    EXPECT_EQ(found.edition(), first.edition());
    EXPECT_EQ(found.position(), oldest.position());
  }
  ASSERT_TRUE(Get(0, 0, &found).ok());
  EXPECT_EQ(found.edition(), second.edition());
  EXPECT_EQ(DetailsOf(Get(0, oldest.position(), &found)).info.reason(), "NO_EDITION");
  EXPECT_EQ(Get(0, 1'000, &found).error_code(), grpc::OUT_OF_RANGE);
  EXPECT_EQ(Get(1, 0, &found).error_code(), grpc::NOT_FOUND);
  EXPECT_EQ(Get(0, 0, &found, "housing").error_code(), grpc::PERMISSION_DENIED);
}

TEST_F(EditionGatewayTest, EditionsAskedForAtOnceAreMadeOneAtATime) {
  std::vector<std::future<std::pair<grpc::Status, std::string>>> calls;
  for (int i = 0; i < 8; ++i) {
    calls.push_back(std::async(std::launch::async, [this, i] {
      v1::PublishEditionResponse response;
      const grpc::Status status = Publish(Request("e" + std::to_string(i)), &response);
      return std::pair(status, response.edition());
    }));
  }
  std::set<uint32_t> numbers;
  int published = 0;
  for (auto& call : calls) {
    const auto [status, bytes] = call.get();
    if (!status.ok()) {
      EXPECT_EQ(status.error_code(), grpc::RESOURCE_EXHAUSTED) << status.error_message();
      EXPECT_EQ(DetailsOf(status).info.metadata().at("queue"), "editions");
      EXPECT_EQ(DetailsOf(status).retry.retry_delay().seconds(), 5);
      continue;
    }
    v1::Edition edition;
    ASSERT_TRUE(edition.ParseFromString(bytes));
    numbers.insert(edition.number());
    ++published;
  }
  ASSERT_GE(published, 1);
  EXPECT_EQ(numbers.size(), published);
  EXPECT_EQ(*numbers.rbegin(), published);
}

// Whoever reads editions alone gets the one in force, and nothing newer.
TEST_F(EditionGatewayTest, TheBoardReadsTheEditionInForceAndTheCoordinatorALiveView) {
  v1::ViewQuery query;
  std::string first, second, bytes, live;
  first = ViewOf(PublishEdition("e1").edition());
  const v1::EditionInfo published = List().editions(0);
  SubmitAccepted("school", MakeSubmit("s", MakeReport("school", "2025", 71)));
  ASSERT_TRUE(Read("board", query, &bytes).ok());
  EXPECT_EQ(bytes, first);
  ASSERT_TRUE(Read("office", query, &live).ok());
  EXPECT_NE(live, first);
  second = ViewOf(PublishEdition("e2").edition());
  ASSERT_TRUE(Read("board", query, &bytes).ok());
  EXPECT_EQ(bytes, second);
  for (const uint64_t as_of : {published.position() + 1, published.as_of()}) {
    // The last is the moment of which the view is.
    query.set_as_of(as_of);
    ASSERT_TRUE(Read("only-read-board", query, &bytes).ok());
    EXPECT_EQ(bytes, first) << as_of;
  }
  // The view's own query gives the view again.
  v1::View view;
  ASSERT_TRUE(view.ParseFromString(first));
  ASSERT_TRUE(Read("board", view.query(), &bytes).ok());
  EXPECT_EQ(bytes, first);

  query.set_as_of(1);
  EXPECT_EQ(DetailsOf(Read("board", query, &bytes)).info.reason(), "NO_EDITION");
  query.set_as_of(1'000);
  EXPECT_EQ(Read("board", query, &bytes).error_code(), grpc::OUT_OF_RANGE);
}

TEST_F(EditionGatewayTest, TheBoardReadsAnEditionWhole) {
  PublishEdition("e1");
  v1::ViewQuery query;
  std::string bytes;
  query.set_period("2024");
  EXPECT_EQ(DetailsOf(Read("board", query, &bytes)).info.reason(), "NO_EDITION");
  query.set_period("2025");
  ASSERT_TRUE(Read("board", query, &bytes).ok());
  const std::vector<void (*)(v1::ViewQuery&)> filters = {
      [](v1::ViewQuery& one) { one.set_years(1); },
      [](v1::ViewQuery& one) { one.add_organisations("housing"); },
      [](v1::ViewQuery& one) { one.add_indicators("IND-01"); },
      [](v1::ViewQuery& one) { one.add_priority_areas("F1"); },
      [](v1::ViewQuery& one) { one.add_breakdowns(v1::DIMENSION_AREA); },
      [](v1::ViewQuery& one) { one.set_protected_as_of(1); }};
  for (const auto filter : filters) {
    v1::ViewQuery filtered = query;
    filter(filtered);
    const grpc::Status refused = Read("board", filtered, &bytes);
    EXPECT_EQ(refused.error_code(), grpc::PERMISSION_DENIED) << filtered.ShortDebugString();
    EXPECT_EQ(DetailsOf(refused).info.metadata().at("permissions"), "coordinate,audit");
  }
}

TEST_F(EditionGatewayTest, TheBoardAcknowledgesAnEditionAlsoWhenThereAreNewerOnes) {
  v1::Edition edition;
  v1::View view;
  ASSERT_TRUE(edition.ParseFromString(PublishEdition("e1").edition()));
  ASSERT_TRUE(view.ParseFromString(edition.view()));
  SubmitAccepted("school", MakeSubmit("s", MakeReport("school", "2025", 71)));
  PublishEdition("e2");
  v1::AcknowledgeRequest request;
  request.set_submission_id("a1");
  *request.mutable_query() = view.query();
  request.set_view_digest(std::string(ledger::AsBytes(ledger::Sha256({edition.view()}))));
  request.set_minute("KS 1");
  const auto acknowledge = [&](const std::string& as, v1::AcknowledgeResponse* response) {
    CallContext context;
    return v1::BoardService::NewStub(Connect(as))->Acknowledge(&context, request, response);
  };
  v1::AcknowledgeResponse response;
  const grpc::Status accepted = acknowledge("board", &response);
  ASSERT_TRUE(accepted.ok()) << accepted.error_message();
  v1::BoardAcknowledged stored;
  *stored.mutable_query() = view.query();
  stored.set_view_digest(request.view_digest());
  stored.set_minute("KS 1");
  EXPECT_TRUE(
      ledger::VerifyReceipt(response.receipt(), Verifier(), stored.SerializeAsString()).ok());
  EXPECT_TRUE(acknowledge("chair", &response).ok()) << "who reads live views, too";

  // Nobody tries the digest of a view that was not published.
  request.set_submission_id("a2");
  request.set_view_digest(std::string(32, 'x'));
  EXPECT_EQ(DetailsOf(acknowledge("board", &response)).info.reason(), "VIEW_CHANGED");
  request.mutable_query()->set_as_of(1);
  EXPECT_EQ(DetailsOf(acknowledge("board", &response)).info.reason(), "NO_EDITION");
}

TEST_F(EditionGatewayTest, OnlyTheCoordinatorPublishes) {
  v1::PublishEditionResponse response;
  for (const char* other : {"board", "auditor", "housing", "only-administer"}) {
    const grpc::Status status = Publish(Request("e1"), &response, other);
    EXPECT_EQ(status.error_code(), grpc::PERMISSION_DENIED) << other;
  }
  v1::PublishEditionRequest many = Request("e1");
  for (int i = 0; i < 1'001; ++i) many.add_approved_prose("a/b/c");
  EXPECT_EQ(Publish(many, &response).error_code(), grpc::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace samlad::testing
