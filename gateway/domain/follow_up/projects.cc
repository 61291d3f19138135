// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gateway/domain/figures/disclosure.h"
#include "gateway/domain/figures/quoted_counts.h"
#include "gateway/domain/follow_up/obligations.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

// The newest measured value, and the report that has it.
struct Measured {
  const std::string* value = nullptr;
  const Revision* revision = nullptr;
};

// The follow-ups of one project.
struct Followed {
  bool ever = false;                                         // in any accepted revision
  const v1::FollowUp* current = nullptr;                     // in force for the period
  const Revision* revision = nullptr;                        // that carries it
  const v1::FollowUp* latest = nullptr;                      // in force for the latest period
  absl::flat_hash_map<std::string_view, Measured> measured;  // by indicator
};

using FollowedByProject = absl::flat_hash_map<std::string_view, Followed>;

// One follow-up in force.
struct ReportedFollowUp {
  int end = 0;             // of its period, in thirds
  bool is_owners = false;  // else a participant's
  const NumberedHistory* history = nullptr;
  const Revision* revision = nullptr;
  const v1::FollowUp* what = nullptr;
};

// Orders follow-ups so that the one that counts comes last: that of the later
// period, then the owner's, then that of the organisation and obligation which
// come first in the catalogue. The order of the reports does not matter, because
// a report that is sent again unchanged must change nothing.
bool CountsLess(const ReportedFollowUp& a, const ReportedFollowUp& b) {
  return std::tie(a.end, a.is_owners, b.history->organisation, b.history->obligation) <
         std::tie(b.end, b.is_owners, a.history->organisation, a.history->obligation);
}

bool IsOwner(const CatalogueIndex& catalogue, std::string_view organisation,
             const v1::Project* project) {
  if (project == nullptr) return false;
  const v1::Organisation* owner = catalogue.ResponsibleOrganisation(project->owner());
  return organisation == (owner == nullptr ? project->owner() : owner->id());
}

FollowedByProject FindFollowUps(const Prefix& prefix, std::string_view period) {
  FollowedByProject found;
  std::vector<ReportedFollowUp> reported;
  for (const Revision& revision : prefix.revisions) {
    if (revision.report->prose == nullptr) continue;
    const auto of = ParsePeriod(revision.report->period);
    for (const v1::FollowUp& follow_up : revision.report->prose->follow_ups) {
      found[follow_up.project()].ever = true;
      if (!prefix.InForce(revision) || !of) continue;
      const v1::Project* project = prefix.catalogue->FindProject(follow_up.project());
      reported.push_back(
          {.end = EndInThirds(*of),
           .is_owners = IsOwner(*prefix.catalogue, revision.report->organisation, project),
           .history = &prefix.histories[revision.history],
           .revision = &revision,
           .what = &follow_up});
    }
  }
  std::ranges::stable_sort(reported, CountsLess);
  for (const ReportedFollowUp& follow_up : reported) {
    Followed& followed = found[follow_up.what->project()];
    followed.latest = follow_up.what;
    for (const v1::MeasuredEffect& effect : follow_up.what->measured()) {
      followed.measured[effect.indicator()] = {&effect.value(), follow_up.revision};
    }
    if (follow_up.revision->report->period != period) continue;
    followed.current = follow_up.what;
    followed.revision = follow_up.revision;
  }
  return found;
}

v1::FollowUpState FollowUpStateOf(const Prefix& prefix, const Followed& followed,
                                  const v1::Project& project, const v1::DuePeriod* due) {
  if (followed.current != nullptr) return v1::FOLLOW_UP_STATE_DONE;
  if (due == nullptr) return v1::FOLLOW_UP_STATE_NONE;
  return prefix.project_deadlines.contains({project.id(), due->period()})
             ? v1::FOLLOW_UP_STATE_OVERDUE
             : v1::FOLLOW_UP_STATE_EXPECTED;
}

// Whether the project's end has passed but it was neither closed nor stopped.
// Measured by the log's own time, because a view must not depend on a clock.
bool IsPastEnd(const v1::Project& project, absl::CivilDay today) {
  const auto end = ParseDate(project.end());
  if (!end || project.state() == v1::PROJECT_STATE_CLOSED ||
      project.state() == v1::PROJECT_STATE_STOPPED) {
    return false;
  }
  return today > absl::CivilDay(static_cast<int>(end->year()), static_cast<unsigned>(end->month()),
                                static_cast<unsigned>(end->day()));
}

// The day of the last entry, in the city's time.
absl::CivilDay DayOf(const Prefix& prefix) {
  absl::TimeZone zone;  // UTC, where this machine does not know the catalogue's
  absl::LoadTimeZone(prefix.catalogue->catalogue().time_zone(), &zone);
  return absl::ToCivilDay(absl::FromUnixMillis(prefix.time_ms), zone);
}

