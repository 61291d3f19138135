// SPDX-License-Identifier: EUPL-1.2
//
// A few threads for reads that take long, so that gRPC's own threads never
// wait for one. Bounded: what does not fit is refused, not queued. What waits is
// taken in turn by organisation.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_EXECUTOR_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_EXECUTOR_H_

#include <cstddef>
#include <functional>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "gateway/base/fair_queue.h"
#include "gateway/base/mutex.h"

namespace samlad::service {

// Thread-safe. Destruction runs what was taken and joins the threads.
class Executor {
 public:
  Executor(int threads, size_t queue_max);
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  // Runs `work` of the organisation `whose` soon, on one of the threads.
  // RESOURCE_EXHAUSTED, and `work` is not run, if `queue_max` wait already, or
  // if an eighth of that is this organisation's: the others find a place.
  absl::Status Run(std::string_view whose, std::function<void()> work);

 private:
  void Loop();

  const size_t queue_max_;
  Mutex mutex_;
  CondVar wake_;
  FairQueue<std::function<void()>> queue_ SAMLAD_GUARDED_BY(mutex_);
  bool stopping_ SAMLAD_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_EXECUTOR_H_
