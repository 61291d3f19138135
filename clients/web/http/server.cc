// SPDX-License-Identifier: EUPL-1.2
//
// The only source that includes Boost: its headers take most of a minute.

#include "clients/web/http/server.h"

#include <openssl/ssl.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <limits>
#include <memory>
#include <thread>
#include <type_traits>
#include <utility>

#include "absl/strings/ascii.h"
#include "clients/web/http/form.h"
#include "clients/web/http/headers.h"
#include "clients/web/limits.h"
#include "gateway/base/fair_pool.h"
#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "gateway/base/thread_name.h"
#include "gateway/identity/x509.h"
#include "gateway/transport/address_rate.h"
#include "gateway/transport/socket.h"

namespace samlad::web {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace net = boost::asio;
namespace ssl = boost::asio::ssl;
using tcp = net::ip::tcp;
using boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

std::string_view Std(boost::string_view text) { return {text.data(), text.size()}; }

// The chain as it was sent, leaf first; empty: none was shown.
std::string ShownChain(SSL* tls) {
  const identity::X509Ptr leaf(SSL_get1_peer_certificate(tls));
  if (leaf == nullptr) return "";
  const identity::BioPtr out(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(out.get(), leaf.get());
  // Of a client, the leaf is not among them.
  const STACK_OF(X509)* others = SSL_get_peer_cert_chain(tls);
  for (int i = 0; i < sk_X509_num(others); ++i) {
    PEM_write_bio_X509(out.get(), sk_X509_value(others, i));
  }
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<size_t>(size)};
}

// Every certificate is taken: whether it holds is answered in a page. That its
// key was used is checked by TLS itself (CertificateVerify, RFC 8446, 4.4.3) and
// cannot be switched off.
int TakeCertificate(X509_STORE_CTX*, void*) { return 1; }

absl::StatusOr<std::shared_ptr<ssl::context>> MakeContext(const ServerTls& tls) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  const auto error = [](std::string_view what, const error_code& why) {
    return absl::InvalidArgumentError(StrCat(what, ": ", why.message()));
  };
  error_code failed;
  context->use_certificate_chain(net::buffer(tls.certificate_chain), failed);
  if (failed) return error("the certificate", failed);
  context->use_private_key(net::buffer(tls.private_key), ssl::context::pem, failed);
  if (failed) return error("the private key", failed);
  const auto roots = identity::ParseCertificates(tls.client_roots);
  if (!roots.ok()) return roots.status();

  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
  // A resumed session would skip the check of its certificate.
  SSL_CTX_set_num_tickets(native, 0);
  SSL_CTX_set_options(native, SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_max_cert_list(native, limits::kShownChainBytesMax);
  SSL_CTX_set_verify(native, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(native, TakeCertificate, nullptr);
  for (const identity::X509Ptr& root : *roots) SSL_CTX_add_client_CA(native, root.get());
  return context;
}

// Whether what came is no HTTP, and the connection did not just end.
bool IsMalformed(error_code failed) {
  return failed.category() == http::make_error_code(http::error::bad_method).category() &&
         failed != http::error::end_of_stream && failed != http::error::partial_message;
}

// What all connections share. Its counters belong to the thread of the server.
struct Shared {
  explicit Shared(ServerOptions given)
      : options(std::move(given)),
        scheme(options.tls ? Scheme::kHttps : Scheme::kHttp),
        pool({.threads = limits::kWorkers,
              .waiting_max = limits::kWaitingMax,
              .waiting_max_of_owner = limits::kWaitingOfOwnerMax}) {}

  const ServerOptions options;
  const Scheme scheme;
  transport::AddressRate connects{limits::kConnectsPerSecond, limits::kConnectBurst,
                                  limits::kAddressesMax};
  transport::AddressRate requests{limits::kRequestsPerSecond, limits::kRequestBurst,
                                  limits::kAddressesMax};
  transport::AddressPlaces places{limits::kConnectionsOfAddressMax};
  size_t connections = 0;
  size_t bodies_bytes = 0;
  bool stopping = false;
  FairPool pool;
};

// One browser's connection: reads a request, has it answered, writes the answer,
// and begins again. All of it runs on the server's thread but `Answer`.
template <class Stream>
class Connection : public std::enable_shared_from_this<Connection<Stream>> {
 public:
  Connection(Shared& shared, Stream stream, transport::AddressKey key, std::string address)
      : shared_(shared), stream_(std::move(stream)), key_(key), address_(std::move(address)) {
    ++shared_.connections;
    shared_.places.Take(key_);
  }
  ~Connection() {
    ReleaseBody();
    --shared_.connections;
    shared_.places.Leave(key_);
  }

  void Run() {
    if constexpr (kIsTls) {
      Lowest().expires_after(limits::kHandshakeTime);
      stream_.async_handshake(ssl::stream_base::server, [self = Self()](error_code failed) {
        if (!failed) self->OnHandshake();
      });
    } else {
      ReadHead();
    }
  }

 private:
  static constexpr bool kIsTls = !std::is_same_v<Stream, beast::tcp_stream>;
  using Parser = http::request_parser<http::string_body>;

  std::shared_ptr<Connection> Self() { return this->shared_from_this(); }
  beast::tcp_stream& Lowest() { return beast::get_lowest_layer(stream_); }

  void OnHandshake() {
    if constexpr (kIsTls) {
      std::string chain = ShownChain(stream_.native_handle());
      if (!chain.empty()) {
        certificate_ =
            std::make_shared<const ShownCertificate>(shared_.options.examine(std::move(chain)));
      }
    }
    ReadHead();
  }

  void ReadHead() {
    if (shared_.stopping) return Close();
    parser_.emplace();
    parser_->header_limit(limits::kHeaderBytesMax);
    // Checked when the header is known. None would be less than any length to 1.74.
    parser_->body_limit(std::numeric_limits<uint64_t>::max());
    Lowest().expires_after(limits::kHeaderTime);
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = Self()](error_code failed, size_t) { self->OnHead(failed); });
  }

