// SPDX-License-Identifier: EUPL-1.2
//
// What holds of every view, tried on random logs from fixed seeds.

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "gateway/domain/view/view.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kOrganisations[] = {"eidar", "asf", "utb", "sgn"};
constexpr std::string_view kPeriods[] = {"2023", "2024", "2025", "2025-T2"};

// One report, kept as text so that it can be written again in another order.
struct Sent {
  std::string_view organisation, period;
  std::string open, flow, numerator, denominator;
  int64_t n = 0;
  std::string_view obligation = "year";

  uint64_t WriteTo(SampleLog& log) const {
    v1::FollowUp follow_up;
    follow_up.set_project("P1");
    follow_up.set_spent_sek(n * 2000);
    v1::MeasuredEffect& effect = *follow_up.add_measured();
    effect.set_indicator("OPEN");
    effect.set_value(open);
    return log.Report(organisation, period,
                      {Count("OPEN", open), Count("FLOW", flow),
                       Ratio("RATIO", numerator, denominator), Mean("MEAN", open, n)},
                      obligation, {.activities = {}, .follow_ups = {follow_up}});
  }
};

// With a project that all four follow up.
v1::Catalogue Catalogue() {
  v1::Catalogue catalogue = SampleCatalogue();
  v1::ExpectedEffect& effect = *catalogue.mutable_projects(0)->add_effects();
  effect.set_indicator("OPEN");
  effect.set_expected("60");
  return catalogue;
}

Sent RandomSent(std::mt19937& random, std::string_view organisation, std::string_view period) {
  const auto number = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  const int numerator = number(20, 400);
  return {.organisation = organisation,
          .period = period,
          .open = std::to_string(number(0, 900)),
          .flow = std::to_string(number(3, 900)),  // now and then a protected one
          .numerator = std::to_string(numerator),
          .denominator = std::to_string(numerator + number(20, 400)),
          .n = number(5, 90)};
}

std::vector<Sent> OneReportAKey(std::mt19937& random) {
  std::vector<Sent> reports;
  for (const std::string_view organisation : kOrganisations) {
    for (const std::string_view period : kPeriods) {
      reports.push_back(RandomSent(random, organisation, period));
    }
  }
  reports.push_back(RandomSent(random, "eidar", "2025"));
  reports.back().obligation = "extra";
  return reports;
}

// Positions tell the order of arrival, and nothing else does.
void ForgetPositions(v1::IndicatorRow& row) {
  row.mutable_figure()->clear_positions();
  row.mutable_over_years()->clear_positions();
  for (v1::Figure& figure : *row.mutable_history()) figure.clear_positions();
  for (v1::Contribution& contribution : *row.mutable_contributions()) {
    contribution.mutable_figure()->clear_positions();
  }
}

// With what the projects say.
std::string FiguresOf(const SampleLog& log, std::string_view period) {
  v1::View view = log.View(period);
  v1::View figures;
  for (v1::AreaView& area : *view.mutable_areas()) {
    for (v1::IndicatorRow& row : *area.mutable_rows()) ForgetPositions(row);
    *figures.add_areas() = area;
  }
  for (v1::OrganisationView& section : *view.mutable_organisations()) {
    for (v1::IndicatorRow& row : *section.mutable_rows()) ForgetPositions(row);
    *figures.add_organisations() = section;
  }
  for (v1::ProjectRow& row : *view.mutable_projects()) {
    row.clear_position();
    for (v1::EffectRow& effect : *row.mutable_effects()) effect.clear_position();
    *figures.add_projects() = row;
  }
  return figures.SerializeAsString();
}

TEST(ViewInvariantsTest, OrderOfArrivalDoesNotMatter) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    std::vector<Sent> reports = OneReportAKey(random);
    SampleLog one(Catalogue());
    for (const Sent& report : reports) report.WriteTo(one);
    std::ranges::shuffle(reports, random);
    SampleLog other(Catalogue());
    for (const Sent& report : reports) report.WriteTo(other);
    for (const std::string_view period : kPeriods) {
      EXPECT_EQ(FiguresOf(one, period), FiguresOf(other, period)) << "seed " << seed;
    }
  }
}

TEST(ViewInvariantsTest, AReportThatIsSentAgainUnchangedChangesNothing) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    SampleLog log(Catalogue());
    std::vector<Sent> reports = OneReportAKey(random);
    for (const Sent& report : reports) report.WriteTo(log);
    std::vector<std::string> before;
    for (const std::string_view period : kPeriods) before.push_back(FiguresOf(log, period));
    reports[random() % reports.size()].WriteTo(log);
    for (size_t i = 0; i < before.size(); ++i) {
      EXPECT_EQ(FiguresOf(log, kPeriods[i]), before[i]) << "seed " << seed;
    }
  }
}

std::optional<uint64_t> LatestReport(const Facts& facts, std::string_view organisation,
                                     std::string_view period) {
  for (uint64_t position = facts.size(); position-- > 0;) {
    const auto* report = std::get_if<ReportFact>(&facts[position].what);
    if (report != nullptr && report->organisation == organisation && report->period == period) {
      return position;
    }
  }
  return std::nullopt;
}

// Decisions on one report do not touch what others said, in whatever order
// they come.
TEST(ViewInvariantsTest, OrderOfDecisionsDoesNotMatter) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    SampleLog one, other;
    std::vector<uint64_t> reports;
    for (const Sent& report : OneReportAKey(random)) {
      reports.push_back(report.WriteTo(one));
      report.WriteTo(other);
    }
    std::vector<std::pair<uint64_t, uint32_t>> decisions;
    for (const uint64_t report : reports) decisions.emplace_back(report, random() % 4);
    const auto decide = [](SampleLog& log, std::pair<uint64_t, uint32_t> decision) {
      if (decision.second < 2) log.Review(decision.first, decision.second == 0);
      if (decision.second == 2) log.Withdraw(decision.first);
    };
    for (const auto& decision : decisions) decide(one, decision);
    std::ranges::shuffle(decisions, random);
    for (const auto& decision : decisions) decide(other, decision);
    for (const std::string_view period : kPeriods) {
      EXPECT_EQ(FiguresOf(one, period), FiguresOf(other, period)) << "seed " << seed;
    }
  }
}

