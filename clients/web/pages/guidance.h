// SPDX-License-Identifier: EUPL-1.2
//
// Help, and the accessibility statement that the Swedish act on accessibility of
// digital public services (2018:1937) asks for, with the content that Commission
// Implementing Decision (EU) 2018/1523 lists.

#ifndef SAMLAD_CLIENTS_WEB_PAGES_GUIDANCE_H_
#define SAMLAD_CLIENTS_WEB_PAGES_GUIDANCE_H_

#include "clients/board/html.h"
#include "clients/web/session/visit.h"

namespace samlad::web {

inline constexpr Phrase kHelpTitle{"Hjälp", "Help"};
inline constexpr Phrase kAccessibilityTitle{"Tillgänglighet", "Accessibility"};

// What follows the heading of the page.
void AddHelp(board::Language language, board::Html& html);
void AddAccessibility(board::Language language, board::Html& html);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_PAGES_GUIDANCE_H_
