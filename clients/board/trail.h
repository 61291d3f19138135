// SPDX-License-Identifier: EUPL-1.2
//
// The delivery trail as blocks of text for people.

#ifndef SAMLAD_CLIENTS_BOARD_TRAIL_H_
#define SAMLAD_CLIENTS_BOARD_TRAIL_H_

#include <string>

#include "clients/board/language.h"
#include "samlad/v1/board_service.pb.h"

namespace samlad::board {

// A block for each report: one line for each step of its way, with a sign, its
// day and what was said, of which nothing is left out. Text of strangers is
// made printable.
std::string RenderTrail(const v1::GetTrailResponse& trail, Language language, bool colour);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_TRAIL_H_
