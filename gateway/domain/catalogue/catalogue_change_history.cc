// SPDX-License-Identifier: EUPL-1.2
//
// Everything other than definitions that past decisions and reports use: projects
// and their states, targets of closed periods, reporting organisations, and the
// registers.

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/catalogue/catalogue_checker.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

template <class Elements>
auto ById(const Elements& elements) {
  absl::flat_hash_map<std::string_view, int> places;
  for (int i = 0; i < elements.size(); ++i) places.emplace(elements[i].id(), i);
  return places;
}

// --- Projects ---------------------------------------------------------------

std::vector<v1::ProjectState> NextStates(v1::ProjectState state) {
  switch (state) {
    case v1::PROJECT_STATE_PROPOSED:
      return {v1::PROJECT_STATE_APPROVED, v1::PROJECT_STATE_STOPPED};
    case v1::PROJECT_STATE_APPROVED:
      return {v1::PROJECT_STATE_RUNNING, v1::PROJECT_STATE_STOPPED};
    case v1::PROJECT_STATE_RUNNING:
      return {v1::PROJECT_STATE_CLOSED, v1::PROJECT_STATE_STOPPED};
    default:
      return {};
  }
}

std::string ShowStates(const std::vector<v1::ProjectState>& states) {
  if (states.empty()) return "-";
  return absl::StrJoin(states, ", ", [](std::string* out, v1::ProjectState state) {
    *out += ProjectStateText(state);
  });
}

// The fields of a project that differ, by name.
std::set<std::string> ChangedFields(const v1::Project& before, const v1::Project& after) {
  v1::Catalogue old_catalogue, new_catalogue;
  *old_catalogue.add_projects() = before;
  *new_catalogue.add_projects() = after;
  std::set<std::string> fields;
  for (const v1::CatalogueChange& change : DiffCatalogues(old_catalogue, new_catalogue)) {
    const std::string field = change.path().substr(StrCat("projects[", after.id(), "].").size());
    fields.insert(field.substr(0, field.find_first_of(".[")));
  }
  return fields;
}

// `before` without the baselines of protected indicators that `after` leaves out:
// a count that must not be told may be taken out of what is over, too.
v1::Project WithoutTakenBack(const CatalogueChecker& checker, v1::Project before,
                             const v1::Project& after) {
  for (v1::ExpectedEffect& effect : *before.mutable_effects()) {
    if (checker.LargestK(effect.indicator()) == 0) continue;
    for (const v1::ExpectedEffect& now : after.effects()) {
      if (now.indicator() != effect.indicator() || now.period() != effect.period() ||
          !now.baseline().empty() || !now.baseline_period().empty()) {
        continue;
      }
      effect.clear_baseline();
      effect.clear_baseline_period();
    }
  }
  return before;
}

void CheckProject(CatalogueChecker& checker, Element element, const v1::Project& before,
                  const v1::Project& after) {
  // One without a state is from before there were any.
  if (before.state() == v1::PROJECT_STATE_UNSPECIFIED) return;
  if (before.state() != after.state()) {
    const auto next = NextStates(before.state());
    if (std::ranges::find(next, after.state()) == next.end()) {
      checker.Add("CATALOGUE_PROJECT_TRANSITION", element, "state",
                  StrCat(ProjectStateText(after.state()), " (", after.id(), ")"), ShowStates(next));
    }
  } else if (IsEnded(before.state())) {
    for (const std::string& field :
         ChangedFields(WithoutTakenBack(checker, before, after), after)) {
      checker.Add("CATALOGUE_PROJECT_ENDED_CHANGED", element, field, after.id(), "");
    }
  }
}

// --- Targets ----------------------------------------------------------------

std::string TargetKey(const v1::Target& target) {
  return StrCat(target.indicator(), "@", target.period(), " ", target.document());
}

bool SameFigure(std::string_view a, std::string_view b) {
  const auto left = ParseDecimal(a), right = ParseDecimal(b);
  return left && right ? *left == *right : a == b;
}

// Apart from the baseline of a protected indicator that is taken back.
bool SameTarget(const CatalogueChecker& checker, const v1::Target& before,
                const v1::Target& after) {
  if (!SameFigure(before.value(), after.value())) return false;
  if (after.baseline().empty() && after.baseline_period().empty() &&
      checker.LargestK(after.indicator()) > 0) {
    return true;
  }
  return SameFigure(before.baseline(), after.baseline()) &&
         before.baseline_period() == after.baseline_period();
}

absl::flat_hash_set<std::string_view> ClosedPeriods(const v1::Catalogue& catalogue) {
  absl::flat_hash_set<std::string_view> closed;
  for (const v1::Period& period : catalogue.periods()) {
    if (period.closed()) closed.insert(period.id());
  }
  return closed;
}

// --- Registers --------------------------------------------------------------

