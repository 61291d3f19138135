// SPDX-License-Identifier: EUPL-1.2
//
// The delivery trail as a table for people.

#ifndef SAMLAD_CLIENTS_BOARD_TRAIL_H_
#define SAMLAD_CLIENTS_BOARD_TRAIL_H_

#include <string>

#include "clients/board/language.h"
#include "samlad/v1/board_service.pb.h"

namespace samlad::board {

// One line a report: each step of its way with a sign and its day, then what
// the minutes say. Text of strangers is made printable.
std::string RenderTrail(const v1::GetTrailResponse& trail, Language language, bool colour);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_TRAIL_H_
