// SPDX-License-Identifier: EUPL-1.2
//
// Stops writing before the disk is full, so that reading goes on and there is
// still room for cleaning up.

#ifndef SAMLAD_GATEWAY_APP_DISK_BUDGET_H_
#define SAMLAD_GATEWAY_APP_DISK_BUDGET_H_

#include <atomic>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "gateway/telemetry/log.h"

namespace samlad::app {

// Thread-safe.
class DiskBudget {
 public:
  // Writes leave `reserve_bytes` free on the disk that holds `folder`. Measures
  // at once.
  DiskBudget(std::string folder, uint64_t reserve_bytes, telemetry::Log log);

  // Takes effect at the next measurement.
  void SetReserve(uint64_t bytes) { reserve_bytes_ = bytes; }

  // To be called every limits::kDiskCheckInterval. Logs one line when writing
  // stops, and one when it resumes.
  void Measure();

  // RESOURCE_EXHAUSTED, with the reason DISK_FULL, if there was too little
  // space at the last measurement. Never blocks.
  absl::Status MayWrite() const;

  // At the last measurement, for metrics.
  uint64_t free_bytes() const { return free_bytes_; }
  // Of the files in the folder.
  uint64_t used_bytes() const { return used_bytes_; }

 private:
  const std::string folder_;
  const telemetry::Log log_;
  std::atomic<uint64_t> reserve_bytes_;
  std::atomic<uint64_t> free_bytes_ = UINT64_MAX;
  std::atomic<uint64_t> used_bytes_ = 0;
  std::atomic<bool> full_ = false;
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_DISK_BUDGET_H_
