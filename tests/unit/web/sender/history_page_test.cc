// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/history_page.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/web/sender/visit_fixture.h"

namespace samlad::web::sender {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

void AddReport(uint64_t position, const std::string& period, bool superseded,
               v1::ListReportsResponse& reports) {
  v1::ReportSummary& one = *reports.add_reports();
  one.set_position(position);
  one.set_organisation("sgn");
  one.set_obligation("partner-annual");
  one.set_period(period);
  one.set_superseded(superseded);
  one.set_observations(19);
}

std::string RenderList(TestVisit& visit, const v1::ListReportsResponse& reports) {
  board::Html html;
  RenderHistory(*visit, reports, html);
  return std::move(html).Take();
}

TEST(RenderHistoryTest, NumbersTheVersionsOfAReportAndSaysWhichCounts) {
  TestVisit visit;
  v1::ListReportsResponse reports;
  AddReport(20, "2025", false, reports);
  AddReport(18, "2024", false, reports);
  AddReport(17, "2025", true, reports);
  const std::string text = RenderList(visit, reports);
  const size_t newest = text.find("href=\"/reports/20\"");
  const size_t oldest = text.find("href=\"/reports/17\"");
  ASSERT_NE(newest, text.npos);
  ASSERT_NE(oldest, text.npos);
  EXPECT_THAT(text.substr(newest, oldest - newest),
              AllOf(HasSubstr("Gäller"), HasSubstr("data-label=\"Version\">2<")));
  EXPECT_THAT(text.substr(oldest),
              AllOf(HasSubstr("Ersatt"), HasSubstr("data-label=\"Version\">1<")));
}

TEST(RenderHistoryTest, SaysWhatWasSentBackApprovedOrWithdrawn) {
  TestVisit visit(board::Language::kEn);
  v1::ListReportsResponse reports;
  for (const auto& [position, state] :
       {std::pair(20, v1::REVIEW_STATE_SENT_BACK), std::pair(19, v1::REVIEW_STATE_APPROVED),
        std::pair(18, v1::REVIEW_STATE_WITHDRAWN)}) {
    AddReport(static_cast<uint64_t>(position), std::to_string(2000 + position), false, reports);
    reports.mutable_reports(reports.reports_size() - 1)->set_review(state);
  }
  EXPECT_THAT(RenderList(visit, reports), AllOf(HasSubstr("badge bad\">Sent back"),
                                                HasSubstr("Approved"), HasSubstr("Withdrawn")));
}

TEST(RenderHistoryTest, NarrowsByTheFilter) {
  TestVisit visit;
  v1::ListReportsResponse reports;
  AddReport(20, "2025", false, reports);
  AddReport(18, "2024", false, reports);
  visit.request.query.emplace("filter", "PARTNERNAS 2024");
  EXPECT_THAT(RenderList(visit, reports),
              AllOf(HasSubstr("/reports/18\""), Not(HasSubstr("/reports/20\""))));
}

TEST(RenderHistoryTest, SaysSoIfThereIsNone) {
  TestVisit visit;
  EXPECT_THAT(RenderList(visit, {}), HasSubstr("Ingen rapport har tagits emot än."));
}

}  // namespace
}  // namespace samlad::web::sender
