// SPDX-License-Identifier: EUPL-1.2
//
// Findings as lines for the operator's terminal.

#ifndef SAMLAD_GATEWAY_APP_FINDINGS_TEXT_H_
#define SAMLAD_GATEWAY_APP_FINDINGS_TEXT_H_

#include <string>

#include "samlad/v1/common.pb.h"

namespace samlad::app {

// "catalogue.yaml:12:3: error CATALOGUE_TIME_ZONE: what is wrong. How to fix
// it." Texts of the file are escaped (base/character_class.h).
std::string FindingText(const v1::Finding& finding);

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_FINDINGS_TEXT_H_
