// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/validation/report_check.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

// One element of a repeated field, with what a finding about it needs.
struct Element {
  ReportCheck& check;
  std::string_view collection;
  int index;

  void Add(std::string_view code, std::string_view leaf, std::string_view got,
           std::string_view expected, const v1::Text* shown = nullptr) const {
    check.findings.Add(code, StrCat(collection, "[", index, "].", leaf), index, got, expected,
                       nullptr, {}, shown);
  }
  // `known`: of which one was probably meant.
  void AddUnknown(std::string_view code, std::string_view leaf, std::string_view got,
                  std::span<const Named> known) const {
    const Choice choice = check.Suggest(got, known);
    Add(code, leaf, got, choice.ids, &choice.shown);
  }
};

std::vector<Named> PriorityAreas(const ReportCheck& check) {
  std::vector<Named> known;
  for (const v1::PriorityArea& area : check.catalogue.catalogue().priority_areas()) {
    known.push_back({area.id(), &area.title()});
  }
  return known;
}

std::vector<Named> Indicators(const ReportCheck& check) {
  std::vector<Named> known;
  for (const v1::Indicator& indicator : check.catalogue.catalogue().indicators()) {
    if (indicator.version() <= 1) known.push_back({indicator.id(), &indicator.title()});
  }
  return known;
}

std::vector<Named> Projects(const ReportCheck& check) {
  std::vector<Named> known;
  for (const v1::Project& project : check.catalogue.catalogue().projects()) {
    known.push_back({project.id(), &project.title()});
  }
  return known;
}

using Ids = absl::flat_hash_set<std::string_view>;
// The first element of each id.
using Firsts = absl::flat_hash_map<std::string_view, int>;

// An activity or follow-up that a second file repeats word for word is noted, as
// an observation is.
template <class Message>
bool IsRepeated(const Message& first, const Message& again) {
  return first.SerializeAsString() == again.SerializeAsString();
}

void CheckIdentity(const Element& at, const v1::Activity& activity, Firsts& seen) {
  if (activity.id().empty()) {
    at.Add("ACTIVITY_ID_MISSING", "id", "", "");
  } else if (const auto [first, is_new] = seen.try_emplace(activity.id(), at.index); !is_new) {
    const bool repeated = IsRepeated(at.check.report.activities(first->second), activity);
    at.Add(repeated ? "ACTIVITY_DUPLICATE_EQUAL" : "ACTIVITY_ID_DUPLICATE", "id", activity.id(),
           "");
  }
  if (activity.title().empty()) at.Add("ACTIVITY_TITLE_MISSING", "title", "", "");
}

// If there are too many links, only the first are checked.
void CheckLinks(const Element& at, const v1::Activity& activity) {
  if (activity.indicators().empty()) at.Add("ACTIVITY_NOT_LINKED", "indicators", "", "");
  const auto links = static_cast<size_t>(activity.indicators_size());
  if (links > limits::kActivityLinksMax) {
    at.Add("ACTIVITY_TOO_MANY_LINKS", "indicators", StrCat(links),
           StrCat(limits::kActivityLinksMax));
  }
  Ids seen;
  for (size_t i = 0; i < std::min(links, limits::kActivityLinksMax); ++i) {
    const std::string& id = activity.indicators(static_cast<int>(i));
    const std::string leaf = StrCat("indicators[", i, "]");
    if (at.check.catalogue.IndicatorVersions(id).empty()) {
      at.AddUnknown("ACTIVITY_INDICATOR_UNKNOWN", leaf, id, Indicators(at.check));
    } else if (!seen.insert(id).second) {
      at.Add("ACTIVITY_INDICATOR_REPEATED", leaf, id, "");
    }
  }
}

void CheckArea(const Element& at, const v1::Activity& activity) {
  const std::string& area = activity.priority_area();
  if (!area.empty() && at.check.catalogue.FindPriorityArea(area) == nullptr) {
    at.AddUnknown("ACTIVITY_PRIORITY_AREA_UNKNOWN", "priority_area", area, PriorityAreas(at.check));
  }
}

// Those that the organisation owns or takes part in.
Choice OwnProjects(const ReportCheck& check) {
  std::vector<Named> own;
  for (const v1::Project& project : check.catalogue.catalogue().projects()) {
    if (check.catalogue.TakesPart(*check.organisation, project)) {
      own.push_back({project.id(), &project.title()});
    }
  }
  return ChoiceOf(own);
}

void CheckProject(const Element& at, const v1::FollowUp& follow_up, const v1::Project* project,
                  Firsts& seen) {
  if (project == nullptr) {
    at.AddUnknown("FOLLOW_UP_PROJECT_UNKNOWN", "project", follow_up.project(), Projects(at.check));
  } else if (at.check.organisation != nullptr &&
             !at.check.catalogue.TakesPart(*at.check.organisation, *project)) {
    const Choice own = OwnProjects(at.check);
    at.Add("FOLLOW_UP_NOT_PARTICIPANT", "project", follow_up.project(), own.ids, &own.shown);
  }
  if (follow_up.project().empty()) return;
  if (const auto [first, is_new] = seen.try_emplace(follow_up.project(), at.index); !is_new) {
    const bool repeated = IsRepeated(at.check.report.follow_ups(first->second), follow_up);
    at.Add(repeated ? "FOLLOW_UP_DUPLICATE_EQUAL" : "FOLLOW_UP_DUPLICATE", "project",
           follow_up.project(), "");
  }
}

