// SPDX-License-Identifier: EUPL-1.2
//
// Projects: what each state asks for, and what they are to change.

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_checker.h"
#include "gateway/domain/values/date.h"

namespace samlad::domain {
namespace {

struct Need {
  std::string_view leaf;
  bool (*met)(const v1::Project&);
};

// Decided, and whatever came after.
constexpr Need kToBeApproved[] = {
    {"decision", [](const v1::Project& p) { return !p.decision().empty(); }},
    {"purpose.sv", [](const v1::Project& p) { return !p.purpose().sv().empty(); }},
    {"owner", [](const v1::Project& p) { return !p.owner().empty(); }},
    {"participants", [](const v1::Project& p) { return !p.participants().empty(); }},
    {"goal", [](const v1::Project& p) { return !p.goal().empty(); }},
    {"indicators", [](const v1::Project& p) { return !p.indicators().empty(); }},
    {"effects", [](const v1::Project& p) { return !p.effects().empty(); }},
    {"target_group.sv", [](const v1::Project& p) { return !p.target_group().sv().empty(); }},
    {"start", [](const v1::Project& p) { return !p.start().empty(); }},
    {"end", [](const v1::Project& p) { return !p.end().empty(); }},
    {"budget_sek", [](const v1::Project& p) { return p.budget_sek() != 0; }},
    {"follow_ups", [](const v1::Project& p) { return !p.follow_ups().empty(); }},
};
constexpr Need kToEnd[] = {
    {"evaluation.sv", [](const v1::Project& p) { return !p.evaluation().sv().empty(); }},
    {"closing_reference", [](const v1::Project& p) { return !p.closing_reference().empty(); }},
};
constexpr Need kToClose[] = {
    {"closing",
     [](const v1::Project& p) { return p.closing() != v1::CLOSING_DECISION_UNSPECIFIED; }},
};

bool WasApproved(v1::ProjectState state) {
  return state == v1::PROJECT_STATE_APPROVED || state == v1::PROJECT_STATE_RUNNING ||
         state == v1::PROJECT_STATE_CLOSED;
}

void CheckState(CatalogueChecker& checker, Element element, const v1::Project& project) {
  const v1::ProjectState state = project.state();
  checker.CheckEnum(element, "state", state, v1::ProjectState_IsValid);
  const auto check = [&](const auto& needs) {
    for (const Need& need : needs) {
      if (need.met(project)) continue;
      checker.Add("CATALOGUE_PROJECT_INCOMPLETE", element, need.leaf, ProjectStateText(state), "");
    }
  };
  if (WasApproved(state)) check(kToBeApproved);
  if (IsEnded(state)) check(kToEnd);
  if (state == v1::PROJECT_STATE_CLOSED) check(kToClose);
  if (project.closing() == v1::CLOSING_DECISION_UNSPECIFIED) return;
  checker.CheckEnum(element, "closing", project.closing(), v1::ClosingDecision_IsValid);
  if (state != v1::PROJECT_STATE_CLOSED && v1::ProjectState_IsValid(state)) {
    checker.Add("CATALOGUE_CLOSING_UNEXPECTED", element, "closing", ProjectStateText(state),
                "closed");
  }
}

void CheckEffect(CatalogueChecker& checker, Element element, const v1::Project& project,
                 const v1::ExpectedEffect& effect) {
  const auto& indicators = project.indicators();
  checker.CheckPresent(element, "indicator", effect.indicator());
  if (!effect.indicator().empty() &&
      std::ranges::find(indicators, effect.indicator()) == indicators.end()) {
    checker.Add("CATALOGUE_EFFECT_INDICATOR", element, "indicator", effect.indicator(),
                absl::StrJoin(indicators, ", "));
  }
  checker.CheckPresent(element, "period", effect.period());
  checker.CheckPeriod(element, "period", effect.period());
  const v1::Indicator* definition = checker.DefinitionFor(effect.indicator(), effect.period());
  checker.CheckPresent(element, "expected", effect.expected());
  checker.CheckFigure(element, "expected", effect.expected(), definition);
  if (effect.baseline().empty() && effect.baseline_period().empty() &&
      checker.IsExpresslyProtected(effect.indicator())) {
    return;
  }
  checker.CheckPresent(element, "baseline", effect.baseline());
  checker.CheckFigure(element, "baseline", effect.baseline(), definition);
  checker.CheckPresent(element, "baseline_period", effect.baseline_period());
  checker.CheckBaselinePeriod(element, effect.baseline_period(), effect.period());
}

void CheckEffects(CatalogueChecker& checker, Element element, const v1::Project& project) {
  const std::string collection = StrCat(element.collection, "[", element.index, "].effects");
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < project.effects_size(); ++i) {
    const v1::ExpectedEffect& effect = project.effects(i);
    CheckEffect(checker, {collection, i}, project, effect);
    checker.CheckUnique({collection, i}, "period", StrCat(effect.indicator(), " ", effect.period()),
                        seen);
  }
}

// Of one that was decided, an owner that is missing is found with the rest; who
// answered for one that is over is history.
void CheckOwnership(CatalogueChecker& checker, Element element, const v1::Project& project) {
  if (IsEnded(project.state())) {
    checker.CheckReference(element, "owner", project.owner(), checker.ids().owners);
  } else if (!project.owner().empty() || !WasApproved(project.state())) {
    checker.CheckOwner(element, project.owner(), ParseDate(project.end()));
  }
}

}  // namespace

bool IsEnded(v1::ProjectState state) {
  return state == v1::PROJECT_STATE_CLOSED || state == v1::PROJECT_STATE_STOPPED;
}

std::string ProjectStateText(v1::ProjectState state) {
  return absl::AsciiStrToLower(absl::StripPrefix(v1::ProjectState_Name(state), "PROJECT_STATE_"));
}

void CheckProjects(CatalogueChecker& checker) {
  const auto& projects = checker.catalogue().projects();
  const CatalogueIds& ids = checker.ids();
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < projects.size(); ++i) {
    const v1::Project& project = projects[i];
    const Element element{"projects", i};
    checker.CheckId(element, project.id(), IdForm::kCode);
    checker.CheckUnique(element, "id", project.id(), seen);
    checker.CheckPresent(element, "title.sv", project.title().sv());
    CheckOwnership(checker, element, project);
    checker.CheckReferences(element, "participants", project.participants(), ids.organisations);
    checker.CheckReference(element, "goal", project.goal(), ids.goals);
    checker.CheckReferences(element, "indicators", project.indicators(), ids.indicators);
    checker.CheckDateOrder(element, "start", project.start(), "end", project.end());
    CheckDuePeriods(checker, StrCat("projects[", i, "].follow_ups"), project.follow_ups());
    if (project.budget_sek() < 0) {
      checker.Add("CATALOGUE_BUDGET_NEGATIVE", element, "budget_sek", StrCat(project.budget_sek()),
                  ">= 0");
    }
    CheckEffects(checker, element, project);
    CheckState(checker, element, project);
  }
}

}  // namespace samlad::domain
