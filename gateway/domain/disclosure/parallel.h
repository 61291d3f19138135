// SPDX-License-Identifier: EUPL-1.2
//
// Runs independent tasks on a few threads.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_PARALLEL_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_PARALLEL_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace samlad::domain::disclosure {

// Calls task(0) to task(count - 1), each once, `threads` at a time; returns when all
// have returned.
inline void RunParallel(size_t count, int threads, const std::function<void(size_t)>& task) {
  std::atomic<size_t> next = 0;
  const auto run = [&] {
    for (size_t i = next++; i < count; i = next++) task(i);
  };
  std::vector<std::jthread> others;
  for (size_t i = 1; i < std::min<size_t>(count, std::max(threads, 1)); ++i) {
    others.emplace_back(run);
  }
  run();
}

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_PARALLEL_H_
