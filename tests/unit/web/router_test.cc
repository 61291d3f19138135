// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "clients/web/pages/frame.h"

namespace samlad::web {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;
using ::testing::Pair;

Response One(Visit&) { return {}; }
Response Other(Visit&) { return {}; }

TEST(PatternTest, NamesParts) {
  EXPECT_THAT(MatchPattern("/reports/{position}", "/reports/17"),
              Optional(ElementsAre(Pair("position", "17"))));
  EXPECT_THAT(MatchPattern("/a/{x}/b/{y}", "/a/1/b/2"),
              Optional(ElementsAre(Pair("x", "1"), Pair("y", "2"))));
  EXPECT_TRUE(MatchPattern("/", "/"));
}

TEST(PatternTest, TakesNoOtherPath) {
  for (const std::string_view path :
       {"/", "/reports", "/reports/", "/reports/17/x", "/reportsx/17", "/x/reports/17"}) {
    EXPECT_FALSE(MatchPattern("/reports/{position}", path)) << path;
  }
  EXPECT_FALSE(MatchPattern("/reports", "/reports/"));
  EXPECT_FALSE(MatchPattern("/", "/reports"));
}

TEST(RouterTest, PrefersTheExactPath) {
  const std::vector<Route> routes = {{Method::kGet, "/reports/{position}", {}, One},
                                     {Method::kGet, "/reports/new", {}, Other}};
  EXPECT_EQ(FindRoute(routes, Method::kGet, "/reports/new").route->handler, &Other);
  EXPECT_EQ(FindRoute(routes, Method::kGet, "/reports/1").route->handler, &One);
}

TEST(RouterTest, TellsAnotherMethodFromNoPage) {
  const std::vector<Route> routes = {{Method::kGet, "/reports", {}, One}};
  EXPECT_TRUE(FindRoute(routes, Method::kPost, "/reports").other_method);
  EXPECT_EQ(FindRoute(routes, Method::kPost, "/reports").route, nullptr);
  EXPECT_FALSE(FindRoute(routes, Method::kPost, "/other").other_method);
}

TEST(RouterTest, HasEachPageOnce) {
  std::set<std::pair<Method, std::string_view>> seen;
  for (const Route& route : AllRoutes()) {
    EXPECT_TRUE(seen.emplace(route.method, route.pattern).second) << route.pattern;
    EXPECT_NE(route.handler, nullptr) << route.pattern;
  }
}

}  // namespace
}  // namespace samlad::web
