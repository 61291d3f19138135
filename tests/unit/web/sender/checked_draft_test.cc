// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/checked_draft.h"

#include "clients/web/sender/draft_page.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/web/sender/visit_fixture.h"

namespace samlad::web::sender {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

v1::Finding Warning(const std::string& code, const std::string& field) {
  v1::Finding finding;
  finding.set_code(code);
  finding.set_severity(v1::SEVERITY_WARNING);
  finding.mutable_location()->set_field(field);
  return finding;
}

TEST(AnswerableRowTest, IsThatOfAWarningWhichACommentAnswers) {
  EXPECT_EQ(AnswerableRow(Warning("OBS_VALUE_IMPLAUSIBLE", "observations[3].value")), 3);
  EXPECT_EQ(AnswerableRow(Warning("SIGN_OFF_IN_FUTURE", "sign_off.date")), std::nullopt);
  v1::Finding error = Warning("OBS_VALUE_IMPLAUSIBLE", "observations[3].value");
  error.set_severity(v1::SEVERITY_ERROR);
  EXPECT_EQ(AnswerableRow(error), std::nullopt);
}

TEST(PersonalNumbersTest, AreFoundBeforeAnythingIsSent) {
  TestVisit visit;
  v1::Report report;
  report.set_comment("Ring 19121212-1212 om ni undrar");
  EXPECT_THAT(PersonalNumbersIn(*visit, report), SizeIs(1));
  report.set_comment("Ring oss om ni undrar");
  EXPECT_THAT(PersonalNumbersIn(*visit, report), SizeIs(0));
}

TEST(FindDraftTest, DoesNotTakeOneKindForAnother) {
  TestVisit visit;
  const auto id = (*visit).drafts.Put("fingerprint", {.kind = std::string(kUploaded)}, 0);
  ASSERT_TRUE(id.ok());
  (*visit).now_ms = 0;
  EXPECT_TRUE(FindDraft(*visit, *id, kUploaded).ok());
  EXPECT_TRUE(absl::IsNotFound(FindDraft(*visit, *id, kSigned).status()));
  EXPECT_TRUE(absl::IsNotFound(FindDraft(*visit, "another", kUploaded).status()));
}

TEST(RenderCheckedTest, SaysWhenTheFileIsForAnotherReportThanWasChosen) {
  TestVisit visit;
  CheckedDraft draft;
  draft.chosen.set_period("2025");
  draft.input.report.set_period("2024");
  draft.verdict = v1::VERDICT_ACCEPTED;
  board::Html html;
  RenderChecked(*visit, draft, html);
  EXPECT_THAT(std::move(html).Take(),
              AllOf(HasSubstr("Filens uppgift gäller"), HasSubstr("Rapporten kan skickas.")));
}

TEST(DraftGonePageTest, SaysWhyAndWhatToDo) {
  TestVisit visit;
  const Response response = DraftGonePage(*visit);
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(response.body, AllOf(HasSubstr("högst 30 minuter"), HasSubstr("/reports/new"),
                                   HasSubstr("/reports\"")));
}

}  // namespace
}  // namespace samlad::web::sender
