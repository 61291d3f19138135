// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <compare>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "gateway/base/limits.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/catalogue/publications.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

// One duty of an organisation; obligations sort before projects.
struct Duty {
  bool is_project = false;
  std::string_view id, period;
  auto operator<=>(const Duty&) const = default;
};

struct DutyTerms {
  std::string_view due;
  const v1::Text* title = nullptr;
};

using Duties = std::map<Duty, DutyTerms>;

const v1::Organisation* OrganisationIn(const v1::Catalogue& catalogue, std::string_view id) {
  const auto found = std::ranges::find(catalogue.organisations(), id, &v1::Organisation::id);
  return found == catalogue.organisations().end() ? nullptr : &*found;
}

// The roles of the catalogue by id, to find who answers for a project.
using Holders = absl::flat_hash_map<std::string_view, std::string_view>;

Holders HoldersIn(const v1::Catalogue& catalogue) {
  Holders holders;
  for (const v1::Role& role : catalogue.roles()) holders.emplace(role.id(), role.holder());
  return holders;
}

void AddReports(const v1::Catalogue& catalogue, const v1::Organisation& organisation,
                Duties& duties) {
  for (const v1::Obligation& obligation : catalogue.obligations()) {
    if (!CatalogueIndex::MustReport(organisation, obligation)) continue;
    for (const v1::DuePeriod& due : obligation.periods()) {
      if (!CatalogueIndex::MustReport(organisation, obligation, due.period())) continue;
      duties.emplace(Duty{false, obligation.id(), due.period()},
                     DutyTerms{due.due(), &obligation.title()});
    }
  }
}

void AddFollowUps(const v1::Catalogue& catalogue, const Holders& holders,
                  const v1::Organisation& organisation, Duties& duties) {
  for (const v1::Project& project : catalogue.projects()) {
    const auto role = holders.find(project.owner());
    const std::string_view owner = role == holders.end() ? project.owner() : role->second;
    if (owner != organisation.id()) continue;
    for (const v1::DuePeriod& due : project.follow_ups()) {
      duties.emplace(Duty{true, project.id(), due.period()},
                     DutyTerms{due.due(), &project.title()});
    }
  }
}

Duties DutiesOf(const v1::Catalogue& catalogue, const Holders& holders, std::string_view id) {
  Duties duties;
  const v1::Organisation* organisation = OrganisationIn(catalogue, id);
  if (organisation == nullptr) return duties;
  AddReports(catalogue, *organisation, duties);
  AddFollowUps(catalogue, holders, *organisation, duties);
  return duties;
}

bool BeginsBefore(std::string_view period, const v1::Organisation& organisation) {
  const auto parsed = ParsePeriod(period);
  const auto from = ParseDate(organisation.valid_from());
  // Every period begins with its year, because thirds are year to date.
  return parsed && from &&
         std::chrono::year_month_day(std::chrono::year(parsed->year), std::chrono::January,
                                     std::chrono::day(1)) < *from;
}

v1::CatalogueConsequence Consequence(v1::ChangeKind kind, const v1::Organisation& organisation,
                                     const Duty& duty, const DutyTerms& terms) {
  v1::CatalogueConsequence consequence;
  consequence.set_kind(kind);
  consequence.set_organisation(organisation.id());
  *consequence.mutable_name() = organisation.name();
  if (duty.is_project) {
    consequence.set_project(std::string(duty.id));
  } else {
    consequence.set_obligation(std::string(duty.id));
  }
  *consequence.mutable_title() = *terms.title;
  consequence.set_period(std::string(duty.period));
  consequence.set_due(std::string(terms.due));
  consequence.set_begins_before_member(kind != v1::CHANGE_KIND_REMOVED &&
                                       BeginsBefore(duty.period, organisation));
  return consequence;
}

// Adds one; beyond the bound it is only counted.
void AddConsequence(v1::CatalogueConsequence consequence, Consequences& consequences) {
  if (consequences.total++ < limits::kConsequencesMax) {
    consequences.first.push_back(std::move(consequence));
  }
}

