// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as a request for metrics or health, whole and as they might come
// in: what comes after an answer cannot change it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/base/limits.h"
#include "gateway/telemetry/http.h"
#include "tests/fuzz/require.h"

namespace samlad::fuzz {
namespace {

std::optional<telemetry::HttpAnswer> Page(std::string_view path) {
  Require(path.starts_with('/') && path.find('?') == path.npos, "a path is without its query");
  if (path != "/metrics") return std::nullopt;
  return telemetry::HttpAnswer{.body = "the page\n"};
}

void CheckAnswer(std::string_view received, std::string_view answer) {
  Require(answer.starts_with("HTTP/1.1 "), "an answer is HTTP");
  Require(answer.find("\r\nConnection: close\r\n") != answer.npos, "and the last one");
  const bool page = answer.ends_with("\r\n\r\nthe page\n");
  Require(page == answer.starts_with("HTTP/1.1 200 "), "a page is there if it says so");
  Require(!page || received.starts_with("GET /metrics"), "only who asks for a page gets it");
}

}  // namespace
}  // namespace samlad::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view received(reinterpret_cast<const char*>(data), size);
  const auto answer = samlad::telemetry::AnswerHttp(received, samlad::fuzz::Page);
  if (answer.has_value()) samlad::fuzz::CheckAnswer(received, *answer);
  if (size > samlad::limits::kObserveRequestBytesMax) {
    samlad::fuzz::Require(answer.has_value(), "a long request is answered");
    return 0;
  }
  const auto half = samlad::telemetry::AnswerHttp(received.substr(0, size / 2), samlad::fuzz::Page);
  samlad::fuzz::Require(!half.has_value() || half == answer, "what follows changes no answer");
  return 0;
}
