// SPDX-License-Identifier: EUPL-1.2
//
// What must hold, whatever the input. Ends the process where it does not.

#ifndef SAMLAD_TESTS_FUZZ_REQUIRE_H_
#define SAMLAD_TESTS_FUZZ_REQUIRE_H_

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace samlad::fuzz {

inline void Require(bool condition, std::string_view what) {
  if (condition) return;
  std::cerr << "does not hold: " << what << '\n';
  std::abort();
}

}  // namespace samlad::fuzz

#endif  // SAMLAD_TESTS_FUZZ_REQUIRE_H_
