// SPDX-License-Identifier: EUPL-1.2
//
// Threads that run tasks of many owners in turn: an owner with a long queue
// holds up nobody but itself. What waits is bounded: a task that does not fit is
// refused, never queued.

#ifndef SAMLAD_GATEWAY_BASE_FAIR_POOL_H_
#define SAMLAD_GATEWAY_BASE_FAIR_POOL_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <thread>
#include <vector>

#include "gateway/base/fair_queue.h"
#include "gateway/base/mutex.h"

namespace samlad {

struct FairPoolOptions {
  int threads = 1;
  // Tasks that may wait, of all owners together and of one of them; those that
  // run do not count. SIZE_MAX: the caller of Add bounds them.
  size_t waiting_max = SIZE_MAX;
  size_t waiting_max_of_owner = SIZE_MAX;
};

// Thread-safe, except for Stop and destruction. Every task that was taken is run.
// Nothing is kept of a task that was not taken, so the caller of Add must answer
// its owner.
class FairPool {
 public:
  enum class Added {
    kTaken,
    kFull,       // waiting_max wait
    kOwnerFull,  // waiting_max_of_owner of this owner wait
    kStopped,    // after Stop
  };

  explicit FairPool(const FairPoolOptions& options);
  // As Stop.
  ~FairPool();
  FairPool(const FairPool&) = delete;
  FairPool& operator=(const FairPool&) = delete;

  // Runs `task` of `owner` on one of the threads, after what this owner added
  // before, and in turn with the tasks of other owners. Never blocks.
  [[nodiscard]] Added Add(std::string_view owner, std::function<void()> task);

  // Takes no more tasks, runs all that were taken, and joins. Called by one
  // thread, once or more; no task may call it.
  void Stop();

  const FairPoolOptions& options() const { return options_; }

 private:
  void Run();

  const FairPoolOptions options_;
  Mutex mutex_;
  CondVar changed_;
  FairQueue<std::function<void()>> waiting_ SAMLAD_GUARDED_BY(mutex_);
  bool stopping_ SAMLAD_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_FAIR_POOL_H_
