// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/http/headers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace samlad::web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::multimap<std::string, std::string> Made(const Response& response,
                                             Scheme scheme = Scheme::kHttp) {
  std::multimap<std::string, std::string> made;
  for (const auto& [name, value] : HeadersOf(response, scheme)) made.emplace(name, value);
  return made;
}

std::string Of(const std::multimap<std::string, std::string>& headers, const std::string& name) {
  const auto found = headers.find(name);
  return found == headers.end() ? "(none)" : found->second;
}

TEST(HeadersTest, ProtectEveryAnswer) {
  for (const Response& response : {Response(), SeeOther("/"), Download("a.csv", "text/csv", "x")}) {
    const auto headers = Made(response);
    EXPECT_THAT(Of(headers, "Content-Security-Policy"), HasSubstr("default-src 'none'"));
    EXPECT_THAT(Of(headers, "Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(Of(headers, "Content-Security-Policy"), Not(HasSubstr("unsafe")));
    EXPECT_EQ(Of(headers, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(Of(headers, "X-Frame-Options"), "DENY");
    EXPECT_EQ(Of(headers, "Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(Of(headers, "Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_EQ(Of(headers, "Cache-Control"), "no-store");
  }
}

TEST(HeadersTest, SendNoAddressOnFromTheTokensAnswer) {
  EXPECT_EQ(Of(Made(SeeOther("/")), "Referrer-Policy"), "no-referrer");
  // With "no-referrer" our own forms would come with "Origin: null".
  EXPECT_EQ(Of(Made(Response()), "Referrer-Policy"), "same-origin");
}

TEST(HeadersTest, DemandTlsOnlyWhereThereIsTls) {
  EXPECT_EQ(Of(Made(Response()), "Strict-Transport-Security"), "(none)");
  EXPECT_THAT(Of(Made(Response(), Scheme::kHttps), "Strict-Transport-Security"),
              HasSubstr("max-age="));
}

TEST(HeadersTest, HoldNoLineBreakWhateverTheAnswerHolds) {
  Response response;
  response.content_type = "text/html\r\nX-Evil: 1";
  response.location = "/a\r\nX-Evil: 1";
  response.file_name = "a\r\nX-Evil: 1\"";
  response.cookies = {"a=b\r\nX-Evil: 1"};
  response.content_security_policy = "default-src 'none'\r\nX-Evil: 1";
  response.status = 303;
  for (const auto& [name, value] : HeadersOf(response, Scheme::kHttp)) {
    EXPECT_THAT(value, Not(::testing::ContainsRegex("[\r\n]"))) << name;
  }
}

TEST(HeadersTest, NameDownloadsForOldAndNewBrowsers) {
  EXPECT_EQ(Of(Made(Download("kvitto å.json", "application/json", "")), "Content-Disposition"),
            "attachment; filename=\"kvitto___.json\"; filename*=UTF-8''kvitto%20%C3%A5.json");
}

}  // namespace
}  // namespace samlad::web