  void OnHead(error_code failed) {
    begun_ = SteadyClock::now();
    request_ = Request();
    request_.address = address_;
    request_.certificate = certificate_;
    head_only_ = false;
    keep_alive_ = false;
    if (failed == http::error::header_limit) return Refuse(431);
    if (IsMalformed(failed)) return Refuse(400);
    if (failed) return Close();
    const int status = TakeHead();
    if (!shared_.requests.Allow(key_, SteadyClock::now())) return Refuse(429);
    if (status != 200) return Refuse(status);
    keep_alive_ = parser_->keep_alive();
    if (parser_->is_done()) return Dispatch();
    CheckBody();
  }

  // Moves the header into `request_`; 200, or why it cannot be answered.
  int TakeHead() {
    const auto& head = parser_->get();
    for (const auto& field : head) {
      request_.headers.emplace(absl::AsciiStrToLower(ToAbsl(Std(field.name_string()))),
                               Std(field.value()));
    }
    const auto cookies = request_.headers.equal_range("cookie");
    for (auto each = cookies.first; each != cookies.second; ++each) {
      ParseCookies(each->second, request_.cookies);
    }
    if (head.version() != 11) return 505;
    if (request_.headers.count("host") != 1) return 400;
    if (head.method() == http::verb::post) {
      request_.method = Method::kPost;
    } else if (head.method() != http::verb::get && head.method() != http::verb::head) {
      return 405;
    }
    head_only_ = head.method() == http::verb::head;
    if (const absl::Status read = ParseTarget(Std(head.target()), request_); !read.ok()) {
      return absl::IsResourceExhausted(read) ? 414 : 400;
    }
    return 200;
  }

  void CheckBody() {
    const size_t bytes_max = shared_.options.body_bytes_max(request_);
    const auto length = parser_->content_length();
    const bool expects =
        absl::AsciiStrToLower(ToAbsl(FirstOf(request_.headers, "expect"))) == "100-continue";
    if (length && *length > bytes_max) {
      // A client that waits for our consent has not sent anything.
      return expects ? Refuse(413) : DrainThenRefuse(413, *length);
    }
    const size_t reserved = length ? *length : bytes_max;
    if (shared_.bodies_bytes + reserved > limits::kBodiesBytesMax) {
      return expects ? Refuse(503) : DrainThenRefuse(503, reserved);
    }
    reserved_ = reserved;
    shared_.bodies_bytes += reserved;
    parser_->body_limit(bytes_max);
    Lowest().expires_after(limits::kBodyTime);
    if (!expects) return ReadBody();
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    net::async_write(stream_, net::buffer(kContinue.data(), kContinue.size()),
                     [self = Self()](error_code failed, size_t) {
                       if (!failed) self->ReadBody();
                     });
  }

  void ReadBody() {
    http::async_read(stream_, buffer_, *parser_, [self = Self()](error_code failed, size_t) {
      if (!failed) return self->Dispatch();
      const bool is_large = failed == http::error::body_limit;
      if (!is_large && !IsMalformed(failed)) return;
      self->lingers_ = true;
      self->Refuse(is_large ? 413 : 400);
    });
  }

