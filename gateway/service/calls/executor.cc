// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/executor.h"

#include <algorithm>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::service {

Executor::Executor(int threads, size_t queue_max) : queue_max_(queue_max) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Loop(); });
}

Executor::~Executor() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  wake_.NotifyAll();
  for (std::thread& thread : threads_) thread.join();
}

absl::Status Executor::Run(std::string_view whose, std::function<void()> work) {
  {
    MutexLock lock(mutex_);
    const size_t share_max = std::max<size_t>(1, queue_max_ / limits::kReaderQueueShares);
    if (queue_.size() >= queue_max_ || queue_.SizeOf(whose) >= share_max) {
      const bool own = queue_.size() < queue_max_;
      return absl::ResourceExhaustedError(
          StrCat(own ? "your organisation" : "the gateway", " has ", own ? share_max : queue_max_,
                 " reads waiting; ask again after ", limits::kOverloadRetryDelay.count(), " ms"));
    }
    queue_.Push(whose, std::move(work));
  }
  wake_.NotifyOne();
  return absl::OkStatus();
}

void Executor::Loop() {
  while (true) {
    std::function<void()> work;
    {
      MutexLock lock(mutex_);
      while (queue_.empty() && !stopping_) wake_.Wait(mutex_);
      if (queue_.empty()) return;
      work = queue_.Pop();
    }
    work();
  }
}

}  // namespace samlad::service