// The documents and roles of the catalogue in force that accepted reports depend
// on through the elements that they report about.
struct Behind {
  absl::flat_hash_set<std::string_view> documents, owners;
};

Behind FindBehind(const v1::Catalogue& before, const Used& used) {
  Behind behind;
  absl::flat_hash_set<std::string_view> indicators, goals;
  for (const v1::Obligation& obligation : before.obligations()) {
    if (!used("obligations", obligation.id())) continue;
    behind.documents.insert(obligation.document());
    behind.owners.insert(obligation.owner());
  }
  for (const v1::Indicator& indicator : before.indicators()) {
    if (!used("indicators", indicator.id())) continue;
    indicators.insert(indicator.id());
    goals.insert(indicator.goal());
    behind.owners.insert(indicator.owner());
  }
  for (const v1::Goal& goal : before.goals()) {
    if (!goals.contains(goal.id())) continue;
    behind.documents.insert(goal.document());
    behind.owners.insert(goal.owner());
  }
  for (const v1::Target& target : before.targets()) {
    if (indicators.contains(target.indicator())) behind.documents.insert(target.document());
  }
  for (const v1::Project& project : before.projects()) {
    if (used("projects", project.id())) behind.owners.insert(project.owner());
  }
  return behind;
}

bool HasHistory(const v1::Recommendation& recommendation, const Used& used) {
  return used("recommendations", recommendation.id()) ||
         std::ranges::any_of(recommendation.evidence(), [&](const v1::Evidence& evidence) {
           return (!evidence.obligation().empty() && used("obligations", evidence.obligation())) ||
                  (!evidence.project().empty() && used("projects", evidence.project()));
         });
}

}  // namespace

void CheckProjectChanges(CatalogueChecker& checker, const v1::Catalogue& before,
                         const v1::Catalogue& after) {
  const auto places = ById(after.projects());
  for (const v1::Project& project : before.projects()) {
    const auto it = places.find(project.id());
    if (it == places.end()) continue;
    CheckProject(checker, {"projects", it->second}, project, after.projects(it->second));
  }
}

void CheckClosedTargets(CatalogueChecker& checker, const v1::Catalogue& before,
                        const v1::Catalogue& after, const Used& used) {
  const auto closed = ClosedPeriods(before), still_closed = ClosedPeriods(after);
  const auto fixed = [&](const v1::Target& target) {
    return closed.contains(target.period()) && still_closed.contains(target.period()) &&
           used("indicators", target.indicator());
  };
  absl::flat_hash_map<std::string, const v1::Target*> earlier;
  for (const v1::Target& target : before.targets()) {
    if (fixed(target)) earlier.try_emplace(TargetKey(target), &target);
  }
  for (int i = 0; i < after.targets_size(); ++i) {
    const v1::Target& target = after.targets(i);
    if (!fixed(target)) continue;
    const auto it = earlier.find(TargetKey(target));
    if (it == earlier.end() || !SameTarget(checker, *it->second, target)) {
      checker.Add("CATALOGUE_CLOSED_TARGET_CHANGED", {"targets", i}, "value",
                  StrCat(target.indicator(), ", ", target.period()), "");
    }
    if (it != earlier.end()) earlier.erase(it);
  }
  for (const v1::Target& target : before.targets()) {
    if (!earlier.contains(TargetKey(target))) continue;
    checker.AddTop("CATALOGUE_CLOSED_TARGET_CHANGED",
                   StrCat("targets[", target.indicator(), "@", target.period(), "]"),
                   StrCat(target.indicator(), ", ", target.period()), "");
  }
}

void CheckApprovals(CatalogueChecker& checker, const v1::Catalogue& before,
                    const v1::Catalogue& after, const Used& used) {
  const auto places = ById(after.obligations());
  for (const v1::Obligation& obligation : before.obligations()) {
    const auto it = places.find(obligation.id());
    if (it == places.end()) continue;
    const bool approval = after.obligations(it->second).requires_approval();
    if (approval == obligation.requires_approval() || !used("obligations", obligation.id())) {
      continue;
    }
    checker.Add("CATALOGUE_APPROVAL_CHANGED", {"obligations", it->second}, "requires_approval",
                approval ? "true" : "false", obligation.id());
  }
}

bool HasPassed(std::string_view collection, std::string_view id,
               const google::protobuf::RepeatedPtrField<v1::DuePeriod>& periods, const Used& used) {
  return std::ranges::any_of(periods, [&](const v1::DuePeriod& due) {
    return used("deadlines", StrCat(collection, "/", id, "/", due.period()));
  });
}

bool HadDueDatePassed(const v1::Catalogue& catalogue, const v1::Organisation& organisation,
                      const Used& used) {
  return std::ranges::any_of(catalogue.obligations(), [&](const v1::Obligation& obligation) {
    if (!CatalogueIndex::MustReport(organisation, obligation)) return false;
    return std::ranges::any_of(obligation.periods(), [&](const v1::DuePeriod& due) {
      const auto period = ParsePeriod(due.period());
      return period && ExistsOn(organisation, LastDay(*period)) &&
             used("deadlines", StrCat("obligations/", obligation.id(), "/", due.period()));
    });
  });
}

