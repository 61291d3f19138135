// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/http.h"

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::telemetry {
namespace {

std::string_view Phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    default:
      return "";
  }
}

std::string Format(const HttpAnswer& answer) {
  return StrCat("HTTP/1.1 ", answer.status, " ", Phrase(answer.status),
                "\r\nContent-Type: ", answer.content_type,
                "\r\nContent-Length: ", answer.body.size(),
                answer.status == 405 ? "\r\nAllow: GET" : "",
                "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff"
                "\r\nConnection: close\r\n\r\n",
                answer.body);
}

std::string Refuse(int status) {
  return Format({.status = status, .body = StrCat(Phrase(status), "\n")});
}

}  // namespace

std::optional<std::string> AnswerHttp(std::string_view received, const HttpPages& pages) {
  const size_t end = received.find("\r\n\r\n");
  if (end > limits::kObserveRequestBytesMax) {  // as npos is
    if (received.size() <= limits::kObserveRequestBytesMax) return std::nullopt;
    return Refuse(431);
  }
  // "GET /metrics?x HTTP/1.1"; the header fields matter to nobody here.
  const std::string_view line = received.substr(0, received.find("\r\n"));
  const size_t method_end = line.find(' ');
  const size_t target_end = line.rfind(' ');
  if (method_end == line.npos || target_end <= method_end + 1 || line[method_end + 1] != '/' ||
      !line.substr(target_end + 1).starts_with("HTTP/1.")) {
    return Refuse(400);
  }
  if (line.substr(0, method_end) != "GET") return Refuse(405);
  const std::string_view target = line.substr(method_end + 1, target_end - method_end - 1);
  const auto answer = pages(target.substr(0, target.find('?')));
  return answer.has_value() ? Format(*answer) : Refuse(404);
}

}  // namespace samlad::telemetry
