// SPDX-License-Identifier: EUPL-1.2
//
// As much of HTTP/1.1 (RFC 9112) as a monitoring system needs: one GET, one
// answer, and the connection closes. Pure; thread-safe.

#ifndef SAMLAD_GATEWAY_TELEMETRY_HTTP_H_
#define SAMLAD_GATEWAY_TELEMETRY_HTTP_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace samlad::telemetry {

struct HttpAnswer {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
};

// The page at a path: "/metrics", without the query. Nothing: no such page.
using HttpPages = std::function<std::optional<HttpAnswer>(std::string_view path)>;

// The bytes of the answer to `received`, or nothing as long as more is to come.
// Refuses a request that is longer than limits::kObserveRequestBytesMax (431), is
// malformed (400), or is no GET (405); 404 if there is no such page.
std::optional<std::string> AnswerHttp(std::string_view received, const HttpPages& pages);

}  // namespace samlad::telemetry

#endif  // SAMLAD_GATEWAY_TELEMETRY_HTTP_H_