  // Reads on, so that the browser comes to read our page: one that is still
  // sending when the connection ends shows an error of its own.
  void DrainThenRefuse(int status, uint64_t length) {
    drain_status_ = status;
    Lowest().expires_after(limits::kDrainTime);
    drain_left_ = std::min<uint64_t>(length, limits::kDrainBytesMax);
    drain_left_ -= std::min<uint64_t>(drain_left_, buffer_.size());
    buffer_.clear();
    Drain();
  }

  void Drain() {
    if (drain_left_ == 0) return Refuse(drain_status_);
    const size_t wanted = std::min<uint64_t>(drain_left_, limits::kReadBytes);
    stream_.async_read_some(buffer_.prepare(wanted),
                            [self = Self()](error_code failed, size_t bytes) {
                              if (failed == beast::error::timeout) return;
                              self->drain_left_ = failed ? 0 : self->drain_left_ - bytes;
                              self->Drain();
                            });
  }

  void ReleaseBody() {
    shared_.bodies_bytes -= reserved_;
    reserved_ = 0;
  }

  // Refused by the server: the connection ends, because what follows on it may
  // not be the beginning of a request.
  void Refuse(int status) {
    keep_alive_ = false;
    Write(shared_.options.refuse(status, request_));
  }

  void Dispatch() {
    Lowest().expires_never();
    const auto added =
        shared_.pool.Add(shared_.options.owner_of(request_), [self = Self()] { self->Answer(); });
    if (added != FairPool::Added::kTaken) Refuse(503);
  }

  // On a worker's thread; the server's does nothing with this connection
  // meanwhile.
  void Answer() {
    Response response = ReadFormAndAnswer();
    net::post(stream_.get_executor(), [self = Self(), response = std::move(response)]() mutable {
      self->Write(std::move(response));
    });
  }

  Response ReadFormAndAnswer() {
    std::string& body = parser_->get().body();
    if (request_.method == Method::kPost) {
      const absl::Status read =
          ParseForm(FirstOf(request_.headers, "content-type"), body, request_);
      if (!read.ok()) {
        return shared_.options.refuse(absl::IsResourceExhausted(read) ? 413 : 400, request_);
      }
      std::string().swap(body);
    }
    return shared_.options.answer(request_);
  }

  void Write(Response response) {
    const size_t bytes = response.body.size();
    const auto duration = SteadyClock::now() - begun_;
    shared_.options.on_served(
        {.request = request_,
         .status = response.status,
         .bytes = bytes,
         .duration_ms = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()});
    if (shared_.stopping) keep_alive_ = false;
    response_.emplace(static_cast<http::status>(response.status), 11);
    for (auto& [name, value] : HeadersOf(response, shared_.scheme)) {
      response_->insert(boost::string_view(name.data(), name.size()), value);
    }
    response_->keep_alive(keep_alive_);
    response_->body() = std::move(response.body);
    response_->prepare_payload();
    request_ = Request();
    parser_.reset();
    ReleaseBody();
    serializer_.emplace(*response_);
    Lowest().expires_after(limits::kWriteTime);
    const auto done = [self = Self()](error_code failed, size_t) { self->OnWritten(failed); };
    if (head_only_) {
      http::async_write_header(stream_, *serializer_, done);
    } else {
      http::async_write(stream_, *serializer_, done);
    }
  }

  void OnWritten(error_code failed) {
    if (failed) return;
    serializer_.reset();
    response_.reset();
    if (keep_alive_) return ReadHead();
    Close();
  }

  // Says that nothing follows, and gives the browser time to read what was sent:
  // bytes of it that nobody reads would make the system reset the connection.
  void Close() {
    Lowest().expires_after(lingers_ ? limits::kDrainTime : limits::kCloseTime);
    drain_left_ = lingers_ ? limits::kDrainBytesMax : limits::kReadBytes;
    if constexpr (kIsTls) {
      if (!lingers_) return stream_.async_shutdown([self = Self()](error_code) {});
    } else {
      error_code ignored;
      stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    }
    ReadToEnd();
  }

