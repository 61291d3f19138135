// SPDX-License-Identifier: EUPL-1.2
//
// What an edition says is different from the one before.

#ifndef SAMLAD_CLIENTS_WEB_BOARD_CHANGES_H_
#define SAMLAD_CLIENTS_WEB_BOARD_CHANGES_H_

#include "clients/board/html.h"
#include "clients/web/board/shown_edition.h"
#include "clients/web/session/visit.h"

namespace samlad::web::editions {

// The edition's own words, and how many figures are new, revised, hidden, shown
// again and gone; of the first edition, that it is the first.
void AddChangesInWords(const Visit& visit, const ShownEdition& shown, board::Html& html);

// Every figure that changed, a page of them at a time; nothing if none did.
void AddChangesInFigures(const Visit& visit, const ShownEdition& shown, board::Html& html);

}  // namespace samlad::web::editions

#endif  // SAMLAD_CLIENTS_WEB_BOARD_CHANGES_H_
