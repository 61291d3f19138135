// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/periodic_task.h"

#include <utility>

namespace samlad::app {

PeriodicTask::PeriodicTask(std::chrono::milliseconds interval, std::function<void()> run)
    : interval_(interval), run_(std::move(run)), thread_([this] { Loop(); }) {}

PeriodicTask::~PeriodicTask() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  stop_.NotifyAll();
  thread_.join();
}

bool PeriodicTask::WaitForNext() {
  const auto next = std::chrono::steady_clock::now() + interval_;
  MutexLock lock(mutex_);
  while (!stopping_ && std::chrono::steady_clock::now() < next) stop_.WaitUntil(mutex_, next);
  return !stopping_;
}

void PeriodicTask::Loop() {
  while (WaitForNext()) run_();
}

}  // namespace samlad::app
