// SPDX-License-Identifier: EUPL-1.2
//
// Titles for the codes of a breakdown: a view has codes, the catalogue their
// titles.

#ifndef SAMLAD_CLIENTS_BOARD_CODE_NAMES_H_
#define SAMLAD_CLIENTS_BOARD_CODE_NAMES_H_

#include "clients/board/language.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

// Replaces the codes of the view's cells by their titles, where the catalogue
// has them. For people only, because programs need the codes.
void NameCodes(const v1::Catalogue& catalogue, Language language, v1::View* view);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_CODE_NAMES_H_
