// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/obligations.h"

#include <algorithm>
#include <optional>

#include "gateway/domain/view.h"

namespace samlad::domain {
namespace {

// Late and missing follow from the entry that says the deadline passed, never
// from a clock or from comparing dates.
v1::ReportState StateOf(const Chain* chain, std::optional<uint64_t> deadline) {
  if (chain != nullptr && chain->revisions > 0) {
    const bool late = deadline && *deadline < chain->first;
    return late ? v1::REPORT_STATE_LATE : v1::REPORT_STATE_ON_TIME;
  }
  if (deadline) return v1::REPORT_STATE_MISSING;
  // A chain without a revision began with a returned report.
  return chain != nullptr ? v1::REPORT_STATE_RETURNED : v1::REPORT_STATE_EXPECTED;
}

v1::ObligationState State(const Prefix& prefix, const v1::Organisation& organisation,
                          const v1::Obligation& obligation, const v1::DuePeriod& due) {
  v1::ObligationState state;
  state.set_organisation(organisation.id());
  *state.mutable_name() = organisation.name();
  state.set_obligation(obligation.id());
  *state.mutable_title() = obligation.title();
  state.set_period(due.period());
  state.set_due(due.due());
  const Chain* chain = prefix.FindChain(organisation.id(), obligation.id(), due.period());
  const auto deadline = prefix.obligation_deadlines.find({obligation.id(), due.period()});
  state.set_state(StateOf(chain, deadline == prefix.obligation_deadlines.end()
                                     ? std::nullopt
                                     : std::optional(deadline->second)));
  if (chain != nullptr && chain->revisions > 0) {
    state.set_position(chain->latest);
    state.set_revisions(chain->revisions);
    state.set_accepted_ms(chain->first_ms);
  }
  return state;
}

bool IsWanted(const CatalogueIndex& catalogue, std::string_view wanted,
              std::string_view period_id) {
  if (!wanted.empty()) return period_id == wanted;
  const v1::Period* period = catalogue.FindPeriod(period_id);
  return period != nullptr && !period->closed();
}

}  // namespace

std::vector<v1::ObligationState> ObligationStates(
    const Prefix& prefix, std::string_view period,
    const std::function<bool(std::string_view organisation)>& include) {
  std::vector<v1::ObligationState> states;
  for (const v1::Obligation& obligation : prefix.catalogue->catalogue().obligations()) {
    for (const v1::DuePeriod& due : obligation.periods()) {
      if (!IsWanted(*prefix.catalogue, period, due.period())) continue;
      for (const v1::Organisation* debtor : prefix.catalogue->Debtors(obligation, due.period())) {
        if (include(debtor->id())) states.push_back(State(prefix, *debtor, obligation, due));
      }
    }
  }
  // ISO 8601 dates sort as text; what has no due date comes last.
  std::ranges::stable_sort(states, {}, [](const v1::ObligationState& state) {
    return std::pair(state.due().empty(), std::string_view(state.due()));
  });
  return states;
}

std::vector<v1::ObligationState> ObligationStates(
    const Facts& facts, uint64_t as_of, std::string_view period,
    const std::function<bool(std::string_view organisation)>& include) {
  const auto prefix = ReadPrefix(facts, as_of);
  if (!prefix.ok()) return {};
  return ObligationStates(*prefix, period, include);
}

}  // namespace samlad::domain
