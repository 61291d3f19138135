// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/periodic_task.h"

#include <utility>

namespace samlad::app {

Heartbeat::Heartbeat(std::chrono::milliseconds interval, std::function<void()> beat)
    : interval_(interval), beat_(std::move(beat)), thread_([this] { Loop(); }) {}

Heartbeat::~Heartbeat() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  stop_.NotifyAll();
  thread_.join();
}

bool Heartbeat::WaitForNext() {
  const auto next = std::chrono::steady_clock::now() + interval_;
  MutexLock lock(mutex_);
  while (!stopping_ && std::chrono::steady_clock::now() < next) stop_.WaitUntil(mutex_, next);
  return !stopping_;
}

void Heartbeat::Loop() {
  while (WaitForNext()) beat_();
}

}  // namespace samlad::app
