// SPDX-License-Identifier: EUPL-1.2
//
// Long computations that must not delay those who wait for an answer.

#ifndef SAMLAD_GATEWAY_BASE_LOW_PRIORITY_H_
#define SAMLAD_GATEWAY_BASE_LOW_PRIORITY_H_

#include <unistd.h>

#include <functional>
#include <thread>

#include "gateway/base/thread_name.h"

namespace samlad {

// Added to the nice value: beside a usual thread such a one gets about a tenth of a
// processor (sched(7), "The nice value").
inline constexpr int kLowPriorityNice = 10;

// Runs `work`, which does not throw, and returns when it has returned. It runs on a thread
// of its own, because a thread that has lowered its priority may not raise it again. Threads
// that it starts have the same priority. If the system refuses the priority, `work` runs
// with the usual one. Thread-safe. `work` should hold no lock that others wait for.
template <size_t N>
void RunAtLowPriority(const char (&name)[N], const std::function<void()>& work) {
  std::jthread([&] {
    NameThread(name);
    // On Linux that of the calling thread, not of the process.
    [[maybe_unused]] const int now = nice(kLowPriorityNice);
    work();
  }).join();
}

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_LOW_PRIORITY_H_
