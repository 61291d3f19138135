// SPDX-License-Identifier: EUPL-1.2
//
// Due dates as a calendar that people subscribe to or open (iCalendar, RFC 5545).

#ifndef SAMLAD_CLIENTS_BOARD_CALENDAR_H_
#define SAMLAD_CLIENTS_BOARD_CALENDAR_H_

#include <cstdint>
#include <string>

#include "clients/board/language.h"
#include "google/protobuf/repeated_field.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

// One all-day event for each due report with a due date. The same duty keeps its
// UID, so that a calendar that reads the file again replaces its event.
// `now_ms`: when the calendar was made, milliseconds since the Unix epoch.
std::string RenderCalendar(const google::protobuf::RepeatedPtrField<v1::ObligationState>& owed,
                           int64_t now_ms, Language language);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_CALENDAR_H_
