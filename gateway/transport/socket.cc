// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/socket.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "gateway/base/strings.h"

namespace samlad::transport {
namespace {

// Connections that the kernel completes while the listener is busy.
constexpr int kAcceptBacklog = 1'024;

struct AddressFree {
  void operator()(addrinfo* p) const { freeaddrinfo(p); }
};
using Address = std::unique_ptr<addrinfo, AddressFree>;

absl::StatusOr<Address> Resolve(std::string_view text) {
  const auto invalid = [&](std::string_view why) {
    return absl::InvalidArgumentError(StrCat("listen address \"", text, "\" ", why,
                                             "; expected a numeric address and a port, for example "
                                             "\"127.0.0.1:7443\" or \"[::]:7443\" (in quotes)"));
  };
  const size_t colon = text.rfind(':');
  if (colon == text.npos) return invalid("has no port");
  std::string host(text.substr(0, colon));
  const std::string port(text.substr(colon + 1));
  const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (brackets) host = host.substr(1, host.size() - 2);
  if (host.empty() || port.empty()) return invalid("is incomplete");
  if (!brackets && host.find(':') != host.npos) return invalid("lacks brackets around IPv6");
  // getaddrinfo takes 70000 for 4464.
  if (int number = 0; !absl::SimpleAtoi(port, &number) || number < 0 || number > 65'535) {
    return invalid("has no port from 0 to 65535");
  }
  addrinfo hints = {};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
  addrinfo* found = nullptr;
  if (const int error = getaddrinfo(host.c_str(), port.c_str(), &hints, &found); error != 0) {
    return invalid(StrCat("is refused: ", gai_strerror(error)));
  }
  return Address(found);
}

absl::Status CannotListen(std::string_view address, int error) {
  std::string_view fix = "";
  if (error == EADDRINUSE) fix = "; stop the program that has the port, or choose another";
  if (error == EADDRNOTAVAIL) fix = "; it is not an address of this machine";
  if (error == EACCES) fix = "; ports below 1024 need CAP_NET_BIND_SERVICE";
  return absl::FailedPreconditionError(
      StrCat("cannot listen at ", address, ": ", strerror(error), fix));
}

}  // namespace

absl::Status CheckListenAddress(std::string_view address) { return Resolve(address).status(); }

absl::StatusOr<Descriptor> OpenListeningSocket(std::string_view address) {
  const auto resolved = Resolve(address);
  if (!resolved.ok()) return resolved.status();
  const addrinfo& at = **resolved;
  Descriptor socket(::socket(at.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket.valid()) return CannotListen(address, errno);
  // Lets a restart take the port while old connections linger; unlike
  // SO_REUSEPORT it lets no second listener in.
  const int on = 1;
  setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (at.ai_family == AF_INET6) {
    const int off = 0;  // "[::]" takes IPv4 too, whatever the system's default
    setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
  }
  if (bind(socket.get(), at.ai_addr, at.ai_addrlen) != 0 ||
      listen(socket.get(), kAcceptBacklog) != 0) {
    return CannotListen(address, errno);
  }
  return socket;
}

std::string HostText(const sockaddr_storage& address) {
  std::array<char, NI_MAXHOST> host = {};
  const int error = getnameinfo(reinterpret_cast<const sockaddr*>(&address), sizeof(address),
                                host.data(), host.size(), nullptr, 0, NI_NUMERICHOST);
  return error == 0 ? host.data() : "";
}

std::string BoundAddress(int fd) {
  sockaddr_storage address = {};
  socklen_t size = sizeof(address);
  std::array<char, NI_MAXHOST> host = {};
  std::array<char, NI_MAXSERV> port = {};
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (getsockname(fd, generic, &size) != 0 ||
      getnameinfo(generic, size, host.data(), host.size(), port.data(), port.size(),
                  NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return "";
  }
  const bool v6 = address.ss_family == AF_INET6;
  return StrCat(v6 ? "[" : "", host.data(), v6 ? "]:" : ":", port.data());
}

}  // namespace samlad::transport
