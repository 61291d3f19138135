// SPDX-License-Identifier: EUPL-1.2
//
// Addresses of the board's pages.

#ifndef SAMLAD_CLIENTS_WEB_BOARD_LINKS_H_
#define SAMLAD_CLIENTS_WEB_BOARD_LINKS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "clients/web/board/shown_edition.h"

namespace samlad::web::editions {

// `path` in the same edition: it is named where it is not the newest.
std::string InEdition(const ShownEdition& shown, std::string_view path);

// A positive whole number, as positions are; nullopt: `text` is none.
std::optional<uint64_t> ReadPosition(std::string_view text);

// Pages of one thing.
std::string EditionPath(uint64_t position);
std::string IndicatorPath(const ShownEdition& shown, std::string_view id);
std::string OrganisationPath(const ShownEdition& shown, std::string_view id);
std::string ProjectPath(const ShownEdition& shown, std::string_view id);
std::string AcknowledgementPath(uint64_t position);

}  // namespace samlad::web::editions

#endif  // SAMLAD_CLIENTS_WEB_BOARD_LINKS_H_
