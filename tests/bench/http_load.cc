// SPDX-License-Identifier: EUPL-1.2
//
// Posts one body over HTTP/1.1 with mutual TLS as fast as it is answered, on N
// connections, for a while, and prints what it saw as one line of JSON. Every
// answer must be 200: anything else ends the program.
//
// bench-http-load --address ... --in-flight N --seconds S --body FILE --path /reports

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "CLI/CLI.hpp"
#include "gateway/base/descriptor.h"
#include "gateway/base/strings.h"
#include "tests/bench/target.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Flags {
  samlad::bench::Target target;
  std::string body, path = "/";
  int in_flight = 1;
  double seconds = 2;
};

struct Free {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

[[noreturn]] void Fail(std::string_view what) {
  std::cerr << "bench-http-load: " << what << "\n";
  std::_Exit(1);
}

std::unique_ptr<SSL_CTX, Free> MakeContext(const samlad::bench::Target& target) {
  std::unique_ptr<SSL_CTX, Free> context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  const bool done =
      SSL_CTX_use_certificate_chain_file(context.get(), target.certificate.c_str()) == 1 &&
      SSL_CTX_use_PrivateKey_file(context.get(), target.key.c_str(), SSL_FILETYPE_PEM) == 1 &&
      SSL_CTX_load_verify_locations(context.get(), target.ca.c_str(), nullptr) == 1;
  if (!done) Fail("cannot use the certificates");
  return context;
}

// `address`: "127.0.0.1:41234".
samlad::Descriptor ConnectTo(const std::string& address) {
  const size_t colon = address.rfind(':');
  sockaddr_in to = {};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<uint16_t>(std::atoi(address.c_str() + colon + 1)));
  inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
  samlad::Descriptor connection(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (connect(connection.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    Fail("cannot connect to " + address);
  }
  // A body longer than a TLS record would wait 40 ms for the server's delayed
  // acknowledgement.
  const int on = 1;
  setsockopt(connection.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return connection;
}

// One connection that is kept.
class Poster {
 public:
  Poster(SSL_CTX* context, const std::string& address)
      : connection_(ConnectTo(address)), ssl_(SSL_new(context)) {
    SSL_set_fd(ssl_.get(), connection_.get());
    if (SSL_connect(ssl_.get()) != 1) Fail("the handshake failed");
  }

  void Post(const std::string& request) {
    if (SSL_write(ssl_.get(), request.data(), static_cast<int>(request.size())) <= 0) {
      Fail("cannot send");
    }
    std::string answer;
    size_t whole = std::string::npos;
    while (answer.size() < whole) {
      char buffer[16 << 10];
      const int got = SSL_read(ssl_.get(), buffer, sizeof buffer);
      if (got <= 0) Fail("the server closed the connection");
      answer.append(buffer, static_cast<size_t>(got));
      if (whole == std::string::npos) whole = LengthOf(answer);
    }
    if (!answer.starts_with("HTTP/1.1 200 ")) Fail(answer.substr(0, 2'000));
  }

 private:
  // Of head and body, once the head is there; npos: not yet.
  static size_t LengthOf(std::string_view answer) {
    const size_t end = answer.find("\r\n\r\n");
    if (end == answer.npos) return answer.npos;
    for (const std::string_view name : {"\r\ncontent-length: ", "\r\nContent-Length: "}) {
      const size_t at = answer.find(name);
      if (at > end) continue;
      size_t length = 0;
      std::from_chars(answer.data() + at + name.size(), answer.data() + end, length);
      return end + 4 + length;
    }
    Fail("an answer without Content-Length");
  }

  const samlad::Descriptor connection_;
  const std::unique_ptr<SSL, Free> ssl_;
};

std::string RequestOf(const Flags& flags) {
  std::ostringstream body;
  body << std::ifstream(flags.body, std::ios::binary).rdbuf();
  return samlad::StrCat("POST ", flags.path, " HTTP/1.1\r\nHost: ", flags.target.address,
                        "\r\nContent-Type: application/json\r\nContent-Length: ", body.str().size(),
                        "\r\n\r\n", body.str());
}

int Run(const Flags& flags) {
  const auto context = MakeContext(flags.target);
  const std::string request = RequestOf(flags);
  std::vector<std::unique_ptr<Poster>> posters;
  for (int i = 0; i < flags.in_flight; ++i) {
    posters.push_back(std::make_unique<Poster>(context.get(), flags.target.address));
  }
  const auto begin = Clock::now();
  const auto end = begin + std::chrono::duration_cast<Clock::duration>(
                               std::chrono::duration<double>(flags.seconds));
  std::vector<std::vector<int64_t>> took(posters.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < posters.size(); ++i) {
    threads.emplace_back([&, i] {
      while (Clock::now() < end) {
        const auto began = Clock::now();
        posters[i]->Post(request);
        took[i].push_back(
            std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began).count());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::vector<int64_t> all;
  for (const auto& one : took) all.insert(all.end(), one.begin(), one.end());
  samlad::bench::PrintLatencies(std::move(all), seconds);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Flags flags;
  CLI::App app("Posts one body as fast as it is answered.");
  AddTarget(app, flags.target);
  app.add_option("--body", flags.body)->required();
  app.add_option("--path", flags.path);
  app.add_option("--in-flight", flags.in_flight)->check(CLI::Range(1, 64));
  app.add_option("--seconds", flags.seconds)->check(CLI::Range(0.1, 600.0));
  CLI11_PARSE(app, argc, argv);
  return Run(flags);
}
