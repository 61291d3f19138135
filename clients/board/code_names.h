// SPDX-License-Identifier: EUPL-1.2
//
// What the codes of a breakdown are called: a view has codes, the catalogue
// their titles.

#ifndef SAMLAD_CLIENTS_BOARD_CODE_NAMES_H_
#define SAMLAD_CLIENTS_BOARD_CODE_NAMES_H_

#include "clients/board/language.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

// Puts titles in place of the codes of the view's cells, as far as the
// catalogue has them. For people only: programs want codes.
void NameCodes(const v1::Catalogue& catalogue, Language language, v1::View* view);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_CODE_NAMES_H_
