// SPDX-License-Identifier: EUPL-1.2
//
// The port of metrics and health: plain HTTP for the machine's own monitoring.
// Small and our own: see docs/adr/0013-observability.md.

#ifndef SAMLAD_GATEWAY_APP_OBSERVE_SERVER_H_
#define SAMLAD_GATEWAY_APP_OBSERVE_SERVER_H_

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/base/descriptor.h"
#include "gateway/telemetry/http.h"
#include "gateway/transport/socket.h"

namespace samlad::app {

// One thread serves at most limits::kObserveConnectionsMax connections of at
// most limits::kObserveTimeout each. A client that sends or reads nothing does
// not hold up the others. Destruction closes everything.
class ObserveServer {
 public:
  // Listens at once. `pages` is called on the server's thread and must not
  // block. INVALID_ARGUMENT, FAILED_PRECONDITION: as OpenListeningSocket.
  static absl::StatusOr<std::unique_ptr<ObserveServer>> Start(const std::string& address,
                                                              telemetry::HttpPages pages);
  ~ObserveServer();
  ObserveServer(const ObserveServer&) = delete;
  ObserveServer& operator=(const ObserveServer&) = delete;

  // "127.0.0.1:9470", with the port that was bound.
  const std::string& address() const { return address_; }

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Connection {
    Descriptor socket;  // none: the connection has ended
    Time until;
    std::string received;
    std::string answer;  // empty: the request is not whole yet
    size_t sent = 0;
  };

  ObserveServer(Descriptor listener, Descriptor wake, telemetry::HttpPages pages);
  void Run();
  void Accept();
  void Serve(Connection& connection) const;
  bool Receive(Connection& connection) const;
  static void Send(Connection& connection);

  const Descriptor listener_;
  const Descriptor wake_;
  const std::string address_;
  const telemetry::HttpPages pages_;
  std::vector<Connection> connections_;  // used by the thread alone
  std::thread thread_;
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_OBSERVE_SERVER_H_
