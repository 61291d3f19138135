// SPDX-License-Identifier: EUPL-1.2
//
// What must go with a hidden figure, because it would narrow it down: status,
// trend, sums over years, comparisons of the same count, values told in projects
// (docs/editions.md, section 7).

#ifndef SAMLAD_GATEWAY_DOMAIN_EDITION_HIDE_FIGURES_H_
#define SAMLAD_GATEWAY_DOMAIN_EDITION_HIDE_FIGURES_H_

#include "gateway/domain/edition/edition_figures.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain {

// Replaces the numbers by the code for confidential.
void HideFigure(v1::Figure& figure);

// The rest, once every hidden figure of the view and of `edition.earlier` is hidden.
void HideWhatFollows(const Definitions& definitions, const v1::Edition& edition, v1::View& view);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_EDITION_HIDE_FIGURES_H_
