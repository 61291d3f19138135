// SPDX-License-Identifier: EUPL-1.2
//
// The light half of a command: what follows from it in the present state. Pure,
// and always run in the one order of the log.

#ifndef SAMLAD_GATEWAY_EXCHANGE_DECIDE_H_
#define SAMLAD_GATEWAY_EXCHANGE_DECIDE_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/exchange/prepare.h"
#include "gateway/exchange/state.h"

namespace samlad::exchange {

// An entry to append; its time is set when it is sealed.
struct Staged {
  v1::EntryKind kind = v1::ENTRY_KIND_UNSPECIFIED;
  std::optional<v1::Decision> decision;
  std::string payload;
  std::string key;  // idempotency; empty: none
  domain::Fact fact;
};

// What follows: an error, an answer without an entry, or an answer that holds
// once the entry is durable.
struct Decided {
  Outcome outcome;
  std::optional<Staged> entry;
};

// Decide, for one command each.
absl::StatusOr<Decided> DecideReport(const State& state, Command& command, PreparedReport& report);
absl::StatusOr<Decided> DecideCatalogue(const State& state, Command& command,
                                        PreparedCatalogue& catalogue);
absl::StatusOr<Decided> DecideAcknowledgement(const State& state, Command& command,
                                              const v1::BoardAcknowledged& acknowledged);
absl::StatusOr<Decided> DecideDeadline(const State& state, Command& command,
                                       const v1::DeadlinePassed& deadline);

// Decide, for a revocation or a reinstatement.
absl::StatusOr<Decided> DecideIdentity(const State& state, Command& command,
                                       const v1::IdentityChanged& identity);

// Decide, for a delivery to the board's system. FORWARDED begins one; from there
// CONFIRMED and then ACKNOWLEDGED, or FAILED. What has happened already is
// answered as replayed; FAILED_PRECONDITION if it cannot follow.
absl::StatusOr<Decided> DecideDelivery(const State& state, Command& command,
                                       const v1::DeliveryChanged& change);

// Decide, for what is decided on reports and duties.
absl::StatusOr<Decided> DecideReview(const State& state, Command& command,
                                     AboutReport<v1::ReportReviewed>& review);
absl::StatusOr<Decided> DecideWithdrawal(const State& state, Command& command,
                                         AboutReport<v1::ReportWithdrawn>& withdrawal);
absl::StatusOr<Decided> DecideWaiver(const State& state, Command& command,
                                     const v1::ObligationWaived& waiver);
absl::StatusOr<Decided> DecideSeries(const State& state, Command& command,
                                     const PreparedSeries& series);
absl::StatusOr<Decided> DecideReminder(const State& state, Command& command,
                                       const v1::ReminderDue& reminder);

// Adds to the content check of a report what only the state can tell: a duty
// that was waived, a reason that is missing or out of place. Once a report.
void AddStateFindings(const State& state, const Command& command, PreparedReport& report);

// The kind of the entry that a command asks for.
v1::EntryKind EntryKindOf(CommandKind kind);

// Key under which a submission is bound: unique over the log.
std::string IdempotencyKey(std::string_view organisation, std::string_view submission_id);
std::string DeadlineKey(const v1::DeadlinePassed& deadline);
std::string DeliveryKey(const v1::DeliveryChanged& change);
std::string ReminderKey(const v1::ReminderDue& reminder);

// Whether the sender may give the command at all: permission and the form of
// the submission id. Comes before anything that is known about other entries.
absl::Status Admit(const State& state, const Command& command);

// Whether the command builds on what is in force. Cheap: comes before a content
// check is made again.
absl::Status CheckBase(const State& state, const Command& command, const Prepared& prepared);

// `command` has been admitted and its submission id is not bound. `prepared`
// was made against the catalogue in force in `state`; its fact for a new
// catalogue has no index yet: the sequencer, which owns the symbols, adds it.
absl::StatusOr<Decided> Decide(const State& state, Command& command, Prepared& prepared);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_DECIDE_H_
