// SPDX-License-Identifier: EUPL-1.2

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_STYLE_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_STYLE_H_

#include "clients/board/html.h"
#include "clients/board/page/page_parts.h"

namespace samlad::board {

// The page's one style sheet, with the words that it writes: the headings of
// columns where a table is shown as cards, and the foot of printed pages. None of
// them comes from the view.
void AddStyle(const PageContext& page, Html& html);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_STYLE_H_
