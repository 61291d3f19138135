// SPDX-License-Identifier: EUPL-1.2
//
// Errors of order that the simulation must find. Those of the store are put around it
// (watched_store.h); the others are put into copies of the program's sources, which
// only simulation_bugs_test links (bugs.cmake).

#ifndef SAMLAD_TESTS_SIMULATION_BUG_H_
#define SAMLAD_TESTS_SIMULATION_BUG_H_

#include <cstdint>

namespace samlad::simulation {

enum class Bug : uint8_t {
  kNone,
  kAnswerBeforeCommit,
  kReleaseOnUnknown,
  kAnswerFromOverlay,
  kKeepOverlay,
  kDeadlineTwice,
};

// Which of them this process has now.
Bug& TheBug();
inline bool Has(Bug bug) { return TheBug() == bug; }

}  // namespace samlad::simulation

#endif  // SAMLAD_TESTS_SIMULATION_BUG_H_
