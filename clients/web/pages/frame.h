// SPDX-License-Identifier: EUPL-1.2
//
// The frame of pages for those who are not signed in, and the pages that refuse.
// page.h has the frame for everybody else.

#ifndef SAMLAD_CLIENTS_WEB_PAGES_FRAME_H_
#define SAMLAD_CLIENTS_WEB_PAGES_FRAME_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "clients/board/html.h"
#include "clients/web/http/message.h"
#include "clients/web/session/language_choice.h"
#include "clients/web/session/visit.h"

namespace samlad::web {

// A place in the list of pages.
struct Place {
  std::string_view path;
  Phrase name;
  std::span<const v1::Permission> any_of;  // empty: everybody
};
// All places, in the order in which they are listed.
std::span<const Place> Places();

// <head>, the skip link and the header as far as everybody sees it. `visit`: who
// is signed in; null: nobody. Its links to the other language keep the request's query.
board::Html BeginDocument(board::Language language, std::string_view title, const Visit* visit,
                          const Request& request);
void EndDocument(board::Language language, board::Html& html);

// Why somebody gets no further, and what to do about it.
struct Refusal {
  int status = 403;
  Phrase title, what, fix;
  // For somebody who knows the matter: the reason in the machine's own words.
  std::string detail = {};
};

// In the language that is known, or else in both, Swedish first.
Response RefusalPage(const LanguageChoice& language, const Refusal& refusal,
                     const Request& request);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_PAGES_FRAME_H_
