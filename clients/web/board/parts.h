// SPDX-License-Identifier: EUPL-1.2
//
// What the board's pages are put together of.

#ifndef SAMLAD_CLIENTS_WEB_BOARD_PARTS_H_
#define SAMLAD_CLIENTS_WEB_BOARD_PARTS_H_

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "clients/board/html.h"
#include "clients/board/page/page_parts.h"
#include "clients/web/board/shown_edition.h"
#include "clients/web/pages/page.h"
#include "clients/web/session/visit.h"
#include "google/protobuf/repeated_field.h"

namespace samlad::web::editions {

// A page about an edition: says at once which one, of what moment, and whether it
// is the newest; and at its end what [c] means. `here` is the page's own path, for
// the link to the same page in the newest edition.
board::Html BeginEditionPage(const Visit& visit, const ShownEdition& shown, std::string_view title,
                             std::string_view here);
Response EndEditionPage(const Visit& visit, board::Html html);

// Reads the edition that the visit asks for and renders it; or the page that says
// that there is none, or what failed.
using EditionRenderer = Response (*)(const Visit& visit, const ShownEdition& shown);
Response WithAskedEdition(Visit& visit, EditionRenderer render);
// The page of a failed read; where no edition was ever published, it says so.
Response FailEdition(const Visit& visit, const absl::Status& status);
// 404, in words of ours.
Response NotThere(const Visit& visit, const Phrase& what, std::string_view id);

// A table that becomes cards on narrow screens, with its caption shown.
void BeginList(std::string_view caption, std::initializer_list<std::string_view> headings,
               board::Html& html);
// A cell that names its column, for the cards.
void BeginCell(std::string_view label, board::Html& html);
void AddCell(std::string_view label, std::string_view text, board::Html& html);
void EndList(board::Html& html);

// A term and what it is, of a <dl class="facts">; nothing if the text is empty.
void AddFact(std::string_view label, std::string_view text, board::Html& html);
void AddFact(std::string_view label, const board::Picked& text, board::Html& html);

// A link to a page of ours.
void AddPageLink(std::string_view path, std::string_view text, board::Html& html);
void AddPageLink(std::string_view path, const board::Picked& text, board::Html& html);

// The number of an entry; a link to the way of its report, if it is one of the
// reports of the edition.
void AddEntry(const ShownEdition& shown, uint64_t position, board::Html& html);
void AddEntries(const ShownEdition& shown,
                const google::protobuf::RepeatedField<uint64_t>& positions, board::Html& html);

// "Organisation (entry 7)" for every report behind a figure; nothing if none is known.
void AddSources(const Visit& visit, const ShownEdition& shown, const v1::Figure& figure,
                board::Html& html);

// A name from the catalogue, else from the view, else the id.
board::Picked NameIn(const Visit& visit, const ShownEdition& shown, std::string_view id);

}  // namespace samlad::web::editions

#endif  // SAMLAD_CLIENTS_WEB_BOARD_PARTS_H_
