// SPDX-License-Identifier: EUPL-1.2
//
// Makes one TLS handshake with a gateway without gRPC, because gRPC reports
// every failure of a handshake as "socket closed". This reports which side
// refused what, and why.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_TLS_PROBE_H_
#define SAMLAD_CLIENTS_CLI_SESSION_TLS_PROBE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/sdk/channel.h"
#include "clients/sdk/identity.h"
#include "gateway/base/descriptor.h"

namespace samlad::cli {

// TCP. UNAVAILABLE says what the name service or the network answered. Bounded
// by limits::kClientConnectTimeout for each address of the name.
absl::StatusOr<Descriptor> ConnectTcp(const sdk::Address& address);

// What a handshake that succeeded showed.
struct TlsFacts {
  std::string version;    // "TLSv1.3"
  std::string subject;    // of the gateway's certificate
  std::string not_after;  // of the same
};

// TLS 1.3 with our certificate; checks the gateway's chain and name, and waits
// for its first bytes, since in TLS 1.3 a client learns only then that its
// certificate was refused (RFC 8446 section 4.4.2.4). UNAUTHENTICATED: the
// gateway could not be identified, or refused us; the message says which.
absl::StatusOr<TlsFacts> ShakeHands(const Descriptor& socket, const sdk::Address& address,
                                    const sdk::Identity& identity);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_TLS_PROBE_H_
