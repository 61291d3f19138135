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

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/web/http/message.h"
#include "gateway/base/descriptor.h"

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
  Descriptor socket;  // that listens (gateway/transport/socket.h)
  std::optional<ServerTls> tls = {};
  // What there is to say of a certificate that was shown.
  std::function<ShownCertificate(std::string chain_pem)> examine = {};
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
  // Requests are answered when it returns. INVALID_ARGUMENT: a certificate.
  static absl::StatusOr<std::unique_ptr<Server>> Start(ServerOptions options);
  // Takes no more requests, waits for those that are being answered, and gives
  // the answers limits::kStopTime to be sent.
  ~Server();

  // For connections from now on. INVALID_ARGUMENT: they stay as they are.
  absl::Status UseTls(const ServerTls& tls);

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_HTTP_SERVER_H_
