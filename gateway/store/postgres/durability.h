// SPDX-License-Identifier: EUPL-1.2
//
// Whether a server keeps what it confirms.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_DURABILITY_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_DURABILITY_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"

namespace samlad::store::postgres {

// How many standbys a commit waits for, as synchronous_standby_names says it
// (PostgreSQL documentation, 20.6.2). "": 0; "a, b": 1; "FIRST 2 (a, b, c)", "ANY 2 (*)" and "2 (a,
// b)": 2.
uint32_t CountSynchronousStandbys(std::string_view synchronous_standby_names);

// A server's settings of these names.
struct DurabilitySettings {
  std::string_view fsync, full_page_writes, synchronous_standby_names;
};
// FAILED_PRECONDITION, with the setting and what is lost by it, if a crash can take
// back what the server confirmed, or fewer standbys hold it than demanded.
absl::Status CheckDurability(const DurabilitySettings& settings, uint32_t standbys);

}  // namespace samlad::store::postgres

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_DURABILITY_H_
