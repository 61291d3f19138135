// SPDX-License-Identifier: EUPL-1.2

#include "clients/conformance/judge.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace samlad::conformance {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr uint64_t kStoredAt = 7;

class JudgeTest : public ::testing::Test {
 protected:
  // A sender that did everything right.
  JudgeTest() {
    evidence_.report.set_organisation("case-01");
    ProgramRun run;
    run.mutable_outcome()->set_outcome("accepted");
    run.mutable_outcome()->set_position(kStoredAt);
    run.mutable_outcome()->set_submission_id("id-1");
    run.mutable_outcome()->set_receipt_verified(true);
    evidence_.runs.push_back(run);
    AddSubmit("id-1", evidence_.report);
    evidence_.log.add_reports()->set_position(kStoredAt);
  }

  Outcome& outcome() { return *evidence_.runs.back().mutable_outcome(); }

  void AddSubmit(const std::string& id, const v1::Report& report) {
    v1::SubmitRequest request;
    request.set_submission_id(id);
    request.set_report(report.SerializeAsString());
    const auto now = std::chrono::steady_clock::now();
    evidence_.calls.push_back({.method = kSubmit,
                               .request = request.SerializeAsString(),
                               .arrived = now,
                               .answered = now});
  }

  void AnswerWith(std::initializer_list<std::pair<std::string, v1::Severity>> findings) {
    v1::SubmitResponse response;
    for (const auto& [code, severity] : findings) {
      v1::Finding& finding = *response.add_findings();
      finding.set_code(code);
      finding.set_severity(severity);
    }
    evidence_.calls.back().answer = {response.SerializeAsString()};
  }

  std::vector<std::string> Problems(void (*expect)(Judge&)) {
    Judge judge(evidence_);
    expect(judge);
    std::vector<std::string> problems;
    for (const v1::Text& problem : judge.problems()) {
      EXPECT_NE(problem.sv(), "");
      problems.push_back(problem.en());
    }
    return problems;
  }

  static void Stored(Judge& judge) {
    judge.ExpectStoredOnce();
    judge.ExpectOneContent();
    judge.ExpectFindings();
  }

  Evidence evidence_;
};

TEST_F(JudgeTest, FindsNothingWrongWithAGoodSender) { EXPECT_THAT(Problems(Stored), IsEmpty()); }

TEST_F(JudgeTest, ComparesWhatWasPrintedWithTheLog) {
  outcome().set_position(kStoredAt + 1);
  EXPECT_THAT(Problems(Stored), ElementsAre(HasSubstr("position is 8; in the log it is 7")));
  outcome().set_position(kStoredAt);
  outcome().set_receipt_verified(false);
  EXPECT_THAT(Problems(Stored), ElementsAre(HasSubstr("receipt_verified")));
  outcome().set_receipt_verified(true);
  outcome().set_submission_id("other");
  EXPECT_THAT(Problems(Stored), ElementsAre(HasSubstr("submission_id is \"other\"")));
}

TEST_F(JudgeTest, CountsWhatIsInTheLog) {
  evidence_.log.add_reports()->set_position(3);
  EXPECT_THAT(Problems(Stored), ::testing::Contains(HasSubstr("the report 2 times")));
  evidence_.before = {3};  // was there before
  EXPECT_THAT(Problems(Stored), IsEmpty());
  EXPECT_THAT(Problems([](Judge& judge) { judge.ExpectNothingStored(); }),
              ElementsAre(HasSubstr("1 reports that should not")));
}

TEST_F(JudgeTest, NoticesARetryWithOtherContent) {
  AddSubmit("id-2", evidence_.report);
  EXPECT_THAT(Problems(Stored), ElementsAre(HasSubstr("another submission_id")));
  evidence_.calls.pop_back();
  v1::Report other = evidence_.report;
  other.set_comment("changed");
  AddSubmit("id-1", other);
  EXPECT_THAT(Problems(Stored), ElementsAre(HasSubstr("other bytes")));
}

TEST_F(JudgeTest, NoticesAnotherReportThanTheGivenOne) {
  evidence_.report.set_comment("as given");
  EXPECT_THAT(Problems(Stored), ElementsAre(HasSubstr("not the one in SAMLAD_REPORT")));
}

TEST_F(JudgeTest, AsksForEveryCodeButInformation) {
  AnswerWith({{"A_WARNING", v1::SEVERITY_WARNING}, {"A_NOTE", v1::SEVERITY_INFO}});
  EXPECT_THAT(Problems(Stored), ElementsAre("findings lacks A_WARNING, which the answer had."));
  outcome().add_findings("A_WARNING");
  outcome().add_findings("OF_THE_PROGRAM");
  EXPECT_THAT(Problems(Stored), IsEmpty());
}

TEST_F(JudgeTest, MeasuresTheWaitFromTheAnswer) {
  AddSubmit("id-1", evidence_.report);
  const Call& first = evidence_.calls.front();
  Call& second = evidence_.calls.back();
  second.arrived = first.answered + milliseconds(900);
  const auto expect = [](Judge& judge) { judge.ExpectWaits({milliseconds(1'000)}); };
  EXPECT_THAT(Problems(expect), ElementsAre(HasSubstr("after 900 ms; the answer asked for 1000")));
  second.arrived = first.answered + milliseconds(1'000);
  EXPECT_THAT(Problems(expect), IsEmpty());
}

TEST_F(JudgeTest, NoticesAnOutcomeThatNoCallGave) {
  const auto expect = [](Judge& judge) { judge.ExpectCall({kSubmit, kValidate}); };
  EXPECT_THAT(Problems(expect), IsEmpty());
  evidence_.calls.front().method = kGetReceipt;
  EXPECT_THAT(Problems(expect), ElementsAre(HasSubstr("made no call that could have told")));
  EXPECT_THAT(Problems([](Judge& judge) { judge.ExpectCall(); }), IsEmpty());
  evidence_.calls.clear();
  EXPECT_THAT(Problems([](Judge& judge) { judge.ExpectCall(); }),
              ElementsAre(HasSubstr("made no call that could have told")));
}

TEST_F(JudgeTest, ExitCodeOutcomeAndOutputMustAgree) {
  const auto nothing = [](Judge&) {};
  evidence_.runs.back().set_exit_code(1);
  EXPECT_THAT(Problems(nothing), ElementsAre(HasSubstr("exit code is 1 although")));
  outcome().set_outcome("rejected");
  EXPECT_THAT(Problems(nothing), IsEmpty());
  evidence_.runs.back().set_exit_code(0);
  EXPECT_THAT(Problems(nothing), ElementsAre(HasSubstr("exit code is 0 although")));
  outcome().set_outcome("done");
  EXPECT_THAT(Problems(nothing), ElementsAre(HasSubstr("no JSON object whose outcome")));
  evidence_.runs.back().set_timed_out(true);
  evidence_.runs.back().set_duration_ms(60'000);
  EXPECT_THAT(Problems(nothing), ElementsAre("The program had not ended after 60 s."));
  evidence_.runs.back().set_timed_out(false);
  evidence_.runs.back().set_output_too_large(true);
  EXPECT_THAT(Problems(nothing), ElementsAre(HasSubstr("more than 64 MiB")));
}

}  // namespace
}  // namespace samlad::conformance
