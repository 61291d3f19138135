// SPDX-License-Identifier: EUPL-1.2
//
// A peer that accepts every connection and closes it.

#ifndef SAMLAD_TESTS_INTEGRATION_DROPPING_PEER_H_
#define SAMLAD_TESTS_INTEGRATION_DROPPING_PEER_H_

#include <atomic>
#include <cstddef>
#include <string>
#include <thread>

namespace samlad::testing {

// Serves from construction to destruction at a free port of 127.0.0.1.
class DroppingPeer {
 public:
  // Closes each connection once so many bytes have come.
  explicit DroppingPeer(size_t bytes);
  ~DroppingPeer();

  const std::string& address() const { return address_; }
  // That were accepted.
  int connections() const { return connections_; }

 private:
  void Serve(size_t bytes);

  int listener_ = -1;
  std::string address_;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_INTEGRATION_DROPPING_PEER_H_
