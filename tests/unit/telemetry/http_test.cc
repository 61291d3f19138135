// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/base/limits.h"

namespace samlad::telemetry {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::optional<HttpAnswer> Pages(std::string_view path) {
  if (path == "/live") return HttpAnswer{.body = "yes\n"};
  if (path == "/ready") return HttpAnswer{.status = 503, .content_type = "a/b", .body = "{}"};
  return std::nullopt;
}

std::string Answer(std::string_view received) {
  return AnswerHttp(received, Pages).value_or("(more)");
}

TEST(HttpTest, AnswersAPageAndCloses) {
  EXPECT_EQ(Answer("GET /live HTTP/1.1\r\nHost: x\r\n\r\n"),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 4\r\n"
            "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n"
            "\r\nyes\n");
  EXPECT_THAT(Answer("GET /ready?verbose HTTP/1.0\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 503 Service Unavailable\r\nContent-Type: a/b\r\n"),
                    EndsWith("\r\n\r\n{}")));
}

TEST(HttpTest, WaitsForTheWholeRequest) {
  const std::string_view request = "GET /live HTTP/1.1\r\nHost: x\r\n\r\n";
  for (size_t n = 0; n < request.size(); ++n) EXPECT_EQ(Answer(request.substr(0, n)), "(more)");
}

TEST(HttpTest, ThereIsNothingElse) {
  for (const char* path : {"/", "/..", "/live/", "//live", "/%6cive", "/etc/passwd", "/Live"}) {
    EXPECT_THAT(Answer(std::string("GET ") + path + " HTTP/1.1\r\n\r\n"),
                StartsWith("HTTP/1.1 404 "))
        << path;
  }
}

TEST(HttpTest, OnlyReads) {
  EXPECT_THAT(Answer("POST /live HTTP/1.1\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("\r\nAllow: GET\r\n")));
  EXPECT_THAT(Answer("get /live HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 405 "));
}

TEST(HttpTest, RefusesWhatIsNoRequest) {
  for (const char* line : {"", " ", "GET", "GET /live", "GET  HTTP/1.1", "GET live HTTP/1.1",
                           "GET /live HTTP/2", "\x16\x03\x01", " /live HTTP/1.1 "}) {
    EXPECT_THAT(Answer(std::string(line) + "\r\n\r\n"), StartsWith("HTTP/1.1 400 ")) << line;
  }
}

TEST(HttpTest, ARequestHasABound) {
  const std::string most(limits::kObserveRequestBytesMax, 'x');
  EXPECT_EQ(Answer(most), "(more)");
  EXPECT_THAT(Answer(most + "x"), StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(Answer("GET /live HTTP/1.1\r\nA: " + most + "\r\n\r\n"), StartsWith("HTTP/1.1 431 "));
}

}  // namespace
}  // namespace samlad::telemetry
