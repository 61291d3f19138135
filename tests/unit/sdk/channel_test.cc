// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/channel.h"

#include <arpa/inet.h>
#include <grpcpp/grpcpp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gtest/gtest.h"

namespace samlad::sdk {
namespace {

TEST(ParseAddressTest, TakesNamesAndNumbers) {
  for (const auto& [text, host] :
       {std::pair{"samlad.example:8443", "samlad.example"},
        std::pair{"127.0.0.1:8443", "127.0.0.1"}, std::pair{"[::1]:8443", "::1"}}) {
    const auto address = ParseAddress(text);
    ASSERT_TRUE(address.ok()) << address.status();
    EXPECT_EQ(address->host, host);
    EXPECT_EQ(address->port, "8443");
  }
}

TEST(ParseAddressTest, RefusesEverythingElse) {
  for (const char* text : {"", ":", "host", "host:", ":8443", "host:0", "host:65536", "host:-1",
                           "host:http", "::1:8443", "https://host:8443", "[]:8443", "[::1:8443"}) {
    EXPECT_EQ(ParseAddress(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(SplitGatewaysTest, ReadsAList) {
  const auto one = SplitGateways("a.example:7443");
  ASSERT_TRUE(one.ok()) << one.status();
  EXPECT_EQ(*one, std::vector<std::string>{"a.example:7443"});
  const auto all = SplitGateways("a.example:7443, b.example:7443,[::1]:7443");
  ASSERT_TRUE(all.ok()) << all.status();
  EXPECT_EQ(*all, (std::vector<std::string>{"a.example:7443", "b.example:7443", "[::1]:7443"}));
}

TEST(SplitGatewaysTest, RefusesWhatIsNoAddressTwiceThereOrTooMuch) {
  std::string many = "a:1";
  for (size_t i = 2; i <= kGatewaysMax + 1; ++i) StrAppend(&many, ",a:", i);
  for (const std::string& text : {std::string(), std::string("a:1,"), std::string(",a:1"),
                                  std::string("a:1;b:1"), std::string("a:1, a:1"), many}) {
    EXPECT_EQ(SplitGateways(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using std::chrono::system_clock;

// Says hello in HTTP/2 to one caller, once it listens. No gRPC server: its
// threads would carry the client's connection on too.
class Peer {
 public:
  Peer() {
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof any;
    auto* address = reinterpret_cast<sockaddr*>(&any);
    EXPECT_EQ(bind(socket_, address, length), 0);
    EXPECT_EQ(getsockname(socket_, address, &length), 0);
    port_ = ntohs(any.sin_port);
  }
  ~Peer() {
    shutdown(socket_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    close(socket_);
  }

  // `called`, if any, is run when the caller has come.
  void Listen(std::function<void()> called = nullptr) {
    EXPECT_EQ(listen(socket_, 8), 0);
    thread_ = std::thread([this, called = std::move(called)] {
      const int caller = accept(socket_, nullptr, nullptr);
      if (called) called();
      constexpr std::array<char, 9> kEmptySettings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
      EXPECT_EQ(write(caller, kEmptySettings.data(), kEmptySettings.size()), 9);
      std::array<char, 4096> ignored;
      while (read(caller, ignored.data(), ignored.size()) > 0) {
      }
      close(caller);
    });
  }

  // A channel that has found nobody.
  std::shared_ptr<grpc::Channel> FailedChannel() const {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
    arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1000);
    auto channel = grpc::CreateCustomChannel(StrCat("127.0.0.1:", port_),
                                             grpc::InsecureChannelCredentials(), arguments);
    channel->GetState(true);
    while (channel->GetState(false) != GRPC_CHANNEL_TRANSIENT_FAILURE) {
      channel->WaitForStateChange(channel->GetState(false), system_clock::now() + seconds(10));
    }
    return channel;
  }

 private:
  const int socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int port_ = 0;
  std::thread thread_;
};

TEST(WaitConnectingTest, AGatewayThatComesBackIsFoundDuringTheWait) {
  Peer peer;
  const auto channel = peer.FailedChannel();
  peer.Listen();
  const auto begin = steady_clock::now();
  WaitConnecting(*channel, seconds(1));
  EXPECT_GE(steady_clock::now() - begin, seconds(1)) << "the wait is for the gateway's sake too";
  EXPECT_EQ(channel->GetState(false), GRPC_CHANNEL_READY);
}

TEST(WaitConnectingTest, EndsWhenToldToStop) {
  Peer peer;
  const auto channel = peer.FailedChannel();
  std::stop_source stop;
  // Nobody but the wait makes the channel connect: it has begun when somebody calls.
  peer.Listen([&stop] { stop.request_stop(); });
  const auto begin = steady_clock::now();
  WaitConnecting(*channel, std::chrono::hours(1), stop.get_token());
  EXPECT_TRUE(stop.stop_requested()) << "the hour has not passed";
  EXPECT_LT(steady_clock::now() - begin, std::chrono::minutes(1));
}

}  // namespace
}  // namespace samlad::sdk
