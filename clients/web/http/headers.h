// SPDX-License-Identifier: EUPL-1.2
//
// The headers of an answer, as a pure function of it: the ones against framing,
// sniffing, scripts and caching are on every answer, whatever made it.

#ifndef SAMLAD_CLIENTS_WEB_HTTP_HEADERS_H_
#define SAMLAD_CLIENTS_WEB_HTTP_HEADERS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/web/http/message.h"

namespace samlad::web {

enum class Scheme { kHttp, kHttps };

// Names and values, without Content-Length and Connection. No value holds a
// control character, whatever the answer holds.
std::vector<std::pair<std::string_view, std::string>> HeadersOf(const Response& response,
                                                                Scheme scheme);

// The policy of every page that sets none of its own.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'";

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_HTTP_HEADERS_H_
