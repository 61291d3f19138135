// SPDX-License-Identifier: EUPL-1.2
//
// The threads on which content is checked: never gRPC's own, of which there
// are only two. Organisations take turns, so that one with a long queue holds
// up nobody but itself.

#ifndef SAMLAD_GATEWAY_EXCHANGE_CHECK_POOL_H_
#define SAMLAD_GATEWAY_EXCHANGE_CHECK_POOL_H_

#include <functional>
#include <string_view>
#include <thread>
#include <vector>

#include "gateway/base/fair_queue.h"
#include "gateway/base/mutex.h"

namespace samlad::exchange {

// Thread-safe. How much may wait is bounded by whoever adds.
class CheckPool {
 public:
  explicit CheckPool(int threads);
  // As Stop.
  ~CheckPool();

  // A task of `owner`. What is added after Stop is dropped.
  void Add(std::string_view owner, std::function<void()> task);
  // Runs what was added, then joins. Called by one thread, once or more.
  void Stop();

 private:
  void Run();

  Mutex mutex_;
  CondVar changed_;
  FairQueue<std::function<void()>> tasks_ SAMLAD_GUARDED_BY(mutex_);
  bool stopping_ SAMLAD_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_CHECK_POOL_H_
