// SPDX-License-Identifier: EUPL-1.2
//
// What may be computed from everything that was ever shown, tried by brute force
// on small random logs from fixed seeds: by a reader who keeps every view of every
// moment and subtracts each count from each.

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

constexpr int kProtectedBelow = 5;  // counts from 1 to 4 are protected in the sample
constexpr std::string_view kReporters[] = {"eidar", "asf"};
constexpr std::string_view kPartsOfYear[] = {"2025-T2", "2025"};

// P1 expects FLOW to change, and RATIO is a share of FLOW.
v1::Catalogue LinkedCatalogue() {
  v1::Catalogue catalogue = SampleCatalogue();
  for (v1::Indicator& one : *catalogue.mutable_indicators()) {
    if (one.id() == "RATIO") one.set_denominator_indicator("FLOW");
  }
  v1::ExpectedEffect& effect = *catalogue.mutable_projects(0)->add_effects();
  effect.set_indicator("FLOW");
  effect.set_baseline("27");
  effect.set_baseline_period("2024");
  effect.set_expected("60");
  return catalogue;
}

// What one report says; a RATIO is 12 of so many.
struct DrawnReport {
  std::string_view organisation, period;
  int flow = 0, denominator = 0, measured = 0;  // 0: nothing

  void WriteTo(SampleLog& log) const {
    std::vector<Figures> rows;
    const std::string count = std::to_string(flow), whole = std::to_string(denominator);
    if (flow != 0) rows.push_back(Count("FLOW", count));
    if (denominator != 0) rows.push_back(Ratio("RATIO", "12", whole));
    Prose prose;
    if (measured != 0) {
      v1::FollowUp follow_up;
      follow_up.set_project("P1");
      v1::MeasuredEffect& effect = *follow_up.add_measured();
      effect.set_indicator("FLOW");
      effect.set_value(std::to_string(measured));
      prose.follow_ups.push_back(follow_up);
    }
    log.Report(organisation, period, rows, "year", prose);
  }
};

DrawnReport DrawReport(std::mt19937& random) {
  const auto number = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  DrawnReport drawn{.organisation = kReporters[number(0, 1)], .period = kPartsOfYear[number(0, 1)]};
  if (number(0, 3) > 0) drawn.flow = number(20, 60);
  if (number(0, 3) == 0) drawn.denominator = number(0, 1) == 0 ? number(20, 60) : drawn.flow;
  // The owner's follow-up only: of two sources the view does not say which it shows.
  if (drawn.organisation == "eidar" && number(0, 1) == 0) drawn.measured = number(10, 90);
  return drawn;
}

using EverShown = std::set<std::tuple<std::string, std::string, int>>;  // who, period, count

void AddShown(const std::string& who, const v1::Figure& figure, EverShown& seen) {
  if (!figure.value().empty()) seen.emplace(who, figure.period(), std::stoi(figure.value()));
}

// All that the views of one moment show of FLOW: of organisations, of all ("")
// and measured ("P1"); and of which organisations RATIO is shown ("RATIO eidar").
void AddAllShown(const SampleLog& log, uint64_t as_of, EverShown& seen) {
  for (const std::string_view period : kPartsOfYear) {
    v1::ViewQuery query;
    query.set_period(std::string(period));
    query.set_as_of(as_of);
    const v1::View view = log.View(query);
    const v1::IndicatorRow row = RowOf(view, "FLOW");
    AddShown("", row.figure(), seen);
    for (const v1::Contribution& one : row.contributions()) {
      AddShown(one.organisation(), one.figure(), seen);
    }
    const v1::IndicatorRow shares = RowOf(view, "RATIO");
    for (const v1::Contribution& one : shares.contributions()) {
      if (!one.figure().value().empty()) seen.emplace("RATIO " + one.organisation(), period, 0);
    }
    const v1::ProjectRow& project = view.projects(0);
    if (!project.has_follow_up() || project.follow_up().measured().empty()) continue;
    const std::string& value = project.follow_up().measured(0).value();
    if (!value.empty()) seen.emplace("P1", period, std::stoi(value));
  }
}

bool TellsFew(int a, int b) { return a != b && std::abs(a - b) < kProtectedBelow; }

// Two counts of `seen` from which a small one follows, in words; empty: none. A
// correction of the same figure is not looked at.
std::string FindLeak(const EverShown& seen) {
  const auto table_has = [&](const std::string& period, int count) {
    for (const auto& [who, of, value] : seen) {
      if (who != "P1" && of == period && value == count) return true;
    }
    return false;
  };
  for (const auto& [who, period, count] : seen) {
    if (who.starts_with("RATIO")) continue;
    if (count > 0 && count < kProtectedBelow) return who + " " + period + " is small";
    for (const auto& [other, of, value] : seen) {
      if (other.starts_with("RATIO") || !TellsFew(count, value)) continue;
      const bool same_figure = who == other && period == of;
      const bool measured = who == "P1" && !table_has(period, count) && other != "P1";
      const bool steps = who == other && !same_figure && who != "";
      if (measured || steps) {
        return who + " " + period + " " + std::to_string(count) + ", " + other + " " + of + " " +
               std::to_string(value);
      }
    }
  }
  return "";
}

// Whether a share is shown of a denominator that is a few away from a count of the
// same organisation which was shown.
std::string FindSharedLeak(const EverShown& seen, const std::vector<DrawnReport>& reports) {
  for (const DrawnReport& ratio : reports) {
    const std::string organisation(ratio.organisation);
    if (ratio.denominator == 0 ||
        !seen.contains({"RATIO " + organisation, std::string(ratio.period), 0})) {
      continue;
    }
    for (const auto& [who, period, count] : seen) {
      if (who == organisation && period != ratio.period && TellsFew(count, ratio.denominator)) {
        return organisation + " " + std::to_string(ratio.denominator) + " and " + period + " " +
               std::to_string(count);
      }
    }
  }
  return "";
}

TEST(DisclosurePropertyTest, NoTwoCountsThatWereEverShownTellASmallOne) {
  int shown = 0, told_by_projects = 0;
  for (uint32_t seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    SampleLog log(LinkedCatalogue());
    std::vector<DrawnReport> reports;
    EverShown seen;
    for (int i = 0; i < 6; ++i) {
      reports.push_back(DrawReport(random));
      reports.back().WriteTo(log);
      AddAllShown(log, log.facts().size(), seen);
      ASSERT_EQ(FindLeak(seen), "") << "seed " << seed << ", after report " << i;
      // A later report may be of another denominator, so only what all agree on.
      if (reports.size() == 2) {
        ASSERT_EQ(FindSharedLeak(seen, reports), "") << "seed " << seed;
      }
    }
    shown += static_cast<int>(seen.size());
    for (const auto& [who, period, count] : seen) told_by_projects += who == "P1" ? 1 : 0;
  }
  // Else the test would show nothing.
  EXPECT_GT(shown, 1000);
  EXPECT_GT(told_by_projects, 50);
}

}  // namespace
}  // namespace samlad::domain
