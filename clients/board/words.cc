// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/words.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"

namespace samlad::board {

Sign SignOf(v1::TargetStatus status, const Messages& messages) {
  switch (status) {
    case v1::TARGET_STATUS_MET:
      return {messages.met, Shape::kCheck, Tone::kGood};
    case v1::TARGET_STATUS_ON_TRACK:
      return {messages.on_track, Shape::kForward, Tone::kFair};
    case v1::TARGET_STATUS_OFF_TRACK:
      return {messages.off_track, Shape::kDiamond, Tone::kBad};
    case v1::TARGET_STATUS_NO_TARGET:
      return {messages.no_target, Shape::kDash, Tone::kQuiet};
    default:
      return {messages.insufficient, Shape::kRing, Tone::kQuiet};
  }
}

Sign SignOf(v1::Trend trend, v1::Direction direction, const Messages& messages) {
  const bool down_is_better = direction == v1::DIRECTION_DOWN;
  switch (trend) {
    case v1::TREND_BETTER:
      return {messages.better, down_is_better ? Shape::kFall : Shape::kRise, Tone::kGood};
    case v1::TREND_WORSE:
      return {messages.worse, down_is_better ? Shape::kRise : Shape::kFall, Tone::kBad};
    case v1::TREND_LEVEL:
      return {messages.level, Shape::kLevel, Tone::kQuiet};
    case v1::TREND_UP:
      return {messages.up, Shape::kRise, Tone::kQuiet};
    case v1::TREND_DOWN:
      return {messages.down, Shape::kFall, Tone::kQuiet};
    default:
      return {messages.not_comparable, Shape::kDash, Tone::kQuiet};
  }
}

Sign SignOfComparison(v1::Trend against, const Messages& messages) {
  switch (against) {
    case v1::TREND_BETTER:
      return {messages.better_than, Shape::kPlus, Tone::kGood};
    case v1::TREND_WORSE:
      return {messages.worse_than, Shape::kMinus, Tone::kBad};
    case v1::TREND_LEVEL:
      return {messages.level_with, Shape::kEqual, Tone::kQuiet};
    case v1::TREND_UP:
      return {messages.above, Shape::kRise, Tone::kQuiet};
    case v1::TREND_DOWN:
      return {messages.below, Shape::kFall, Tone::kQuiet};
    default:
      return {messages.beside, Shape::kRing, Tone::kQuiet};
  }
}

std::string_view RegionName(int index, std::string_view code, const Messages& messages) {
  if (index == 0) return messages.municipality;
  if (code == "0000") return messages.country;
  return code.size() == 4 && code.starts_with("00") ? messages.county : code;
}

std::string CellName(const v1::CellFigure& cell) {
  std::string name;
  for (const std::string* code :
       {&cell.area(), &cell.sex(), &cell.age(), &cell.background(), &cell.category()}) {
    if (*code == "_T" || code->empty()) continue;
    StrAppend(&name, name.empty() ? "" : " · ", *code);
  }
  return name;
}

std::string BreakdownTitle(const v1::ViewQuery& query, const Messages& messages) {
  const std::pair<v1::Dimension, std::string_view> kinds[] = {
      {v1::DIMENSION_AREA, messages.by_area},
      {v1::DIMENSION_SEX, messages.by_sex},
      {v1::DIMENSION_AGE, messages.by_age},
      {v1::DIMENSION_BACKGROUND, messages.by_background},
      {v1::DIMENSION_CATEGORY, messages.by_category}};
  std::string title(messages.breakdown);
  std::string_view before = ": ";
  for (const auto& [dimension, word] : kinds) {
    if (std::ranges::find(query.breakdowns(), dimension) == query.breakdowns().end()) continue;
    StrAppend(&title, before, word);
    before = " · ";
  }
  return title;
}

bool HasOverYears(const v1::IndicatorRow& row) {
  const std::string& value = row.over_years().value();
  return !value.empty() && value != row.figure().value();
}

Sign SignOf(const v1::ObligationState& obligation, const Messages& messages) {
  switch (obligation.state()) {
    case v1::REPORT_STATE_ON_TIME:
      return {messages.on_time, Shape::kCheck, Tone::kGood};
    case v1::REPORT_STATE_LATE:
      return {messages.late, Shape::kCheck, Tone::kFair};
    case v1::REPORT_STATE_RETURNED:
      return {obligation.position() == 0 ? messages.rejected : messages.sent_back, Shape::kForward,
              Tone::kFair};
    case v1::REPORT_STATE_MISSING:
      return {messages.missing, Shape::kDiamond, Tone::kBad};
    case v1::REPORT_STATE_WAIVED:
      return {messages.waived, Shape::kDash, Tone::kQuiet};
    case v1::REPORT_STATE_UNDER_REVIEW:
      return {messages.under_review, Shape::kRing, Tone::kFair};
    default:
      return {messages.expected, Shape::kRing, Tone::kQuiet};
  }
}

std::string RemarkOn(const v1::ObligationState& obligation, const Messages& messages) {
  if (obligation.reopened_until().empty()) return obligation.reason();
  return StrCat(obligation.reason(), obligation.reason().empty() ? "" : " · ",
                messages.reopened_until, " ", obligation.reopened_until());
}

std::string RemarkOn(const v1::AcknowledgementRow& row, const Messages& messages) {
  std::string remark;
  if (row.corrects() != 0) remark = StrCat(messages.corrects, " ", row.corrects());
  if (row.corrected_by() != 0) {
    StrAppend(&remark, remark.empty() ? "" : " · ", messages.corrected_by, " ", row.corrected_by());
  }
  return remark;
}

Sign SignOf(v1::FollowUpState state, const Messages& messages) {
  switch (state) {
    case v1::FOLLOW_UP_STATE_DONE:
      return {messages.done, Shape::kCheck, Tone::kGood};
    case v1::FOLLOW_UP_STATE_OVERDUE:
      return {messages.follow_up_overdue, Shape::kDiamond, Tone::kBad};
    case v1::FOLLOW_UP_STATE_EXPECTED:
      return {messages.follow_up_expected, Shape::kRing, Tone::kQuiet};
    default:
      return {messages.not_owed, Shape::kDash, Tone::kQuiet};
  }
}

std::string_view WordOf(v1::ProjectStatus status, const Messages& messages) {
  switch (status) {
    case v1::PROJECT_STATUS_ON_PLAN:
      return messages.on_plan;
    case v1::PROJECT_STATUS_DEVIATES:
      return messages.deviates;
    case v1::PROJECT_STATUS_STOPPED:
      return messages.stopped;
    case v1::PROJECT_STATUS_FINISHED:
      return messages.finished;
    default:
      return "";
  }
}

std::string_view WordOf(v1::ProjectState state, const Messages& messages) {
  switch (state) {
    case v1::PROJECT_STATE_PROPOSED:
      return messages.proposed;
    case v1::PROJECT_STATE_APPROVED:
      return messages.approved;
    case v1::PROJECT_STATE_RUNNING:
      return messages.running;
    case v1::PROJECT_STATE_CLOSED:
      return messages.closed;
    case v1::PROJECT_STATE_STOPPED:
      return messages.stopped;
    default:
      return "";
  }
}

std::string TroubleOf(const v1::ProjectRow& project, const Messages& messages) {
  std::vector<std::string> troubles;
  if (project.never_followed_up()) troubles.emplace_back(messages.never_followed_up);
  if (project.over_budget()) troubles.emplace_back(messages.over_budget);
  if (project.past_end()) troubles.emplace_back(messages.past_end);
  return absl::StrJoin(troubles, ", ");
}

Sign SignOf(v1::RecommendationState state, const Messages& messages) {
  switch (state) {
    case v1::RECOMMENDATION_STATE_UNDER_WAY:
      return {messages.under_way, Shape::kForward, Tone::kFair};
    case v1::RECOMMENDATION_STATE_DONE:
      return {messages.recommendation_done, Shape::kCheck, Tone::kGood};
    case v1::RECOMMENDATION_STATE_OVERDUE:
      return {messages.recommendation_overdue, Shape::kDiamond, Tone::kBad};
    default:
      return {messages.recommendation_open, Shape::kRing, Tone::kQuiet};
  }
}

std::string_view CodeOf(v1::FigureCode code) {
  switch (code) {
    case v1::FIGURE_CODE_CONFIDENTIAL:
      return "[c]";
    case v1::FIGURE_CODE_NOT_REPORTED:
      return "[x]";
    case v1::FIGURE_CODE_NOT_APPLICABLE:
      return "[z]";
    default:
      return "";
  }
}

std::string_view CodeText(v1::FigureCode code, const Messages& messages) {
  switch (code) {
    case v1::FIGURE_CODE_CONFIDENTIAL:
      return messages.code_c;
    case v1::FIGURE_CODE_NOT_REPORTED:
      return messages.code_x;
    case v1::FIGURE_CODE_NOT_APPLICABLE:
      return messages.code_z;
    default:
      return "";
  }
}

std::string_view LetterOf(v1::FigureFlag flag) {
  switch (flag) {
    case v1::FIGURE_FLAG_PROVISIONAL:
      return "p";
    case v1::FIGURE_FLAG_ESTIMATED:
      return "e";
    case v1::FIGURE_FLAG_REVISED:
      return "r";
    case v1::FIGURE_FLAG_BREAK:
      return "b";
    default:
      return "";
  }
}

std::string_view FlagText(v1::FigureFlag flag, const Messages& messages) {
  switch (flag) {
    case v1::FIGURE_FLAG_PROVISIONAL:
      return messages.flag_p;
    case v1::FIGURE_FLAG_ESTIMATED:
      return messages.flag_e;
    case v1::FIGURE_FLAG_REVISED:
      return messages.flag_r;
    case v1::FIGURE_FLAG_BREAK:
      return messages.flag_b;
    default:
      return "";
  }
}

NamesInView::NamesInView(const v1::View& view, Language language) : language_(language) {
  for (const v1::OrganisationView& section : view.organisations()) {
    Add(section.id(), section.name());
  }
  for (const v1::ObligationState& state : view.obligations()) {
    Add(state.organisation(), state.name());
  }
  for (const v1::ProjectRow& row : view.projects()) {
    Add(row.owner(), row.owner_name());
    Add(row.project(), row.title());
  }
  for (const v1::RecommendationRow& row : view.recommendations()) {
    Add(row.owner(), row.owner_name());
  }
  for (const v1::AreaView& area : view.areas()) {
    for (const v1::IndicatorRow& row : area.rows()) {
      for (const v1::Contribution& contribution : row.contributions()) {
        Add(contribution.organisation(), contribution.name());
      }
    }
  }
}

void NamesInView::Add(std::string_view id, const v1::Text& name) {
  const Picked picked = PickMarked(name, language_);
  if (!picked.text.empty()) names_.try_emplace(id, picked);
}

Picked NamesInView::Of(std::string_view id) const {
  const auto at = names_.find(id);
  return at == names_.end() ? Picked{id} : at->second;
}

std::string NamesInView::Listed(const google::protobuf::RepeatedPtrField<std::string>& ids) const {
  std::string text;
  for (const std::string& id : ids) {
    const auto at = names_.find(id);
    if (at != names_.end()) StrAppend(&text, text.empty() ? "" : ", ", at->second.text);
  }
  return text;
}

}  // namespace samlad::board
