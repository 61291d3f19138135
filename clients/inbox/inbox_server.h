// SPDX-License-Identifier: EUPL-1.2
//
// The running reference receiver. It uses mutual TLS 1.3, and only one gateway
// may connect.

#ifndef SAMLAD_CLIENTS_INBOX_INBOX_SERVER_H_
#define SAMLAD_CLIENTS_INBOX_INBOX_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/clock.h"
#include "gateway/telemetry/log.h"
#include "gateway/transport/tls.h"

namespace samlad::inbox {

struct InboxOptions {
  std::string listen;            // "0.0.0.0:7543"
  transport::TlsFiles tls;       // client_roots: authorities of the gateway
  std::string gateway_identity;  // "spiffe://samlad.example/gateway/city"
  std::string directory;         // made if it is missing
  std::string log_key;           // file with the log's verifier key; empty: none
};

class InboxServer {
 public:
  // Calls are served when it returns. It configures OpenSSL, so it must come
  // before the process uses gRPC otherwise.
  static absl::StatusOr<std::unique_ptr<InboxServer>> Start(const InboxOptions& options,
                                                            const Clock& clock,
                                                            const telemetry::Log& log);
  // Running calls get a second.
  ~InboxServer();

  // "127.0.0.1:41234".
  const std::string& address() const;

  // Reads the certificate files again, and uses new ones that hold.
  absl::Status Refresh();

 private:
  struct Parts;
  explicit InboxServer(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace samlad::inbox

#endif  // SAMLAD_CLIENTS_INBOX_INBOX_SERVER_H_
