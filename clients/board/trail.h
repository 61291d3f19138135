// SPDX-License-Identifier: EUPL-1.2
//
// The delivery trail as blocks of text for people.

#ifndef SAMLAD_CLIENTS_BOARD_TRAIL_H_
#define SAMLAD_CLIENTS_BOARD_TRAIL_H_

#include <string>

#include "clients/board/language.h"
#include "samlad/v1/board_service.pb.h"

namespace samlad::board {

// One block for each report, with one line for each step: a sign, its day and
// the full note. Text from others is made printable.
std::string RenderTrail(const v1::GetTrailResponse& trail, Language language, bool colour,
                        const absl::TimeZone& zone);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_TRAIL_H_
