// SPDX-License-Identifier: EUPL-1.2
//
// What befalls gateways and database, as the seed says.

#ifndef SAMLAD_TESTS_SIMULATION_FAULTS_H_
#define SAMLAD_TESTS_SIMULATION_FAULTS_H_

#include <memory>
#include <vector>

#include "tests/simulation/database.h"
#include "tests/simulation/gateway.h"
#include "tests/simulation/scheduler.h"

namespace samlad::simulation {

// Copies the primary's log to its standby until `done` is true; sometimes late.
void ReplicateUntil(Scheduler& scheduler, Database& database, const bool& done);

// Does harm for so long, then makes everything whole.
void DoHarm(Scheduler& scheduler, Database& database,
            std::vector<std::unique_ptr<Gateway>>& gateways, Scheduler::Duration time);

}  // namespace samlad::simulation

#endif  // SAMLAD_TESTS_SIMULATION_FAULTS_H_
