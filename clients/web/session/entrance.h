// SPDX-License-Identifier: EUPL-1.2
//
// The way in on loopback, where a browser shows no certificate: an address with a
// token that the program prints. Whoever reads the program's output may use the
// profile; no other account of the machine can.

#ifndef SAMLAD_CLIENTS_WEB_SESSION_ENTRANCE_H_
#define SAMLAD_CLIENTS_WEB_SESSION_ENTRANCE_H_

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/web/http/message.h"
#include "gateway/base/mutex.h"

namespace samlad::web {

// Thread-safe.
class Entrance {
 public:
  // `print` is called with each new token; never with two at a time.
  explicit Entrance(std::function<void(std::string_view token)> print);

  // Prints a new token if the last was used or has expired, at most one each
  // limits::kTokenInterval. For somebody who has come without one.
  void Offer(int64_t now_ms);

  // The "Set-Cookie" line of a new session; nullopt: the token is not the last
  // one, was used, or has expired. The oldest of too many sessions ends.
  std::optional<std::string> Enter(std::string_view token, int64_t now_ms);

  // The session of the request's cookie; nullopt: it has none that holds.
  std::optional<std::string> SessionOf(const Request& request) const;

 private:
  const std::function<void(std::string_view)> print_;
  const std::string cookie_;  // its name, other at each start: cookies ignore ports
  mutable Mutex mutex_;
  std::string token_ SAMLAD_GUARDED_BY(mutex_);  // empty: none holds
  int64_t printed_ms_ SAMLAD_GUARDED_BY(mutex_) = std::numeric_limits<int64_t>::min() / 2;
  std::vector<std::string> sessions_ SAMLAD_GUARDED_BY(mutex_);  // oldest first
};

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_SESSION_ENTRANCE_H_
