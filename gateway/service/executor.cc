// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/executor.h"

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

absl::Status Executor::Run(std::function<void()> work) {
  {
    MutexLock lock(mutex_);
    if (queue_.size() >= queue_max_) {
      return absl::ResourceExhaustedError(StrCat("the gateway has ", queue_max_,
                                                 " reads waiting; ask again after ",
                                                 limits::kOverloadRetryDelay.count(), " ms"));
    }
    queue_.push_back(std::move(work));
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
      work = std::move(queue_.front());
      queue_.pop_front();
    }
    work();
  }
}

}  // namespace samlad::service
