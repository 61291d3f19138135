// SPDX-License-Identifier: EUPL-1.2
//
// A report as a whole: header, mandatory indicators, activities, follow-ups.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "gateway/base/limits.h"
#include "gateway/domain/values/date.h"
#include "google/protobuf/unknown_field_set.h"
#include "tests/unit/domain/validation/check_fixture.h"

namespace samlad::domain {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

TEST(CheckReportTest, AcceptsAWholeReport) {
  const ContentCheck check = CheckText("");
  EXPECT_THAT(Places(check), IsEmpty());
  EXPECT_EQ(check.verdict, v1::VERDICT_ACCEPTED);
  EXPECT_EQ(check.rejected_observations, 0u);
}

TEST(CheckReportTest, SaysWhatOfTheHeaderDoesNotResolve) {
  EXPECT_THAT(Places(CheckText("organisation: 'acme'")),
              ElementsAre("ORGANISATION_UNKNOWN@organisation"));
  EXPECT_THAT(Places(CheckText("obligation: 'x'")), ElementsAre("OBLIGATION_UNKNOWN@obligation"));
  EXPECT_THAT(Places(CheckText("period: '2025-Q1'")), ElementsAre("PERIOD_MALFORMED@period"));
  EXPECT_THAT(Places(CheckText("period: '2027'")), ElementsAre("PERIOD_UNKNOWN@period"));
  EXPECT_THAT(Places(CheckText("period: '2025-T1'")),
              ElementsAre("PERIOD_NOT_IN_OBLIGATION@period"));
  EXPECT_THAT(Places(CheckText("period: '2023'")), ElementsAre("PERIOD_CLOSED@period"));
}

TEST(CheckReportTest, AClosedPeriodTakesTheReportForWhichItWasReopened) {
  Symbols symbols;
  const auto index = CheckedIndex(symbols);
  const v1::Report report = MakeReport("period: '2023'");
  EXPECT_THAT(Places(CheckContent(report, *index, /*reopened=*/true)), IsEmpty());
  const v1::Finding closed = Find(CheckContent(report, *index), "PERIOD_CLOSED");
  EXPECT_EQ(closed.SerializeAsString(), ClosedPeriod(*index, "annual", "2023").SerializeAsString());
  EXPECT_THAT(closed.message().en(), HasSubstr("unless it was reopened"));
  EXPECT_THAT(closed.fix().en(), HasSubstr("the gateway does"));
  EXPECT_THAT(closed.fix().sv(), HasSubstr("det vet gatewayen"));
}

TEST(CheckReportTest, NamesEveryFieldThatTheContractDoesNotHave) {
  v1::Report report = MakeReport("sign_off { name: 'N' date: '2026-01-31' }");
  const auto add = [](google::protobuf::Message& message, int number) {
    message.GetReflection()->MutableUnknownFields(&message)->AddLengthDelimited(number, "hidden");
  };
  add(report, 4242);
  add(*report.mutable_sign_off(), 9);
  add(*report.mutable_observations(0), 15);
  const ContentCheck check = Check(report);
  EXPECT_EQ(check.verdict, v1::VERDICT_REJECTED);
  EXPECT_THAT(Places(check),
              UnorderedElementsAre("REPORT_FIELD_UNKNOWN@4242", "REPORT_FIELD_UNKNOWN@sign_off.9",
                                   "REPORT_FIELD_UNKNOWN@observations[0].15"));
  EXPECT_EQ(Find(check, "REPORT_FIELD_UNKNOWN").got(), "4242");
}

TEST(CheckReportTest, WhoIsGoneOnThePeriodsLastDayDoesNotReportForIt) {
  Symbols symbols;
  v1::Catalogue catalogue = CheckedCatalogue();
  catalogue.mutable_organisations(0)->set_valid_to("2025-12-30");
  const auto gone = CatalogueIndex::Build(catalogue, 0, symbols);
  EXPECT_THAT(Places(CheckContent(MakeReport(), *gone)), ElementsAre("PERIOD_NOT_OWED@period"));
  catalogue.mutable_organisations(0)->set_valid_to("2025-12-31");
  const auto there = CatalogueIndex::Build(catalogue, 0, symbols);
  EXPECT_THAT(Places(CheckContent(MakeReport(), *there)), IsEmpty());
}

TEST(CheckReportTest, FollowsUpAsTheHolderOfTheRoleThatAnswers) {
  Symbols symbols;
  v1::Catalogue catalogue = CheckedCatalogue();
  catalogue.add_roles()->set_id("steering");
  catalogue.mutable_roles(0)->set_holder("eidar");
  catalogue.mutable_projects(2)->set_owner("steering");
  const auto index = CatalogueIndex::Build(catalogue, 0, symbols);
  const v1::Report report =
      MakeReport("follow_ups { project: 'P3' status: PROJECT_STATUS_ON_PLAN effect: 'e' }");
  EXPECT_THAT(Places(CheckContent(report, *index)), IsEmpty());
}

TEST(CheckReportTest, FollowsUpWhatIsDecidedAndWhatWasPlanned) {
  const auto follow_up = [](std::string_view project) {
    return Places(Check(MakeReport("follow_ups { project: '" + std::string(project) +
                                   "' status: PROJECT_STATUS_FINISHED effect: 'e' }")));
  };
  EXPECT_THAT(follow_up("ASKED"),
              ElementsAre("FOLLOW_UP_PROJECT_NOT_APPROVED@follow_ups[0].project"));
  EXPECT_THAT(follow_up("RUNS"), IsEmpty());
  EXPECT_THAT(follow_up("OVER"), ElementsAre("FOLLOW_UP_PROJECT_ENDED@follow_ups[0].project"));
  EXPECT_THAT(follow_up("LAST"), IsEmpty());
}

TEST(CheckReportTest, MeasuredEffectsAreThoseThatTheProjectExpects) {
  const auto measured = [](std::string_view effects) {
    return Places(Check(
        MakeReport("follow_ups { project: 'RUNS' status: PROJECT_STATUS_ON_PLAN effect: 'e' " +
                   std::string(effects) + "}")));
  };
  EXPECT_THAT(measured("measured { indicator: 'RATIO' value: '12.5' }"
                       "measured { indicator: 'FLOW' value: '3' }"),
              IsEmpty());
  EXPECT_THAT(measured("measured { indicator: 'RATIO' value: '12.55' }"),
              ElementsAre("FOLLOW_UP_MEASURED_DECIMALS@follow_ups[0].measured[0].value"));
  EXPECT_THAT(measured("measured { indicator: 'RATIO' value: '0.4' }"),
              ElementsAre("FOLLOW_UP_MEASURED_IS_SHARE@follow_ups[0].measured[0].value"));
  EXPECT_THAT(measured("measured { indicator: 'FLOW' value: 'några' }"),
              ElementsAre("FOLLOW_UP_MEASURED_MALFORMED@follow_ups[0].measured[0].value"));
  EXPECT_THAT(measured("measured { indicator: 'MEAN' value: '3' }"),
              ElementsAre("FOLLOW_UP_MEASURED_UNKNOWN@follow_ups[0].measured[0].indicator"));
  EXPECT_THAT(measured("measured { indicator: 'FLOW' value: '3' }"
                       "measured { indicator: 'FLOW' value: '4' }"),
              ElementsAre("FOLLOW_UP_MEASURED_DUPLICATE@follow_ups[0].measured[1].indicator"));
  std::string many;
  for (size_t i = 0; i <= limits::kActivityLinksMax; ++i) many += "measured { value: '1' }";
  EXPECT_THAT(measured(many), Contains("FOLLOW_UP_MEASURED_TOO_MANY@follow_ups[0].measured"));
}

TEST(CheckReportTest, AReasonIsOneOfThoseThatTheContractHas) {
  v1::Report report = MakeReport();
  report.set_reason(v1::REVISION_REASON_LATE);
  EXPECT_THAT(Places(Check(report)), IsEmpty());
  report.set_reason(static_cast<v1::RevisionReason>(9));
  EXPECT_THAT(Places(Check(report)), ElementsAre("REVISION_REASON_UNKNOWN@reason"));
}

TEST(CheckReportTest, SaysOnceWhatOfTheHeadIsMissing) {
  v1::Report report = MakeReport();
  report.clear_period();
  EXPECT_THAT(Places(Check(report)), Contains("REPORT_HEAD_MISSING@period"));
  report.clear_obligation();
  report.clear_organisation();
  const ContentCheck check = Check(report);
  EXPECT_THAT(Places(check), Contains("REPORT_HEAD_MISSING@organisation"));
  EXPECT_EQ(Find(check, "REPORT_HEAD_MISSING").got(), "organisation, obligation, period");
  for (const char* other : {"ORGANISATION_UNKNOWN@organisation", "OBLIGATION_UNKNOWN@obligation",
                            "PERIOD_MALFORMED@period"}) {
    EXPECT_THAT(Places(check), Not(Contains(other)));
  }
}

TEST(CheckReportTest, RefusesAnObligationOfOthersButNamesOwnOnes) {
  const ContentCheck check = CheckText("obligation: 'other'");
  EXPECT_THAT(Places(check), Contains("OBLIGATION_NOT_OWED@obligation"));
  EXPECT_EQ(Find(check, "OBLIGATION_NOT_OWED").expected(), "annual");
}

// Each names what was written, and the nearest or all that would fit.
TEST(CheckReportTest, SaysWhatToWriteForANameThatDoesNotFit) {
  const auto fix = [](std::string_view text, std::string_view code) {
    return Find(CheckText(text), code).fix().en();
  };
  EXPECT_THAT(fix("organisation: 'eider'", "ORGANISATION_UNKNOWN"),
              HasSubstr("Did you mean eidar?"));
  EXPECT_THAT(fix("obligation: 'anual'", "OBLIGATION_UNKNOWN"), HasSubstr("owes: annual."));
  EXPECT_THAT(fix("organisation: 'acme' obligation: 'othr'", "OBLIGATION_UNKNOWN"),
              HasSubstr("owes: other."));
  EXPECT_THAT(fix("period: '2027'", "PERIOD_UNKNOWN"), HasSubstr("obligation: 2024, 2025."));
  EXPECT_THAT(fix("observations { value: '1' }", "OBS_INDICATOR_MISSING"),
              HasSubstr("one of FLOW, STOCK,"));
  EXPECT_THAT(fix("follow_ups { project: 'P3' }", "FOLLOW_UP_NOT_PARTICIPANT"),
              HasSubstr("takes part in: P1, P2, ASKED, RUNS, OVER, LAST."));
}

TEST(CheckReportTest, AcceptsReportingOrganisationsByKind) {
  EXPECT_THAT(Places(CheckText("organisation: 'sgn'")), IsEmpty());
}

TEST(CheckReportTest, AnActivityNamesAnIndicatorOnce) {
  const ContentCheck check = CheckText(R"pb(
    activities { id: "A1" title: "t" indicators: "FLOW" indicators: "STOCK" indicators: "FLOW" }
  )pb");
  EXPECT_THAT(Places(check),
              ElementsAre("ACTIVITY_INDICATOR_REPEATED@activities[0].indicators[2]"));
  EXPECT_EQ(check.verdict, v1::VERDICT_REJECTED);
}

TEST(CheckReportTest, BoundsTheLinksOfAnActivity) {
  v1::Report report = MakeReport("activities { id: 'A1' title: 't' }");
  for (size_t i = 0; i <= limits::kActivityLinksMax; ++i) {
    report.mutable_activities(0)->add_indicators("NO");
  }
  const ContentCheck check = Check(report);
  EXPECT_THAT(Places(check), Contains("ACTIVITY_TOO_MANY_LINKS@activities[0].indicators"));
  EXPECT_EQ(Find(check, "ACTIVITY_INDICATOR_UNKNOWN").occurrences(), limits::kActivityLinksMax);
  report.mutable_activities(0)->mutable_indicators()->RemoveLast();
  EXPECT_THAT(Places(Check(report)),
              Not(Contains("ACTIVITY_TOO_MANY_LINKS@activities[0].indicators")));
}

TEST(CheckReportTest, BoundsTheProseOfAReport) {
  v1::Report report = MakeReport();
  const std::string text(limits::kTextBytesMax, 'x');
  for (size_t i = 0; i <= limits::kProseBytesMax / limits::kTextBytesMax; ++i) {
    report.add_follow_ups()->set_effect(text);
  }
  const ContentCheck check = Check(report);
  EXPECT_THAT(Places(check), Contains("REPORT_PROSE_TOO_LONG@"));
  EXPECT_EQ(Find(check, "REPORT_PROSE_TOO_LONG").severity(), v1::SEVERITY_ERROR);
  report.mutable_follow_ups()->RemoveLast();
  EXPECT_THAT(Places(Check(report)), Not(Contains("REPORT_PROSE_TOO_LONG@")));
}

TEST(CheckReportTest, RunsEveryRuleWhateverTheOthersFound) {
  const ContentCheck check = CheckText(R"pb(
    organisation: "acme"
    obligation: "x"
    period: "never"
    observations { indicator: "FLOW" value: "1,5" area: "mars" comment: "811218-9876" }
    observations { indicator: "WHAT" value: "a lot" }
    follow_ups { project: "P9" }
  )pb");
  EXPECT_THAT(Places(check),
              ElementsAre("ORGANISATION_UNKNOWN@organisation", "OBLIGATION_UNKNOWN@obligation",
                          "PERIOD_MALFORMED@period", "OBS_NUMBER_MALFORMED@observations[1].value",
                          "OBS_CODE_UNKNOWN@observations[1].area",
                          "TEXT_PERSONAL_NUMBER@observations[1].comment",
                          "OBS_NUMBER_MALFORMED@observations[2].value",
                          "OBS_INDICATOR_UNKNOWN@observations[2].indicator",
                          "FOLLOW_UP_PROJECT_UNKNOWN@follow_ups[0].project",
                          "FOLLOW_UP_STATUS_MISSING@follow_ups[0].status",
                          "FOLLOW_UP_EFFECT_MISSING@follow_ups[0].effect"));
  EXPECT_EQ(check.verdict, v1::VERDICT_REJECTED);
  EXPECT_EQ(check.rejected_observations, 2u);
}

TEST(CheckReportTest, RefusesAnEmptyReport) {
  v1::Report report = MakeReport();
  report.clear_observations();
  EXPECT_THAT(Places(Check(report)),
              ElementsAre("REPORT_EMPTY@observations", "OBS_MANDATORY_MISSING@observations"));
  EXPECT_THAT(Places(Check(v1::Report())), Contains("REPORT_EMPTY@observations"));
}

TEST(CheckReportTest, RefusesMoreThanItLooksAt) {
  v1::Report report = MakeReport();
  for (size_t i = 0; i < limits::kObservationsMax; ++i) report.add_observations();
  for (size_t i = 0; i <= limits::kActivitiesMax; ++i) report.add_activities();
  const ContentCheck check = Check(report);
  EXPECT_THAT(Places(check), Contains("REPORT_TOO_LARGE@observations"));
  EXPECT_THAT(Places(check), Contains("REPORT_TOO_LARGE@activities"));
  EXPECT_EQ(check.rejected_observations, limits::kObservationsMax - 1);
}

TEST(CheckReportTest, AsksForASignOff) {
  v1::Report report = MakeReport();
  report.clear_sign_off();
  const ContentCheck check = Check(report);
  EXPECT_THAT(Places(check), ElementsAre("SIGN_OFF_MISSING@sign_off"));
  EXPECT_EQ(check.verdict, v1::VERDICT_ACCEPTED_WITH_WARNINGS);
  EXPECT_THAT(Places(CheckText("sign_off { date: '2026-02-30' }")),
              ElementsAre("SIGN_OFF_DATE_MALFORMED@sign_off.date"));
  EXPECT_THAT(Places(CheckText("sign_off { date: '10 februari' }")),
              ElementsAre("SIGN_OFF_DATE_MALFORMED@sign_off.date"));
}

TEST(CheckReportTest, WarnsOfASignOffThatIsStillToCome) {
  using namespace std::chrono_literals;
  const auto today = 2026y / 2 / 10;
  EXPECT_FALSE(CheckSignOffDay("2026-02-10", today));
  EXPECT_FALSE(CheckSignOffDay("", today));
  EXPECT_FALSE(CheckSignOffDay("10 februari", today)) << "another finding";
  const auto finding = CheckSignOffDay("2026-02-11", today);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->code(), "SIGN_OFF_IN_FUTURE");
  EXPECT_EQ(finding->severity(), v1::SEVERITY_WARNING);
  EXPECT_EQ(finding->expected(), "2026-02-10");
  // 23:30 UTC is the next day in Sweden.
  constexpr int64_t kLate = 1'770'766'200'000;
  EXPECT_EQ(DayOf(kLate, ""), std::chrono::sys_days(2026y / 2 / 10));
  EXPECT_EQ(DayOf(kLate, "Europe/Stockholm"), std::chrono::sys_days(2026y / 2 / 11));
  EXPECT_EQ(DayOf(kLate, "Europe/Atlantis"), std::chrono::sys_days(2026y / 2 / 10));
}

