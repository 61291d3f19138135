// SPDX-License-Identifier: EUPL-1.2
//
// The port of a proxy: accepts connections by itself, so that they can be
// refused, hung up and cut as a network does it.

#ifndef SAMLAD_CLIENTS_CONFORMANCE_PORT_H_
#define SAMLAD_CLIENTS_CONFORMANCE_PORT_H_

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "gateway/base/mutex.h"

namespace samlad::conformance {

// Connections that are kept to be cut; of a program that opens more without a cut, the
// oldest are left to end by themselves.
inline constexpr size_t kConnectionsMax = 64;

// A free port of 127.0.0.1. Cut is thread-safe; the others are for the owner.
class Port {
 public:
  // Takes a connection, which is then its own.
  using Serve = std::function<void(int listener, int connection)>;

  Port() = default;
  ~Port() { Close(); }
  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;

  // Takes the port; connections are refused until Open. UNAVAILABLE: there is none.
  absl::Status Take();
  // "127.0.0.1:41234".
  const std::string& address() const { return address_; }

  // Accepts connections once `when` says so; null: at once. Null `serve`: hangs up
  // on each.
  void Open(std::function<bool()> when, Serve serve);
  // Ends every connection that was served.
  void Cut();
  // Accepts no more; Cut.
  void Close();

 private:
  void Accept(const std::stop_token& stop, const std::function<bool()>& when, const Serve& serve);

  int socket_ = -1;
  std::string address_;
  std::jthread accepter_;
  Mutex mutex_;
  std::vector<int> duplicates_ SAMLAD_GUARDED_BY(mutex_);  // of the connections
};

}  // namespace samlad::conformance

#endif  // SAMLAD_CLIENTS_CONFORMANCE_PORT_H_
