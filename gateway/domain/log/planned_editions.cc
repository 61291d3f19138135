// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/planned_editions.h"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/publications.h"

namespace samlad::domain {
namespace {

// Ids hold no control characters, so the parts cannot run into each other.
std::string ReportKey(std::string_view organisation, std::string_view obligation,
                      std::string_view period) {
  return StrCat(organisation, "\n", obligation, "\n", period);
}

}  // namespace

bool PlannedEditions::HasRules(const Facts& facts) {
  const auto catalogues = facts.catalogues();
  for (; !has_rules_ && catalogues_seen_ < catalogues.size(); ++catalogues_seen_) {
    const auto& fact = std::get<CatalogueFact>(facts[catalogues[catalogues_seen_]].what);
    has_rules_ = !fact.index->catalogue().publications().empty();
  }
  return has_rules_;
}

void PlannedEditions::Read(const Facts& facts) {
  if (!HasRules(facts)) return;
  for (; seen_ < facts.size(); ++seen_) Apply(seen_, facts[seen_]);
}

void PlannedEditions::Apply(uint64_t position, const Fact& fact) {
  std::visit(
      [&](const auto& what) {
        using What = std::decay_t<decltype(what)>;
        if constexpr (IsHistoryFact<What>) {
          histories_[ReportKey(what.organisation, what.obligation, what.period)].Apply(
              position, fact.time_ms, what);
          NoteIncomplete(what.period);
        } else if constexpr (std::is_same_v<What, CatalogueFact>) {
          ApplyCatalogue(what, fact.time_ms);
        } else if constexpr (std::is_same_v<What, EditionDueFact>) {
          EditionState& state = states_[{what.publication, what.period}];
          if (!what.problem.empty()) {
            state.problem = true;
          } else {
            state.due = true;
            state.due_ms = fact.time_ms;
          }
        } else if constexpr (std::is_same_v<What, EditionFact>) {
          if (!what.publication.empty()) {
            states_[{what.publication, what.period}].published = true;
          }
        }
      },
      fact.what);
}

// What was complete from the beginning falls due once it was not and is again.
void PlannedEditions::NoteIncomplete(std::string_view period) {
  for (auto& [key, one] : planned_) {
    if (!one.was_complete || key.second != period) continue;
    one.was_complete = IsComplete(one.rule->when_complete(), period);
  }
}

void PlannedEditions::ApplyCatalogue(const CatalogueFact& fact, int64_t time_ms) {
  catalogue_ = fact.index;
  std::map<Key, PlannedEdition> planned;
  for (const v1::Publication& rule : catalogue_->catalogue().publications()) {
    for (const std::string& period : PeriodsOf(catalogue_->catalogue(), rule)) {
      const Key key{rule.id(), period};
      PlannedEdition& now = planned[key];
      if (const auto before = planned_.find(key); before != planned_.end()) {
        now = before->second;
      } else {
        now.since_ms = time_ms;
        now.was_complete = rule.has_when_complete() && IsComplete(rule.when_complete(), period);
      }
      now.rule = &rule;
    }
  }
  planned_ = std::move(planned);
}

const PlannedEditions::EditionState& PlannedEditions::StateOf(const Key& key) const {
  static constexpr EditionState kNothing;
  const auto at = states_.find(key);
  return at == states_.end() ? kNothing : at->second;
}

bool PlannedEditions::IsSettled(const v1::Organisation& organisation,
                                const v1::Obligation& obligation, std::string_view period) const {
  const auto at = histories_.find(ReportKey(organisation.id(), obligation.id(), period));
  if (at == histories_.end()) return false;
  const ReportHistory& history = at->second;
  if (history.waiver != 0) return true;
  return obligation.requires_approval() ? history.status == RevisionStatus::kApproved
                                        : history.IsInForce();
}

bool PlannedEditions::IsComplete(const v1::WhenComplete& when, std::string_view period) const {
  if (catalogue_ == nullptr) return false;
  bool any = false;
  for (const v1::Obligation& obligation : catalogue_->catalogue().obligations()) {
    const auto& named = when.obligations();
    if (!named.empty() && std::ranges::find(named, obligation.id()) == named.end()) continue;
    // Without a due date nothing is owed.
    const bool is_owed = std::ranges::any_of(obligation.periods(), [&](const v1::DuePeriod& due) {
      return due.period() == period && !due.due().empty();
    });
    if (!is_owed) continue;
    for (const v1::Organisation* organisation :
         catalogue_->ReportingOrganisations(obligation, period)) {
      if (!IsSettled(*organisation, obligation, period)) return false;
      any = true;
    }
  }
  return any;
}

}  // namespace samlad::domain
