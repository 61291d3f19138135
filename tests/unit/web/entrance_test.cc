// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/entrance.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "clients/web/http/form.h"
#include "clients/web/limits.h"

namespace samlad::web {
namespace {

class EntranceTest : public ::testing::Test {
 protected:
  Request With(const std::string& set_cookie) {
    Request request;
    ParseCookies(set_cookie.substr(0, set_cookie.find(';')), request.cookies);
    return request;
  }

  std::vector<std::string> tokens_;
  Entrance entrance_{[this](std::string_view token) { tokens_.emplace_back(token); }};
};

TEST_F(EntranceTest, LetsATokenInOnce) {
  entrance_.Offer(0);
  ASSERT_EQ(tokens_.size(), 1u);
  const auto cookie = entrance_.Enter(tokens_[0], 1'000);
  ASSERT_TRUE(cookie);
  EXPECT_NE(cookie->find("; HttpOnly; SameSite=Strict"), std::string::npos);
  EXPECT_TRUE(entrance_.SessionOf(With(*cookie)));
  EXPECT_FALSE(entrance_.Enter(tokens_[0], 1'001));
}

TEST_F(EntranceTest, ForgetsATokenAfterItsTime) {
  entrance_.Offer(0);
  EXPECT_FALSE(entrance_.Enter(tokens_[0], 60'001));
  EXPECT_FALSE(entrance_.Enter("", 1));
  EXPECT_FALSE(entrance_.Enter("0123456789abcdef0123456789abcdef", 1));
}

TEST_F(EntranceTest, PrintsANewTokenWhenTheLastIsNoMore) {
  entrance_.Offer(0);
  entrance_.Offer(30'000);  // the last still holds
  EXPECT_EQ(tokens_.size(), 1u);
  entrance_.Offer(60'001);
  EXPECT_EQ(tokens_.size(), 2u);
  ASSERT_TRUE(entrance_.Enter(tokens_[1], 60'002));
  entrance_.Offer(61'000);  // too soon
  EXPECT_EQ(tokens_.size(), 2u);
  entrance_.Offer(63'000);
  EXPECT_EQ(tokens_.size(), 3u);
  EXPECT_NE(tokens_[2], tokens_[1]);
}

TEST_F(EntranceTest, KnowsNoOtherCookie) {
  entrance_.Offer(0);
  const std::string cookie = *entrance_.Enter(tokens_[0], 1);
  Request none;
  EXPECT_FALSE(entrance_.SessionOf(none));
  EXPECT_FALSE(entrance_.SessionOf(With(cookie.substr(0, cookie.find('=')) + "=0")));
  EXPECT_FALSE(entrance_.SessionOf(With("other" + cookie.substr(cookie.find('=')))));
  // The name is other at each start, because cookies ignore ports.
  Entrance other([](std::string_view) {});
  EXPECT_FALSE(other.SessionOf(With(cookie)));
}

TEST_F(EntranceTest, EndsTheOldestOfTooManySessions) {
  std::vector<std::string> cookies;
  for (size_t i = 0; i <= limits::kSessionsMax; ++i) {
    const int64_t now_ms = static_cast<int64_t>(i) * 10'000;
    entrance_.Offer(now_ms);
    cookies.push_back(*entrance_.Enter(tokens_.back(), now_ms));
  }
  EXPECT_FALSE(entrance_.SessionOf(With(cookies.front())));
  EXPECT_TRUE(entrance_.SessionOf(With(cookies.at(1))));
  EXPECT_TRUE(entrance_.SessionOf(With(cookies.back())));
}

}  // namespace
}  // namespace samlad::web
