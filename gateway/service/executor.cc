// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/executor.h"

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
    size_t& share = share_[ToAbsl(whose)];
    const size_t share_max = std::max<size_t>(1, queue_max_ / limits::kReaderQueueShares);
    if (queue_.size() >= queue_max_ || share >= share_max) {
      const bool own = queue_.size() < queue_max_;
      if (share == 0) share_.erase(ToAbsl(whose));
      return absl::ResourceExhaustedError(
          StrCat(own ? "your organisation" : "the gateway", " has ", own ? share_max : queue_max_,
                 " reads waiting; ask again after ", limits::kOverloadRetryDelay.count(), " ms"));
    }
    ++share;
    queue_.push_back({std::string(whose), std::move(work)});
  }
  wake_.NotifyOne();
  return absl::OkStatus();
}

void Executor::Loop() {
  while (true) {
    Waiting next;
    {
      MutexLock lock(mutex_);
      while (queue_.empty() && !stopping_) wake_.Wait(mutex_);
      if (queue_.empty()) return;
      next = std::move(queue_.front());
      queue_.pop_front();
      const auto share = share_.find(next.whose);
      if (--share->second == 0) share_.erase(share);
    }
    next.work();
  }
}

}  // namespace samlad::service
