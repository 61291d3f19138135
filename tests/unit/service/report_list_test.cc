// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/report_list.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace samlad::service {
namespace {

// Two organisations; "homes" may report for "club" too.
exchange::Snapshot EmptySnapshot(domain::Symbols& symbols) {
  v1::Catalogue catalogue;
  for (const char* id : {"homes", "school", "club"}) catalogue.add_organisations()->set_id(id);
  catalogue.mutable_organisations(0)->add_mandates("club");
  exchange::Snapshot snapshot;
  snapshot.catalogue = domain::CatalogueIndex::Build(std::move(catalogue), 0, symbols);
  snapshot.facts.Append({.time_ms = 1, .what = domain::CatalogueFact{.index = snapshot.catalogue}});
  return snapshot;
}

void AddReport(exchange::Snapshot& snapshot, const std::string& organisation,
               const std::string& period) {
  snapshot.facts.Append({.time_ms = 2,
                         .what = domain::ReportFact{.organisation = organisation,
                                                    .obligation = "annual",
                                                    .period = period,
                                                    .sender = organisation,
                                                    .replaces = 0,
                                                    .verdict = v1::VERDICT_ACCEPTED,
                                                    .observations = nullptr,
                                                    .prose = nullptr}});
}

std::vector<uint64_t> Positions(const v1::ListReportsResponse& response) {
  std::vector<uint64_t> positions;
  for (const v1::ReportSummary& report : response.reports()) positions.push_back(report.position());
  return positions;
}

class ReportListTest : public ::testing::Test {
 protected:
  ReportListTest() : snapshot_(EmptySnapshot(symbols_)) {}

  v1::ListReportsResponse List(const v1::ListReportsRequest& request,
                               std::string_view organisation = "homes") const {
    const auto response = ListReportsOf(organisation, snapshot_, request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : v1::ListReportsResponse();
  }

  domain::Symbols symbols_;
  exchange::Snapshot snapshot_;
};

TEST_F(ReportListTest, OwnAndMandatedReportsOnly) {
  AddReport(snapshot_, "homes", "2025");
  AddReport(snapshot_, "school", "2025");
  AddReport(snapshot_, "club", "2025");
  EXPECT_EQ(Positions(List({})), (std::vector<uint64_t>{3, 1}));
  EXPECT_EQ(Positions(List({}, "school")), (std::vector<uint64_t>{2}));
  EXPECT_EQ(Positions(List({}, "club")), (std::vector<uint64_t>{3}));
  EXPECT_EQ(Positions(List({}, "stranger")), (std::vector<uint64_t>{}));
}

TEST_F(ReportListTest, LaterPagesAreOfTheSameMoment) {
  for (int i = 0; i < 3; ++i) AddReport(snapshot_, "homes", "2025");
  v1::ListReportsRequest request;
  request.set_page_size(1);
  v1::ListReportsResponse page = List(request);
  EXPECT_EQ(Positions(page), (std::vector<uint64_t>{3}));
  EXPECT_FALSE(page.reports(0).superseded());

  AddReport(snapshot_, "homes", "2025");
  request.set_page_token(page.next_page_token());
  page = List(request);
  EXPECT_EQ(Positions(page), (std::vector<uint64_t>{2}));
  EXPECT_TRUE(page.reports(0).superseded());
  request.set_page_token(page.next_page_token());
  page = List(request);
  EXPECT_EQ(Positions(page), (std::vector<uint64_t>{1}));
  EXPECT_EQ(page.next_page_token(), "");
}

TEST_F(ReportListTest, ATokenHoldsForItsListingOnly) {
  AddReport(snapshot_, "homes", "2025");
  AddReport(snapshot_, "homes", "2025");
  v1::ListReportsRequest request;
  request.set_page_size(1);
  request.set_page_token(List(request).next_page_token());
  ASSERT_NE(request.page_token(), "");
  EXPECT_FALSE(ListReportsOf("club", snapshot_, request).ok());
  request.set_period("2024");
  EXPECT_FALSE(ListReportsOf("homes", snapshot_, request).ok());
  request.set_period("");
  for (size_t i = 0; i < request.page_token().size(); ++i) {
    v1::ListReportsRequest bent = request;
    (*bent.mutable_page_token())[i] ^= 1;
    EXPECT_FALSE(ListReportsOf("homes", snapshot_, bent).ok()) << i;
  }
}

TEST_F(ReportListTest, FiltersByPeriod) {
  AddReport(snapshot_, "homes", "2024");
  AddReport(snapshot_, "homes", "2025");
  v1::ListReportsRequest request;
  request.set_period("2024");
  EXPECT_EQ(Positions(List(request)), (std::vector<uint64_t>{1}));
}

TEST_F(ReportListTest, SaysWhatWasDecidedOnEachAsOfAnyMoment) {
  AddReport(snapshot_, "homes", "2025");
  v1::ReviewRemark remark;
  remark.set_field("EID-02");
  snapshot_.facts.Append({.time_ms = 3,
                          .what = domain::ReviewFact{.approved = false,
                                                     .report = 1,
                                                     .organisation = "homes",
                                                     .obligation = "annual",
                                                     .period = "2025",
                                                     .reason = "see the field",
                                                     .remarks = {remark}}});
  AddReport(snapshot_, "homes", "2025");
  snapshot_.facts.Append({.time_ms = 5,
                          .what = domain::WithdrawalFact{.report = 3,
                                                         .organisation = "homes",
                                                         .obligation = "annual",
                                                         .period = "2025",
                                                         .sender = "homes",
                                                         .reason = "wrong file"}});
  const v1::ListReportsResponse all = List({});
  ASSERT_EQ(Positions(all), (std::vector<uint64_t>{3, 1}));
  EXPECT_EQ(all.reports(0).review(), v1::REVIEW_STATE_WITHDRAWN);
  EXPECT_EQ(all.reports(0).review_position(), 4u);
  EXPECT_EQ(all.reports(0).review_reason(), "wrong file");
  EXPECT_EQ(all.reports(1).review(), v1::REVIEW_STATE_SENT_BACK);
  EXPECT_EQ(all.reports(1).review_remarks_size(), 1);
  // One by itself says the same.
  for (const v1::ReportSummary& report : all.reports()) {
    EXPECT_EQ(SummaryOf(snapshot_.facts, report.position()).SerializeAsString(),
              report.SerializeAsString());
  }
  v1::ListReportsRequest earlier;
  earlier.set_as_of(2);
  const v1::ListReportsResponse before = List(earlier);
  ASSERT_EQ(Positions(before), (std::vector<uint64_t>{1}));
  EXPECT_EQ(before.reports(0).review(), v1::REVIEW_STATE_UNSPECIFIED);
  EXPECT_FALSE(before.reports(0).superseded());
  earlier.set_as_of(6);
  EXPECT_EQ(ListReportsOf("homes", snapshot_, earlier).status().code(),
            absl::StatusCode::kOutOfRange);
}

TEST_F(ReportListTest, ATokenHoldsForItsMomentOnly) {
  for (int i = 0; i < 3; ++i) AddReport(snapshot_, "homes", "2025");
  v1::ListReportsRequest request;
  request.set_page_size(1);
  request.set_as_of(3);
  v1::ListReportsResponse page = List(request);
  EXPECT_EQ(Positions(page), (std::vector<uint64_t>{2}));
  request.set_page_token(page.next_page_token());
  EXPECT_EQ(Positions(List(request)), (std::vector<uint64_t>{1}));
  request.set_as_of(4);
  EXPECT_EQ(ListReportsOf("homes", snapshot_, request).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace samlad::service
