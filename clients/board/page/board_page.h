// SPDX-License-Identifier: EUPL-1.2
//
// The board's page: a view as one plain HTML file.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_BOARD_PAGE_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_BOARD_PAGE_H_

#include <map>
#include <string>
#include <string_view>

#include "clients/board/language.h"
#include "clients/board/page/baselines.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

struct PageOptions {
  // The printed page on which each section begins, by its anchor, where that is
  // known: HTML cannot know it (PagesOfAnchors reads it from a PDF).
  std::map<std::string, int> page_of = {};
  // Said above everything else, for a view that is no edition; empty: nothing.
  std::string_view notice = {};
  // With them the page says what a figure would be on the line to its target.
  Baselines baselines = {};
};

// A complete HTML document (WHATWG HTML), self-contained: no script, nothing
// loaded from elsewhere, which its own content security policy enforces. The
// first screen is one printed A4 page with a fixed budget, whatever the view has.
// Built for WCAG 2.2 AA and for print on A4. Everything that comes from the view
// is escaped. Swedish text in place of a missing English one declares its
// language; the language of what reporters wrote is not known. The same view,
// language and options give the same bytes.
std::string RenderBoardPage(const v1::View& view, Language language,
                            const PageOptions& options = {});

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_BOARD_PAGE_H_
