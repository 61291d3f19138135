// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/gate.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

namespace samlad::web {
namespace {

using Headers = std::initializer_list<std::pair<const std::string, std::string>>;

const Site kSite{.origin = "https://samlad.example:8443", .host = "samlad.example:8443"};

Gate Check(Method method, Headers headers) {
  Request request;
  request.method = method;
  request.headers.emplace("host", kSite.host);
  for (const auto& [name, value] : headers) {
    request.headers.erase(name);
    request.headers.emplace(name, value);
  }
  return CheckGate(request, kSite);
}

TEST(GateTest, OpensToPagesOfOurOwn) {
  EXPECT_EQ(Check(Method::kGet, {}), Gate::kOpen);
  EXPECT_EQ(Check(Method::kGet, {{"host", "SAMLAD.example:8443"}}), Gate::kOpen);
  EXPECT_EQ(Check(Method::kPost, {{"origin", kSite.origin}}), Gate::kOpen);
  EXPECT_EQ(Check(Method::kPost, {{"origin", kSite.origin}, {"sec-fetch-site", "same-origin"}}),
            Gate::kOpen);
  EXPECT_EQ(Check(Method::kPost, {{"referer", "https://samlad.example:8443/due"}}), Gate::kOpen);
}

TEST(GateTest, ComparesHostWithItsPort) {
  for (const std::string host :
       {"", "samlad.example", "samlad.example:443", "samlad.example:8444", "evil.example:8443",
        "samlad.example:8443.evil.example", "127.0.0.1:8443"}) {
    EXPECT_EQ(Check(Method::kGet, {{"host", host}}), Gate::kOtherHost) << host;
  }
}

TEST(GateTest, ComparesOriginWithSchemeAndPortOnEveryPost) {
  for (const std::string origin : {"", "null", "https://samlad.example",
                                   "http://samlad.example:8443", "https://samlad.example:8444",
                                   "https://evil.example", "https://samlad.example:8443.evil"}) {
    EXPECT_EQ(Check(Method::kPost, {{"origin", origin}}), Gate::kOtherSite) << origin;
  }
  EXPECT_EQ(Check(Method::kPost, {{"referer", "https://evil.example/https://samlad.example:8443"}}),
            Gate::kOtherSite);
  // A wrong Origin is not made good by a right Referer.
  EXPECT_EQ(Check(Method::kPost, {{"origin", "https://evil.example"},
                                  {"referer", "https://samlad.example:8443/due"}}),
            Gate::kOtherSite);
}

TEST(GateTest, HonoursSecFetchSite) {
  for (const std::string site : {"cross-site", "same-site"}) {
    EXPECT_EQ(Check(Method::kPost, {{"origin", kSite.origin}, {"sec-fetch-site", site}}),
              Gate::kOtherSite);
    EXPECT_EQ(Check(Method::kGet, {{"sec-fetch-site", site}}), Gate::kOtherSite);
    EXPECT_EQ(Check(Method::kGet, {{"sec-fetch-site", site},
                                   {"sec-fetch-mode", "no-cors"},
                                   {"sec-fetch-dest", "image"}}),
              Gate::kOtherSite);
    EXPECT_EQ(Check(Method::kGet, {{"sec-fetch-site", site},
                                   {"sec-fetch-mode", "navigate"},
                                   {"sec-fetch-dest", "iframe"}}),
              Gate::kOtherSite);
    // A link in a message.
    EXPECT_EQ(Check(Method::kGet, {{"sec-fetch-site", site},
                                   {"sec-fetch-mode", "navigate"},
                                   {"sec-fetch-dest", "document"}}),
              Gate::kOpen);
    EXPECT_EQ(Check(Method::kPost, {{"origin", kSite.origin},
                                    {"sec-fetch-site", site},
                                    {"sec-fetch-mode", "navigate"},
                                    {"sec-fetch-dest", "document"}}),
              Gate::kOtherSite);
  }
}

TEST(SiteTest, LeavesADefaultPortOut) {
  EXPECT_EQ(ParseSite("https://Samlad.example:443/")->origin, "https://samlad.example");
  EXPECT_EQ(ParseSite("https://samlad.example:443")->host, "samlad.example");
  EXPECT_EQ(ParseSite("http://127.0.0.1:4711")->host, "127.0.0.1:4711");
  EXPECT_EQ(ParseSite("https://[::1]:8443")->host, "[::1]:8443");
}

TEST(SiteTest, RefusesWhatIsNoSite) {
  for (const std::string_view text :
       {"", "samlad.example", "https://", "ftp://samlad.example", "https://samlad.example/pages",
        "https://a b", "https://a?b", "https://user@samlad.example"}) {
    EXPECT_FALSE(ParseSite(text).ok()) << text;
  }
}

}  // namespace
}  // namespace samlad::web
