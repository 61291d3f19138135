// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/follow_up/obligations.h"

#include <algorithm>
#include <optional>

#include "gateway/domain/log/reopening.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

// Late and missing depend on the entry that says the deadline passed, never on a
// clock or on dates.
v1::ReportState ReportStateOf(const Prefix& prefix, const NumberedHistory& history,
                              std::optional<uint64_t> deadline) {
  if (history.waiver != 0) return v1::REPORT_STATE_WAIVED;
  if (history.status == RevisionStatus::kSentBack) return v1::REPORT_STATE_RETURNED;
  if (prefix.IsUnderReview(history)) return v1::REPORT_STATE_UNDER_REVIEW;
  if (history.IsInForce()) {
    const bool late = deadline && *deadline < history.first;
    return late ? v1::REPORT_STATE_LATE : v1::REPORT_STATE_ON_TIME;
  }
  if (deadline) return v1::REPORT_STATE_MISSING;
  return history.rejected ? v1::REPORT_STATE_RETURNED : v1::REPORT_STATE_EXPECTED;
}

std::string ReasonOf(const Prefix& prefix, const NumberedHistory& history,
                     const Returns& sent_back) {
  if (const WaiverFact* waiver = prefix.FindWaiver(history)) return waiver->reason;
  if (const WithdrawalFact* withdrawal = prefix.FindWithdrawal(history)) return withdrawal->reason;
  return sent_back.reason;
}

void Describe(const Prefix& prefix, const NumberedHistory& history, v1::ObligationState* state) {
  const Returns sent_back = prefix.ReturnsOf(history);
  state->set_revisions(history.revisions);
  state->set_reason(ReasonOf(prefix, history, sent_back));
  if (history.status == RevisionStatus::kApproved) state->set_approved(history.decided);
  state->mutable_remarks()->Assign(sent_back.remarks.begin(), sent_back.remarks.end());
  const auto reopened =
      ReopenedUntil(*prefix.facts, prefix.as_of, history, state->period(), prefix.time_ms);
  if (reopened) state->set_reopened_until(FormatDate(*reopened));
  if (history.first == 0) return;  // nothing that was not withdrawn
  state->set_position(history.newest);
  state->set_accepted_ms(history.first_ms);
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
  state.set_requires_approval(obligation.requires_approval());
  const NumberedHistory* found =
      prefix.FindHistory(organisation.id(), obligation.id(), due.period());
  static constexpr NumberedHistory kNothing;
  const NumberedHistory& history = found == nullptr ? kNothing : *found;
  const auto deadline = prefix.obligation_deadlines.find({obligation.id(), due.period()});
  state.set_state(ReportStateOf(prefix, history,
                                deadline == prefix.obligation_deadlines.end()
                                    ? std::nullopt
                                    : std::optional(deadline->second)));
  Describe(prefix, history, &state);
  return state;
}

enum class Wanted { kAll, kReopened, kNone };

Wanted WantedOf(const CatalogueIndex& catalogue, std::string_view wanted,
                std::string_view period_id) {
  if (!wanted.empty()) return period_id == wanted ? Wanted::kAll : Wanted::kNone;
  const v1::Period* period = catalogue.FindPeriod(period_id);
  if (period == nullptr) return Wanted::kNone;
  return period->closed() ? Wanted::kReopened : Wanted::kAll;
}

}  // namespace

std::vector<v1::ObligationState> ObligationStates(
    const Prefix& prefix, std::string_view period,
    const std::function<bool(std::string_view organisation)>& include) {
  std::vector<v1::ObligationState> states;
  for (const v1::Obligation& obligation : prefix.catalogue->catalogue().obligations()) {
    for (const v1::DuePeriod& due : obligation.periods()) {
      const Wanted which = WantedOf(*prefix.catalogue, period, due.period());
      if (which == Wanted::kNone) continue;
      for (const v1::Organisation* organisation :
           prefix.catalogue->ReportingOrganisations(obligation, due.period())) {
        if (!include(organisation->id())) continue;
        states.push_back(State(prefix, *organisation, obligation, due));
        if (which == Wanted::kReopened && states.back().reopened_until().empty()) {
          states.pop_back();
        }
      }
    }
  }
  // ISO 8601 dates sort as text. Obligations without a due date come last.
  std::ranges::stable_sort(states, {}, [](const v1::ObligationState& state) {
    return std::pair(state.due().empty(), std::string_view(state.due()));
  });
  return states;
}

std::string DefaultPeriod(const Prefix& prefix) {
  std::optional<int> reported;
  for (const NumberedHistory& history : prefix.histories) {
    const std::string_view name = prefix.periods[history.period];
    const auto period = ParsePeriod(name);
    if (!history.IsInForce() || !period || period->third != 0) continue;
    if (prefix.catalogue->FindPeriod(name) == nullptr) continue;
    reported = std::max(reported.value_or(period->year), period->year);
  }
  if (reported) return FormatPeriod({.year = *reported});
  std::optional<int> known;
  for (const v1::Period& listed : prefix.catalogue->catalogue().periods()) {
    const auto period = ParsePeriod(listed.id());
    if (!period || period->third != 0) continue;
    known = std::max(known.value_or(period->year), period->year);
  }
  return known ? FormatPeriod({.year = *known}) : std::string();
}

}  // namespace samlad::domain
