// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/due_page.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/web/sender/visit_fixture.h"

namespace samlad::web::sender {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::chrono::sys_days kToday{std::chrono::year{2026} / 2 / 10};

v1::ObligationState& AddDuty(v1::ReportState state, const std::string& period,
                             v1::ListObligationsResponse& owed) {
  v1::ObligationState& duty = *owed.add_obligations();
  duty.set_organisation("sgn");
  duty.mutable_name()->set_sv("Skolgrannarna");
  duty.set_obligation("partner-annual");
  duty.mutable_title()->set_sv("Partnernas årliga uppföljning");
  duty.set_period(period);
  duty.set_due("2026-02-15");
  duty.set_state(state);
  return duty;
}

std::string Render(TestVisit& visit, const v1::ListObligationsResponse& owed) {
  board::Html html;
  RenderDue(*visit, owed, kToday, html);
  return std::move(html).Take();
}

TEST(DaysTextTest, CountsFromTodayInWords) {
  TestVisit sv, en(board::Language::kEn);
  EXPECT_EQ(DaysText(*sv, "2026-02-15", kToday), "5 dagar kvar");
  EXPECT_EQ(DaysText(*sv, "2026-02-11", kToday), "1 dag kvar");
  EXPECT_EQ(DaysText(*sv, "2026-02-10", kToday), "i dag");
  EXPECT_EQ(DaysText(*sv, "2026-02-09", kToday), "1 dag försenad");
  EXPECT_EQ(DaysText(*en, "2026-01-31", kToday), "10 days late");
  EXPECT_EQ(DaysText(*en, "", kToday), "");
}

TEST(RenderDueTest, OffersTheTemplateAndTheUploadOfWhatIsAwaited) {
  TestVisit visit;
  v1::ListObligationsResponse owed;
  AddDuty(v1::REPORT_STATE_EXPECTED, "2025", owed);
  EXPECT_THAT(
      Render(visit, owed),
      AllOf(HasSubstr("Att göra"), HasSubstr("5 dagar kvar"),
            HasSubstr("href=\"/due/template?organisation=sgn&amp;obligation=partner-annual&amp;"
                      "period=2025&amp;format=xlsx\""),
            HasSubstr("href=\"/reports/new?organisation=sgn&amp;obligation=partner-annual&amp;"
                      "period=2025\"")));
}

TEST(RenderDueTest, ShowsWhatCameBackWithEachRemarkEscaped) {
  TestVisit visit;
  v1::ListObligationsResponse owed;
  v1::ObligationState& duty = AddDuty(v1::REPORT_STATE_RETURNED, "2025", owed);
  duty.set_position(17);
  duty.set_reason("En siffra <stämmer> inte");
  v1::ReviewRemark& remark = *duty.add_remarks();
  remark.set_field("PAR-01");
  remark.set_text("tio gånger förra årets");
  EXPECT_THAT(Render(visit, owed),
              AllOf(HasSubstr("Samordnaren har återsänt rapporten:"),
                    HasSubstr("En siffra &lt;stämmer&gt; inte"), HasSubstr("<b>PAR-01</b>"),
                    HasSubstr("tio gånger förra årets"), HasSubstr("href=\"/reports/17\""),
                    HasSubstr("Ladda upp en rättelse")));
}

TEST(RenderDueTest, SaysThatARejectedReportWasNotStored) {
  TestVisit visit(board::Language::kEn);
  v1::ListObligationsResponse owed;
  AddDuty(v1::REPORT_STATE_RETURNED, "2025", owed);
  EXPECT_THAT(Render(visit, owed), HasSubstr("What was sent was rejected"));
}

TEST(RenderDueTest, PutsAPeriodThatIsNotOverLater) {
  TestVisit visit;
  v1::ListObligationsResponse owed;
  AddDuty(v1::REPORT_STATE_EXPECTED, "2026", owed).set_due("2027-02-15");
  EXPECT_THAT(Render(visit, owed), AllOf(HasSubstr("Senare"), HasSubstr("370 dagar kvar"),
                                         HasSubstr("Inget väntar på er just nu.")));
  owed.mutable_obligations(0)->set_state(v1::REPORT_STATE_RETURNED);
  EXPECT_THAT(Render(visit, owed), AllOf(HasSubstr("Att göra"), Not(HasSubstr("Senare"))));
}

TEST(RenderDueTest, OffersNothingForWhatWasWaived) {
  TestVisit visit;
  v1::ListObligationsResponse owed;
  AddDuty(v1::REPORT_STATE_WAIVED, "2025", owed);
  EXPECT_THAT(Render(visit, owed),
              AllOf(HasSubstr("Inget väntar på er just nu."), HasSubstr("Behöver inte lämnas"),
                    Not(HasSubstr("/due/template"))));
}

TEST(RenderDueTest, NamesTheOrganisationOfAMandate) {
  TestVisit visit;
  v1::ListObligationsResponse owed;
  v1::ObligationState& duty = AddDuty(v1::REPORT_STATE_EXPECTED, "2025", owed);
  EXPECT_THAT(Render(visit, owed), Not(HasSubstr("Eidar")));
  duty.set_organisation("eidar");
  duty.mutable_name()->set_sv("Eidar");
  EXPECT_THAT(Render(visit, owed), HasSubstr("Eidar"));
}

TEST(RenderDueTest, NarrowsByTheFilter) {
  TestVisit visit;
  v1::ListObligationsResponse owed;
  AddDuty(v1::REPORT_STATE_EXPECTED, "2024", owed);
  AddDuty(v1::REPORT_STATE_EXPECTED, "2025", owed);
  visit.request.query.emplace("filter", "2024");
  EXPECT_THAT(Render(visit, owed), AllOf(HasSubstr("period=2024"), Not(HasSubstr("period=2025"))));
  visit.request.query.clear();
  visit.request.query.emplace("filter", "nothing like it");
  EXPECT_THAT(Render(visit, owed), HasSubstr("Inget passar filtret."));
}

}  // namespace
}  // namespace samlad::web::sender
