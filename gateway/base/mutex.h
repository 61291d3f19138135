// SPDX-License-Identifier: EUPL-1.2
//
// std::mutex with Clang's thread-safety annotations, so that the compiler
// checks what each lock guards. absl::Mutex is not used because Debian's build
// of it makes ThreadSanitizer report races that do not exist.

#ifndef SAMLAD_GATEWAY_BASE_MUTEX_H_
#define SAMLAD_GATEWAY_BASE_MUTEX_H_

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define SAMLAD_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define SAMLAD_THREAD_ANNOTATION(x)
#endif

#define SAMLAD_CAPABILITY(x) SAMLAD_THREAD_ANNOTATION(capability(x))
#define SAMLAD_SCOPED_CAPABILITY SAMLAD_THREAD_ANNOTATION(scoped_lockable)
#define SAMLAD_GUARDED_BY(x) SAMLAD_THREAD_ANNOTATION(guarded_by(x))
#define SAMLAD_REQUIRES(...) SAMLAD_THREAD_ANNOTATION(requires_capability(__VA_ARGS__))
#define SAMLAD_ACQUIRE(...) SAMLAD_THREAD_ANNOTATION(acquire_capability(__VA_ARGS__))
#define SAMLAD_RELEASE(...) SAMLAD_THREAD_ANNOTATION(release_capability(__VA_ARGS__))
#define SAMLAD_EXCLUDES(...) SAMLAD_THREAD_ANNOTATION(locks_excluded(__VA_ARGS__))

namespace samlad {

// Not recursive. Use through MutexLock.
class SAMLAD_CAPABILITY("mutex") Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void lock() SAMLAD_ACQUIRE() { mutex_.lock(); }
  void unlock() SAMLAD_RELEASE() { mutex_.unlock(); }

 private:
  friend class CondVar;
  std::mutex mutex_;
};

class SAMLAD_SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) SAMLAD_ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }
  ~MutexLock() SAMLAD_RELEASE() { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

// Waits need the lock held; wake-ups may be spurious: wait in a loop.
class CondVar {
 public:
  void Wait(Mutex& mutex) SAMLAD_REQUIRES(mutex) {
    std::unique_lock<std::mutex> held(mutex.mutex_, std::adopt_lock);
    cond_.wait(held);
    held.release();
  }
  template <class Clock, class Duration>
  void WaitUntil(Mutex& mutex, std::chrono::time_point<Clock, Duration> deadline)
      SAMLAD_REQUIRES(mutex) {
    std::unique_lock<std::mutex> held(mutex.mutex_, std::adopt_lock);
    cond_.wait_until(held, deadline);
    held.release();
  }
  void NotifyOne() { cond_.notify_one(); }
  void NotifyAll() { cond_.notify_all(); }

 private:
  std::condition_variable cond_;
};

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_MUTEX_H_
