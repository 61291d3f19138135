// SPDX-License-Identifier: EUPL-1.2
//
// The simple rule that is often used instead of disclosure control: what is small is
// hidden, and where one cell of a line is hidden, so is another.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_EDITION_SIMPLE_RULE_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_EDITION_SIMPLE_RULE_H_

#include "samlad/v1/edition.pb.h"

namespace samlad::attacks {

// `edition`: of which the view is; for its definitions and code lists.
void HideTwoPerLine(const v1::Edition& edition, v1::View& view);

}  // namespace samlad::attacks

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_EDITION_SIMPLE_RULE_H_
