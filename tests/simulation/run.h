// SPDX-License-Identifier: EUPL-1.2
//
// One run of the simulation: gateways, clients and a database, and what befalls them.

#ifndef SAMLAD_TESTS_SIMULATION_RUN_H_
#define SAMLAD_TESTS_SIMULATION_RUN_H_

#include <cstdint>
#include <string>
#include <vector>

namespace samlad::simulation {

struct Result {
  std::vector<std::string> broken;  // promises; none: all hold
  std::vector<std::string> trace;
  uint64_t digest = 0;  // of the trace and of every step
  uint64_t steps = 0, entries = 0, receipts = 0;
};

// The same seed gives the same result. One run at a time.
Result Simulate(uint64_t seed);

// "seed 7: ...", with what is broken, and how to see the trace.
std::string Describe(uint64_t seed, const Result& result);

}  // namespace samlad::simulation

#endif  // SAMLAD_TESTS_SIMULATION_RUN_H_
