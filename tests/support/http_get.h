// SPDX-License-Identifier: EUPL-1.2
//
// The little of an HTTP client that tests of the observe port need.

#ifndef SAMLAD_TESTS_SUPPORT_HTTP_GET_H_
#define SAMLAD_TESTS_SUPPORT_HTTP_GET_H_

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "gateway/transport/socket.h"

#include "gateway/base/descriptor.h"

namespace samlad::testing {

struct HttpResult {
  int status = 0;
  std::string body;
};

// `address`: "127.0.0.1:41234". A test waits at most 30 s for an answer.
inline Descriptor ConnectTo(const std::string& address) {
  Descriptor connection(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const size_t colon = address.rfind(':');
  sockaddr_in to = {};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<uint16_t>(std::atoi(address.c_str() + colon + 1)));
  EXPECT_EQ(inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr), 1) << address;
  EXPECT_EQ(connect(connection.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to), 0)
      << address;
  const timeval patience = {.tv_sec = 30, .tv_usec = 0};
  setsockopt(connection.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return connection;
}

inline void SendText(const Descriptor& connection, std::string_view text) {
  EXPECT_EQ(send(connection.get(), text.data(), text.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(text.size()));
}

inline std::string ReadToEnd(const Descriptor& connection) {
  std::string text;
  char buffer[4096];
  ssize_t n = 0;
  while ((n = recv(connection.get(), buffer, sizeof buffer, 0)) > 0) {
    text.append(buffer, static_cast<size_t>(n));
  }
  return text;
}

inline HttpResult HttpGet(const std::string& address, const std::string& path) {
  const Descriptor connection = ConnectTo(address);
  SendText(connection, "GET " + path + " HTTP/1.1\r\nHost: " + address + "\r\n\r\n");
  const std::string answer = ReadToEnd(connection);
  const size_t body = answer.find("\r\n\r\n");
  if (body == answer.npos) return {};
  return {.status = std::atoi(answer.c_str() + sizeof "HTTP/1.1"), .body = answer.substr(body + 4)};
}

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_SUPPORT_HTTP_GET_H_
