// SPDX-License-Identifier: EUPL-1.2
//
// The smallest catalogue that has every kind of element and nothing to remark.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_SMALL_CATALOGUE_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_SMALL_CATALOGUE_H_

#include "samlad/v1/catalogue.pb.h"

namespace samlad::domain {

// Organisations office (administers), company, its subsidiary; documents plan
// and roadmap; goal g1 of area F1; indicator I-1 (count, two versions) and I-2
// (ratio, split by sex and by category "residence"); periods 2024, 2025;
// obligation annual, running project p1, role steering (of office),
// recommendation R1, comparison series s1.
v1::Catalogue SmallCatalogue();

}  // namespace samlad::domain

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_SMALL_CATALOGUE_H_