void CheckDueDates(CatalogueChecker& checker, const v1::Catalogue& before,
                   const v1::Catalogue& after, const Used& used) {
  const auto check = [&](Element element, std::string_view was, std::string_view is) {
    if (was != is) {
      checker.Add("CATALOGUE_DUE_CHANGED", element, "due", is.empty() ? "-" : is, was);
    }
  };
  const auto check_periods = [&](std::string_view collection, std::string_view field,
                                 const auto& were, const auto& are, const auto& periods_of) {
    const auto places = ById(are);
    for (const auto& element : were) {
      const auto place = places.find(element.id());
      if (place == places.end()) continue;
      const auto& now = periods_of(are[place->second]);
      for (const v1::DuePeriod& due : periods_of(element)) {
        if (!used("deadlines", StrCat(collection, "/", element.id(), "/", due.period()))) continue;
        const auto at = std::ranges::find(now, due.period(), &v1::DuePeriod::period);
        if (at != now.end()) {
          const std::string path = StrCat(collection, "[", place->second, "].", field);
          check({path, static_cast<int>(at - now.begin())}, due.due(), at->due());
        } else {
          const std::string path =
              StrCat(collection, "[", element.id(), "].", field, "[", due.period(), "]");
          checker.AddTop("CATALOGUE_USED_REMOVED", path, path, "");
        }
      }
    }
  };
  check_periods("obligations", "periods", before.obligations(), after.obligations(),
                [](const v1::Obligation& one) -> const auto& { return one.periods(); });
  check_periods("projects", "follow_ups", before.projects(), after.projects(),
                [](const v1::Project& one) -> const auto& { return one.follow_ups(); });
  const auto places = ById(after.recommendations());
  for (const v1::Recommendation& was : before.recommendations()) {
    const auto place = places.find(was.id());
    if (place == places.end() || !used("deadlines", StrCat("recommendations/", was.id()))) continue;
    check({"recommendations", place->second}, was.due(),
          after.recommendations(place->second).due());
  }
}

void CheckOrphanedReports(CatalogueChecker& checker, const v1::Catalogue& before,
                          const v1::Catalogue& after, const Used& used) {
  const auto organisations = ById(after.organisations());
  const auto places = ById(after.obligations());
  for (const v1::Obligation& was : before.obligations()) {
    const auto place = places.find(was.id());
    if (place == places.end()) continue;
    const v1::Obligation& is = after.obligations(place->second);
    absl::flat_hash_set<std::string_view> periods;
    for (const v1::DuePeriod& due : is.periods()) periods.insert(due.period());
    for (const v1::Organisation& organisation : before.organisations()) {
      const auto it = organisations.find(organisation.id());
      if (it == organisations.end() || !CatalogueIndex::MustReport(organisation, was)) continue;
      const v1::Organisation& now = after.organisations(it->second);
      const bool bound = CatalogueIndex::MustReport(now, is);
      for (const v1::DuePeriod& due : was.periods()) {
        const auto period = ParsePeriod(due.period());
        const bool owes =
            bound && period && periods.contains(due.period()) && ExistsOn(now, LastDay(*period));
        if (owes || !used("reports", StrCat(organisation.id(), "/", was.id(), "/", due.period()))) {
          continue;
        }
        checker.Add("CATALOGUE_REPORT_ORPHANED", {"obligations", place->second}, "",
                    StrCat(organisation.id(), ", ", due.period()), "");
      }
    }
  }
}

void CheckRegisters(CatalogueChecker& checker, const v1::Catalogue& before,
                    const v1::Catalogue& after, const Used& used) {
  const Behind behind = FindBehind(before, used);
  const auto check = [&](std::string_view collection, const auto& were, const auto& are,
                         const auto& rests) {
    const auto kept = ById(are);
    for (const auto& element : were) {
      if (kept.contains(element.id()) || !rests(element)) continue;
      const std::string path = StrCat(collection, "[", element.id(), "]");
      checker.AddTop("CATALOGUE_USED_REMOVED", path, path, "");
    }
  };
  check("documents", before.documents(), after.documents(),
        [&](const v1::Document& d) { return behind.documents.contains(d.id()); });
  check("roles", before.roles(), after.roles(),
        [&](const v1::Role& role) { return behind.owners.contains(role.id()); });
  check("recommendations", before.recommendations(), after.recommendations(),
        [&](const v1::Recommendation& one) { return HasHistory(one, used); });
  check("comparisons", before.comparisons(), after.comparisons(),
        [&](const v1::ComparisonSeries& one) { return used("comparisons", one.id()); });
}

}  // namespace samlad::domain
