// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/date.h"
#include "gateway/domain/obligations.h"
#include "gateway/domain/periods.h"
#include "gateway/domain/view.h"

namespace samlad::domain {
namespace {

// A value last measured, and the report that says so.
struct Measured {
  const std::string* value = nullptr;
  uint64_t position = 0;
};

// What the reports say of one project.
struct Followed {
  bool ever = false;                                         // in any accepted revision
  const v1::FollowUp* current = nullptr;                     // in force for the period; the latest
  uint64_t position = 0;                                     // of the report that carries it
  const v1::FollowUp* latest = nullptr;                      // in force for any period; the latest
  absl::flat_hash_map<std::string_view, Measured> measured;  // by indicator
};

using FollowedByProject = absl::flat_hash_map<std::string_view, Followed>;

FollowedByProject FindFollowUps(const Prefix& prefix, std::string_view period) {
  FollowedByProject found;
  for (const Revision& revision : prefix.revisions) {
    if (revision.report->prose == nullptr) continue;
    const bool in_force = prefix.InForce(revision);
    for (const v1::FollowUp& follow_up : revision.report->prose->follow_ups) {
      Followed& followed = found[follow_up.project()];
      followed.ever = true;
      if (!in_force) continue;
      followed.latest = &follow_up;
      for (const v1::MeasuredEffect& effect : follow_up.measured()) {
        followed.measured[effect.indicator()] = {&effect.value(), revision.position};
      }
      if (revision.report->period != period) continue;
      followed.current = &follow_up;
      followed.position = revision.position;
    }
  }
  return found;
}

v1::FollowUpState StateOf(const Prefix& prefix, const Followed& followed,
                          const v1::Project& project, const v1::DuePeriod* due) {
  if (followed.current != nullptr) return v1::FOLLOW_UP_STATE_DONE;
  if (due == nullptr) return v1::FOLLOW_UP_STATE_NONE;
  return prefix.project_deadlines.contains({project.id(), due->period()})
             ? v1::FOLLOW_UP_STATE_OVERDUE
             : v1::FOLLOW_UP_STATE_EXPECTED;
}

// A project that is over on paper but has neither been closed nor stopped.
bool IsPastEnd(const v1::Project& project, std::string_view period) {
  const auto end = ParseDate(project.end());
  const auto last = ParsePeriod(period);
  return end && last && LastDay(*last) > *end && project.state() != v1::PROJECT_STATE_CLOSED &&
         project.state() != v1::PROJECT_STATE_STOPPED;
}

void AddEffects(const v1::Project& project, const Followed& followed, v1::ProjectRow& row) {
  for (const v1::ExpectedEffect& expected : project.effects()) {
    v1::EffectRow& effect = *row.add_effects();
    *effect.mutable_expected() = expected;
    const auto at = followed.measured.find(expected.indicator());
    if (at == followed.measured.end()) continue;
    effect.set_measured(*at->second.value);
    effect.set_position(at->second.position);
  }
}

v1::ProjectRow Row(const Prefix& prefix, const v1::Project& project, const Followed& followed,
                   std::string_view period) {
  const auto at = std::ranges::find(project.follow_ups(), period, &v1::DuePeriod::period);
  const v1::DuePeriod* due = at == project.follow_ups().end() ? nullptr : &*at;
  v1::ProjectRow row;
  row.set_project(project.id());
  *row.mutable_title() = project.title();
  row.set_owner(project.owner());
  *row.mutable_owner_name() = prefix.catalogue->NameOf(project.owner());
  row.set_end(project.end());
  row.set_budget_sek(project.budget_sek());
  row.set_project_state(project.state());
  row.set_closing(project.closing());
  row.set_state(StateOf(prefix, followed, project, due));
  if (due != nullptr) row.set_due(due->due());
  if (followed.current != nullptr) {
    *row.mutable_follow_up() = *followed.current;
    row.set_position(followed.position);
  }
  row.set_never_followed_up(!followed.ever);
  if (followed.latest != nullptr) row.set_spent_sek(followed.latest->spent_sek());
  row.set_over_budget(project.budget_sek() > 0 && row.spent_sek() > project.budget_sek());
  row.set_past_end(IsPastEnd(project, period));
  AddEffects(project, followed, row);
  return row;
}

}  // namespace

std::vector<v1::ProjectRow> ProjectRows(const Prefix& prefix, std::string_view period) {
  const FollowedByProject follow_ups = FindFollowUps(prefix, period);
  std::vector<v1::ProjectRow> rows;
  for (const v1::Project& project : prefix.catalogue->catalogue().projects()) {
    const auto at = follow_ups.find(project.id());
    rows.push_back(Row(prefix, project, at == follow_ups.end() ? Followed{} : at->second, period));
  }
  return rows;
}

std::vector<v1::ProjectRow> ProjectRows(const Facts& facts, uint64_t as_of,
                                        std::string_view period) {
  const auto prefix = ReadPrefix(facts, as_of);
  if (!prefix.ok()) return {};
  return ProjectRows(*prefix, period);
}

}  // namespace samlad::domain
