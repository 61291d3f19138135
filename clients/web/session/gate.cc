// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/gate.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "gateway/base/strings.h"

namespace samlad::web {
namespace {

std::string Lower(std::string_view text) { return absl::AsciiStrToLower(ToAbsl(text)); }

bool IsHostCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == ':' ||
         c == '[' || c == ']';
}

// The origin of a Referer: what stands before its path.
std::string_view OriginOf(std::string_view referer) {
  const size_t host = referer.find("://");
  return host == referer.npos ? "" : referer.substr(0, referer.find('/', host + 3));
}

// A request that changes nothing and whose answer no other site can read.
bool IsNavigation(const Request& request) {
  return request.method == Method::kGet &&
         FirstOf(request.headers, "sec-fetch-mode") == "navigate" &&
         FirstOf(request.headers, "sec-fetch-dest") == "document";
}

}  // namespace

absl::StatusOr<Site> ParseSite(std::string_view origin) {
  std::string text = Lower(origin);
  if (text.ends_with('/')) text.pop_back();
  const bool is_secure = text.starts_with("https://");
  const size_t host_at = is_secure ? 8 : text.starts_with("http://") ? 7 : 0;
  const std::string host = text.substr(host_at);
  if (host_at == 0 || host.empty() || !std::ranges::all_of(host, IsHostCharacter)) {
    return absl::InvalidArgumentError(
        StrCat("\"", origin, "\" is no address of a site; write it as https://samlad.example"));
  }
  const std::string_view default_port = is_secure ? ":443" : ":80";
  if (text.ends_with(default_port)) text.resize(text.size() - default_port.size());
  return Site{.origin = text, .host = text.substr(host_at)};
}

Gate CheckGate(const Request& request, const Site& site) {
  if (Lower(FirstOf(request.headers, "host")) != site.host) return Gate::kOtherHost;
  const std::string_view fetch_site = FirstOf(request.headers, "sec-fetch-site");
  const bool is_ours = fetch_site.empty() || fetch_site == "same-origin" || fetch_site == "none";
  if (!is_ours && !IsNavigation(request)) return Gate::kOtherSite;
  if (request.method != Method::kPost) return Gate::kOpen;
  const std::string_view origin = FirstOf(request.headers, "origin");
  const std::string_view sender =
      origin.empty() ? OriginOf(FirstOf(request.headers, "referer")) : origin;
  return Lower(sender) == site.origin ? Gate::kOpen : Gate::kOtherSite;
}

}  // namespace samlad::web
