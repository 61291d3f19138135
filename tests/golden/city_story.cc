// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/golden/narrator.h"

namespace samlad::golden {
namespace {

// Positions that a later chapter speaks of.
struct Reports {
  uint64_t eidar_2025 = 0, asf_2025 = 0, utb_2024 = 0, utb_2025 = 0;
  uint64_t sgn_2023 = 0, sgn_2025 = 0;
  uint64_t kfv_2025 = 0;
};

v1::Observation& RowOf(v1::Report& report, std::string_view indicator) {
  for (v1::Observation& row : *report.mutable_observations()) {
    if (row.indicator() == indicator) return row;
  }
  GiveUp("the sample report has no such indicator");
}

// Replaces a figure, which is no longer split.
void SetWhole(std::string_view indicator, std::string_view value, v1::Report& report) {
  v1::Observation whole = RowOf(report, indicator);
  auto& rows = *report.mutable_observations();
  rows.erase(
      std::remove_if(rows.begin(), rows.end(),
                     [&](const v1::Observation& row) { return row.indicator() == indicator; }),
      rows.end());
  whole.set_value(std::string(value));
  *report.add_observations() = whole;
}

// The annual report cut down to what a part of a year is asked for.
v1::Report PartOfYear(std::string_view organisation, std::string_view obligation,
                      std::string_view period, const std::set<std::string>& indicators) {
  v1::Report report = SampleReport(organisation, "2025");
  report.set_obligation(std::string(obligation));
  report.set_period(std::string(period));
  report.clear_follow_ups();
  report.clear_activities();
  auto& rows = *report.mutable_observations();
  rows.erase(std::remove_if(
                 rows.begin(), rows.end(),
                 [&](const v1::Observation& row) { return !indicators.contains(row.indicator()); }),
             rows.end());
  return report;
}

// Of one that has no figures to report.
v1::Report AccountOfActivities() {
  v1::Report report = SampleReport("sgn", "2025");
  report.set_organisation("energi");
  report.set_obligation("activities-annual");
  report.clear_observations();
  report.clear_follow_ups();
  for (v1::Activity& activity : *report.mutable_activities()) activity.clear_indicators();
  return report;
}

// Figures that lie on an edge: of what is small, and of what is rounded.
v1::Report OnAnEdge(std::string_view organisation, std::string_view obligation,
                    std::string_view indicator, std::string_view numerator,
                    std::string_view denominator) {
  v1::Report report = SampleReport("sgn", "2025");
  report.set_organisation(std::string(organisation));
  report.set_obligation(std::string(obligation));
  report.clear_observations();
  report.clear_activities();
  report.clear_follow_ups();
  v1::Observation& row = *report.add_observations();
  row.set_indicator(std::string(indicator));
  row.set_numerator(std::string(numerator));
  row.set_denominator(std::string(denominator));
  return report;
}

void TellOfReminders(Narrator& narrator) {
  narrator.At("2026-01-16T00:00:00+01:00");
  narrator.DoTogether({narrator.Remind("eidar-annual", "2025", "2026-02-15", 30),
                       narrator.Remind("asf-annual", "2025", "2026-02-15", 30),
                       narrator.Remind("partner-annual", "2025", "2026-02-15", 30)});
  narrator.At("2026-02-08T00:00:00+01:00");
  narrator.Do(narrator.Remind("eidar-annual", "2025", "2026-02-15", 7));
  narrator.Mark();
}

void TellOfReports(Narrator& narrator, Reports& reports) {
  narrator.At("2026-02-10T08:00:00+01:00");
  std::vector<Command> history;
  for (const std::string_view period : {"2023", "2024"}) {
    for (const std::string_view organisation : {"eidar", "asf", "utb"}) {
      v1::Report report = SampleReport(organisation, period);
      // Just enough to be shown.
      if (organisation == "asf" && period == "2024") SetWhole("ASF-03", "5", report);
      history.push_back(narrator.Submit(report));
    }
  }
  reports.utb_2024 = narrator.DoTogether(history).back();
  v1::Report slip = SampleReport("eidar", "2025");
  RowOf(slip, "EID-05").set_value("390");
  const std::vector<uint64_t> newest =
      narrator.DoTogether({narrator.Submit(slip), narrator.Submit(SampleReport("asf", "2025")),
                           narrator.Submit(SampleReport("utb", "2025"))});
  reports.eidar_2025 = newest[0];
  reports.asf_2025 = newest[1];
  reports.utb_2025 = newest[2];
  // Without its mandatory figure: only that it was returned is kept.
  v1::Report short_of_one = SampleReport("sgn", "2025");
  short_of_one.clear_observations();
  narrator.Do(narrator.Submit(short_of_one));
  // The parent company has a mandate. The last third of the year adds seven.
  v1::Report tertial =
      PartOfYear("eidar", "eidar-tertial", "2025-T2", {"EID-02", "EID-03", "EID-04"});
  SetWhole("EID-04", "67", tertial);
  narrator.Do(narrator.Submit(tertial, 0, "stadshus"));
  narrator.Mark();
}

void TellOfReviews(Narrator& narrator, Reports& reports) {
  narrator.At("2026-02-11T09:30:00+01:00");
  narrator.Do(narrator.SendBack(reports.eidar_2025, "En siffra kan inte stämma", "EID-05",
                                "tio gånger fjolårets"));
  narrator.Do(narrator.SendBack(reports.utb_2025, "", "observations[0].numerator",
                                "läsåret, inte kalenderåret?"));
  narrator.Mark();
  narrator.At("2026-02-12T10:00:00+01:00");
  v1::Report corrected = SampleReport("eidar", "2025");
  corrected.set_reason(v1::REVISION_REASON_CORRECTION);
  reports.eidar_2025 = narrator.Do(narrator.Submit(corrected, reports.eidar_2025));
  // Without saying why it replaces the one before: accepted with a warning.
  reports.utb_2025 = narrator.Do(narrator.Submit(SampleReport("utb", "2025"), reports.utb_2025));
  narrator.DoTogether({narrator.Approve(reports.eidar_2025), narrator.Approve(reports.utb_2025)});
  narrator.Mark();
}

void TellOfDueDates(Narrator& narrator, Reports& reports) {
  narrator.At("2026-02-16T00:00:00+01:00");
  v1::DeadlinePassed project;
  project.set_project("vag-in");
  project.set_period("2025");
  project.set_due("2026-02-15");
  std::vector<Command> passed = {narrator.PassDeadline(project)};
  for (const std::string_view obligation :
       {"eidar-annual", "asf-annual", "utb-annual", "kof-annual", "kfv-annual", "partner-annual",
        "activities-annual"}) {
    passed.push_back(narrator.PassDeadline(obligation, "2025", "2026-02-15"));
  }
  narrator.DoTogether(passed);
  narrator.At("2026-02-17T08:00:00+01:00");
  const std::vector<uint64_t> late = narrator.DoTogether(
      {narrator.Submit(SampleReport("sgn", "2023")), narrator.Submit(SampleReport("sgn", "2024")),
       narrator.Submit(SampleReport("sgn", "2025"))});
  reports.sgn_2023 = late[0];
  reports.sgn_2025 = late[2];
  narrator.Do(narrator.Waive("kof", "kof-annual", "2025", "omorganisation under året"));
  narrator.Do(narrator.Waive("oaf", "activities-annual", "2025", "inget uppdrag under året"));
  narrator.Do(narrator.Waive("kof", "kof-annual", "2025", "uppgifterna finns ändå", true));
  // 20.25 is to be rounded; the seven that are left of 100 are not too few.
  reports.kfv_2025 =
      narrator
          .DoTogether({narrator.Submit(OnAnEdge("kof", "kof-annual", "KOF-01", "810", "40")),
                       narrator.Submit(OnAnEdge("kfv", "kfv-annual", "KFV-01", "93", "100"))})
          .back();
  narrator.Mark();
}

void AddValue(std::string_view code, std::string_view region, std::string_view period,
              std::string_view sex, std::string_view value, v1::SeriesImported& series) {
  v1::ImportedValue& added = *series.add_values();
  added.set_code(std::string(code));
  added.set_region(std::string(region));
  added.set_period(std::string(period));
  added.set_sex(std::string(sex));
  added.set_value(std::string(value));
}

void TellOfImports(Narrator& narrator) {
  narrator.At("2026-02-20T13:00:00+01:00");
  v1::SeriesImported series;
  series.set_provider("Kolada");
  series.set_source("https://api.kolada.example/v3/data");
  series.set_retrieved_ms(1'771'580'000'000);
  AddValue("N15428", "1488", "2024", "_T", "79.1", series);
  AddValue("N15428", "0000", "2024", "_T", "83.4", series);
  AddValue("N15428", "1488", "2024", "F", "80.2", series);
  AddValue("N00973", "1488", "2025", "_T", "41.5", series);
  AddValue("N00973", "0014", "2025", "_T", "", series);
  series.mutable_values()->rbegin()->set_status("Missing");
  AddValue("N99999", "1488", "2025", "_T", "1", series);  // no comparison names it
  narrator.Do(narrator.Make(CommandKind::kImportSeries, "khs", series));
  v1::SeriesImported again;
  again.set_provider("Kolada");
  again.set_source("kolada-2026-03.json");
  AddValue("N15428", "1488", "2024", "_T", "79.3", again);
  AddValue("N15428", "0000", "2023", "_T", "83.0", again);
  narrator.Do(narrator.Make(CommandKind::kImportSeries, "khs", again));
}

void TellOfTheBoard(Narrator& narrator) {
  narrator.At("2026-03-10T07:00:00+01:00");
  const uint64_t edition = narrator.Do(narrator.Publish("2025"));
  const uint64_t failed = narrator.Do(narrator.Forward(edition));
  narrator.At("2026-03-11T07:00:00+01:00");
  narrator.Do(narrator.Change(v1::DELIVERY_STATE_FAILED, failed, "no answer within a day"));
  const uint64_t delivered = narrator.Do(narrator.Forward(edition, 2));
  narrator.At("2026-03-11T07:00:05+01:00");
  narrator.Do(narrator.Change(v1::DELIVERY_STATE_CONFIRMED, delivered, "KS/2026:118"));
  narrator.Mark();
  narrator.At("2026-03-18T15:00:00+01:00");
  // The board reads; meanwhile a first report comes that it has not seen.
  const Command noted =
      narrator.Acknowledge("2025", "KS 2026-03-18 § 41", "Kommunstyrelsen noterar redovisningen");
  narrator.Do(narrator.Submit(AccountOfActivities()));
  narrator.Do(noted);
  narrator.Do(narrator.Change(v1::DELIVERY_STATE_ACKNOWLEDGED, delivered, "KS 2026-03-18 § 41"));
  narrator.Mark();
}

void TellOfIdentities(Narrator& narrator) {
  narrator.At("2026-03-20T11:00:00+01:00");
  constexpr auto kRevoke = CommandKind::kRevokeIdentity;
  constexpr auto kReinstate = CommandKind::kReinstateIdentity;
  const std::string certificate(64, 'c');
  narrator.Do(narrator.ChangeIdentity(kRevoke, "sgn", "", "", "dator stulen"));
  narrator.Do(narrator.ChangeIdentity(kRevoke, "eidar", "old-system", "", "avvecklat"));
  narrator.Do(narrator.ChangeIdentity(kRevoke, "", "", certificate, "nyckel på avvägar"));
  narrator.Do(narrator.ChangeIdentity(kReinstate, "sgn", "", "", "ny dator, nytt certifikat"));
}

void TellOfSecondThoughts(Narrator& narrator, Reports& reports) {
  narrator.At("2026-03-25T09:00:00+01:00");
  v1::Report method = SampleReport("asf", "2025");
  RowOf(method, "ASF-02").set_value("301");
  RowOf(method, "ASF-02").set_status(v1::OBSERVATION_STATUS_ESTIMATED);
  method.set_reason(v1::REVISION_REASON_METHOD);
  reports.asf_2025 = narrator.Do(narrator.Submit(method, reports.asf_2025));
  narrator.Do(narrator.Withdraw("utb", reports.utb_2024, "fel läsår"));
  // The board takes note of what was taken back while it read.
  const Command noted = narrator.Acknowledge("2023", "KS 2026-03-25 § 52", "");
  narrator.Do(narrator.Withdraw("sgn", reports.sgn_2023, "dubbelräknade deltagare"));
  const uint64_t wrong = narrator.Do(noted);
  narrator.Do(narrator.Correct(noted, wrong, "KS 2026-03-25 § 53"));
  v1::Report late = SampleReport("utb", "2024");
  late.set_reason(v1::REVISION_REASON_LATE);
  reports.utb_2024 = narrator.Do(narrator.Submit(late, reports.utb_2024));
  narrator.Do(narrator.SendBack(reports.eidar_2025, "Godkänd för tidigt", "", ""));
  narrator.Mark();
  narrator.At("2026-03-27T09:00:00+01:00");
  v1::Report reclassified = SampleReport("eidar", "2025");
  reclassified.set_reason(v1::REVISION_REASON_RECLASSIFICATION);
  RowOf(reclassified, "EID-07").set_status(v1::OBSERVATION_STATUS_PROVISIONAL);
  reports.eidar_2025 = narrator.Do(narrator.Submit(reclassified, reports.eidar_2025));
  narrator.Mark();
}

// A slip leaves two of a hundred, and hides the indicator until it is cleared.
void TellOfAClearing(Narrator& narrator, Reports& reports) {
  narrator.At("2026-03-30T09:00:00+02:00");
  const auto correct = [&](std::string_view numerator) {
    v1::Report report = OnAnEdge("kfv", "kfv-annual", "KFV-01", numerator, "100");
    report.set_reason(v1::REVISION_REASON_CORRECTION);
    return narrator.Do(narrator.Submit(report, reports.kfv_2025));
  };
  const uint64_t slip = reports.kfv_2025 = correct("98");
  reports.kfv_2025 = correct("94");
  narrator.Mark();
  narrator.Do(narrator.Clear(slip, "KFV-01", "siffran gällde ett annat år"));
  narrator.Mark();
}

void TellOfCatalogues(Narrator& narrator) {
  narrator.At("2026-04-01T08:00:00+02:00");
  v1::Catalogue closed = narrator.catalogue();
  for (v1::Period& period : *closed.mutable_periods()) {
    if (period.id() == "2023") period.set_closed(true);
  }
  closed.mutable_thresholds()->set_coverage_min_percent(60);
  narrator.Do(narrator.Apply(closed));
  narrator.Mark();
  narrator.At("2026-04-02T08:00:00+02:00");
  v1::Catalogue redefined = narrator.catalogue();
  for (const v1::Indicator& indicator : closed.indicators()) {
    if (indicator.id() != "UTB-02") continue;
    v1::Indicator& next = *redefined.add_indicators();
    next = indicator;
    next.set_version(2);
    next.set_first_period("2026");
    next.mutable_title()->set_sv("Problematisk frånvaro (över 15 %)");
    next.mutable_title()->set_en("Problematic absence (over 15 %)");
  }
  narrator.Do(narrator.Apply(redefined));
}

// 2023 is closed, and sgn had taken its report back.
void TellOfReopening(Narrator& narrator, const Reports& reports) {
  narrator.At("2026-04-03T08:00:00+02:00");
  narrator.Do(
      narrator.Reopen("sgn", "partner-annual", "2023", "2026-04-10", "siffrorna är räknade om"));
  narrator.Mark();
  v1::Report corrected = SampleReport("sgn", "2023");
  corrected.set_reason(v1::REVISION_REASON_CORRECTION);
  const uint64_t sent = narrator.Do(narrator.Submit(corrected, reports.sgn_2023));
  narrator.Do(narrator.SendBack(sent, "se fältet", "comment", "vem har räknat?"));
  narrator.Do(narrator.SendBack(sent, "", "sign_off", "signerad av fel roll"));
  narrator.Mark();
  // The last day has gone by.
  narrator.At("2026-04-11T00:00:00+02:00");
  narrator.Do(narrator.Reopen("sgn", "partner-annual", "2023", "2026-04-20", "svaret dröjer"));
}

void TellOfTheNextYear(Narrator& narrator) {
  narrator.At("2026-05-06T00:00:00+02:00");
  narrator.Do(narrator.Remind("eidar-tertial", "2026-T1", "2026-05-20", 14));
  narrator.At("2026-05-12T08:00:00+02:00");
  narrator.DoTogether(
      {narrator.Submit(PartOfYear("utb", "utb-tertial", "2026-T1", {"UTB-02"})),
       narrator.Submit(PartOfYear("sgn", "partner-tertial", "2026-T1", {"PAR-01"})),
       narrator.Submit(PartOfYear("asf", "asf-tertial", "2026-T1", {"ASF-01", "ASF-02"}))});
  v1::DeadlinePassed recommendation;
  recommendation.set_recommendation("R4");
  recommendation.set_due("2026-04-30");
  narrator.Do(narrator.PassDeadline(recommendation));
  narrator.At("2026-05-21T00:00:00+02:00");
  narrator.Do(narrator.PassDeadline("eidar-tertial", "2026-T1", "2026-05-20"));
  narrator.At("2026-05-22T00:00:00+02:00");
  // Not yet confirmed when the story ends.
  narrator.Do(narrator.Forward(narrator.Do(narrator.Publish("2025"))));
}

}  // namespace

void TellCityStory(Narrator& narrator) {
  Reports reports;
  narrator.Mark();
  TellOfReminders(narrator);
  TellOfReports(narrator, reports);
  TellOfReviews(narrator, reports);
  TellOfDueDates(narrator, reports);
  TellOfImports(narrator);
  TellOfTheBoard(narrator);
  TellOfIdentities(narrator);
  TellOfSecondThoughts(narrator, reports);
  TellOfAClearing(narrator, reports);
  TellOfCatalogues(narrator);
  TellOfReopening(narrator, reports);
  TellOfTheNextYear(narrator);
  narrator.Mark();
}

}  // namespace samlad::golden