void Compare(const v1::Organisation& organisation, const Duties& before, const Duties& after,
             Consequences& consequences) {
  auto old_duty = before.begin();
  auto new_duty = after.begin();
  while (old_duty != before.end() || new_duty != after.end()) {
    const bool only_old =
        new_duty == after.end() || (old_duty != before.end() && old_duty->first < new_duty->first);
    const bool only_new =
        !only_old && (old_duty == before.end() || new_duty->first < old_duty->first);
    if (only_old) {
      AddConsequence(
          Consequence(v1::CHANGE_KIND_REMOVED, organisation, old_duty->first, old_duty->second),
          consequences);
      ++old_duty;
      continue;
    }
    if (only_new || old_duty->second.due != new_duty->second.due) {
      v1::CatalogueConsequence consequence =
          Consequence(only_new ? v1::CHANGE_KIND_ADDED : v1::CHANGE_KIND_CHANGED, organisation,
                      new_duty->first, new_duty->second);
      if (!only_new) consequence.set_due_before(std::string(old_duty->second.due));
      AddConsequence(std::move(consequence), consequences);
    }
    if (!only_new) ++old_duty;
    ++new_duty;
  }
}

// Editions that the gateway publishes itself, by rule and period; each with its day,
// empty: when the reports are complete.
std::map<std::pair<std::string, std::string>, std::string> PublicationsIn(
    const v1::Catalogue& catalogue) {
  std::map<std::pair<std::string, std::string>, std::string> days;
  for (const v1::Publication& rule : catalogue.publications()) {
    for (const std::string& period : PeriodsOf(catalogue, rule)) {
      const auto day = PublicationDayOf(rule, period);
      days.try_emplace({rule.id(), period}, day ? FormatDate(*day) : std::string());
    }
  }
  return days;
}

v1::CatalogueConsequence PublicationConsequence(v1::ChangeKind kind,
                                                const std::pair<std::string, std::string>& edition,
                                                const std::string& day) {
  v1::CatalogueConsequence consequence;
  consequence.set_kind(kind);
  consequence.set_publication(edition.first);
  consequence.set_period(edition.second);
  consequence.set_due(day);
  return consequence;
}

void ComparePublications(const v1::Catalogue& before, const v1::Catalogue& after,
                         Consequences& consequences) {
  const auto old_days = PublicationsIn(before);
  const auto new_days = PublicationsIn(after);
  for (const auto& [edition, day] : old_days) {
    if (new_days.contains(edition)) continue;
    AddConsequence(PublicationConsequence(v1::CHANGE_KIND_REMOVED, edition, day), consequences);
  }
  for (const auto& [edition, day] : new_days) {
    const auto old_day = old_days.find(edition);
    const bool is_new = old_day == old_days.end();
    if (!is_new && old_day->second == day) continue;
    v1::CatalogueConsequence consequence = PublicationConsequence(
        is_new ? v1::CHANGE_KIND_ADDED : v1::CHANGE_KIND_CHANGED, edition, day);
    if (!is_new) consequence.set_due_before(old_day->second);
    AddConsequence(std::move(consequence), consequences);
  }
}

}  // namespace

Consequences ConsequencesOf(const v1::Catalogue& before, const v1::Catalogue& after) {
  std::set<std::string_view> ids;
  for (const v1::Catalogue* catalogue : {&before, &after}) {
    for (const v1::Organisation& organisation : catalogue->organisations()) {
      ids.insert(organisation.id());
    }
  }
  const Holders old_holders = HoldersIn(before);
  const Holders new_holders = HoldersIn(after);
  Consequences consequences;
  for (const std::string_view id : ids) {
    const v1::Organisation* now = OrganisationIn(after, id);
    Compare(now == nullptr ? *OrganisationIn(before, id) : *now, DutiesOf(before, old_holders, id),
            DutiesOf(after, new_holders, id), consequences);
  }
  ComparePublications(before, after, consequences);
  return consequences;
}

}  // namespace samlad::domain
