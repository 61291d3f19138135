// SPDX-License-Identifier: EUPL-1.2
//
// What changed from one edition to the next, in figures and in words.

#ifndef SAMLAD_GATEWAY_DOMAIN_EDITION_DIFFERENCE_H_
#define SAMLAD_GATEWAY_DOMAIN_EDITION_DIFFERENCE_H_

#include "samlad/v1/edition.pb.h"

namespace samlad::domain {

// Over the figures for all organisations: whole, history, cells. Pure.
v1::EditionDifference DifferenceOf(const v1::View& before, const v1::View& now);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_EDITION_DIFFERENCE_H_
