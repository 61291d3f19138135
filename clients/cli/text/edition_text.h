// SPDX-License-Identifier: EUPL-1.2
//
// What people read of an edition besides its view.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_EDITION_TEXT_H_
#define SAMLAD_CLIENTS_CLI_TEXT_EDITION_TEXT_H_

#include <ostream>

#include "clients/board/language.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::cli {

// What changed since the edition before, and how much is hidden; nothing where the
// edition says nothing.
void PrintEdition(const v1::Edition& edition, board::Language language, std::ostream& out);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_EDITION_TEXT_H_