// Also where somebody reports who need not.
TEST(ViewInvariantsTest, CompletenessIsNeverAboveTheWhole) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    SampleLog log;
    for (const Sent& report : OneReportAKey(random)) {
      const uint64_t position = report.WriteTo(log);
      const uint32_t what = random() % 5;
      if (what == 0) log.Waive(report.organisation, report.period);
      if (what == 1) log.Withdraw(position);
      if (what == 2) log.Review(position, false);
    }
    for (const std::string_view period : kPeriods) {
      const v1::View view = log.View(period);
      for (const v1::AreaView& area : view.areas()) {
        for (const v1::IndicatorRow& row : area.rows()) {
          const v1::Coverage& coverage = row.figure().coverage();
          EXPECT_LE(coverage.reported(), coverage.expected()) << "seed " << seed;
        }
      }
    }
  }
}

// A waiver that is lifted leaves no trace in the figures.
TEST(ViewInvariantsTest, ALiftedWaiverRestoresTheView) {
  SampleLog log;
  log.Report("eidar", "2025", {Count("OPEN", "7")});
  const std::string before = FiguresOf(log, "2025");
  log.Waive("asf", "2025");
  EXPECT_NE(FiguresOf(log, "2025"), before);
  log.Waive("asf", "2025", /*lifted=*/true);
  EXPECT_EQ(FiguresOf(log, "2025"), before);
}

TEST(ViewInvariantsTest, ReadAsOfIsTheFoldOfThePrefix) {
  for (uint32_t seed = 1; seed <= 10; ++seed) {
    std::mt19937 random(seed);
    SampleLog log;
    std::vector<std::string> then = {log.View().SerializeAsString()};
    for (int i = 0; i < 40; ++i) {
      const auto organisation = kOrganisations[random() % std::size(kOrganisations)];
      const auto period = kPeriods[random() % std::size(kPeriods)];
      const std::optional<uint64_t> latest = LatestReport(log.facts(), organisation, period);
      switch (random() % 10) {
        case 3:
          if (latest) log.Review(*latest, random() % 2 == 0);
          break;
        case 4:
          if (latest) log.Withdraw(*latest);
          break;
        case 5:
          log.Waive(organisation, period, random() % 2 == 0);
          break;
        case 0:
          log.Return(organisation, period);
          break;
        case 1:
          log.PassDeadline("year", period);
          break;
        case 2:
          log.Acknowledge(period, "§ 1");
          break;
        default:
          RandomSent(random, organisation, period).WriteTo(log);
      }
      if (log.facts().size() == then.size()) continue;  // nothing to decide on yet
      then.push_back(log.View().SerializeAsString());
    }
    v1::ViewQuery query;
    query.set_period("2025");
    for (uint64_t size = 1; size <= log.facts().size(); ++size) {
      query.set_as_of(size);
      EXPECT_EQ(log.View(query).SerializeAsString(), then[size - 1])
          << "seed " << seed << ", as of " << size;
    }
  }
}

TEST(ViewInvariantsTest, TwoLogsOfTheSameFactsGiveTheSameBytes) {
  const auto bytes = [] {
    std::mt19937 random(7);
    SampleLog log;
    for (const Sent& report : OneReportAKey(random)) report.WriteTo(log);
    return log.View().SerializeAsString();
  };
  EXPECT_EQ(bytes(), bytes());
}

// A total equals what its contributions add up to: nothing counted twice,
// nothing lost.
TEST(ViewInvariantsTest, SumsAreTheSumsOfTheirContributions) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    SampleLog log;
    for (int i = 0; i < 30; ++i) {
      RandomSent(random, kOrganisations[random() % std::size(kOrganisations)],
                 kPeriods[random() % std::size(kPeriods)])
          .WriteTo(log);
    }
    const v1::IndicatorRow row = RowOf(log.View(), "OPEN");
    int64_t sum = 0;
    uint32_t reported = 0;
    for (const v1::Contribution& contribution : row.contributions()) {
      if (contribution.figure().value().empty()) continue;
      sum += std::stoll(contribution.figure().value());
      ++reported;
    }
    ASSERT_GT(reported, 0);
    EXPECT_EQ(row.figure().value(), std::to_string(sum)) << "seed " << seed;
    EXPECT_EQ(row.figure().coverage().reported(), reported);
  }
}

// Whatever the filter, a figure that the whole view hides stays hidden.
TEST(ViewInvariantsTest, NoFilterShowsMoreThanTheWholeView) {
  int hidden = 0;
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    SampleLog log;
    for (const Sent& report : OneReportAKey(random)) report.WriteTo(log);
    if (Shown(RowOf(log.View(), "FLOW").figure()) != "[c]") continue;
    ++hidden;
    for (const std::string_view organisation : kOrganisations) {
      for (const std::string_view period : kPeriods) {
        v1::ViewQuery query;
        query.set_period(std::string(period));
        query.set_years(1);
        query.add_organisations(std::string(organisation));
        EXPECT_EQ(Shown(RowOf(log.View(query), "FLOW").figure()), "[c]") << "seed " << seed;
      }
    }
  }
  EXPECT_GT(hidden, 0) << "the seeds never made a small count";
}

}  // namespace
}  // namespace samlad::domain
