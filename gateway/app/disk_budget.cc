// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/disk_budget.h"

#include <sys/statvfs.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/refusal.h"

namespace samlad::app {
namespace {

uint64_t FileBytes(const std::string& folder) {
  uint64_t bytes = 0;
  std::error_code error;
  for (std::filesystem::directory_iterator file(folder, error), end; !error && file != end;
       file.increment(error)) {
    std::error_code gone;
    const uintmax_t size = file->file_size(gone);
    if (!gone) bytes += size;
  }
  return bytes;
}

}  // namespace

DiskBudget::DiskBudget(std::string folder, uint64_t reserve_bytes, telemetry::Log log)
    : folder_(std::move(folder)), log_(std::move(log)), reserve_bytes_(reserve_bytes) {
  Measure();
}

void DiskBudget::Measure() {
  struct statvfs disk{};
  if (statvfs(folder_.c_str(), &disk) != 0) {
    // The last measurement stays in force, because the store itself reports
    // when it cannot write.
    log_.Warn("free space could not be measured",
              {{"folder", folder_}, {"why", std::strerror(errno)}});
    return;
  }
  free_bytes_ = uint64_t{disk.f_bavail} * disk.f_frsize;
  used_bytes_ = FileBytes(folder_);
  const bool full = free_bytes_ < reserve_bytes_;
  if (full_.exchange(full) == full) return;
  if (full) {
    log_.Error(
        "too little space on the disk: nothing is stored until there is more; reads go on; make "
        "room, or lower disk_reserve_bytes",
        {{"folder", folder_},
         {"free_bytes", free_bytes_.load()},
         {"reserve_bytes", reserve_bytes_.load()}});
  } else {
    log_.Info("there is space on the disk again: writes go on",
              {{"folder", folder_}, {"free_bytes", free_bytes_.load()}});
  }
}

absl::Status DiskBudget::MayWrite() const {
  if (!full_) return absl::OkStatus();
  return exchange::DiskFull("free space is below disk_reserve_bytes");
}

}  // namespace samlad::app
