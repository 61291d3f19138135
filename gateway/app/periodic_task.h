// SPDX-License-Identifier: EUPL-1.2
//
// A thread that does something small at even intervals.

#ifndef SAMLAD_GATEWAY_APP_PERIODIC_TASK_H_
#define SAMLAD_GATEWAY_APP_PERIODIC_TASK_H_

#include <chrono>
#include <functional>
#include <thread>

#include "gateway/base/mutex.h"

namespace samlad::app {

// Calls `beat` after every `interval`, on a thread of its own, never twice at
// the same time. Destruction waits for a running beat and ends it at once
// otherwise.
class Heartbeat {
 public:
  Heartbeat(std::chrono::milliseconds interval, std::function<void()> beat);
  ~Heartbeat();
  Heartbeat(const Heartbeat&) = delete;
  Heartbeat& operator=(const Heartbeat&) = delete;

 private:
  void Loop();
  bool WaitForNext();  // false: stop

  const std::chrono::milliseconds interval_;
  const std::function<void()> beat_;
  Mutex mutex_;
  CondVar stop_;
  bool stopping_ SAMLAD_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_PERIODIC_TASK_H_
