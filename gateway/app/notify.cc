// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/notify.h"

#include <systemd/sd-daemon.h>
#include <time.h>

#include <string>

#include "gateway/base/strings.h"

namespace samlad::app {
namespace {

// The result is ignored, because there is nobody else to tell.
void Notify(const std::string& state) { sd_notify(/*unset_environment=*/0, state.c_str()); }

// systemd uses this time to match the message with its reload.
uint64_t MonotonicUs() {
  timespec now = {};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000 + static_cast<uint64_t>(now.tv_nsec) / 1'000;
}

}  // namespace

void NotifyReady(std::string_view status) { Notify(StrCat("READY=1\nSTATUS=", status)); }

void NotifyReloading() { Notify(StrCat("RELOADING=1\nMONOTONIC_USEC=", MonotonicUs())); }

void NotifyStopping() { Notify("STOPPING=1\nSTATUS=stopping"); }

void Watchdog::NotifyIfAnswering(const exchange::Stats& stats) {
  const bool answers = stats.queue_commands == 0 || stats.answered != answered_;
  answered_ = stats.answered;
  if (answers) Notify("WATCHDOG=1");
}

}  // namespace samlad::app
