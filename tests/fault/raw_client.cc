// SPDX-License-Identifier: EUPL-1.2

#include "tests/fault/raw_client.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <poll.h>
#include <sys/socket.h>
#include <zlib.h>

#include <algorithm>
#include <array>

#include "gateway/identity/x509.h"

namespace samlad::testing {
namespace {

using std::chrono::milliseconds;

sockaddr_in Address(const std::string& host, int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  inet_pton(AF_INET, host.c_str(), &address.sin_addr);
  return address;
}

void PutNumber(std::string& out, uint64_t number, int bytes) {
  while (bytes-- > 0) out.push_back(static_cast<char>(number >> (8 * bytes)));
}

uint32_t Number(std::string_view bytes, size_t at, size_t size) {
  uint32_t number = 0;
  for (const char byte : bytes.substr(at, size)) {
    number = number << 8 | static_cast<unsigned char>(byte);
  }
  return number;
}

// RFC 7541, sections 5.1 and 5.2, seven-bit prefix, no Huffman code.
void PutString(std::string& out, std::string_view text) {
  constexpr size_t kPrefix = 127;
  if (text.size() < kPrefix) {
    out.push_back(static_cast<char>(text.size()));
  } else {
    out.push_back(static_cast<char>(kPrefix));
    size_t rest = text.size() - kPrefix;
    for (; rest >= 128; rest /= 128) out.push_back(static_cast<char>(rest % 128 + 128));
    out.push_back(static_cast<char>(rest));
  }
  out += text;
}

void UseCertificate(SSL_CTX& context, const IssuedCertificate& client) {
  const auto chain = identity::ParseCertificates(client.chain);
  if (!chain.ok()) return;
  for (size_t i = 0; i < chain->size(); ++i) {
    X509* certificate = (*chain)[i].get();
    i == 0 ? SSL_CTX_use_certificate(&context, certificate)
           : static_cast<int>(SSL_CTX_add1_chain_cert(&context, certificate));
  }
  const identity::BioPtr in(
      BIO_new_mem_buf(client.key.data(), static_cast<int>(client.key.size())));
  const identity::KeyPtr key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
  SSL_CTX_use_PrivateKey(&context, key.get());
}

}  // namespace

Descriptor ConnectFrom(const std::string& from, const std::string& to) {
  Descriptor connected(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const timeval patience = {.tv_sec = 10, .tv_usec = 0};
  setsockopt(connected.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  setsockopt(connected.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  const size_t colon = to.rfind(':');
  const sockaddr_in source = Address(from, 0);
  const sockaddr_in target = Address(to.substr(0, colon), std::stoi(to.substr(colon + 1)));
  if (bind(connected.get(), reinterpret_cast<const sockaddr*>(&source), sizeof(source)) != 0 ||
      connect(connected.get(), reinterpret_cast<const sockaddr*>(&target), sizeof(target)) != 0) {
    connected.Reset();
  }
  return connected;
}

bool ClosedWithin(const Descriptor& socket, std::chrono::seconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  std::array<char, 4096> bytes;
  while (true) {
    const auto left =
        std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd readable = {.fd = socket.get(), .events = POLLIN, .revents = 0};
    if (left.count() <= 0 || poll(&readable, 1, static_cast<int>(left.count())) <= 0) return false;
    if (recv(socket.get(), bytes.data(), bytes.size(), 0) <= 0) return true;
  }
}

TlsClient::TlsClient(const std::string& to, const IssuedCertificate& client,
                     const TlsOptions& options)
    : socket_(ConnectFrom(options.from, to)), context_(SSL_CTX_new(TLS_client_method())) {
  if (!socket_.valid()) return;
  SSL_CTX_set_max_proto_version(context_.get(), options.max_version);
  SSL_CTX_set_mode(context_.get(), SSL_MODE_AUTO_RETRY);
  UseCertificate(*context_, client);
  constexpr unsigned char kAlpn[] = {2, 'h', '2'};
  SSL_CTX_set_alpn_protos(context_.get(), kAlpn, sizeof(kAlpn));
  ssl_.reset(SSL_new(context_.get()));
  SSL_set_fd(ssl_.get(), socket_.get());
  if (options.resume != nullptr) SSL_set_session(ssl_.get(), options.resume);
  connected_ = SSL_connect(ssl_.get()) == 1;
  ERR_clear_error();
}

bool TlsClient::Send(std::string_view bytes) {
  if (!connected_) return false;
  ERR_clear_error();
  return bytes.empty() || SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
}

std::string TlsClient::Receive(milliseconds patience) {
  if (!connected_) return "";
  pollfd readable = {.fd = socket_.get(), .events = POLLIN, .revents = 0};
  if (SSL_pending(ssl_.get()) == 0 && poll(&readable, 1, static_cast<int>(patience.count())) <= 0) {
    return "";
  }
  std::string bytes(size_t{64} << 10, '\0');
  ERR_clear_error();
  const int n = SSL_read(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
  closed_ = n <= 0;
  bytes.resize(closed_ ? 0 : static_cast<size_t>(n));
  return bytes;
}

std::string Frame(FrameType type, uint8_t flags, uint32_t stream, std::string_view payload) {
  std::string frame;
  PutNumber(frame, payload.size(), 3);
  PutNumber(frame, type, 1);
  PutNumber(frame, flags, 1);
  PutNumber(frame, stream, 4);
  frame += payload;
  return frame;
}

std::string HeaderBlock(const Metadata& fields) {
  std::string block;
  for (const auto& [name, value] : fields) {
    block.push_back(0);  // literal without indexing, new name (RFC 7541, 6.2.2)
    PutString(block, name);
    PutString(block, value);
  }
  return block;
}

Metadata CallFields(const std::string& method) {
  return {{":method", "POST"},         {":scheme", "https"}, {":path", "/" + method},
          {":authority", "localhost"}, {"te", "trailers"},   {"content-type", "application/grpc"}};
}

std::string MessagePrefix(bool compressed, uint32_t size) {
  std::string prefix(1, compressed ? '\1' : '\0');
  PutNumber(prefix, size, 4);
  return prefix;
}

std::string ZippedZeros(int mib) {
  // One is zipped, so that its bytes stand for themselves, and repeated.
  std::string zeros(size_t{1} << 20, '\0');
  std::string one(size_t{1} << 16, '\0');
  z_stream zip = {};
  constexpr int kBare = -15;
  deflateInit2(&zip, Z_BEST_COMPRESSION, Z_DEFLATED, kBare, 9, Z_DEFAULT_STRATEGY);
  zip.next_in = reinterpret_cast<unsigned char*>(zeros.data());
  zip.avail_in = static_cast<unsigned>(zeros.size());
  zip.next_out = reinterpret_cast<unsigned char*>(one.data());
  zip.avail_out = static_cast<unsigned>(one.size());
  deflate(&zip, Z_FULL_FLUSH);
  one.erase(zip.total_out);
  deflateEnd(&zip);

  // gzip (RFC 1952): head, blocks, an empty last block, checksum and size.
  std::string zipped("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
  const auto* bytes = reinterpret_cast<const unsigned char*>(zeros.data());
  const uLong sum_of_one = crc32(0, bytes, static_cast<unsigned>(zeros.size()));
  uLong sum = 0;
  for (int i = 0; i < mib; ++i) {
    zipped += one;
    sum = crc32_combine(sum, sum_of_one, static_cast<z_off_t>(zeros.size()));
  }
  zipped.append("\x03\0", 2);
  for (const uint64_t number :
       {uint64_t{sum}, uint64_t{zeros.size()} * static_cast<uint64_t>(mib)}) {
    for (int shift = 0; shift < 32; shift += 8) {
      zipped.push_back(static_cast<char>(number >> shift));
    }
  }
  return zipped;
}

bool Http2Client::Begin(bool acknowledge) {
  if (!Send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + Frame(kSettings, 0, 0, ""))) return false;
  while (const auto frame = Next(milliseconds(5'000))) {
    TakeWindow(*frame);
    if (frame->type != kSettings) continue;
    constexpr uint8_t kAck = 1;
    return !acknowledge || Send(Frame(kSettings, kAck, 0, ""));
  }
  return false;
}

bool Http2Client::Open(uint32_t stream, const std::string& method, const Metadata& more) {
  Metadata fields = CallFields(method);
  fields.insert(fields.end(), more.begin(), more.end());
  return Send(Frame(kHeaders, kEndHeaders, stream, HeaderBlock(fields)));
}

std::optional<Http2Client::Received> Http2Client::Next(milliseconds patience) {
  constexpr size_t kHead = 9;
  while (received_.size() < kHead || received_.size() < kHead + Number(received_, 0, 3)) {
    const std::string more = Receive(patience);
    if (more.empty()) return std::nullopt;
    received_ += more;
  }
  const size_t size = Number(received_, 0, 3);
  Received frame = {.type = static_cast<uint8_t>(received_[3]),
                    .stream = Number(received_, 5, 4),
                    .payload = received_.substr(kHead, size)};
  received_.erase(0, kHead + size);
  return frame;
}

void Http2Client::TakeWindow(const Received& frame) {
  if (frame.type == kWindowUpdate) {
    (frame.stream == 0 ? connection_window_ : stream_window_) += Number(frame.payload, 0, 4);
  }
  if (frame.type != kSettings) return;
  constexpr uint32_t kInitialWindowSize = 4;
  for (size_t at = 0; at + 6 <= frame.payload.size(); at += 6) {
    if (Number(frame.payload, at, 2) == kInitialWindowSize) {
      stream_window_ += Number(frame.payload, at + 2, 4) - 65'535;
    }
  }
}

bool Http2Client::SendBody(uint32_t stream, std::string_view body, uint8_t last_flags) {
  constexpr int64_t kFrameMax = 16'384;
  while (!body.empty()) {
    const int64_t allowed = std::min({connection_window_, stream_window_, kFrameMax});
    // With room left, only what is already there is looked at.
    const auto frame = Next(allowed > 0 ? milliseconds(0) : milliseconds(5'000));
    if (frame.has_value()) {
      if (frame->type == kHeaders || frame->type == kRstStream || frame->type == kGoAway) {
        answer_ = frame->payload;
        return false;
      }
      TakeWindow(*frame);
      continue;
    }
    const std::string_view part =
        body.substr(0, static_cast<size_t>(std::max<int64_t>(allowed, 0)));
    if (part.empty() ||
        !Send(Frame(kData, part.size() == body.size() ? last_flags : 0, stream, part))) {
      return false;
    }
    body.remove_prefix(part.size());
    connection_window_ -= static_cast<int64_t>(part.size());
    stream_window_ -= static_cast<int64_t>(part.size());
  }
  return true;
}

std::string Http2Client::ReadUntil(std::string_view text, milliseconds patience) {
  std::string all = std::exchange(answer_, "");
  while (all.find(text) == std::string::npos) {
    const auto frame = Next(patience);
    if (!frame.has_value()) break;
    all += frame->payload;
  }
  return all;
}

bool Http2Client::IsTurnedAway(milliseconds patience) {
  while (const auto frame = Next(patience)) {
    if (frame->type == kGoAway) return true;
  }
  return closed();
}

}  // namespace samlad::testing
