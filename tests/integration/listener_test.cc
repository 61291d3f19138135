// SPDX-License-Identifier: EUPL-1.2
//
// What the listener endures: floods, the descriptor limit, taken ports.

#include "gateway/transport/listener.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

#include "gateway/base/descriptor.h"
#include "tests/integration/tls_gateway.h"

namespace samlad {
namespace {

using ::testing::HasSubstr;
using testing::IssuedCertificate;
using ::testing::Le;
using testing::TlsGateway;
using transport::Listener;

Descriptor NewSocket() { return Descriptor(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

bool Connect(const Descriptor& socket, int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
}

// Waits until the listener counts that many; how many it counts in the end.
int WaitForConnections(const Listener& listener, int expected) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (listener.connections() != expected && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return listener.connections();
}

std::vector<Descriptor> ConnectMany(int count, int port) {
  std::vector<Descriptor> sockets;
  for (int i = 0; i < count; ++i) {
    sockets.push_back(NewSocket());
    EXPECT_TRUE(Connect(sockets.back(), port));
  }
  return sockets;
}

bool ClosedByPeer(const Descriptor& socket) {
  const timeval timeout = {.tv_sec = 10, .tv_usec = 0};
  setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
  char byte = 0;
  return recv(socket.get(), &byte, 1, 0) <= 0 && errno != EAGAIN;
}

TEST(ListenerTest, CountsConnectionsWhileTheyLive) {
  TlsGateway gateway;
  const IssuedCertificate client = gateway.issuing().IssueClient("eidar");
  auto channel = gateway.NewChannel(&client);
  ASSERT_TRUE(testing::CallOn(channel).ok());
  EXPECT_EQ(WaitForConnections(gateway.listener(), 1), 1);
  {
    const std::vector<Descriptor> bare = ConnectMany(5, gateway.port());
    EXPECT_EQ(WaitForConnections(gateway.listener(), 6), 6);
  }
  EXPECT_EQ(WaitForConnections(gateway.listener(), 1), 1) << "closed by the clients";
  channel.reset();
  EXPECT_EQ(WaitForConnections(gateway.listener(), 0), 0);
}

TEST(ListenerTest, ForgetsConnectionsThatGrpcCloses) {
  TlsGateway gateway;
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(gateway.Call(nullptr).ok());
  EXPECT_EQ(WaitForConnections(gateway.listener(), 0), 0) << "failed handshakes";
  const Descriptor garbage = NewSocket();
  ASSERT_TRUE(Connect(garbage, gateway.port()));
  ASSERT_EQ(send(garbage.get(), "GET / HTTP/1.1\r\n\r\n", 18, 0), 18);
  EXPECT_EQ(WaitForConnections(gateway.listener(), 0), 0) << "while the client's end is open";
}

TEST(ListenerTest, ForgetsConnectionsThatAreReset) {
  TlsGateway gateway;
  {
    const std::vector<Descriptor> bare = ConnectMany(5, gateway.port());
    EXPECT_EQ(WaitForConnections(gateway.listener(), 5), 5);
    for (const Descriptor& socket : bare) {
      const linger reset = {.l_onoff = 1, .l_linger = 0};
      setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
    }
  }
  EXPECT_EQ(WaitForConnections(gateway.listener(), 0), 0);
}

TEST(ListenerTest, BareConnectionsDoNotKeepOthersOut) {
  TlsGateway gateway;
  const std::vector<Descriptor> bare = ConnectMany(200, gateway.port());
  EXPECT_TRUE(gateway.CallAs(gateway.issuing().IssueClient("eidar")).ok());
}

TEST(ListenerTest, ClosesWhatIsOverTheCapAndTakesTheNextWhenThereIsRoom) {
  TlsGateway gateway({.address = "127.0.0.1:0", .connections_max = 3});
  std::vector<Descriptor> bare = ConnectMany(3, gateway.port());
  ASSERT_EQ(WaitForConnections(gateway.listener(), 3), 3);
  const Descriptor fourth = NewSocket();
  ASSERT_TRUE(Connect(fourth, gateway.port()));
  EXPECT_TRUE(ClosedByPeer(fourth));
  EXPECT_EQ(gateway.listener().connections(), 3);
  EXPECT_TRUE(gateway.log().WaitFor("connections_max is reached"));
  EXPECT_EQ(gateway.listener().counts().over_cap, 1u);
  bare.clear();
  ASSERT_EQ(WaitForConnections(gateway.listener(), 0), 0);
  EXPECT_TRUE(gateway.CallAs(gateway.issuing().IssueClient("eidar")).ok());
}

TEST(ListenerTest, OneAddressMayConnectOnlySoOften) {
  TlsGateway gateway({.address = "127.0.0.1:0", .address_connections_per_second = 1});
  const int burst = limits::kAddressConnectionsBurst / limits::kAddressConnectionsPerSecond;
  const std::vector<Descriptor> bare = ConnectMany(burst + 20, gateway.port());
  EXPECT_TRUE(ClosedByPeer(bare.back()));
  EXPECT_TRUE(gateway.log().WaitFor("too many new connections from this address"));
  EXPECT_TRUE(gateway.log().WaitFor(R"("peer":"127.0.0.1")"));
  const transport::ConnectionCounts counts = gateway.listener().counts();
  EXPECT_EQ(counts.accepted + counts.over_rate, bare.size());
  EXPECT_GE(counts.accepted, static_cast<uint64_t>(burst));
  EXPECT_GT(counts.over_rate, 0u);
  EXPECT_EQ(counts.over_cap + counts.no_descriptor, 0u);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  grpc::Status status;
  do {
    status = gateway.CallAs(gateway.issuing().IssueClient("eidar"));
  } while (!status.ok() && std::chrono::steady_clock::now() < deadline);
  EXPECT_TRUE(status.ok()) << "after a pause: " << status.error_message();
}

TEST(ListenerTest, PortIsSharedWithNobody) {
  const TlsGateway gateway;
  const testing::LogLines log;
  const auto second = Listener::Open({.address = gateway.address()}, log.MakeLog());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(second.status().message()), HasSubstr(gateway.address()));
  EXPECT_THAT(std::string(second.status().message()), HasSubstr("in use"));
}

TEST(ListenerTest, AddressIsJudged) {
  const testing::LogLines log;
  for (const char* bad : {"", "7443", "localhost:7443", "127.0.0.1:", ":7443", "127.0.0.1:70000",
                          "::1:7443", "256.0.0.1:1", "127.0.0.1:x"}) {
    const auto opened = Listener::Open({.address = bad}, log.MakeLog());
    EXPECT_EQ(opened.status().code(), absl::StatusCode::kInvalidArgument) << bad;
  }
  const auto foreign = Listener::Open({.address = "192.0.2.1:7443"}, log.MakeLog());
  EXPECT_EQ(foreign.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(ListenerTest, StopRefusesNewConnectionsAndKeepsOldOnes) {
  TlsGateway gateway;
  const IssuedCertificate client = gateway.issuing().IssueClient("eidar");
  const auto channel = gateway.NewChannel(&client);
  ASSERT_TRUE(testing::CallOn(channel).ok());
  gateway.listener().Stop();
  gateway.listener().Stop();
  EXPECT_FALSE(Connect(NewSocket(), gateway.port()));
  EXPECT_TRUE(testing::CallOn(channel).ok());
}

// Runs in a process of its own: it spoils this one's descriptor limit.
// `left`: descriptors that the listener finds; a connection takes two of them,
// so an even number ends in accept(2), an odd one in dup(2).
void ExhaustDescriptorsAndRecover(size_t left) {
  TlsGateway gateway;
  const IssuedCertificate client = gateway.issuing().IssueClient("eidar");
  ASSERT_TRUE(gateway.CallAs(client).ok());
  ASSERT_EQ(WaitForConnections(gateway.listener(), 0), 0);
  // The clients' sockets are of this process too: made first, then the rest of
  // the descriptors is used up.
  std::vector<Descriptor> bare;
  for (int i = 0; i < 60; ++i) bare.push_back(NewSocket());
  const rlimit limit = {.rlim_cur = 256, .rlim_max = 4096};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
  std::vector<Descriptor> filler;
  while (filler.empty() || filler.back().valid()) filler.push_back(Descriptor(dup(0)));
  ASSERT_GT(filler.size(), left + 1);
  filler.resize(filler.size() - left - 1);

  for (const Descriptor& socket : bare) ASSERT_TRUE(Connect(socket, gateway.port()));
  ASSERT_TRUE(gateway.log().WaitFor("no descriptor left"));
  EXPECT_TRUE(ClosedByPeer(bare.back())) << "not left hanging";
  const int connections = gateway.listener().connections();
  bare.clear();
  filler.clear();
  // Only now: UBSan wants descriptors where a virtual function is called.
  EXPECT_THAT(connections, Le(static_cast<int>(left) / 2));
  EXPECT_EQ(WaitForConnections(gateway.listener(), 0), 0);
  const grpc::Status status = gateway.CallAs(client);
  EXPECT_TRUE(status.ok()) << status.error_message();
}

class ListenerDeathTest : public ::testing::TestWithParam<size_t> {};

TEST_P(ListenerDeathTest, RecoversFromDescriptorExhaustion) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        dup2(STDERR_FILENO, STDOUT_FILENO);  // where the death test looks for what failed
        ExhaustDescriptorsAndRecover(GetParam());
        _exit(::testing::Test::HasFailure() ? 1 : 0);
      },
      ::testing::ExitedWithCode(0), "");
}

INSTANTIATE_TEST_SUITE_P(Left, ListenerDeathTest, ::testing::Values(10, 11));

void OpenWithFewDescriptors() {
  const rlimit few = {.rlim_cur = 64, .rlim_max = 328};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
  const testing::LogLines log;
  const auto listener = Listener::Open({.address = "127.0.0.1:0"}, log.MakeLog());
  ASSERT_TRUE(listener.ok());
  rlimit now = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &now), 0);
  EXPECT_EQ(now.rlim_cur, 328u) << "raised as far as allowed";
  EXPECT_EQ((*listener)->connections_max(), (328 - limits::kDescriptorsReserved) / 2);
  EXPECT_TRUE(log.WaitFor("descriptor limit is too low"));
}

TEST(DescriptorLimitDeathTest, CapFollowsTheDescriptorLimit) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        dup2(STDERR_FILENO, STDOUT_FILENO);
        OpenWithFewDescriptors();
        _exit(::testing::Test::HasFailure() ? 1 : 0);
      },
      ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace samlad
