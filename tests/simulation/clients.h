// SPDX-License-Identifier: EUPL-1.2
//
// Those outside: senders that go on until they have their answer, at any gateway, and
// watchers that follow the log from gateway to gateway. Each is one thread.

#ifndef SAMLAD_TESTS_SIMULATION_CLIENTS_H_
#define SAMLAD_TESTS_SIMULATION_CLIENTS_H_

#include <memory>
#include <string>
#include <vector>

#include "gateway/identity/principal.h"
#include "tests/simulation/gateway.h"
#include "tests/simulation/promises.h"
#include "tests/simulation/scheduler.h"

namespace samlad::simulation {

// What they share.
struct Outside {
  Scheduler& scheduler;
  Promises& promises;
  std::vector<std::unique_ptr<Gateway>>& gateways;
  // Until then, all that was sent must have been answered, and all been seen.
  Scheduler::Time patience;
  // Set when the senders are done.
  bool all_sent = false;

  Gateway& AnyGateway() { return *gateways[scheduler.Random(gateways.size())]; }
};

// Reports the year, and corrects it so many times; each revision builds on the last.
void SendReports(Outside& outside, const std::string& organisation, int revisions);

// Revokes so many systems. Now and then the same id is sent with other content, and the
// same content to two gateways at once. The first of them is that of a watcher.
void RevokeSystems(Outside& outside, int count);

// The system of the homes that is revoked first.
inline constexpr char kRevokedSystem[] = "system-0";

// Follows feed and checkpoints until all is sent and seen, or it is revoked. The
// events, in the order in which they came, and where it ended.
struct Watched {
  std::vector<std::string> events;
  uint64_t cursor = 0;
};
Watched Watch(Outside& outside, const identity::Principal& sender);

// The events that a watcher of the organisation must have got of the first `end` facts.
std::vector<std::string> EventsOf(const domain::Facts& facts, std::string_view organisation,
                                  uint64_t end);

}  // namespace samlad::simulation

#endif  // SAMLAD_TESTS_SIMULATION_CLIENTS_H_
