// SPDX-License-Identifier: EUPL-1.2

#include "tests/simulation/faults.h"

#include <chrono>

namespace samlad::simulation {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr uint64_t kPauseMax_ms = 9'000;
constexpr uint64_t kBetweenMax_ms = 900;

// One harm, or the repair of one.
void DoOne(Scheduler& scheduler, Database& database,
           std::vector<std::unique_ptr<Gateway>>& gateways) {
  const auto count = gateways.size();
  Gateway& gateway = *gateways[scheduler.Random(count)];
  const int node = static_cast<int>(scheduler.Random(kNodes));
  switch (scheduler.Random(16)) {
    case 0:
    case 1:
      return database.CancelOneWait();
    case 2:
    case 3:
      return database.LoseOneSession();
    case 4:
      return database.CutOff(gateway.number(), node, true);
    case 5:
      for (int at = 0; at < kNodes; ++at) database.CutOff(gateway.number(), at, true);
      return;
    case 6:
    case 7:
    case 8:
      for (int at = 0; at < kNodes; ++at) database.CutOff(gateway.number(), at, false);
      return;
    case 9:
      return database.CrashPrimary();
    case 10:
    case 11:
      return database.Recover();
    case 12:
      return database.Promote();
    case 13:
      return scheduler.OneIn(2) ? database.SetThird() : database.Reattach();
    case 14:
      return gateway.Kill();
    default:
      return gateway.Pause(milliseconds(scheduler.Random(kPauseMax_ms)));
  }
}

}  // namespace

void ReplicateUntil(Scheduler& scheduler, Database& database, const bool& done) {
  while (!done) {
    scheduler.Block(&database, scheduler.Now() + milliseconds(500));
    const uint64_t late_us = scheduler.OneIn(20) ? 400'000 : 3'000;
    scheduler.SleepFor(microseconds(scheduler.Random(late_us)));
    database.Replicate();
  }
}

void DoHarm(Scheduler& scheduler, Database& database,
            std::vector<std::unique_ptr<Gateway>>& gateways, Scheduler::Duration time) {
  const auto end = scheduler.Now() + time;
  // Some runs have few harms, some have many at once.
  const uint64_t between_ms = 50 + scheduler.Random(kBetweenMax_ms);
  if (scheduler.OneIn(3)) database.SetConflicts(12);
  while (scheduler.Now() < end) {
    scheduler.SleepFor(milliseconds(scheduler.Random(2 * between_ms)));
    DoOne(scheduler, database, gateways);
  }
  database.Heal();
}

}  // namespace samlad::simulation
