// SPDX-License-Identifier: EUPL-1.2
//
// A client that keeps to no rule: bare sockets, TLS without a library's
// manners, HTTP/2 frames made by hand (RFC 9113, RFC 7541).

#ifndef SAMLAD_TESTS_FAULT_RAW_CLIENT_H_
#define SAMLAD_TESTS_FAULT_RAW_CLIENT_H_

#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/base/descriptor.h"
#include "gateway/transport/socket.h"
#include "tests/support/test_certificates.h"

namespace samlad::testing {

// A socket connected from `from`, a loopback address; not valid if it was
// refused. Blocks; sends and receives give up after ten seconds.
Descriptor ConnectFrom(const std::string& from, const std::string& to);

// Whether the other end closes within `patience`.
bool ClosedWithin(const Descriptor& socket, std::chrono::seconds patience);

struct TlsOptions {
  std::string from = "127.0.0.2";
  int max_version = TLS1_3_VERSION;
  SSL_SESSION* resume = nullptr;
};

// One TLS connection. Not thread-safe.
class TlsClient {
 public:
  TlsClient(const std::string& to, const IssuedCertificate& client, const TlsOptions& options = {});
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  bool connected() const { return connected_; }
  SSL* ssl() const { return ssl_.get(); }

  // False: the other end has closed, or reads no more.
  bool Send(std::string_view bytes);
  // What has come, at least a byte; empty: closed, or nothing within `patience`.
  std::string Receive(std::chrono::milliseconds patience);
  // Whether Receive has met the end.
  bool closed() const { return closed_; }

 private:
  struct Free {
    void operator()(SSL_CTX* p) const { SSL_CTX_free(p); }
    void operator()(SSL* p) const { SSL_free(p); }
  };

  Descriptor socket_;
  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<SSL, Free> ssl_;
  bool connected_ = false;
  bool closed_ = false;
};

// HTTP/2 frame types and flags (RFC 9113, section 6).
enum FrameType : uint8_t {
  kData = 0,
  kHeaders = 1,
  kRstStream = 3,
  kSettings = 4,
  kPing = 6,
  kGoAway = 7,
  kWindowUpdate = 8,
  kContinuation = 9
};
inline constexpr uint8_t kEndStream = 1;
inline constexpr uint8_t kEndHeaders = 4;

std::string Frame(FrameType type, uint8_t flags, uint32_t stream, std::string_view payload);

using Metadata = std::vector<std::pair<std::string, std::string>>;

// Header fields as literals, never indexed, never compressed.
std::string HeaderBlock(const Metadata& fields);
// The fields of a call of `method` ("samlad.v1.LedgerService/GetCheckpoint").
Metadata CallFields(const std::string& method);

// A gRPC message with its prefix; `size` is what the prefix promises.
std::string MessagePrefix(bool compressed, uint32_t size);

// That many MiB of zeros, about a thousandth of the size.
std::string ZippedZeros(int mib);

// A TLS connection on which HTTP/2 has begun.
class Http2Client : public TlsClient {
 public:
  using TlsClient::TlsClient;

  // Until the other end's settings are known. gRPC holds a client to them only
  // once the client has acknowledged them.
  bool Begin(bool acknowledge = true);
  // Opens a stream with a call of `method`.
  bool Open(uint32_t stream, const std::string& method, const Metadata& more = {});

  // Sends a body no faster than the other end allows (RFC 9113, section 5.2).
  // False: it answered, or ended, before it had all of it.
  bool SendBody(uint32_t stream, std::string_view body, uint8_t last_flags = kEndStream);

  // Payloads of what comes, one after the other, until `text` is in them, the
  // other end closes, or nothing comes for `patience`.
  std::string ReadUntil(std::string_view text, std::chrono::milliseconds patience);

  // Whether GOAWAY comes, or the other end closes, before nothing comes for
  // `patience`.
  bool IsTurnedAway(std::chrono::milliseconds patience);

 private:
  struct Received {
    uint8_t type = 0;
    uint32_t stream = 0;
    std::string payload;
  };
  // Nothing: closed, or nothing within `patience`.
  std::optional<Received> Next(std::chrono::milliseconds patience);
  void TakeWindow(const Received& frame);

  std::string received_;
  std::string answer_;  // came while a body was sent
  int64_t connection_window_ = 65'535;
  int64_t stream_window_ = 65'535;  // of the stream of SendBody
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_FAULT_RAW_CLIENT_H_
