// SPDX-License-Identifier: EUPL-1.2
//
// Names of threads, which top(1), perf(1) and gdb(1) show.

#ifndef SAMLAD_GATEWAY_BASE_THREAD_NAME_H_
#define SAMLAD_GATEWAY_BASE_THREAD_NAME_H_

#include <pthread.h>

#include <cstddef>

namespace samlad {

// Names the calling thread; at most 15 characters, which is what Linux keeps.
template <size_t N>
void NameThread(const char (&name)[N]) {
  static_assert(N <= 16);
  pthread_setname_np(pthread_self(), name);
}

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_THREAD_NAME_H_
