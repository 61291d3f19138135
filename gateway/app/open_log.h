// SPDX-License-Identifier: EUPL-1.2
//
// The log of a configuration: made by --init, opened by everything else.

#ifndef SAMLAD_GATEWAY_APP_OPEN_LOG_H_
#define SAMLAD_GATEWAY_APP_OPEN_LOG_H_

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/app/config.h"
#include "gateway/base/clock.h"
#include "gateway/exchange/exchange.h"
#include "gateway/exchange/recover.h"
#include "gateway/ledger/note.h"
#include "gateway/store/store.h"
#include "gateway/telemetry/log.h"

namespace samlad::app {

// What an exchange depends on, in the order in which it is built.
struct OpenLog {
  std::unique_ptr<Clock> clock;
  ledger::NoteSigner signer;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<exchange::Exchange> exchange;
};

// As Exchange::Options::may_append, on_append and on_revocations.
using MayAppend = std::function<absl::Status(const exchange::Growth&)>;
using OnAppend = std::function<void(size_t entries, std::chrono::nanoseconds took)>;
using OnRevocations = std::function<void(const domain::Revocations& in_force)>;

// Opens and re-hashes the whole log; from a snapshot, what is newer, and the rest while
// it serves (ConcludeEarlierCheck). An error names what does not hold, and its
// position. Ends the process with kExitDataLoss if the store later cannot
// guarantee the durability of what it was given.
absl::StatusOr<std::unique_ptr<OpenLog>> Open(
    const Config& config, const telemetry::Log& log, MayAppend may_append = nullptr,
    OnAppend on_append = nullptr, OnRevocations on_revocations = nullptr,
    const std::optional<exchange::SnapshotPlace>& snapshot = std::nullopt);

// Opens the store that the configuration names. `create`: makes what is missing of
// one in data_directory; a database is prepared by Migrate. Errors as
// OpenSqliteStore and OpenPostgresStore.
absl::StatusOr<std::unique_ptr<store::Store>> OpenStore(const Config& config, bool create,
                                                        const store::Remark& remark = nullptr);

// Brings the tables of the store up to date, or makes them in a database that has
// none. Returns a line for the operator.
absl::StatusOr<std::string> Migrate(const Config& config);

// Starts a new log with the catalogue in the file. Makes the data directory and
// the key file if they are not there; writes the verifier key to
// `data_directory`/log.vkey. Returns the lines to print for the operator.
//   INVALID_ARGUMENT     the catalogue does not hold: every finding, one a line
//   FAILED_PRECONDITION  there is a log already
absl::StatusOr<std::string> Initialise(const Config& config, const std::string& catalogue_path);

// The clock of the log: the machine's, or the demonstration's.
std::unique_ptr<Clock> MakeClock(const Config& config);

// The process ended because durability could not be guaranteed.
inline constexpr int kExitDataLoss = 3;

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_OPEN_LOG_H_
