// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/fair_pool.h"

#include "gateway/base/thread_name.h"

#include <utility>

namespace samlad {

FairPool::FairPool(const FairPoolOptions& options) : options_(options) {
  for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { Run(); });
}

FairPool::~FairPool() { Stop(); }

FairPool::Added FairPool::Add(std::string_view owner, std::function<void()> task) {
  {
    MutexLock lock(mutex_);
    if (stopping_) return Added::kStopped;
    if (waiting_.size() >= options_.waiting_max) return Added::kFull;
    if (waiting_.SizeOf(owner) >= options_.waiting_max_of_owner) return Added::kOwnerFull;
    waiting_.Push(owner, std::move(task));
  }
  changed_.NotifyOne();
  return Added::kTaken;
}

void FairPool::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void FairPool::Run() {
  NameThread("samlad-pool");
  while (true) {
    std::function<void()> task;
    {
      MutexLock lock(mutex_);
      while (waiting_.empty() && !stopping_) changed_.Wait(mutex_);
      if (waiting_.empty()) return;
      task = waiting_.Pop();
    }
    task();
  }
}

}  // namespace samlad
