// SPDX-License-Identifier: EUPL-1.2
//
// What is due and what came back, with templates to fill in and a calendar.

#ifndef SAMLAD_CLIENTS_WEB_SENDER_DUE_PAGE_H_
#define SAMLAD_CLIENTS_WEB_SENDER_DUE_PAGE_H_

#include <chrono>
#include <string>

#include "clients/board/html.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::web::sender {

// What has to be done about a due report first, what is done after it, each by due date.
// Pure but for the visit.
void RenderDue(const Visit& visit, const v1::ListObligationsResponse& owed,
               std::chrono::sys_days today, board::Html& html);

// "3 days left", "2 days late"; empty: `due` is no day.
std::string DaysText(const Visit& visit, const std::string& due, std::chrono::sys_days today);

Response ShowDue(Visit& visit);       // GET /due
Response ShowCalendar(Visit& visit);  // GET /due/calendar
// GET /due/template?organisation=&obligation=&period=&format=
Response GetTemplate(Visit& visit);

}  // namespace samlad::web::sender

#endif  // SAMLAD_CLIENTS_WEB_SENDER_DUE_PAGE_H_
