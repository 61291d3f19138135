// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "clients/sdk/retry.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::sdk {
namespace {

int Milliseconds(std::chrono::milliseconds duration) { return static_cast<int>(duration.count()); }

grpc::ChannelArguments Arguments() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxSendMessageSize(static_cast<int>(limits::kMessageBytesMax));
  arguments.SetMaxReceiveMessageSize(static_cast<int>(limits::kMessageBytesMax));
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, Milliseconds(limits::kKeepaliveInterval));
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, Milliseconds(limits::kKeepaliveTimeout));
  // A failed connection is tried again as fast as we retry calls, because with
  // gRPC's own default calls would fail for a second without a new attempt.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, Milliseconds(kBackoffInitial));
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, Milliseconds(limits::kClientConnectTimeout));
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, Milliseconds(kBackoffMax));
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  // Variables for the web (http_proxy, ...) do not lead to a gateway, and a way
  // that only some of our connections take is found by nobody.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return arguments;
}

}  // namespace

absl::StatusOr<Address> ParseAddress(std::string_view gateway) {
  const size_t colon = gateway.rfind(':');
  Address address;
  if (colon != std::string_view::npos) {
    address = {std::string(gateway.substr(0, colon)), std::string(gateway.substr(colon + 1))};
  }
  std::string_view host = address.host;
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  int port = 0;
  if (host.empty() || (!bracketed && host.find_first_of("[]:/") != std::string_view::npos) ||
      !absl::SimpleAtoi(address.port, &port) || port < 1 || port > 65'535) {
    return absl::InvalidArgumentError(StrCat("gateway '", gateway,
                                             "' is not an address; give host:port, for instance ",
                                             "samlad.example:8443"));
  }
  address.host = std::string(host);
  return address;
}

absl::StatusOr<std::vector<std::string>> SplitGateways(std::string_view gateways) {
  std::vector<std::string> all;
  for (const absl::string_view part : absl::StrSplit(ToAbsl(gateways), ',')) {
    std::string one(absl::StripAsciiWhitespace(part));
    if (const auto address = ParseAddress(one); !address.ok()) return address.status();
    if (std::ranges::find(all, one) != all.end()) {
      return absl::InvalidArgumentError(
          StrCat("gateway '", gateways, "' lists ", one, " twice; name each gateway once"));
    }
    all.push_back(std::move(one));
  }
  if (all.size() > kGatewaysMax) {
    return absl::InvalidArgumentError(StrCat("gateway '", gateways, "' lists ", all.size(),
                                             " addresses; give at most ", kGatewaysMax));
  }
  return all;
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const std::string& gateway,
                                                           const Identity& identity) {
  if (const auto address = ParseAddress(gateway); !address.ok()) return address.status();
  const auto credentials = grpc::SslCredentials({.pem_root_certs = identity.authorities_pem,
                                                 .pem_private_key = identity.key_pem,
                                                 .pem_cert_chain = identity.certificate_pem});
  return grpc::CreateCustomChannel(gateway, credentials, Arguments());
}

void WaitConnecting(grpc::Channel& channel, std::chrono::milliseconds wait,
                    const std::stop_token& stop) {
  // Measured by the monotonic clock, which nobody sets. gRPC converts a time of
  // the system clock to the time until then.
  using std::chrono::steady_clock;
  using std::chrono::system_clock;
  const auto end = steady_clock::now() + wait;
  for (auto now = steady_clock::now(); !stop.stop_requested() && now < end;
       now = steady_clock::now()) {
    const auto slice = std::min<steady_clock::duration>(end - now, kBackoffInitial);
    channel.WaitForConnected(system_clock::now() + slice);
    std::this_thread::sleep_until(now + slice);
  }
}

}  // namespace samlad::sdk
