// SPDX-License-Identifier: EUPL-1.2
//
// The frame of every page: head, who is signed in, the list of pages that this
// one may read, language, foot. Built for WCAG 2.2 AA; no script.

#ifndef SAMLAD_CLIENTS_WEB_PAGES_PAGE_H_
#define SAMLAD_CLIENTS_WEB_PAGES_PAGE_H_

#include <string_view>

#include "absl/status/status.h"
#include "clients/board/html.h"
#include "clients/web/session/visit.h"

namespace samlad::web {

// Begins a page whose heading (h1) is `title`, and says why a form was refused
// (visit.refused). What is written next is the content of <main>.
board::Html BeginPage(const Visit& visit, std::string_view title);
// `status` of HTTP: 200 unless the page tells of a failure; of a refused form, 400.
Response EndPage(const Visit& visit, board::Html html, int status = 200);

// The page again whose form was refused (`page` shows it), with the reason and with what
// was typed. Nothing was sent.
Response AskAgain(Visit& visit, Handler page, std::string_view why);
// The same after the gateway refused it, where what was typed can be the reason; a
// failure page otherwise.
Response AskAgainAfter(Visit& visit, Handler page, const absl::Status& status);

// A page that says what went wrong, why, and what to do: the gateway is down
// (503), refused (403), does not have it (404), or did not like it (400). Of a form
// without files that the gateway did not answer, what was typed can be sent again.
Response FailurePage(const Visit& visit, const absl::Status& status);

// A form that posts to `action`, with the token against forged requests.
enum class FormKind { kPlain, kWithFiles };
void BeginForm(const Visit& visit, std::string_view action, FormKind kind, board::Html& html);
void EndForm(board::Html& html);
void AddHidden(std::string_view name, std::string_view value, board::Html& html);
// A box that narrows the list below: posts nothing, its value is the query's
// "filter".
void AddFilterBox(const Visit& visit, std::string_view action, board::Html& html);
// Whether a line passes the filter: every word of it is in `text`, whatever its case.
bool PassesFilter(const Visit& visit, std::string_view text);

// "page" of the query, from 1; a list is shown kRowsPerPage rows at a time.
size_t PageNumber(const Visit& visit);
inline constexpr size_t kRowsPerPage = 200;
// Links to the other pages of a list of `rows`; nothing if one page holds them.
void AddPager(const Visit& visit, size_t rows, board::Html& html);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_PAGES_PAGE_H_
