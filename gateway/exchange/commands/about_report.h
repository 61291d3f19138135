// SPDX-License-Identifier: EUPL-1.2
//
// What the commands about one accepted report share.

#ifndef SAMLAD_GATEWAY_EXCHANGE_COMMANDS_ABOUT_REPORT_H_
#define SAMLAD_GATEWAY_EXCHANGE_COMMANDS_ABOUT_REPORT_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/log/facts.h"
#include "gateway/exchange/commands/command_spec.h"

namespace samlad::exchange {

// A message about an accepted report, and the report's organisation, obligation
// and period.
template <class Message>
struct AboutReport {
  Message message;
  std::string organisation, obligation, period;
};

// The accepted report at `position`; null if there is none.
const domain::ReportFact* FindReport(const domain::Facts& facts, uint64_t position);

// OK if the report is the newest of its kind and was not withdrawn.
absl::Status CheckInForce(const domain::ReportHistory& history, uint64_t report);

// Last day on which the closed period is open again for the report with this
// history, at the time of the entry; nullopt: see domain::ReopenedUntil.
std::optional<std::chrono::sys_days> ReopenedUntil(const Prepared& prepared,
                                                   const domain::ReportHistory& history,
                                                   std::string_view period);

// OK if the period of a report with this history is not closed, or is open again
// for it. `field`: of the refusal.
absl::Status CheckPeriodOpen(const Prepared& prepared, const domain::ReportHistory& history,
                             std::string_view field, std::string_view period);

// FAILED_PRECONDITION with the reason OBLIGATION_NOT_OWED, unless the catalogue
// requires this report of this organisation for this period: which of the three does
// not fit, and what to write. `what`: of the refusal.
absl::Status CheckOwed(const domain::CatalogueIndex& catalogue, std::string_view what,
                       std::string_view organisation, std::string_view obligation,
                       std::string_view period);

// Sets the organisation, obligation and period of the decision.
template <class About>
void Describe(const About& about, Decided& decided) {
  v1::Decision& decision = *decided.entry->decision;
  decision.set_organisation(about.organisation);
  decision.set_obligation(about.obligation);
  decision.set_period(about.period);
}

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_COMMANDS_ABOUT_REPORT_H_
