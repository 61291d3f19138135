// SPDX-License-Identifier: EUPL-1.2
//
// Runs a program of several threads as if it had one processor and one clock of its
// own, both driven by a seed. Of the threads that are started in Run, exactly one
// runs at a time; where it would wait for a lock, for another thread, or for time to
// pass, and at times where it takes a lock, the seed says who goes on. So the same
// seed gives the same run, step by step, and the trace shows it.
//
// The program is not changed for it: the linker puts the functions of
// linked_calls.cc in place of those by which it locks, waits, starts threads, reads
// the steady clock and draws random numbers (ld(1), --wrap).

#ifndef SAMLAD_TESTS_SIMULATION_SCHEDULER_H_
#define SAMLAD_TESTS_SIMULATION_SCHEDULER_H_

#include <pthread.h>
#include <semaphore.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace samlad::simulation {

// Every member is called by threads of the simulation, one of which runs at a time.
class Scheduler {
 public:
  using Duration = std::chrono::nanoseconds;
  using Time = std::chrono::steady_clock::time_point;

  explicit Scheduler(uint64_t seed);
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  // That which the calling thread belongs to; null: it is none of a simulation.
  static Scheduler* Current();

  // The calling thread becomes the first of the simulation. Every thread that is
  // started in `body` must have been joined when it returns.
  void Run(const std::function<void()>& body);

  // Below `end`, which is at least 1.
  uint64_t Random(uint64_t end);
  // One in `times`.
  bool OneIn(uint64_t times) { return Random(times) == 0; }

  Time Now();

  // Others may go on.
  void Yield();
  // As Yield, but seldom.
  void YieldAtTimes();
  void SleepFor(Duration time);
  // Waits for a Wake of that address; it may also return without one. False: `until`
  // has come.
  bool Block(const void* on, std::optional<Time> until = std::nullopt);
  void WakeOne(const void* on);
  void WakeAll(const void* on);

  // Threads of one process. A new thread is of the group of the thread that starts it.
  int group() const;
  void SetGroup(int group);
  // As SIGSTOP: none of its threads goes on before then.
  void Pause(int group, Time until);
  // As SIGKILL, nearly: its threads end by themselves, because nothing that they
  // call waits any more (IsKilled).
  void Kill(int group);
  bool IsKilled() const;

  // Used by linked_calls.cc: around the start of a thread, in the new thread, and for
  // a join.
  struct Thread;
  Thread* Announce();
  void Start(Thread* thread, pthread_t handle);
  void Enter(Thread* thread);
  void Leave();
  void Join(pthread_t handle);

  // Adds a line to the trace, with time and thread.
  void Note(std::string_view what);
  const std::vector<std::string>& trace() const { return trace_; }
  // Of the lines, and of who went on at each step.
  uint64_t digest() const { return digest_; }
  uint64_t steps() const { return steps_; }

 private:
  Thread* PickNext();
  bool MayGoOn(const Thread& thread) const;
  void PassTimeUntilSomebodyMayGoOn();
  void Switch();
  void Digest(std::string_view bytes);
  [[noreturn]] void DieStuck() const;
  Time PausedUntil(int group) const;

  std::mt19937_64 random_;
  Time now_;
  std::vector<std::unique_ptr<Thread>> threads_;
  std::vector<std::pair<int, Time>> paused_;
  std::vector<int> killed_;
  Duration killed_ahead_{};
  std::vector<std::string> trace_;
  uint64_t digest_ = 14695981039346656037u;
  uint64_t steps_ = 0;
};

// The calling thread works in a process for as long as this lives.
class InGroup {
 public:
  InGroup(Scheduler& scheduler, int group) : scheduler_(scheduler), before_(scheduler.group()) {
    scheduler_.SetGroup(group);
    scheduler_.Yield();
  }
  ~InGroup() { scheduler_.SetGroup(before_); }
  InGroup(const InGroup&) = delete;
  InGroup& operator=(const InGroup&) = delete;

 private:
  Scheduler& scheduler_;
  const int before_;
};

}  // namespace samlad::simulation

#endif  // SAMLAD_TESTS_SIMULATION_SCHEDULER_H_