// Of a plan, which is no count of what happened, the value alone matters.
bool HidesPlan(const IndicatorTable& indicators, const std::vector<bool>& hidden,
               const v1::ExpectedEffect& effect) {
  const uint32_t number = indicators.Find(effect.indicator());
  return number != IndicatorTable::kUnknown &&
         (hidden[number] || IsSmallCount(indicators[number], effect.expected()));
}

// Copies a message without fields that the contract does not have, because nobody
// has checked what they say.
template <class Message>
void CopyKnown(const Message& from, Message& to) {
  to = from;
  to.DiscardUnknownFields();
}

// What readers may see of one project's counts. Clears values only, because it is
// no secret that something was measured.
struct Gate {
  const QuotedCounts& quoted;
  const std::vector<bool>& hidden;
  const v1::Project& project;

  bool Hides(std::string_view indicator, std::string_view period, std::string_view value,
             uint32_t history) const {
    return quoted.IsWithheld(hidden, indicator, period, value,
                             {.history = history, .project = project.id()});
  }
  bool HidesMeasured(std::string_view indicator, std::string_view value,
                     const Revision& revision) const {
    return Hides(indicator, revision.report->period, value, revision.history);
  }
  bool HidesBaseline(const v1::ExpectedEffect& effect) const {
    return Hides(effect.indicator(), effect.baseline_period(), effect.baseline(),
                 QuoteSource::kCatalogue);
  }
};

void AddEffects(const Gate& gate, const IndicatorTable& indicators, const Followed& followed,
                v1::ProjectRow& row) {
  for (const v1::ExpectedEffect& expected : gate.project.effects()) {
    v1::EffectRow& effect = *row.add_effects();
    CopyKnown(expected, *effect.mutable_expected());
    if (gate.HidesBaseline(expected)) effect.mutable_expected()->clear_baseline();
    if (HidesPlan(indicators, gate.hidden, expected)) {
      effect.mutable_expected()->clear_expected();
    }
    const auto at = followed.measured.find(expected.indicator());
    if (at == followed.measured.end()) continue;
    const auto& [value, revision] = at->second;
    effect.set_position(revision->position);
    if (!gate.HidesMeasured(expected.indicator(), *value, *revision)) effect.set_measured(*value);
  }
}

void AddFollowUp(const Gate& gate, const Followed& followed, v1::ProjectRow& row) {
  if (followed.current == nullptr) return;
  CopyKnown(*followed.current, *row.mutable_follow_up());
  row.set_position(followed.revision->position);
  for (v1::MeasuredEffect& measured : *row.mutable_follow_up()->mutable_measured()) {
    if (gate.HidesMeasured(measured.indicator(), measured.value(), *followed.revision)) {
      measured.clear_value();
    }
  }
}

v1::ProjectRow Row(const Prefix& prefix, const v1::Project& project, const Followed& followed,
                   std::string_view period, absl::CivilDay today) {
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
  row.set_state(FollowUpStateOf(prefix, followed, project, due));
  if (due != nullptr) row.set_due(due->due());
  row.set_never_followed_up(!followed.ever);
  if (followed.latest != nullptr) row.set_spent_sek(followed.latest->spent_sek());
  row.set_over_budget(project.budget_sek() > 0 && row.spent_sek() > project.budget_sek());
  row.set_past_end(IsPastEnd(project, today));
  return row;
}

}  // namespace

std::vector<v1::ProjectRow> ProjectRows(const Prefix& prefix, const IndicatorTable& indicators,
                                        const std::vector<bool>& hidden, std::string_view period) {
  const FollowedByProject follow_ups = FindFollowUps(prefix, period);
  const absl::CivilDay today = DayOf(prefix);
  const QuotedCounts quoted(prefix, indicators, prefix.catalogue->catalogue());
  static const Followed kNone;
  std::vector<v1::ProjectRow> rows;
  for (const v1::Project& project : prefix.catalogue->catalogue().projects()) {
    const auto at = follow_ups.find(project.id());
    const Followed& followed = at == follow_ups.end() ? kNone : at->second;
    rows.push_back(Row(prefix, project, followed, period, today));
    const Gate gate{quoted, hidden, project};
    AddFollowUp(gate, followed, rows.back());
    AddEffects(gate, indicators, followed, rows.back());
  }
  return rows;
}

std::vector<v1::ProjectRow> ProjectRows(const Prefix& prefix, std::string_view period) {
  const IndicatorTable indicators(prefix);
  return ProjectRows(prefix, indicators, HiddenIndicators(prefix, indicators), period);
}

}  // namespace samlad::domain
