// SPDX-License-Identifier: EUPL-1.2
//
// Snapshots of the projection beside the log (exchange/snapshot_file.h): the secret
// under which they are, when they are written, and what becomes of one that the next
// start finds.

#ifndef SAMLAD_GATEWAY_APP_SNAPSHOTS_H_
#define SAMLAD_GATEWAY_APP_SNAPSHOTS_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/app/config.h"
#include "gateway/exchange/exchange.h"
#include "gateway/exchange/recover.h"
#include "gateway/telemetry/log.h"
#include "gateway/telemetry/metrics.h"

namespace samlad::app {

// In the data folder of the gateway, also where the log is in a database.
inline constexpr const char* kSnapshotFile = "log.snapshot";
inline constexpr const char* kSnapshotKeyFile = "log.snapshot-key";

// How often it is asked whether one is due.
inline constexpr std::chrono::seconds kSnapshotInterval{1};

// Where a start looks for one. Makes the secret if there is none, or none that nobody
// else could read, and removes what a killed gateway was writing. Nothing, with a line in
// the log, if there can be no secret: then every start reads the whole log.
std::optional<exchange::SnapshotPlace> PrepareSnapshots(const Config& config,
                                                        const telemetry::Log& log);

// As PrepareSnapshots, and changes nothing. NOT_FOUND: there is no secret.
absl::StatusOr<exchange::SnapshotSeal> ReadSnapshotSeal(const Config& config);

// Tells of the check after a start from a snapshot. If it found a fault, the snapshot
// is removed and the process ends with kExitDataLoss: the next start reads the whole log,
// and refuses it.
void ConcludeEarlierCheck(const absl::Status& holds, const std::string& snapshot_path,
                          const telemetry::Log& log);

// Writes them. RunOnce and WriteLast are called by one thread at a time, the rest by any.
class Snapshots {
 public:
  // `may_write`: whether the disk has room. All must outlive it.
  Snapshots(const exchange::Exchange& exchange, exchange::SnapshotPlace place, uint64_t entries,
            const telemetry::Log& log, std::function<bool()> may_write);

  // Writes one if one is due.
  void RunOnce();
  // RunOnce gives up what it writes, and writes no more.
  void Stop() { stopping_ = true; }
  // At a clean stop, if there are newer entries; gives up in time for the stop.
  void WriteLast();

  void RegisterMetrics(telemetry::Metrics& metrics) const;

 private:
  bool IsDue(uint64_t size) const;
  void Write(const std::function<bool()>& give_up);

  const exchange::Exchange& exchange_;
  const exchange::SnapshotPlace place_;
  const uint64_t entries_;
  const telemetry::Log log_;
  const std::function<bool()> may_write_;
  std::atomic<bool> stopping_ = false;
  std::atomic<uint64_t> written_;  // entries in the newest; 0: there is none
  std::atomic<uint64_t> bytes_ = 0, failures_ = 0, took_ms_ = 0;
  std::chrono::steady_clock::time_point not_before_{};  // after a failure
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_SNAPSHOTS_H_
