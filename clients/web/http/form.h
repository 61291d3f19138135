// SPDX-License-Identifier: EUPL-1.2
//
// Reads what a browser sends besides its headers: the address, cookies and
// forms. Pure functions; everything is bounded (clients/web/limits.h), and every
// text is valid UTF-8 or refused. Errors are INVALID_ARGUMENT, or
// RESOURCE_EXHAUSTED where something is too many or too long.

#ifndef SAMLAD_CLIENTS_WEB_HTTP_FORM_H_
#define SAMLAD_CLIENTS_WEB_HTTP_FORM_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "clients/web/http/message.h"

namespace samlad::web {

// "/reports/17?lang=sv" (RFC 9112, origin-form) into path and query. A path that
// holds "//", "." or ".." as a part, an encoded "/" or a control character is
// refused.
absl::Status ParseTarget(std::string_view target, Request& request);

// "name=v&other=v" (WHATWG URL, 5.1), after what `fields` holds.
absl::Status ParseUrlEncoded(std::string_view text, Fields& fields);

// A value as a part of an address: what is no letter, digit, "-", "." or "_" is
// escaped.
std::string UrlEncode(std::string_view text);

// The value of a Cookie header (RFC 6265, 4.2). What is no pair is left out.
void ParseCookies(std::string_view header, Fields& cookies);

// The body of a posted form, by its Content-Type: urlencoded, or multipart
// (RFC 7578) with files. Any other type is refused.
absl::Status ParseForm(std::string_view content_type, std::string_view body, Request& request);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_HTTP_FORM_H_