TEST(CheckReportTest, CountsAnActivityOrFollowUpThatIsRepeatedWordForWordOnce) {
  const ContentCheck check = CheckText(R"pb(
    activities { id: "A1" title: "t" indicators: "FLOW" }
    activities { id: "A1" title: "t" indicators: "FLOW" }
    follow_ups { project: "P1" status: PROJECT_STATUS_ON_PLAN effect: "e" }
    follow_ups { project: "P1" status: PROJECT_STATUS_ON_PLAN effect: "e" }
  )pb");
  EXPECT_THAT(Places(check), ElementsAre("ACTIVITY_DUPLICATE_EQUAL@activities[1].id",
                                         "FOLLOW_UP_DUPLICATE_EQUAL@follow_ups[1].project"));
  EXPECT_EQ(check.verdict, v1::VERDICT_ACCEPTED);
}

TEST(CheckReportTest, DemandsMandatoryIndicators) {
  v1::Report report = MakeReport("observations { indicator: 'STOCK' value: '1' }");
  report.mutable_observations()->DeleteSubrange(0, 1);
  const ContentCheck check = Check(report);
  ASSERT_THAT(Places(check), ElementsAre("OBS_MANDATORY_MISSING@observations"));
  EXPECT_EQ(check.findings[0].key().indicator(), "FLOW");  // NEW is not defined yet
  EXPECT_THAT(check.findings[0].message().sv(), HasSubstr("FLOW"));
}

