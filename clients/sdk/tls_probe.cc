// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/tls_probe.h"

#include <fcntl.h>
#include <netdb.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "clients/sdk/certificate.h"
#include "clients/sdk/error.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/identity/x509.h"

namespace samlad::sdk {
namespace {

struct FreeHandle {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

constexpr int kTimeoutMs =
    static_cast<int>(std::chrono::milliseconds(limits::kClientConnectTimeout).count());

// 0, or the errno of the attempt.
int Connect(int fd, const addrinfo& address) {
  if (connect(fd, address.ai_addr, address.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  pollfd waited{.fd = fd, .events = POLLOUT, .revents = 0};
  if (poll(&waited, 1, kTimeoutMs) != 1) return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof(error);
  getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

// Makes reads and writes block, with a time limit.
void MakeBlocking(int fd) {
  (void)fcntl(fd, F_SETFL, 0);
  const timeval timeout{.tv_sec = kTimeoutMs / 1000, .tv_usec = 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof(timeout));
}

absl::StatusOr<std::unique_ptr<SSL_CTX, FreeHandle>> MakeContext(const Identity& identity) {
  std::unique_ptr<SSL_CTX, FreeHandle> context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  // As gRPC does: an intermediate certificate may be an authority, too.
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context.get()), X509_V_FLAG_PARTIAL_CHAIN);
  const auto authorities = identity::ParseCertificates(identity.authorities_pem);
  if (!authorities.ok()) return authorities.status();
  for (const auto& one : *authorities) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), one.get());
  }
  const auto chain = identity::ParseCertificates(identity.certificate_pem);
  if (!chain.ok()) return chain.status();
  SSL_CTX_use_certificate(context.get(), chain->front().get());
  for (size_t i = 1; i < chain->size(); ++i) {
    SSL_CTX_add1_chain_cert(context.get(), (*chain)[i].get());
  }
  const auto key = ParseKey(identity.key_pem);
  if (!key.ok()) return key.status();
  SSL_CTX_use_PrivateKey(context.get(), key->get());
  return context;
}

// The name that the gateway's certificate must carry.
void ExpectHost(SSL* ssl, const std::string& host) {
  if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str()) == 1) return;
  SSL_set1_host(ssl, host.c_str());
  SSL_set_tlsext_host_name(ssl, host.c_str());
}

// What the check of the gateway's chain found wrong.
struct Verification {
  int64_t now_ms = 0;
  std::string wrong;
};

int VerifyChain(X509_STORE_CTX* context, void* argument) {
  auto& verification = *static_cast<Verification*>(argument);
  const int holds = X509_verify_cert(context);
  if (holds != 1) verification.wrong = WhyNotVerified(*context, verification.now_ms);
  return holds;
}

absl::Status Refusal(SSL* ssl, int result, std::string_view step,
                     const Verification& verification) {
  const int kind = SSL_get_error(ssl, result);
  if (!verification.wrong.empty()) {
    return absl::UnauthenticatedError(
        StrCat("the gateway's certificate is not trusted: ", verification.wrong));
  }
  if (kind == SSL_ERROR_SSL &&
      ERR_GET_REASON(ERR_peek_error()) != SSL_R_UNEXPECTED_EOF_WHILE_READING) {
    return absl::UnauthenticatedError(StrCat(step, ": ", identity::OpensslReason()));
  }
  if (kind == SSL_ERROR_WANT_READ || (kind == SSL_ERROR_SYSCALL && errno == EAGAIN)) {
    return absl::UnavailableError(
        StrCat(step, ": no answer within ", kTimeoutMs / 1000,
               " s, although the port answers; a firewall or proxy on the way may drop TLS, for "
               "instance a first message of more than one packet"));
  }
  return absl::UnavailableError(StrCat(step, ": the gateway closed the connection"));
}

}  // namespace

absl::StatusOr<Descriptor> ConnectTcp(const Address& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int resolved = getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found);
  const std::unique_ptr<addrinfo, FreeHandle> list(found);
  if (resolved != 0) {
    return absl::UnavailableError(StrCat("name ", address.host, ": ", gai_strerror(resolved)));
  }
  int error = 0;
  for (const addrinfo* one = list.get(); one != nullptr; one = one->ai_next) {
    Descriptor socket(::socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    error = !socket.valid() ? errno : Connect(socket.get(), *one);
    if (error != 0) continue;
    MakeBlocking(socket.get());
    return socket;
  }
  return absl::UnavailableError(
      StrCat("port ", address.port, " of ", address.host, ": ", std::strerror(error)));
}

absl::StatusOr<TlsFacts> ShakeHands(const Descriptor& socket, const Address& address,
                                    const Identity& identity, int64_t now_ms) {
  const auto context = MakeContext(identity);
  if (!context.ok()) return context.status();
  Verification verification{.now_ms = now_ms, .wrong = {}};
  SSL_CTX_set_cert_verify_callback(context->get(), VerifyChain, &verification);
  const std::unique_ptr<SSL, FreeHandle> ssl(SSL_new(context->get()));
  SSL_set_fd(ssl.get(), socket.get());
  ExpectHost(ssl.get(), address.host);
  static constexpr unsigned char kHttp2[] = {2, 'h', '2'};
  SSL_set_alpn_protos(ssl.get(), kHttp2, sizeof(kHttp2));
  ERR_clear_error();
  if (const int result = SSL_connect(ssl.get()); result != 1) {
    return Refusal(ssl.get(), result, "handshake", verification);
  }
  char byte = 0;
  if (const int result = SSL_read(ssl.get(), &byte, 1); result != 1) {
    return Refusal(ssl.get(), result,
                   "after the handshake, where the gateway verifies your certificate",
                   verification);
  }
  const X509* certificate = SSL_get0_peer_certificate(ssl.get());
  const char* group = SSL_group_to_name(ssl.get(), SSL_get_negotiated_group(ssl.get()));
  return TlsFacts{SSL_get_version(ssl.get()), group == nullptr ? "" : group,
                  identity::SubjectName(*certificate),
                  identity::TimeText(*X509_get0_notAfter(certificate))};
}

absl::Status ExamineFailure(const absl::Status& failed, const std::string& gateway,
                            const Identity& identity, int64_t now_ms) {
  const bool shaken = IsHangUp(failed) || IsHandshakeFailure(failed);
  if (!shaken) return failed;
  if (absl::Status dates = CheckDates(identity.certificate_pem, now_ms); !dates.ok()) {
    return AsPermanent(absl::UnauthenticatedError(dates.message()));
  }
  const auto address = ParseAddress(gateway);
  if (!address.ok()) return failed;
  const auto socket = ConnectTcp(*address);
  if (!socket.ok()) return failed;
  const auto facts = ShakeHands(*socket, *address, identity, now_ms);
  if (!facts.ok() && IsHangUp(failed)) {
    // Certificates come from an issuing authority, so that one that is sent alone
    // is refused.
    const auto chain = identity::ParseCertificates(identity.certificate_pem);
    const absl::Status leads =
        CheckChain(identity.certificate_pem, identity.authorities_pem, now_ms);
    if (chain.ok() && chain->size() == 1 && !leads.ok()) {
      return AsPermanent(absl::UnavailableError(
          StrCat("the gateway does not accept your certificate: ", Message(leads))));
    }
  }
  if (!absl::IsUnauthenticated(facts.status())) return failed;
  // Still unreached, and no refusal by the gateway.
  return AsPermanent(absl::UnavailableError(facts.status().message()));
}

}  // namespace samlad::sdk
