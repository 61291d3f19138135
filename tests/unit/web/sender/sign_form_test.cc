// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/sign_form.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/web/sender/visit_fixture.h"

namespace samlad::web::sender {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::chrono::sys_days kSigningDay{std::chrono::year{2026} / 2 / 10};

CheckedDraft Draft() {
  CheckedDraft draft;
  draft.input.report.set_organisation("sgn");
  v1::Observation& figure = *draft.input.report.add_observations();
  figure.set_indicator("PAR-01");
  figure.set_value("298");
  draft.verdict = v1::VERDICT_ACCEPTED;
  return draft;
}

SignForm Whole() {
  return {.name = "Eva Exempel",
          .title = "Controller",
          .date = "2026-02-10",
          .comment = "",
          .reason = "",
          .replaces = "0",
          .overtake = "",
          .confirmed = true,
          .answers = {}};
}

void Replace(uint64_t position, CheckedDraft& draft) {
  draft.revision.emplace();
  draft.revision->set_position(position);
}

std::vector<std::string> FaultyFields(const CheckedDraft& draft, const SignForm& form) {
  TestVisit visit;
  std::vector<std::string> fields;
  for (const SignFault& fault : FaultsOf(*visit, draft, form, kSigningDay)) {
    fields.push_back(fault.field);
  }
  return fields;
}

TEST(FaultsOfTest, FindsNothingWrongWithAWholeForm) {
  EXPECT_THAT(FaultyFields(Draft(), Whole()), IsEmpty());
}

TEST(FaultsOfTest, AsksForEverythingThatASignOffNeeds) {
  EXPECT_THAT(FaultyFields(Draft(), {.replaces = "0"}),
              ElementsAre("name", "title", "date", "confirm"));
}

TEST(FaultsOfTest, RefusesADayThatDoesNotExistOrIsToCome) {
  SignForm form = Whole();
  form.date = "2026-02-30";
  EXPECT_THAT(FaultyFields(Draft(), form), ElementsAre("date"));
  form.date = "2026-02-11";
  EXPECT_THAT(FaultyFields(Draft(), form), ElementsAre("date"));
}

TEST(FaultsOfTest, NeverReplacesAReportWithoutAReason) {
  CheckedDraft draft = Draft();
  Replace(17, draft);
  SignForm form = Whole();
  form.replaces = "17";
  EXPECT_THAT(FaultyFields(draft, form), ElementsAre("reason"));
  form.reason = "REVISION_REASON_UNSPECIFIED";
  EXPECT_THAT(FaultyFields(draft, form), ElementsAre("reason"));
  form.reason = "REVISION_REASON_CORRECTION";
  EXPECT_THAT(FaultyFields(draft, form), IsEmpty());
}

TEST(FaultsOfTest, NoticesAReportThatCameWhileThePageWasOpen) {
  CheckedDraft draft = Draft();
  Replace(18, draft);
  SignForm form = Whole();
  form.reason = "REVISION_REASON_CORRECTION";
  form.replaces = "17";
  EXPECT_THAT(FaultyFields(draft, form), ElementsAre("reason"));
}

TEST(FaultsOfTest, AsksBeforeATemplateReplacesAReportThatItDoesNotCorrect) {
  CheckedDraft draft = Draft();
  Replace(18, draft);
  draft.input.loaded.templates.push_back(
      {.file = "t.xlsx", .organisation = "sgn", .obligation = "", .period = "", .replaces = 17});
  SignForm form = Whole();
  form.replaces = "18";
  form.reason = "REVISION_REASON_CORRECTION";
  EXPECT_THAT(FaultyFields(draft, form), ElementsAre("overtake"));
  form.overtake = "18";
  EXPECT_THAT(FaultyFields(draft, form), IsEmpty());
}

TEST(SignedReportTest, HoldsTheSignOffTheReasonAndTheAnswers) {
  CheckedDraft draft = Draft();
  Replace(17, draft);
  v1::Finding& finding = *draft.findings.Add();
  finding.set_code("OBS_CHANGE_LARGE");
  SignForm form = Whole();
  form.reason = "REVISION_REASON_LATE";
  form.comment = "Sent late";
  const v1::Report report = SignedReport(draft, form);
  EXPECT_EQ(report.sign_off().name(), "Eva Exempel");
  EXPECT_EQ(report.sign_off().date(), "2026-02-10");
  EXPECT_EQ(report.reason(), v1::REVISION_REASON_LATE);
  EXPECT_EQ(report.comment(), "Sent late");
  EXPECT_EQ(report.observations(0).value(), "298");
}

TEST(SignFormTest, ShowsFaultsAtTheirInputsAndKeepsWhatWasWritten) {
  TestVisit visit;
  CheckedDraft draft = Draft();
  Replace(17, draft);
  SignForm form = Whole();
  form.name = "<Eva>";
  form.replaces = "17";
  const auto faults = FaultsOf(*visit, draft, form, kSigningDay);
  board::Html html;
  AddFaultList(*visit, faults, html);
  AddSignForm(*visit, draft, form, faults, "/sign", html);
  EXPECT_THAT(std::move(html).Take(),
              AllOf(HasSubstr("post 17"), HasSubstr("value=\"&lt;Eva&gt;\""),
                    HasSubstr("aria-invalid=\"true\" aria-describedby=\"reason-error\""),
                    HasSubstr("id=\"reason-error\""), HasSubstr("href=\"#reason\""),
                    HasSubstr("csrf-token"), Not(HasSubstr("<Eva>"))));
}

TEST(PostedSigningTest, ReadsTheFormAndItsAnswers) {
  TestVisit visit;
  visit.request.form = {
      {"name", " Eva Exempel "}, {"confirm", "yes"}, {"answer-3", " därför "}, {"answer-x", "no"}};
  const SignForm form = PostedSigning(*visit);
  EXPECT_EQ(form.name, "Eva Exempel");
  EXPECT_TRUE(form.confirmed);
  EXPECT_THAT(form.answers, ElementsAre(std::pair<const uint32_t, std::string>(3, "därför")));
}

}  // namespace
}  // namespace samlad::web::sender