TEST(CheckReportTest, AMandatoryIndicatorMayBeMissingWithAWarning) {
  v1::Report report = MakeReport();
  report.mutable_observations(0)->clear_value();
  report.mutable_observations(0)->set_status(v1::OBSERVATION_STATUS_MISSING);
  const ContentCheck check = Check(report);
  EXPECT_THAT(Places(check), ElementsAre("OBS_MANDATORY_NOT_COLLECTED@observations[0].status"));
  EXPECT_EQ(check.verdict, v1::VERDICT_ACCEPTED_WITH_WARNINGS);

  report.mutable_observations(0)->set_status(v1::OBSERVATION_STATUS_NOT_APPLICABLE);
  EXPECT_THAT(Places(Check(report)), IsEmpty());
}

TEST(CheckReportTest, ChecksActivities) {
  EXPECT_THAT(Places(CheckText("activities { id: 'A' title: 't' indicators: 'OTHER' }")),
              IsEmpty());
  const ContentCheck check = CheckText(R"pb(
    activities { id: "A1" title: "t" indicators: "FLOW" indicators: "NO" priority_area: "F9" }
    activities { id: "A1" title: "t" indicators: "FLOW" }
    activities {}
  )pb");
  EXPECT_THAT(
      Places(check),
      ElementsAre("ACTIVITY_INDICATOR_UNKNOWN@activities[0].indicators[1]",
                  "ACTIVITY_PRIORITY_AREA_UNKNOWN@activities[0].priority_area",
                  "ACTIVITY_ID_DUPLICATE@activities[1].id", "ACTIVITY_ID_MISSING@activities[2].id",
                  "ACTIVITY_TITLE_MISSING@activities[2].title",
                  "ACTIVITY_NOT_LINKED@activities[2].indicators"));
  EXPECT_EQ(Find(check, "ACTIVITY_PRIORITY_AREA_UNKNOWN").expected(), "F3");
  EXPECT_EQ(Find(check, "ACTIVITY_NOT_LINKED").severity(), v1::SEVERITY_WARNING);
}

