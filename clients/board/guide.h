// SPDX-License-Identifier: EUPL-1.2
//
// What an obligation asks for, for those who collect the figures: each indicator
// with its definition, its parts, breakdowns and plausible range.

#ifndef SAMLAD_CLIENTS_BOARD_GUIDE_H_
#define SAMLAD_CLIENTS_BOARD_GUIDE_H_

#include <string>
#include <vector>

#include "clients/board/language.h"
#include "samlad/v1/catalogue.pb.h"

namespace samlad::board {

// The obligations to describe, of this catalogue, which must outlive the call.
struct GuideRequest {
  const v1::Catalogue& catalogue;
  std::vector<const v1::Obligation*> obligations;
};

// Lines of at most 96 cells, with a final newline.
std::string RenderGuideText(const GuideRequest& request, Language language);

// A page of its own, without scripts or anything from elsewhere (WCAG 2.2 AA).
std::string RenderGuidePage(const GuideRequest& request, Language language);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_GUIDE_H_
