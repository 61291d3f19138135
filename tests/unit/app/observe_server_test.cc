// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/observe_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "gateway/base/limits.h"
#include "tests/support/http_get.h"

namespace samlad::app {
namespace {

using testing::ConnectTo;
using ::testing::HasSubstr;
using testing::HttpGet;
using testing::ReadToEnd;
using testing::SendText;

std::optional<telemetry::HttpAnswer> Pages(std::string_view path) {
  if (path == "/long") return telemetry::HttpAnswer{.body = std::string(4 << 20, 'x')};
  if (path != "/live") return std::nullopt;
  return telemetry::HttpAnswer{.body = "live\n"};
}

class ObserveServerTest : public ::testing::Test {
 protected:
  ObserveServerTest() {
    auto started = ObserveServer::Start("127.0.0.1:0", Pages);
    EXPECT_TRUE(started.ok()) << started.status();
    server_ = *std::move(started);
  }
  std::unique_ptr<ObserveServer> server_;
};

TEST_F(ObserveServerTest, AnswersManyInARow) {
  for (int i = 0; i < 100; ++i) EXPECT_EQ(HttpGet(server_->address(), "/live").body, "live\n");
  EXPECT_EQ(HttpGet(server_->address(), "/").status, 404);
}

TEST_F(ObserveServerTest, SendsALongPageWhole) {
  EXPECT_EQ(HttpGet(server_->address(), "/long").body.size(), size_t{4} << 20);
}

TEST_F(ObserveServerTest, TakesARequestInPieces) {
  const auto connection = ConnectTo(server_->address());
  for (const char c : std::string("GET /live HTTP/1.1\r\n\r\n")) SendText(connection, {&c, 1});
  EXPECT_THAT(ReadToEnd(connection), HasSubstr("\r\n\r\nlive\n"));
}

TEST_F(ObserveServerTest, WhoSaysNothingHoldsUpNobody) {
  std::vector<Descriptor> silent;
  for (size_t i = 1; i < limits::kObserveConnectionsMax; ++i) {
    silent.push_back(ConnectTo(server_->address()));
  }
  EXPECT_EQ(HttpGet(server_->address(), "/live").body, "live\n");
}

TEST_F(ObserveServerTest, MoreThanTheMostWaitUntilTheSilentAreSentAway) {
  std::vector<Descriptor> silent;
  for (size_t i = 0; i < limits::kObserveConnectionsMax; ++i) {
    silent.push_back(ConnectTo(server_->address()));
  }
  EXPECT_EQ(HttpGet(server_->address(), "/live").body, "live\n");
  EXPECT_EQ(ReadToEnd(silent.front()), "");
}

TEST_F(ObserveServerTest, ATakenPortIsSaid) {
  const auto second = ObserveServer::Start(server_->address(), Pages);
  EXPECT_TRUE(absl::IsFailedPrecondition(second.status())) << second.status();
  EXPECT_THAT(std::string(second.status().message()),
              AllOf(HasSubstr("observe: "), HasSubstr(server_->address()), HasSubstr("\"off\"")));
}

}  // namespace
}  // namespace samlad::app