TEST(CheckReportTest, ChecksFollowUps) {
  EXPECT_THAT(
      Places(CheckText(R"pb(
        follow_ups { project: "P1" status: PROJECT_STATUS_ON_PLAN spent_sek: 100 effect: "e" }
        follow_ups { project: "P2" status: PROJECT_STATUS_FINISHED effect: "e" }
      )pb")),
      IsEmpty());
  const ContentCheck check = CheckText(R"pb(
    follow_ups { project: "P1" status: PROJECT_STATUS_DEVIATES spent_sek: 101 effect: "e" }
    follow_ups { project: "P1" status: PROJECT_STATUS_ON_PLAN spent_sek: -1 effect: "e" }
    follow_ups { project: "P3" status: PROJECT_STATUS_ON_PLAN effect: "e" }
    follow_ups {}
  )pb");
  EXPECT_THAT(Places(check), ElementsAre("FOLLOW_UP_DUPLICATE@follow_ups[1].project",
                                         "FOLLOW_UP_SPENT_NEGATIVE@follow_ups[1].spent_sek",
                                         "FOLLOW_UP_NOT_PARTICIPANT@follow_ups[2].project",
                                         "FOLLOW_UP_PROJECT_UNKNOWN@follow_ups[3].project",
                                         "FOLLOW_UP_STATUS_MISSING@follow_ups[3].status",
                                         "FOLLOW_UP_OVER_BUDGET@follow_ups[0].spent_sek",
                                         "FOLLOW_UP_DEVIATION_MISSING@follow_ups[0].deviation",
                                         "FOLLOW_UP_EFFECT_MISSING@follow_ups[3].effect"));
}

TEST(CheckReportTest, StopsPersonalNumbersInEveryFreeText) {
  const ContentCheck check = CheckText(R"pb(
    comment: "se 19811218-9876"
    sign_off { title: "811218-9876" }
    observations { indicator: "STOCK" value: "1" comment: "811218-9876" }
    observations { indicator: "OLD" value: "1" source: "811218-9876" }
    activities {
      id: "811218-9876"
      title: "811218-9876"
      indicators: "FLOW"
      description: "811218-9876"
    }
    follow_ups {
      project: "P1"
      status: PROJECT_STATUS_ON_PLAN
      effect: "811218-9876"
      deviation: "811218-9876"
      next_step: "811218-9876"
    }
  )pb");
  EXPECT_THAT(Places(check),
              ::testing::UnorderedElementsAre("TEXT_PERSONAL_NUMBER@comment",
                                              "TEXT_PERSONAL_NUMBER@sign_off.title",
                                              "TEXT_PERSONAL_NUMBER@observations[1].comment",
                                              "TEXT_PERSONAL_NUMBER@observations[2].source",
                                              "TEXT_PERSONAL_NUMBER@activities[0].id",
                                              "TEXT_PERSONAL_NUMBER@activities[0].title",
                                              "TEXT_PERSONAL_NUMBER@activities[0].description",
                                              "TEXT_PERSONAL_NUMBER@follow_ups[0].effect",
                                              "TEXT_PERSONAL_NUMBER@follow_ups[0].deviation",
                                              "TEXT_PERSONAL_NUMBER@follow_ups[0].next_step"));
  for (const v1::Finding& finding : check.findings) {
    if (finding.code() == "ACTIVITY_ID_DUPLICATE") continue;
    EXPECT_THAT(finding.ShortDebugString(), Not(HasSubstr("9876")));
  }
}

// Whatever field of a report holds the number, the report is not stored: a free
// text by this rule, a code or a figure by its own.
void ExpectRejectedInEveryText(v1::Report& report, google::protobuf::Message& message) {
  const auto& reflection = *message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const auto& field = *message.GetDescriptor()->field(i);
    if (field.type() == google::protobuf::FieldDescriptor::TYPE_STRING) {
      if (field.is_repeated()) {
        reflection.AddString(&message, &field, "811218-9876");
      } else {
        reflection.SetString(&message, &field, "811218-9876");
      }
      EXPECT_EQ(Check(report).verdict, v1::VERDICT_REJECTED) << field.full_name();
      reflection.ClearField(&message, &field);
    } else if (field.message_type() != nullptr) {
      ExpectRejectedInEveryText(report, field.is_repeated()
                                            ? *reflection.AddMessage(&message, &field)
                                            : *reflection.MutableMessage(&message, &field));
      reflection.ClearField(&message, &field);
    }
  }
}