void CheckSpent(const Element& at, const v1::FollowUp& follow_up, const v1::Project* project) {
  const int64_t spent = follow_up.spent_sek();
  if (spent < 0) at.Add("FOLLOW_UP_SPENT_NEGATIVE", "spent_sek", StrCat(spent), "≥ 0");
  if (project != nullptr && project->budget_sek() > 0 && spent > project->budget_sek()) {
    at.Add("FOLLOW_UP_OVER_BUDGET", "spent_sek", StrCat(spent), StrCat(project->budget_sek()));
  }
}

// A project that is only proposed has nothing to follow up. After a project has
// ended, the planned follow-ups may still be sent and corrected.
void CheckProjectState(const Element& at, const v1::Project& project) {
  if (project.state() == v1::PROJECT_STATE_PROPOSED) {
    at.Add("FOLLOW_UP_PROJECT_NOT_APPROVED", "project", project.id(), "");
  } else if ((project.state() == v1::PROJECT_STATE_CLOSED ||
              project.state() == v1::PROJECT_STATE_STOPPED) &&
             std::ranges::find(project.follow_ups(), at.check.report.period(),
                               &v1::DuePeriod::period) == project.follow_ups().end()) {
    at.Add("FOLLOW_UP_PROJECT_ENDED", "project", project.id(), at.check.report.period());
  }
}

void CheckMeasuredValue(const Element& at, const std::string& leaf,
                        const v1::MeasuredEffect& measured) {
  const auto value = ParseDecimal(measured.value());
  if (!value) {
    at.Add("FOLLOW_UP_MEASURED_MALFORMED", leaf, measured.value(), "");
    return;
  }
  const IndicatorIndex* index =
      at.check.period ? at.check.catalogue.FindIndicator(measured.indicator(), *at.check.period)
                      : nullptr;
  if (index != nullptr && DecimalsUsed(*value) > static_cast<int>(index->indicator->decimals())) {
    at.Add("FOLLOW_UP_MEASURED_DECIMALS", leaf, measured.value(),
           StrCat(index->indicator->decimals()));
  }
  // As OBS_VALUE_IS_SHARE, but a warning, because nothing here could explain it.
  constexpr int64_t kLeastPercentage = 5 * kMicrosPerUnit;
  if (index != nullptr && index->plausible_min &&
      index->plausible_min->micros >= kLeastPercentage && value->micros > 0 &&
      value->micros <= kMicrosPerUnit) {
    at.Add("FOLLOW_UP_MEASURED_IS_SHARE", leaf, measured.value(), "");
  }
}

// If there are too many effects, only the first are checked.
void CheckMeasured(const Element& at, const v1::FollowUp& follow_up, const v1::Project* project) {
  const auto size = static_cast<size_t>(follow_up.measured_size());
  if (size > limits::kActivityLinksMax) {
    at.Add("FOLLOW_UP_MEASURED_TOO_MANY", "measured", StrCat(size),
           StrCat(limits::kActivityLinksMax));
  }
  std::vector<std::string_view> expected;
  if (project != nullptr) {
    for (const v1::ExpectedEffect& effect : project->effects()) {
      if (expected.empty() || expected.back() != effect.indicator()) {
        expected.push_back(effect.indicator());
      }
    }
  }
  Ids seen;
  for (size_t i = 0; i < std::min(size, limits::kActivityLinksMax); ++i) {
    const v1::MeasuredEffect& measured = follow_up.measured(static_cast<int>(i));
    const std::string leaf = StrCat("measured[", i, "].indicator");
    if (project != nullptr && std::ranges::find(expected, measured.indicator()) == expected.end()) {
      at.Add("FOLLOW_UP_MEASURED_UNKNOWN", leaf, measured.indicator(), JoinIds(expected));
    } else if (!seen.insert(measured.indicator()).second) {
      at.Add("FOLLOW_UP_MEASURED_DUPLICATE", leaf, measured.indicator(), "");
    }
    CheckMeasuredValue(at, StrCat("measured[", i, "].value"), measured);
  }
}

void CheckAccount(const Element& at, const v1::FollowUp& follow_up) {
  const v1::ProjectStatus status = follow_up.status();
  if (status == v1::PROJECT_STATUS_UNSPECIFIED || !v1::ProjectStatus_IsValid(status)) {
    at.Add("FOLLOW_UP_STATUS_MISSING", "status", "", "ON_PLAN, DEVIATES, STOPPED, FINISHED");
  }
  if (follow_up.effect().empty()) {
    at.Add("FOLLOW_UP_EFFECT_MISSING", "effect", follow_up.project(), "");
  }
  const bool deviates =
      status == v1::PROJECT_STATUS_DEVIATES || status == v1::PROJECT_STATUS_STOPPED;
  if (deviates && follow_up.deviation().empty()) {
    at.Add("FOLLOW_UP_DEVIATION_MISSING", "deviation", follow_up.project(), "");
  }
}

}  // namespace

void CheckActivities(ReportCheck& check) {
  Firsts seen;
  for (int i = 0; i < LookedAt(check.report.activities_size()); ++i) {
    const Element at{check, "activities", i};
    CheckIdentity(at, check.report.activities(i), seen);
    CheckLinks(at, check.report.activities(i));
    CheckArea(at, check.report.activities(i));
  }
}

void CheckFollowUps(ReportCheck& check) {
  Firsts seen;
  for (int i = 0; i < LookedAt(check.report.follow_ups_size()); ++i) {
    const v1::FollowUp& follow_up = check.report.follow_ups(i);
    const v1::Project* project = check.catalogue.FindProject(follow_up.project());
    const Element at{check, "follow_ups", i};
    CheckProject(at, follow_up, project, seen);
    if (project != nullptr) CheckProjectState(at, *project);
    CheckMeasured(at, follow_up, project);
    CheckSpent(at, follow_up, project);
    CheckAccount(at, follow_up);
  }
}

}  // namespace samlad::domain
