// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/board/page/large_view.h"

#include <string>

namespace samlad::board {
namespace {

constexpr int kYears = 3, kAreas = 5, kOrganisations = 20;
constexpr int kFirstYear = 2023;
// As titles are, and as long as one gets in Swedish.
constexpr char kUsual[] = "Avslut från arbetsmarknadsinsats till arbete eller studier";
constexpr char kTitle[] =
    "Andel ungdomar i arbetsmarknadsinsatser som har övergått till arbete eller studier inom "
    "nittio dagar efter avslutad insats, utrikes födda";

std::string Id(const char* letters, int number) { return letters + std::to_string(number); }

void SetFigure(int year, int value, v1::Figure* figure) {
  figure->set_period(std::to_string(year));
  figure->set_value(std::to_string(value) + ".5");
  figure->mutable_coverage()->set_reported(2);
  figure->mutable_coverage()->set_expected(3);
  figure->add_positions(static_cast<uint64_t>(1000 + value));
}

void AddIndicator(int i, v1::IndicatorRow* row) {
  row->set_indicator(Id("IND-", i));
  // The last ones are what the first page shows.
  const std::string title = i + 20 < kLargeIndicators ? kUsual : kTitle;
  row->mutable_title()->set_sv(title + " " + std::to_string(i));
  row->mutable_title()->set_en(row->title().sv());
  row->mutable_unit()->set_sv("% av deltagarna");
  row->mutable_unit()->set_en("% of participants");
  row->set_direction(v1::DIRECTION_UP);
  const bool rises = i % 2 == 0;
  for (int year = 0; year < kYears; ++year) {
    const int value = 5000 + (rises ? 1 : -1) * year * (i + 1);
    v1::Figure* figure = year + 1 == kYears ? row->mutable_figure() : row->add_history();
    SetFigure(kFirstYear + year, value, figure);
  }
  row->set_trend(rises ? v1::TREND_BETTER : v1::TREND_WORSE);
  row->set_target(std::to_string(8000 + i));
  row->set_target_period("2026");
  row->set_status(v1::TARGET_STATUS_OFF_TRACK);
  for (int j = 0; j < 2; ++j) {
    v1::Contribution* one = row->add_contributions();
    one->set_organisation(Id("org", j));
    SetFigure(kFirstYear + kYears - 1, 200, one->mutable_figure());
  }
}

void AddReports(v1::View* view) {
  for (int i = 0; i < kLargeReports; ++i) {
    v1::ObligationState* state = view->add_obligations();
    state->set_organisation(Id("org", i % kOrganisations));
    state->mutable_name()->set_sv("Arbetsmarknads- och socialförvaltningens avdelning för " +
                                  std::to_string(i % kOrganisations));
    state->mutable_name()->set_en(state->name().sv());
    state->mutable_title()->set_sv("Årlig uppföljning av färdplanen för social hållbarhet");
    state->mutable_title()->set_en(state->title().sv());
    state->set_period("2025");
    state->set_due("2026-02-15");
    const bool missing = i < kLargeOverdue;
    state->set_state(missing ? v1::REPORT_STATE_MISSING : v1::REPORT_STATE_ON_TIME);
    if (!missing) state->set_position(static_cast<uint64_t>(2000 + i));
  }
}

void AddProjects(v1::View* view) {
  for (int i = 0; i < 10; ++i) {
    v1::ProjectRow* project = view->add_projects();
    project->set_project(Id("P", i));
    project->mutable_title()->set_sv(std::string(kTitle) + " " + std::to_string(i));
    project->set_owner("org1");
    project->set_state(v1::FOLLOW_UP_STATE_OVERDUE);
    project->set_due("2026-02-15");
    project->set_past_end(true);
    project->set_over_budget(true);
    project->set_budget_sek(1'000'000);
    project->set_spent_sek(1'200'000);
    v1::RecommendationRow* row = view->add_recommendations();
    row->set_id(Id("R", i));
    row->mutable_title()->set_sv(kTitle);
    row->set_state(v1::RECOMMENDATION_STATE_OVERDUE);
  }
}

}  // namespace

v1::View LargeView() {
  v1::View view;
  view.set_as_of(12345);
  view.set_origin("samlad.example/log");
  view.set_time_ms(1773144000000);  // 2026-03-10
  view.set_fold_version(1);
  view.set_time_zone("Europe/Stockholm");
  view.mutable_title()->set_sv("Trollhättans Stad");
  view.mutable_query()->set_period("2025");
  for (int year = 0; year < kYears; ++year) view.add_periods(std::to_string(kFirstYear + year));
  for (int i = 0; i < kAreas; ++i) {
    v1::AreaView* area = view.add_areas();
    area->set_id(Id("F", i + 1));
    area->mutable_title()->set_sv("Blandade boendeformer och goda bostäder för alla");
    for (int j = 0; j < kLargeIndicators / kAreas; ++j) {
      AddIndicator(i * kLargeIndicators / kAreas + j, area->add_rows());
    }
  }
  AddReports(&view);
  AddProjects(&view);
  return view;
}

}  // namespace samlad::board
