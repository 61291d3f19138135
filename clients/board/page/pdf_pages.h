// SPDX-License-Identifier: EUPL-1.2
//
// Reads from a PDF on which page each anchor of the printed HTML page is (ISO
// 32000-1, 7.7.3 and 12.3.2.3). Browsers have no way to write that number into the
// page that they print, so it is printed twice.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_PDF_PAGES_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_PDF_PAGES_H_

#include <map>
#include <string>
#include <string_view>

namespace samlad::board {

// Page numbers, from 1, by anchor. Understands PDFs as Chromium (Skia) writes them,
// with plain objects; of any other it is empty.
std::map<std::string, int> PagesOfAnchors(std::string_view pdf);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_PDF_PAGES_H_
