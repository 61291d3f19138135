// SPDX-License-Identifier: EUPL-1.2
//
// A view as text for a terminal.

#ifndef SAMLAD_CLIENTS_BOARD_TABLE_H_
#define SAMLAD_CLIENTS_BOARD_TABLE_H_

#include <string>

#include "clients/board/language.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

// The view's sections as aligned UTF-8 text, each line ended. `colour`: with
// ANSI escapes; every state is also a word. Control characters in text from
// others are replaced, so that no report can control a terminal. The same view,
// language and colour give the same bytes.
std::string RenderBoardTable(const v1::View& view, Language language, bool colour);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_TABLE_H_
