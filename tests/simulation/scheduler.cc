// SPDX-License-Identifier: EUPL-1.2

#include "tests/simulation/scheduler.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "gateway/base/strings.h"

namespace samlad::simulation {
namespace {

using std::chrono::duration_cast;
using std::chrono::hours;
using std::chrono::microseconds;

// A step takes some of this long, so that time passes while threads are busy.
constexpr uint64_t kStepMax_us = 200;
// One in so many locks lets others go first.
constexpr uint64_t kYieldAtLocks = 6;
// A run that takes more does not end.
constexpr uint64_t kStepsMax = 2'000'000;

constexpr Scheduler::Time kNever = Scheduler::Time::max();

}  // namespace

struct Scheduler::Thread {
  size_t number = 0;
  int group = 0;
  sem_t turn{};
  const void* waits_for = nullptr;  // null: it can go on, from `wakes` on
  Time wakes = kNever;              // of one that waits or sleeps
  bool sleeps = false;
  bool timed_out = false;
  bool finished = false;
  pthread_t handle{};
};

namespace {

struct Here {
  Scheduler* scheduler = nullptr;
  Scheduler::Thread* thread = nullptr;
};
thread_local Here here;

void WaitForTurn(sem_t& turn) {
  while (::sem_wait(&turn) != 0) {
  }
}

}  // namespace

Scheduler::Scheduler(uint64_t seed) : random_(seed), now_(hours(1)) {}

Scheduler::~Scheduler() {
  for (const auto& thread : threads_) ::sem_destroy(&thread->turn);
}

Scheduler* Scheduler::Current() { return here.scheduler; }

void Scheduler::Run(const std::function<void()>& body) {
  Thread* const first = Announce();
  here = {.scheduler = this, .thread = first};
  body();
  for (const auto& thread : threads_) {
    if (thread.get() != first && !thread->finished) DieStuck();
  }
  here = {};
}

uint64_t Scheduler::Random(uint64_t end) { return random_() % end; }

// Every deadline of a killed thread has come when it looks again.
Scheduler::Time Scheduler::Now() { return IsKilled() ? now_ + (killed_ahead_ += hours(1)) : now_; }

void Scheduler::Yield() { Switch(); }

void Scheduler::YieldAtTimes() {
  if (OneIn(kYieldAtLocks)) Switch();
}

void Scheduler::SleepFor(Duration time) {
  if (IsKilled()) return Switch();
  here.thread->sleeps = true;
  here.thread->wakes = now_ + time;
  Switch();
}

bool Scheduler::Block(const void* on, std::optional<Time> until) {
  Thread& self = *here.thread;
  self.waits_for = on;
  self.wakes = until.value_or(kNever);
  self.timed_out = false;
  Switch();
  return !self.timed_out;
}

void Scheduler::WakeOne(const void* on) {
  std::vector<Thread*> waiting;
  for (const auto& thread : threads_) {
    if (thread->waits_for == on) waiting.push_back(thread.get());
  }
  if (!waiting.empty()) waiting[Random(waiting.size())]->waits_for = nullptr;
}

void Scheduler::WakeAll(const void* on) {
  for (const auto& thread : threads_) {
    if (thread->waits_for == on) thread->waits_for = nullptr;
  }
}

int Scheduler::group() const { return here.thread->group; }
void Scheduler::SetGroup(int group) { here.thread->group = group; }

void Scheduler::Pause(int group, Time until) { paused_.emplace_back(group, until); }

void Scheduler::Kill(int group) {
  killed_.push_back(group);
  std::erase_if(paused_, [group](const auto& one) { return one.first == group; });
  for (const auto& thread : threads_) {
    if (thread->group != group) continue;
    thread->waits_for = nullptr;
    thread->sleeps = false;
  }
}

bool Scheduler::IsKilled() const {
  return std::ranges::find(killed_, here.thread->group) != killed_.end();
}

Scheduler::Time Scheduler::PausedUntil(int group) const {
  Time until = Time::min();
  for (const auto& [paused, end] : paused_) {
    if (paused == group) until = std::max(until, end);
  }
  return until;
}

Scheduler::Thread* Scheduler::Announce() {
  auto thread = std::make_unique<Thread>();
  thread->number = threads_.size();
  thread->group = here.thread == nullptr ? 0 : here.thread->group;
  ::sem_init(&thread->turn, 0, 0);
  threads_.push_back(std::move(thread));
  return threads_.back().get();
}

void Scheduler::Start(Thread* thread, pthread_t handle) { thread->handle = handle; }

void Scheduler::Enter(Thread* thread) {
  WaitForTurn(thread->turn);
  here = {.scheduler = this, .thread = thread};
}

void Scheduler::Leave() {
  here.thread->finished = true;
  WakeAll(here.thread);
  Thread* const next = PickNext();
  here = {};
  ::sem_post(&next->turn);
}

void Scheduler::Join(pthread_t handle) {
  // Handles are used again: the newest is meant.
  const auto found = std::find_if(threads_.rbegin(), threads_.rend(), [handle](const auto& one) {
    return ::pthread_equal(one->handle, handle) != 0;
  });
  if (found == threads_.rend()) DieStuck();
  const Thread* const thread = found->get();
  while (!thread->finished) Block(thread);
}

bool Scheduler::MayGoOn(const Thread& thread) const {
  if (thread.finished) return false;
  const bool is_woken = thread.waits_for == nullptr && !thread.sleeps;
  return (is_woken || thread.wakes <= now_) && PausedUntil(thread.group) <= now_;
}

void Scheduler::PassTimeUntilSomebodyMayGoOn() {
  Time next = kNever;
  for (const auto& thread : threads_) {
    if (thread->finished) continue;
    const bool is_woken = thread->waits_for == nullptr && !thread->sleeps;
    const Time wakes = std::max(is_woken ? now_ : thread->wakes, PausedUntil(thread->group));
    next = std::min(next, wakes);
  }
  if (next == kNever) DieStuck();
  now_ = std::max(now_, next);
}

Scheduler::Thread* Scheduler::PickNext() {
  if (++steps_ > kStepsMax) DieStuck();
  now_ += microseconds(Random(kStepMax_us));
  std::vector<Thread*> ready;
  while (true) {
    for (const auto& thread : threads_) {
      if (MayGoOn(*thread)) ready.push_back(thread.get());
    }
    if (!ready.empty()) break;
    PassTimeUntilSomebodyMayGoOn();
  }
  Thread* const next = ready[Random(ready.size())];
  next->timed_out = next->waits_for != nullptr;
  next->waits_for = nullptr;
  next->sleeps = false;
  next->wakes = kNever;
  const uint64_t number = next->number;
  Digest({reinterpret_cast<const char*>(&number), sizeof(number)});
  return next;
}

void Scheduler::Switch() {
  Thread* const self = here.thread;
  Thread* const next = PickNext();
  if (next == self) return;
  ::sem_post(&next->turn);
  WaitForTurn(self->turn);
}

// FNV-1a.
void Scheduler::Digest(std::string_view bytes) {
  for (const char byte : bytes) {
    digest_ = (digest_ ^ static_cast<uint8_t>(byte)) * 1099511628211u;
  }
}

void Scheduler::Note(std::string_view what) {
  const auto ms = duration_cast<std::chrono::milliseconds>(now_.time_since_epoch() - hours(1));
  trace_.push_back(StrCat(ms.count(), " ms  t", here.thread->number, "  ", what));
  Digest(trace_.back());
}

void Scheduler::DieStuck() const {
  for (const std::string& line : trace_) std::fprintf(stderr, "%s\n", line.c_str());
  for (const auto& thread : threads_) {
    if (thread->finished) continue;
    std::fprintf(stderr, "thread %zu of group %d waits for %p\n", thread->number, thread->group,
                 thread->waits_for);
  }
  std::fprintf(stderr, "the simulation is stuck after %llu steps\n",
               static_cast<unsigned long long>(steps_));
  std::abort();
}

}  // namespace samlad::simulation
