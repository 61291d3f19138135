// SPDX-License-Identifier: EUPL-1.2
//
// Listening sockets, and the addresses of sockets.

#ifndef SAMLAD_GATEWAY_TRANSPORT_SOCKET_H_
#define SAMLAD_GATEWAY_TRANSPORT_SOCKET_H_

#include <sys/socket.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/descriptor.h"

namespace samlad::transport {

// Whether `address` is one that OpenListeningSocket can be asked for, whatever
// this machine says to it. INVALID_ARGUMENT says why not.
absl::Status CheckListenAddress(std::string_view address);

// A TCP socket that listens at a numeric "host:port" or "[host]:port", not
// blocking, closed on exec, its port shared with nobody. INVALID_ARGUMENT: no
// such address. FAILED_PRECONDITION: in use, not this machine's, or not ours.
absl::StatusOr<Descriptor> OpenListeningSocket(std::string_view address);

// "127.0.0.1" or "2001:db8::1"; empty if it is neither.
std::string HostText(const sockaddr_storage& address);

// "127.0.0.1:7443" or "[::1]:7443": where a socket is bound.
std::string BoundAddress(int fd);

}  // namespace samlad::transport

#endif  // SAMLAD_GATEWAY_TRANSPORT_SOCKET_H_
