// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/pages.h"

namespace samlad::app {
namespace {

using telemetry::HttpAnswer;

HttpAnswer ReadyPage(const Readiness& readiness) {
  const std::vector<Unmet> unmet = readiness.FindUnmet(std::chrono::steady_clock::now());
  return {.status = unmet.empty() ? 200 : 503,
          .content_type = "application/json",
          .body = ReadinessJson(unmet, readiness.FindWarnings())};
}

}  // namespace

telemetry::HttpPages MakePages(const telemetry::Metrics& metrics, const Readiness& readiness) {
  return [&](std::string_view path) -> std::optional<HttpAnswer> {
    if (path == "/live") return HttpAnswer{.status = 200, .body = "live\n"};
    if (path == "/ready") return ReadyPage(readiness);
    if (path == "/metrics") {
      return HttpAnswer{.status = 200,
                        .content_type = "text/plain; version=0.0.4; charset=utf-8",
                        .body = metrics.Text()};
    }
    return std::nullopt;
  };
}

}  // namespace samlad::app
