// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/check_pool.h"

#include <utility>

namespace samlad::exchange {

CheckPool::CheckPool(int threads) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(); });
}

CheckPool::~CheckPool() { Stop(); }

void CheckPool::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void CheckPool::Add(std::string_view owner, std::function<void()> task) {
  {
    MutexLock lock(mutex_);
    tasks_.Push(owner, std::move(task));
  }
  changed_.NotifyOne();
}

void CheckPool::Run() {
  while (true) {
    std::function<void()> task;
    {
      MutexLock lock(mutex_);
      while (tasks_.empty() && !stopping_) changed_.Wait(mutex_);
      if (tasks_.empty()) return;
      task = tasks_.Pop();
    }
    task();
  }
}

}  // namespace samlad::exchange
