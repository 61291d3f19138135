// SPDX-License-Identifier: EUPL-1.2
//
// Where time comes from. Time enters the system only as the time of an entry
// and as the passing of due dates; everything else follows from the log.

#ifndef SAMLAD_GATEWAY_BASE_CLOCK_H_
#define SAMLAD_GATEWAY_BASE_CLOCK_H_

#include <cstdint>

namespace samlad {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  // Milliseconds since the Unix epoch.
  virtual int64_t NowMs() const = 0;
  // Milliseconds since any fixed moment, at a pace that nobody can set: what
  // NowMs is compared with to notice a jump. A clock that cannot be set has no
  // other.
  virtual int64_t SteadyMs() const { return NowMs(); }
};

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_CLOCK_H_