TEST(CheckReportTest, StoresAPersonalNumberInNoFieldAtAll) {
  v1::Report report = MakeReport();
  ExpectRejectedInEveryText(report, report);
}

TEST(CheckReportTest, ReportsEveryPersonalNumber) {
  const ContentCheck check = CheckText(R"pb(
    activities {
      id: "A1"
      title: "t"
      indicators: "FLOW"
      description: "Även 811218–9876 och 811218—9876 och 811218-9876."
    }
    activities { id: "A2" title: "701063-2391" indicators: "FLOW" }
    activities { id: "A3" title: "t" indicators: "FLOW" description: "1981-12-18-9876" }
  )pb");
  const v1::Finding& finding = Find(check, "TEXT_PERSONAL_NUMBER");
  EXPECT_EQ(finding.location().field(), "activities[0].description");
  EXPECT_EQ(finding.got(), "81****–****, 81****—****, 81****-****");
  EXPECT_EQ(finding.occurrences(), 4u);
  EXPECT_THAT(finding.also(), ElementsAre(2));
  EXPECT_THAT(finding.fix().sv(), HasSubstr("070-174 06 15"));
  EXPECT_THAT(finding.fix().sv(), HasSubstr("2025-09-01–2025-12-31"));
  EXPECT_THAT(finding.fix().en(), HasSubstr("123 456 789 0"));
  EXPECT_THAT(Places(check), ::testing::Contains("TEXT_PERSONAL_NUMBER@activities[1].title"));
}

