// SPDX-License-Identifier: EUPL-1.2
//
// How often one network address may connect, and how many connections it may
// have open: a token bucket for each, in a table that cannot grow beyond its
// bound, and a count of each that has any open.

#ifndef SAMLAD_GATEWAY_TRANSPORT_ADDRESS_RATE_H_
#define SAMLAD_GATEWAY_TRANSPORT_ADDRESS_RATE_H_

#include <sys/socket.h>

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "absl/container/flat_hash_map.h"

namespace samlad::transport {

// An IPv4 address is one address, also when it comes over IPv6; of IPv6, all
// addresses of a /64 are one, because a host picks freely among them.
using AddressKey = uint64_t;
AddressKey KeyOf(const sockaddr_storage& peer);

// Not thread-safe.
class AddressRate {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Remembers at most `addresses_max`: if more connect within the time of a burst,
  // the oldest are forgotten, and may begin a burst anew.
  AddressRate(double per_second, double burst, size_t addresses_max);

  // Whether `peer` may connect at `now`; times never go back. A refusal takes no
  // token.
  bool Allow(AddressKey peer, Time now);

  size_t addresses() const { return newer_.size() + older_.size(); }

 private:
  // By address: when its bucket will be full again.
  using Buckets = absl::flat_hash_map<AddressKey, Time>;

  void ForgetFull(Time now);

  const std::chrono::nanoseconds interval_;
  const std::chrono::nanoseconds burst_;
  const size_t half_;
  // A bucket that was last used a whole burst ago is full and need not be kept, so
  // that the older half can go whenever the newer has grown as old.
  Buckets newer_;
  Buckets older_;
  Time begun_ = Time::min();
};

// The number of open connections of each address that has any. Not thread-safe.
class AddressPlaces {
 public:
  explicit AddressPlaces(int places_max) : places_max_(places_max) {}

  bool IsFull(AddressKey peer) const;
  void Take(AddressKey peer) { ++taken_[peer]; }
  // Gives back a place that was taken.
  void Leave(AddressKey peer);

 private:
  const int places_max_;
  absl::flat_hash_map<AddressKey, int> taken_;
};

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_ADDRESS_RATE_H_
