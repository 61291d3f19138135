// SPDX-License-Identifier: EUPL-1.2
//
// The tables of a view that hold no indicators.

#include <string>

#include "clients/board/export/view_tables.h"

namespace samlad::board {
namespace {

std::string_view WordOfClosing(v1::ClosingDecision decision, Language language) {
  const bool swedish = language == Language::kSv;
  switch (decision) {
    case v1::CLOSING_DECISION_MAKE_PERMANENT:
      return swedish ? "blir permanent" : "becomes permanent";
    case v1::CLOSING_DECISION_SPREAD:
      return swedish ? "sprids" : "is introduced elsewhere";
    case v1::CLOSING_DECISION_END:
      return swedish ? "avslutas" : "ends";
    default:
      return "";
  }
}

// Others publish their figures in forms of their own.
void AddPublished(std::string_view value, RowMaker& rows) {
  IsPlainDecimal(value) ? rows.Decimal(value) : rows.Text(value);
}

// What the view leaves out of an effect is hidden.
void AddOrHidden(std::string_view value, RowMaker& rows) {
  value.empty() ? rows.Sign(CodeOf(v1::FIGURE_CODE_CONFIDENTIAL)) : rows.Decimal(value);
}

}  // namespace

void ViewTables::AddComparisons(RowMaker& rows) const {
  for (const v1::AreaView& area : view_.areas()) {
    for (const v1::IndicatorRow& row : area.rows()) {
      for (const v1::ComparisonRow& series : row.comparisons()) {
        for (int i = 0; i < series.figures_size(); ++i) {
          const v1::ComparisonFigure& figure = series.figures(i);
          rows.Text(row.indicator()).Text(series.series()).Text(series.title());
          rows.Text(series.provider()).Text(series.source()).Time(series.retrieved_ms());
          rows.Text(figure.region()).Text(RegionName(i, figure.region(), words_));
          rows.Text(figure.period());
          AddPublished(figure.value(), rows);
          rows.Text(figure.status());
          if (i == 0 || i > series.against_size()) {
            rows.Nothing();
          } else {
            const v1::Trend against = series.against(i - 1);
            rows.Word(SignOfComparison(against, words_).word, v1::Trend_Name(against), "TREND_");
          }
          if (!rows.WholeIfAny(static_cast<int64_t>(figure.position())).Done()) return;
        }
      }
    }
  }
}

void ViewTables::AddObligations(RowMaker& rows) const {
  for (const v1::ObligationState& state : view_.obligations()) {
    rows.Text(state.organisation()).Text(state.name()).Text(state.obligation());
    rows.Text(state.title()).Text(state.period()).Day(state.due());
    rows.Word(SignOf(state, words_).word, v1::ReportState_Name(state.state()), "REPORT_STATE_");
    rows.Time(state.accepted_ms()).WholeIfAny(state.revisions());
    rows.WholeIfAny(static_cast<int64_t>(state.position())).Flag(state.requires_approval());
    rows.WholeIfAny(static_cast<int64_t>(state.approved())).Text(state.reason());
    if (!rows.Day(state.reopened_until()).Done()) return;
  }
}

void ViewTables::AddActivities(RowMaker& rows) const {
  for (const v1::ActivityRow& row : view_.activities()) {
    const v1::Activity& activity = row.activity();
    rows.Text(row.organisation()).Text(NameOf(row.organisation())).Text(activity.id());
    rows.Text(activity.title()).Text(activity.description()).Names(activity.indicators());
    rows.Text(activity.priority_area()).WholeIfAny(static_cast<int64_t>(row.position()));
    if (!rows.Done()) return;
  }
}

void ViewTables::AddProjects(RowMaker& rows) const {
  for (const v1::ProjectRow& row : view_.projects()) {
    const v1::FollowUp& follow_up = row.follow_up();
    rows.Text(row.project()).Text(row.title()).Text(row.owner()).Text(row.owner_name());
    rows.Word(WordOf(row.project_state(), words_), v1::ProjectState_Name(row.project_state()),
              "PROJECT_STATE_");
    rows.Word(WordOfClosing(row.closing(), language_), v1::ClosingDecision_Name(row.closing()),
              "CLOSING_DECISION_");
    rows.Day(row.end()).WholeIfAny(row.budget_sek());
    // Without any follow-up nothing is known of the spending.
    row.never_followed_up() ? rows.Nothing() : rows.Whole(row.spent_sek());
    rows.Word(SignOf(row.state(), words_).word, v1::FollowUpState_Name(row.state()),
              "FOLLOW_UP_STATE_");
    rows.Day(row.due());
    rows.Word(WordOf(follow_up.status(), words_), v1::ProjectStatus_Name(follow_up.status()),
              "PROJECT_STATUS_");
    rows.Text(follow_up.effect()).Text(follow_up.deviation()).Text(follow_up.next_step());
    rows.Flag(row.never_followed_up()).Flag(row.over_budget()).Flag(row.past_end());
    if (!rows.WholeIfAny(static_cast<int64_t>(row.position())).Done()) return;
  }
}

void ViewTables::AddEffects(RowMaker& rows) const {
  for (const v1::ProjectRow& row : view_.projects()) {
    for (const v1::EffectRow& effect : row.effects()) {
      const v1::ExpectedEffect& expected = effect.expected();
      rows.Text(row.project()).Text(expected.indicator());
      AddOrHidden(expected.baseline(), rows);
      rows.Text(expected.baseline_period());
      AddOrHidden(expected.expected(), rows);
      rows.Text(expected.period());
      if (effect.position() == 0) {
        rows.Decimal(effect.measured());  // empty: never measured
      } else {
        AddOrHidden(effect.measured(), rows);
      }
      if (!rows.WholeIfAny(static_cast<int64_t>(effect.position())).Done()) return;
    }
  }
}

void ViewTables::AddRecommendations(RowMaker& rows) const {
  for (const v1::RecommendationRow& row : view_.recommendations()) {
    rows.Text(row.id()).Text(row.title()).Text(row.measure()).Text(row.owner());
    rows.Text(row.owner_name()).Day(row.due());
    rows.Word(SignOf(row.state(), words_).word, v1::RecommendationState_Name(row.state()),
              "RECOMMENDATION_STATE_");
    if (!rows.Done()) return;
  }
}

void ViewTables::AddEvidence(RowMaker& rows) const {
  for (const v1::RecommendationRow& row : view_.recommendations()) {
    for (const v1::EvidenceRow& evidence : row.evidence()) {
      rows.Text(row.id()).Text(evidence.title()).Flag(evidence.found());
      if (!rows.Positions(evidence.positions()).Names(evidence.missing()).Done()) return;
    }
  }
}

void ViewTables::AddAcknowledgements(RowMaker& rows) const {
  for (const v1::AcknowledgementRow& row : view_.acknowledgements()) {
    rows.Text(row.minute()).Text(row.decision()).Text(row.organisation());
    rows.Text(NameOf(row.organisation())).Whole(static_cast<int64_t>(row.as_of()));
    rows.Time(row.time_ms()).Whole(static_cast<int64_t>(row.position()));
    rows.WholeIfAny(static_cast<int64_t>(row.corrects()));
    if (!rows.WholeIfAny(static_cast<int64_t>(row.corrected_by())).Done()) return;
  }
}

void ViewTables::AddClearings(RowMaker& rows) const {
  for (const v1::ClearingRow& row : view_.clearings()) {
    rows.Text(row.indicator()).Text(row.reason()).Time(row.time_ms());
    if (!rows.Whole(static_cast<int64_t>(row.position())).Done()) return;
  }
}

}  // namespace samlad::board
