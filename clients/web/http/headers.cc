// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/http/headers.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "clients/web/http/form.h"
#include "gateway/base/strings.h"

namespace samlad::web {
namespace {

std::string WithoutControls(std::string_view value) {
  std::string clean;
  std::ranges::copy_if(value, std::back_inserter(clean),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
  return clean;
}

// RFC 6266 and RFC 8187: a name of ASCII for old browsers, and the real one.
std::string Disposition(std::string_view file_name) {
  std::string plain;
  for (const char c : file_name) {
    const bool is_safe =
        absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_';
    plain += is_safe ? c : '_';
  }
  return StrCat("attachment; filename=\"", plain, "\"; filename*=UTF-8''", UrlEncode(file_name));
}

}  // namespace

std::vector<std::pair<std::string_view, std::string>> HeadersOf(const Response& response,
                                                                Scheme scheme) {
  const bool is_page = response.content_security_policy.empty();
  std::vector<std::pair<std::string_view, std::string>> headers = {
      {"Content-Type", WithoutControls(response.content_type)},
      {"Content-Security-Policy", is_page ? std::string(kContentSecurityPolicy)
                                          : WithoutControls(response.content_security_policy)},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      // With "no-referrer" a browser sends "Origin: null" with a form of our own
      // (Fetch standard, 3.1). An address that must not get out is never a page.
      {"Referrer-Policy", response.status == 303 ? "no-referrer" : "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
      {"Cache-Control", response.cache_s > 0 ? StrCat("private, max-age=", response.cache_s)
                                             : std::string("no-store")},
  };
  if (scheme == Scheme::kHttps) {
    headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  }
  if (!response.location.empty()) {
    headers.emplace_back("Location", WithoutControls(response.location));
  }
  if (!response.file_name.empty()) {
    headers.emplace_back("Content-Disposition", Disposition(response.file_name));
  }
  if (response.status == 405) headers.emplace_back("Allow", "GET, HEAD, POST");
  if (response.status == 429 || response.status == 503) headers.emplace_back("Retry-After", "5");
  for (const std::string& cookie : response.cookies) {
    headers.emplace_back("Set-Cookie", WithoutControls(cookie));
  }
  return headers;
}

}  // namespace samlad::web
