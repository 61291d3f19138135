// SPDX-License-Identifier: EUPL-1.2
//
// Whether this gateway can do its work: a list of named checks, all of which
// must hold.

#ifndef SAMLAD_GATEWAY_APP_READINESS_H_
#define SAMLAD_GATEWAY_APP_READINESS_H_

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "gateway/base/mutex.h"
#include "gateway/telemetry/log.h"

namespace samlad::app {

// A check that does not hold.
struct Unmet {
  std::string check;
  std::string why;
  std::string cure;
};

// {"ready":false,"unmet":[{"check":"disk","why":"...","cure":"..."}]}; if there
// are any, followed by "warnings" of the same form.
std::string ReadinessJson(const std::vector<Unmet>& unmet, const std::vector<Unmet>& warnings = {});

// Not ready before the checks have first run. Require and RunChecks are called
// by one thread at a time; FindUnmet and Close by any.
class Readiness {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Readiness(telemetry::Log log) : log_(std::move(log)) {}

  // `test`: OK, or why it does not hold. Run by RunChecks alone; may block for a
  // short while.
  void Require(std::string check, std::string cure, std::function<absl::Status()> test);

  // As Require, of something that needs attention and stops nothing yet: the
  // gateway stays ready.
  void Advise(std::string check, std::string cure, std::function<absl::Status()> test);

  // Runs every test, and logs what changed. True: all that are required hold.
  bool RunChecks(Time now);

  // Not ready from now on: the gateway stops.
  void Close();

  // The checks that did not hold when they last ran. A run that is older than
  // limits::kReadinessAgeMax says nothing any more, because the thread that runs
  // them hangs.
  std::vector<Unmet> FindUnmet(Time now) const;
  // What needed attention when the checks last ran.
  std::vector<Unmet> FindWarnings() const;

 private:
  struct Check {
    std::string name, cure;
    std::function<absl::Status()> test;
    std::optional<bool> held;  // nothing: not yet run
    bool required = true;
  };
  void LogChange(Check& check, const absl::Status& result) const;

  const telemetry::Log log_;
  std::vector<Check> checks_;
  mutable Mutex mutex_;
  bool closed_ SAMLAD_GUARDED_BY(mutex_) = false;
  std::optional<Time> checked_at_ SAMLAD_GUARDED_BY(mutex_);
  std::vector<Unmet> unmet_ SAMLAD_GUARDED_BY(mutex_);
  std::vector<Unmet> warnings_ SAMLAD_GUARDED_BY(mutex_);
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_READINESS_H_
