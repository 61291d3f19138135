// SPDX-License-Identifier: EUPL-1.2
//
// What one organisation may use of the gateway.

#ifndef SAMLAD_GATEWAY_SERVICE_QUOTA_H_
#define SAMLAD_GATEWAY_SERVICE_QUOTA_H_

#include <cstdint>

#include "gateway/base/limits.h"

namespace samlad::service {

// Of each organisation; see gateway/app/config.proto.
struct QuotaLimits {
  uint32_t calls_per_second = limits::kQuotaCallsPerSecond;
  uint64_t bytes_per_second = limits::kQuotaBytesPerSecond;
  uint32_t streams = limits::kQuotaStreams;
  uint64_t stored_bytes_per_day = limits::kQuotaStoredBytesPerDay;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_QUOTA_H_
