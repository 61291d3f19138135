// SPDX-License-Identifier: EUPL-1.2
//
// Makes entries of due dates and reminders. This is the only way in which the
// passing of time enters the log.

#ifndef SAMLAD_GATEWAY_APP_DEADLINES_H_
#define SAMLAD_GATEWAY_APP_DEADLINES_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "gateway/base/clock.h"
#include "gateway/exchange/exchange.h"
#include "gateway/telemetry/log.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::app {

// How often due dates are compared with the clock.
inline constexpr std::chrono::seconds kDeadlineInterval{1};

// What becomes an entry when its time has come: a reminder, if it names an
// obligation, else a deadline.
struct DueDate {
  v1::DeadlinePassed deadline;
  v1::ReminderDue reminder;
  // First millisecond after the due day, or of the day of the reminder, in the
  // catalogue's time zone.
  int64_t passes_ms = 0;
  // First millisecond at which the entry is no longer worth making.
  int64_t expires_ms = INT64_MAX;

  bool is_reminder() const { return !reminder.obligation().empty(); }
};

// Every due date and reminder of a catalogue, earliest first. FAILED_PRECONDITION if this
// machine does not know the catalogue's time zone.
absl::StatusOr<std::vector<DueDate>> DueDates(const v1::Catalogue& catalogue);

// Not thread-safe: used by one thread at a time. `exchange` and `clock` must
// outlive it.
class Deadlines {
 public:
  Deadlines(exchange::Exchange& exchange, const Clock& clock, telemetry::Log log);

  // Appends an entry for every due date that has passed and has none, and for
  // every reminder whose due date is still to come, and waits for the answers.
  // The next call tries again what was refused.
  absl::Status PassDue();

 private:
  absl::Status ReadCatalogue(const exchange::Snapshot& now);
  void ReadPassed(const domain::Facts& facts);
  std::vector<const DueDate*> FindDue(int64_t now_ms) const;
  absl::Status Append(const std::vector<const DueDate*>& due);
  void LogEntered(const DueDate& date) const;

  exchange::Exchange& exchange_;
  const Clock& clock_;
  const telemetry::Log log_;
  std::shared_ptr<const domain::CatalogueIndex> catalogue_;  // whose dates are in dates_
  std::vector<DueDate> dates_;
  absl::flat_hash_set<std::string> passed_;  // keys of the dates that have their entry
  uint64_t facts_read_ = 0;
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_DEADLINES_H_
