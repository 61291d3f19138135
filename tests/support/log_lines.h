// SPDX-License-Identifier: EUPL-1.2
//
// What was logged, for tests.

#ifndef SAMLAD_TESTS_SUPPORT_LOG_LINES_H_
#define SAMLAD_TESTS_SUPPORT_LOG_LINES_H_

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/mutex.h"
#include "gateway/telemetry/log.h"

namespace samlad::testing {

// Thread-safe; copies share their lines.
class LogLines {
 public:
  LogLines() : lines_(std::make_shared<Lines>()) {}

  telemetry::Log MakeLog(telemetry::Style style = telemetry::Style::kJson,
                         telemetry::Level minimum = telemetry::Level::kDebug) const {
    return telemetry::Log::ToFunction(
        style, minimum, [lines = lines_](std::string_view line) { lines->Add(line); });
  }

  std::vector<std::string> All() const {
    MutexLock lock(lines_->mutex);
    return lines_->lines;
  }

  // Waits until a line holds `text`; false after `timeout`.
  bool WaitFor(std::string_view text,
               std::chrono::seconds timeout = std::chrono::seconds(10)) const {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    MutexLock lock(lines_->mutex);
    while (!lines_->Holds(text)) {
      if (std::chrono::steady_clock::now() >= deadline) return false;
      lines_->added.WaitUntil(lines_->mutex, deadline);
    }
    return true;
  }

 private:
  struct Lines {
    void Add(std::string_view line) {
      MutexLock lock(mutex);
      lines.emplace_back(line);
      added.NotifyAll();
    }
    bool Holds(std::string_view text) const SAMLAD_REQUIRES(mutex) {
      for (const std::string& line : lines) {
        if (line.find(text) != line.npos) return true;
      }
      return false;
    }

    Mutex mutex;
    CondVar added;
    std::vector<std::string> lines SAMLAD_GUARDED_BY(mutex);
  };

  std::shared_ptr<Lines> lines_;
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_SUPPORT_LOG_LINES_H_
