// SPDX-License-Identifier: EUPL-1.2
//
// The heavy half of a command: parsing and content checks, against a snapshot,
// in parallel. Nothing here decides; decide.h does, in order.

#ifndef SAMLAD_GATEWAY_EXCHANGE_PREPARE_H_
#define SAMLAD_GATEWAY_EXCHANGE_PREPARE_H_

#include <memory>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/exchange/exchange.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {

struct PreparedReport {
  std::string organisation, obligation, period;
  domain::ContentCheck check;
  // Null if rejected.
  std::shared_ptr<const domain::Observations> observations;
  std::shared_ptr<const domain::Prose> prose;
  v1::RevisionReason reason = v1::REVISION_REASON_UNSPECIFIED;
  v1::Counts counts;  // against the revision that the command says it replaces
};

struct PreparedCatalogue {
  v1::Catalogue catalogue;
  std::vector<v1::Finding> findings;
};

// What is said of an accepted report, and whose that is.
template <class Message>
struct AboutReport {
  Message message;
  std::string organisation, obligation, period;
};

struct PreparedSeries {
  std::shared_ptr<const v1::SeriesImported> series;
  uint32_t unknown = 0;  // values whose code no comparison of the catalogue names
};

// A command that is ready to be decided on.
struct Prepared {
  absl::Status status;  // not OK: the answer, whatever the state
  std::shared_ptr<const Snapshot> seen;
  std::variant<std::monostate, PreparedReport, PreparedCatalogue, v1::BoardAcknowledged,
               v1::DeadlinePassed, v1::IdentityChanged, v1::DeliveryChanged,
               AboutReport<v1::ReportReviewed>, AboutReport<v1::ReportWithdrawn>,
               v1::ObligationWaived, PreparedSeries, v1::ReminderDue>
      body;
};

// Pure; thread-safe.
Prepared Prepare(const Command& command, std::shared_ptr<const Snapshot> snapshot);

// Prepare, for one command each.
Prepared PrepareReport(const Command& command, std::shared_ptr<const Snapshot> snapshot);
Prepared PrepareCatalogue(const Command& command, std::shared_ptr<const Snapshot> snapshot);
Prepared PrepareAcknowledgement(const Command& command,
                                const std::shared_ptr<const Snapshot>& snapshot);
Prepared PrepareReview(const Command& command, const std::shared_ptr<const Snapshot>& snapshot);
Prepared PrepareWithdrawal(const Command& command, const std::shared_ptr<const Snapshot>& snapshot);
Prepared PrepareWaiver(const Command& command, std::shared_ptr<const Snapshot> snapshot);
Prepared PrepareSeries(const Command& command, std::shared_ptr<const Snapshot> snapshot);

// What a report says beside its figures; null if it says nothing.
std::shared_ptr<const domain::Prose> ProseOf(const v1::Report& report);

// The checks that a catalogue passes before it replaces the one in force,
// given everything that reports in `facts` rest on.
std::vector<v1::Finding> CheckReplacement(const domain::Facts& facts, const v1::Catalogue& before,
                                          const v1::Catalogue& after);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_PREPARE_H_
