// SPDX-License-Identifier: EUPL-1.2
//
// The board's system over gRPC with mutual TLS. Its certificate must lead
// to the roots and have exactly the pinned SPIFFE ID; otherwise nothing but the
// handshake is sent. Host names are not compared, because the pin is stricter.

#ifndef SAMLAD_GATEWAY_FORWARD_GRPC_INBOX_H_
#define SAMLAD_GATEWAY_FORWARD_GRPC_INBOX_H_

#include <chrono>
#include <memory>
#include <string>

#include "gateway/base/clock.h"
#include "gateway/base/limits.h"
#include "gateway/forward/inbox.h"
#include "gateway/telemetry/log.h"
#include "gateway/transport/tls.h"

namespace samlad::forward {

struct InboxAddress {
  std::string address;          // "inbox.example:7543"
  std::string server_identity;  // "spiffe://samlad.example/org/board/inbox"
  transport::TlsFiles tls;      // of a client; see transport::LoadClientTls

  bool operator==(const InboxAddress&) const = default;
};

// The certificate files are read before every attempt, so that renewed ones are
// used without a restart. An attempt with invalid files is UNAVAILABLE with the
// reason. `clock` (the machine's) must outlive it. Call
// transport::ConfigureOpenssl() before.
std::unique_ptr<Inbox> MakeGrpcInbox(
    InboxAddress address, const Clock& clock, telemetry::Log log,
    std::chrono::milliseconds timeout = limits::kForwardAttemptTimeout);

}  // namespace samlad::forward

#endif  // SAMLAD_GATEWAY_FORWARD_GRPC_INBOX_H_
