// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/address_rate.h"

#include <endian.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace samlad::transport {
namespace {

std::chrono::nanoseconds Seconds(double seconds) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::duration<double>(seconds));
}

// IPv4 is put where IPv6 has multicast, which never connects.
constexpr uint64_t kV4 = uint64_t{0xffff} << 48;

AddressKey V4Key(const void* bytes) {
  uint32_t address = 0;
  std::memcpy(&address, bytes, sizeof(address));
  return kV4 | address;
}

}  // namespace

AddressKey KeyOf(const sockaddr_storage& peer) {
  if (peer.ss_family == AF_INET) {
    return V4Key(&reinterpret_cast<const sockaddr_in&>(peer).sin_addr);
  }
  const in6_addr& address = reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&address)) return V4Key(&address.s6_addr[12]);
  uint64_t network = 0;
  std::memcpy(&network, &address, sizeof(network));
  return be64toh(network);
}

AddressRate::AddressRate(double per_second, double burst, size_t addresses_max)
    : interval_(Seconds(1 / per_second)),
      burst_(Seconds(burst / per_second)),
      half_(addresses_max / 2) {}

bool AddressRate::Allow(AddressKey peer, Time now) {
  ForgetFull(now);
  auto known = newer_.find(peer);
  if (known == newer_.end()) {
    const auto before = older_.find(peer);
    known = newer_.emplace(peer, before == older_.end() ? now : before->second).first;
  }
  const Time full = std::max(known->second, now) + interval_;
  if (full - now > burst_) return false;
  known->second = full;
  return true;
}

void AddressRate::ForgetFull(Time now) {
  if (newer_.size() < half_ && now - burst_ < begun_) return;
  older_ = std::exchange(newer_, {});
  begun_ = now;
}

bool AddressPlaces::IsFull(AddressKey peer) const {
  const auto taken = taken_.find(peer);
  return taken != taken_.end() && taken->second >= places_max_;
}

void AddressPlaces::Leave(AddressKey peer) {
  const auto taken = taken_.find(peer);
  if (--taken->second == 0) taken_.erase(taken);
}

}  // namespace samlad::transport
