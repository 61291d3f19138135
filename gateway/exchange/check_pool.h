// SPDX-License-Identifier: EUPL-1.2
//
// The threads on which content is checked: never gRPC's own, of which there
// are only two.

#ifndef SAMLAD_GATEWAY_EXCHANGE_CHECK_POOL_H_
#define SAMLAD_GATEWAY_EXCHANGE_CHECK_POOL_H_

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "gateway/base/mutex.h"

namespace samlad::exchange {

// Thread-safe. How much may wait is bounded by whoever adds.
class CheckPool {
 public:
  explicit CheckPool(int threads);
  // As Stop.
  ~CheckPool();

  // What is added after Stop is dropped.
  void Add(std::function<void()> task);
  // Runs what was added, then joins. Called by one thread, once or more.
  void Stop();

 private:
  void Run();

  Mutex mutex_;
  CondVar changed_;
  std::deque<std::function<void()>> tasks_ SAMLAD_GUARDED_BY(mutex_);
  bool stopping_ SAMLAD_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_CHECK_POOL_H_
