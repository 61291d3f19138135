// SPDX-License-Identifier: EUPL-1.2
//
// Makes one TLS handshake with a gateway without gRPC, because gRPC reports
// every failure of a handshake as "socket closed". This reports which side
// refused what, and why.

#ifndef SAMLAD_CLIENTS_SDK_TLS_PROBE_H_
#define SAMLAD_CLIENTS_SDK_TLS_PROBE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/sdk/channel.h"
#include "clients/sdk/identity.h"
#include "gateway/base/descriptor.h"

namespace samlad::sdk {

// TCP. UNAVAILABLE says what the name service or the network answered. Bounded
// by limits::kClientConnectTimeout for each address of the name.
absl::StatusOr<Descriptor> ConnectTcp(const Address& address);

// What a handshake that succeeded showed.
struct TlsFacts {
  std::string version;    // "TLSv1.3"
  std::string group;      // key exchange that was agreed: "X25519"
  std::string subject;    // of the gateway's certificate
  std::string not_after;  // of the same
};

// TLS 1.3 with our certificate; checks the gateway's chain and name, and waits
// for its first bytes, since in TLS 1.3 a client learns only then that its
// certificate was refused (RFC 8446 section 4.4.2.4). UNAUTHENTICATED: the
// gateway could not be identified, or refused us, and will as long as nothing
// changes; the message names the certificate and the reason. UNAVAILABLE: it
// closed the connection without a reason, or did not answer. `now_ms`: the time
// in messages.
absl::StatusOr<TlsFacts> ShakeHands(const Descriptor& socket, const Address& address,
                                    const Identity& identity, int64_t now_ms);

// Why no connection came about, if that will not change by trying again: our
// certificate or an intermediate one is not valid now, or is sent without that of
// its issuer, or the gateway's is not valid, or leads to none of our roots. Another handshake is
// made to find out. Not permanent (error.h): `failed` as it is.
absl::Status ExamineFailure(const absl::Status& failed, const std::string& gateway,
                            const Identity& identity, int64_t now_ms);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_TLS_PROBE_H_
