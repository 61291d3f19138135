// SPDX-License-Identifier: EUPL-1.2
//
// A thread that runs a small task at even intervals.

#ifndef SAMLAD_GATEWAY_APP_PERIODIC_TASK_H_
#define SAMLAD_GATEWAY_APP_PERIODIC_TASK_H_

#include <chrono>
#include <functional>
#include <thread>

#include "gateway/base/mutex.h"

namespace samlad::app {

// Calls `run` after every `interval`, on a thread of its own, never twice at the
// same time. Destruction waits for a call that runs; otherwise it ends the
// thread at once.
class PeriodicTask {
 public:
  PeriodicTask(std::chrono::milliseconds interval, std::function<void()> run);
  ~PeriodicTask();
  PeriodicTask(const PeriodicTask&) = delete;
  PeriodicTask& operator=(const PeriodicTask&) = delete;

 private:
  void Loop();
  bool WaitForNext();  // false: stop

  const std::chrono::milliseconds interval_;
  const std::function<void()> run_;
  Mutex mutex_;
  CondVar stop_;
  bool stopping_ SAMLAD_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_PERIODIC_TASK_H_