// The texts of the fix are no personal numbers themselves.
TEST(CheckReportTest, AcceptsWhatTheFixSays) {
  v1::Report report = MakeReport();
  report.set_comment(FindRule("TEXT_PERSONAL_NUMBER").fix_sv.data());
  EXPECT_THAT(Places(Check(report)), ElementsAre("TEXT_PHONE@comment"));
}

TEST(CheckReportTest, BoundsTexts) {
  v1::Report report = MakeReport();
  report.set_comment(std::string(limits::kTextBytesMax, 'x'));
  EXPECT_THAT(Places(Check(report)), IsEmpty());
  report.set_comment(std::string(limits::kTextBytesMax + 1, 'x'));
  EXPECT_THAT(Places(Check(report)), ElementsAre("TEXT_TOO_LONG@comment"));
}

TEST(CheckReportTest, GroupsOneRootCauseAndListsEveryPlace) {
  std::string text;
  for (int i = 0; i < 5; ++i)
    text += "observations { indicator: 'STOCK' category: 'tent' value: '1' }";
  const ContentCheck check = CheckText(text);
  const v1::Finding& finding = Find(check, "OBS_CODE_UNKNOWN");
  EXPECT_EQ(finding.location().field(), "observations[1].category");
  EXPECT_EQ(finding.occurrences(), 5u);
  EXPECT_THAT(finding.also(), ElementsAre(2, 3, 4, 5));
  EXPECT_EQ(finding.got(), "tent");
  EXPECT_EQ(finding.expected(), "permanent, alternating");
  EXPECT_EQ(finding.key().indicator(), "STOCK");
  EXPECT_EQ(finding.key().organisation(), "eidar");
  EXPECT_EQ(finding.key().period(), "2025");
  EXPECT_EQ(finding.rules_version(), kRulesVersion);
  EXPECT_EQ(check.rejected_observations, 5u);
}

}  // namespace
}  // namespace samlad::domain
