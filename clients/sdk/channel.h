// SPDX-License-Identifier: EUPL-1.2
//
// A channel to a gateway with mutual TLS.
//
// grpc::SslCredentials is used and not the experimental TlsCredentials, because
// the stable interface already checks the gateway's chain against our
// authorities alone, and its name against the host that we dialled. The
// experimental one adds reloading and custom verifiers, which a client that
// reads its files at the start does not need. Neither can set the TLS version;
// the gateway speaks TLS 1.3 only, and TLS 1.3 itself detects a forced
// downgrade (RFC 8446 section 4.1.3).

#ifndef SAMLAD_CLIENTS_SDK_CHANNEL_H_
#define SAMLAD_CLIENTS_SDK_CHANNEL_H_

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/sdk/identity.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace samlad::sdk {

// The parts of a gateway's address.
struct Address {
  std::string host;  // name, IPv4, or IPv6 without brackets
  std::string port;
};

// Reads "host:port" or "[IPv6]:port". INVALID_ARGUMENT otherwise.
absl::StatusOr<Address> ParseAddress(std::string_view gateway);

// Gateways of one log that an address may list.
inline constexpr size_t kGatewaysMax = 16;

// The addresses of "host:port,host:port". INVALID_ARGUMENT if one is no address, is there
// twice, or there are more than kGatewaysMax.
absl::StatusOr<std::vector<std::string>> SplitGateways(std::string_view gateways);

// Connects lazily: an unreachable gateway shows at the first call. Directly: no
// variable that names a proxy is heeded. The channel
// sends keepalives and bounds messages as gateway/base/limits.h says. It does
// not retry by itself, see retry.h. Thread-safe.
absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const std::string& gateway,
                                                           const Identity& identity);

// Waits, and lets gRPC connect meanwhile. gRPC makes progress with a connection
// only while somebody waits for it: after a plain sleep, the next call would
// fail at once with the error of the last, however long the gateway has been
// back. Ends early, within kBackoffInitial (retry.h), when `stop` is requested.
// Thread-safe.
void WaitConnecting(grpc::Channel& channel, std::chrono::milliseconds wait,
                    const std::stop_token& stop = {});

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_CHANNEL_H_
