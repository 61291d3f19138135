// SPDX-License-Identifier: EUPL-1.2
//
// The server for browsers: HTTP/1.1 over TLS 1.3, or in the clear on loopback.
// One thread reads and writes; workers answer. A TLS handshake asks for a
// certificate and is refused for none and for a bad one, because a browser would
// then show an error of its own: whoever answers sees what was shown and what is
// wrong with it (gateway/docs/adr/0030-web-front.md). No session is resumed.
//
// Every limit is in clients/web/limits.h. What the server itself refuses gets a
// page, too, wherever a page can still be sent.

#ifndef SAMLAD_CLIENTS_WEB_HTTP_SERVER_H_
#define SAMLAD_CLIENTS_WEB_HTTP_SERVER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/web/http/message.h"

namespace samlad::web {

// PEM texts.
struct ServerTls {
  std::string certificate_chain;
  std::string private_key;
  std::string client_roots;  // whose names a browser is told, so that it offers what fits
};

// One request that was answered, for the log.
struct Served {
  const Request& request;
  int status = 0;
  size_t bytes = 0;  // of the body
  int64_t duration_ms = 0;
};

// Functions are called by several threads at once. They must not throw.
struct ServerOptions {
  std::string listen;  // numeric address and port: "127.0.0.1:8443"; port 0: any
  std::optional<ServerTls> tls = {};
  // Why a certificate that was shown does not hold; empty: it does.
  std::function<std::string(std::string_view chain_pem)> fault_of = {};
  // How large a body this one may send; all but the body of `head` is set.
  std::function<size_t(const Request& head)> body_bytes_max;
  // On whose account a request waits for a worker.
  std::function<std::string(const Request&)> owner_of;
  // May block.
  std::function<Response(const Request&)> answer;
  // A page for what the server refuses: 400, 405, 413, 414, 429, 431, 503, 505.
  std::function<Response(int status, const Request& head)> refuse;
  std::function<void(const Served&)> on_served;
};

class Server {
 public:
  // Requests are answered when it returns. INVALID_ARGUMENT: the address or a
  // certificate; FAILED_PRECONDITION: the address is taken.
  static absl::StatusOr<std::unique_ptr<Server>> Start(ServerOptions options);
  // Takes no more requests, waits for those that are being answered, and gives
  // the answers limits::kStopTime to be sent.
  ~Server();

  uint16_t port() const;

  // For connections from now on. INVALID_ARGUMENT: they stay as they are.
  absl::Status UseTls(const ServerTls& tls);

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_HTTP_SERVER_H_