  void ReadToEnd() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(limits::kReadBytes),
                            [self = Self()](error_code failed, size_t bytes) {
                              if (failed || bytes >= self->drain_left_) return;
                              self->drain_left_ -= bytes;
                              self->ReadToEnd();
                            });
  }

  Shared& shared_;
  Stream stream_;
  const transport::AddressKey key_;
  const std::string address_;
  std::shared_ptr<const ShownCertificate> certificate_;
  beast::flat_buffer buffer_{limits::kHeaderBytesMax + limits::kReadBytes};
  boost::optional<Parser> parser_;
  Request request_;
  boost::optional<http::response<http::string_body>> response_;
  boost::optional<http::response_serializer<http::string_body>> serializer_;
  SteadyClock::time_point begun_;
  size_t reserved_ = 0;
  uint64_t drain_left_ = 0;
  int drain_status_ = 0;
  bool lingers_ = false;  // the browser is still sending a body of unknown length
  bool head_only_ = false;
  bool keep_alive_ = false;
};

}  // namespace

// In the order in which they are made: connections that are left when the
// context goes still count themselves out of what is shared.
struct Server::Parts {
  explicit Parts(ServerOptions options) : shared(std::move(options)) {}

  void Accept() {
    acceptor.async_accept([this](error_code failed, tcp::socket socket) {
      if (!acceptor.is_open()) return;
      if (failed) {
        // No descriptors left, most likely: some will be.
        pause.expires_after(std::chrono::milliseconds(100));
        pause.async_wait([this](error_code) { Accept(); });
        return;
      }
      Take(std::move(socket));
      Accept();
    });
  }

  void Take(tcp::socket socket) {
    error_code failed;
    const tcp::endpoint peer = socket.remote_endpoint(failed);
    if (failed) return;
    sockaddr_storage address{};
    std::memcpy(&address, peer.data(), peer.size());
    const transport::AddressKey key = transport::KeyOf(address);
    if (shared.connections >= limits::kConnectionsMax || shared.places.IsFull(key) ||
        !shared.connects.Allow(key, SteadyClock::now())) {
      return;  // closes it: a page would cost what is to be saved
    }
    socket.set_option(tcp::no_delay(true), failed);
    std::string text = transport::HostText(address);
    beast::tcp_stream plain(std::move(socket));
    if (const auto tls = Context()) {
      // The stream does not keep its context.
      using Secure = beast::ssl_stream<beast::tcp_stream>;
      std::make_shared<Connection<Secure>>(shared, Secure(std::move(plain), *tls), key,
                                           std::move(text))
          ->Run();
    } else {
      std::make_shared<Connection<beast::tcp_stream>>(shared, std::move(plain), key,
                                                      std::move(text))
          ->Run();
    }
  }

  std::shared_ptr<ssl::context> Context() {
    MutexLock lock(mutex);
    return context;
  }

  Shared shared;
  Mutex mutex;
  std::shared_ptr<ssl::context> context SAMLAD_GUARDED_BY(mutex);  // null: no TLS
  net::io_context io{1};
  net::executor_work_guard<net::io_context::executor_type> busy{io.get_executor()};
  tcp::acceptor acceptor{io};
  net::steady_timer pause{io};
  std::thread thread;
};

absl::StatusOr<std::unique_ptr<Server>> Server::Start(ServerOptions options) {
  Descriptor socket = std::move(options.socket);
  auto parts = std::make_unique<Parts>(std::move(options));
  std::unique_ptr<Server> server(new Server(std::move(parts)));
  Parts& made = *server->parts_;
  if (made.shared.options.tls) {
    if (absl::Status used = server->UseTls(*made.shared.options.tls); !used.ok()) return used;
  }
  const bool is_v6 = transport::BoundAddress(socket.get()).starts_with('[');
  made.acceptor.assign(is_v6 ? tcp::v6() : tcp::v4(), socket.Release());
  made.Accept();
  made.thread = std::thread([&made] {
    NameThread("web");
    made.io.run();
  });
  return server;
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() {
  net::post(parts_->io, [this] {
    parts_->shared.stopping = true;
    error_code ignored;
    parts_->acceptor.close(ignored);
  });
  parts_->shared.pool.Stop();
  net::post(parts_->io, [this] {
    if (parts_->shared.connections == 0) return parts_->io.stop();
    parts_->pause.expires_after(limits::kStopTime);
    parts_->pause.async_wait([this](error_code) { parts_->io.stop(); });
  });
  if (parts_->thread.joinable()) parts_->thread.join();
}

absl::Status Server::UseTls(const ServerTls& tls) {
  auto context = MakeContext(tls);
  if (!context.ok()) return context.status();
  MutexLock lock(parts_->mutex);
  parts_->context = *std::move(context);
  return absl::OkStatus();
}

}  // namespace samlad::web
