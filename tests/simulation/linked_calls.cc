// SPDX-License-Identifier: EUPL-1.2
//
// What the linker puts in place of the calls by which the gateway's code waits,
// starts threads, reads the steady clock and draws random numbers; CMakeLists.txt
// lists them. Outside of a simulation each is what it replaces. The names are ld's, and
// those of libstdc++.

#include <openssl/rand.h>
#include <poll.h>
#include <pthread.h>
#include <sys/random.h>

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "tests/simulation/scheduler.h"

using samlad::simulation::Scheduler;

namespace {

void FillRandomly(Scheduler& scheduler, unsigned char* bytes, size_t count) {
  for (size_t i = 0; i < count; ++i) bytes[i] = static_cast<unsigned char>(scheduler.Random(256));
}

// What a thread runs, and around it what makes it one of the simulation.
struct Simulated final : std::thread::_State {
  Simulated(Scheduler* of, Scheduler::Thread* as, std::unique_ptr<std::thread::_State> runs)
      : scheduler(of), thread(as), inner(std::move(runs)) {}
  void _M_run() override {
    scheduler->Enter(thread);
    inner->_M_run();
    inner.reset();
    scheduler->Leave();
  }
  Scheduler* const scheduler;
  Scheduler::Thread* const thread;
  std::unique_ptr<std::thread::_State> inner;
};

}  // namespace

extern "C" {

int __real_pthread_mutex_lock(pthread_mutex_t* mutex);
int __wrap_pthread_mutex_lock(pthread_mutex_t* mutex) {
  Scheduler* const scheduler = Scheduler::Current();
  if (scheduler == nullptr) return __real_pthread_mutex_lock(mutex);
  scheduler->YieldAtTimes();
  while (::pthread_mutex_trylock(mutex) != 0) scheduler->Block(mutex);
  return 0;
}

int __real_pthread_mutex_unlock(pthread_mutex_t* mutex);
int __wrap_pthread_mutex_unlock(pthread_mutex_t* mutex) {
  const int result = __real_pthread_mutex_unlock(mutex);
  if (Scheduler* const scheduler = Scheduler::Current()) scheduler->WakeAll(mutex);
  return result;
}

// std::condition_variable::wait, notify_one and notify_all.
void __real__ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE(
    std::condition_variable* condition, std::unique_lock<std::mutex>& lock);
void __wrap__ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE(
    std::condition_variable* condition, std::unique_lock<std::mutex>& lock) {
  Scheduler* const scheduler = Scheduler::Current();
  if (scheduler == nullptr) {
    return __real__ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE(condition, lock);
  }
  lock.unlock();
  scheduler->Block(condition);
  lock.lock();
}

void __real__ZNSt18condition_variable10notify_oneEv(std::condition_variable* condition);
void __wrap__ZNSt18condition_variable10notify_oneEv(std::condition_variable* condition) {
  if (Scheduler* const scheduler = Scheduler::Current()) return scheduler->WakeOne(condition);
  __real__ZNSt18condition_variable10notify_oneEv(condition);
}

void __real__ZNSt18condition_variable10notify_allEv(std::condition_variable* condition);
void __wrap__ZNSt18condition_variable10notify_allEv(std::condition_variable* condition) {
  if (Scheduler* const scheduler = Scheduler::Current()) return scheduler->WakeAll(condition);
  __real__ZNSt18condition_variable10notify_allEv(condition);
}

// std::thread's start and join. A parameter that is a unique_ptr is handed over by
// its address (Itanium C++ ABI, 3.1.1).
void __real__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
    std::thread* thread, std::unique_ptr<std::thread::_State>* state, void (*depend)());
void __wrap__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
    std::thread* thread, std::unique_ptr<std::thread::_State>* state, void (*depend)()) {
  Scheduler* const scheduler = Scheduler::Current();
  if (scheduler == nullptr) {
    return __real__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
        thread, state, depend);
  }
  Scheduler::Thread* const as = scheduler->Announce();
  std::unique_ptr<std::thread::_State> simulated =
      std::make_unique<Simulated>(scheduler, as, std::move(*state));
  __real__ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE(
      thread, &simulated, depend);
  scheduler->Start(as, thread->native_handle());
}

void __real__ZNSt6thread4joinEv(std::thread* thread);
void __wrap__ZNSt6thread4joinEv(std::thread* thread) {
  if (Scheduler* const scheduler = Scheduler::Current()) scheduler->Join(thread->native_handle());
  __real__ZNSt6thread4joinEv(thread);
}

// std::chrono::steady_clock::now; a time_point is returned as the number in it.
int64_t __real__ZNSt6chrono3_V212steady_clock3nowEv();
int64_t __wrap__ZNSt6chrono3_V212steady_clock3nowEv() {
  if (Scheduler* const scheduler = Scheduler::Current()) {
    return scheduler->Now().time_since_epoch().count();
  }
  return __real__ZNSt6chrono3_V212steady_clock3nowEv();
}

// Without descriptors it is a pause.
int __real_poll(struct pollfd* fds, nfds_t count, int timeout_ms);
int __wrap_poll(struct pollfd* fds, nfds_t count, int timeout_ms) {
  Scheduler* const scheduler = Scheduler::Current();
  if (scheduler == nullptr || count != 0) return __real_poll(fds, count, timeout_ms);
  scheduler->SleepFor(std::chrono::milliseconds(timeout_ms));
  return 0;
}

ssize_t __real_getrandom(void* bytes, size_t count, unsigned flags);
ssize_t __wrap_getrandom(void* bytes, size_t count, unsigned flags) {
  Scheduler* const scheduler = Scheduler::Current();
  if (scheduler == nullptr) return __real_getrandom(bytes, count, flags);
  FillRandomly(*scheduler, static_cast<unsigned char*>(bytes), count);
  return static_cast<ssize_t>(count);
}

int __real_RAND_bytes(unsigned char* bytes, int count);
int __wrap_RAND_bytes(unsigned char* bytes, int count) {
  Scheduler* const scheduler = Scheduler::Current();
  if (scheduler == nullptr) return __real_RAND_bytes(bytes, count);
  FillRandomly(*scheduler, bytes, static_cast<size_t>(count));
  return 1;
}

}  // extern "C"
