// SPDX-License-Identifier: EUPL-1.2
//
// Who owes which report for a period, and how far each has come. Pure.

#ifndef SAMLAD_CLIENTS_WEB_COORDINATOR_OBLIGATIONS_H_
#define SAMLAD_CLIENTS_WEB_COORDINATOR_OBLIGATIONS_H_

#include <string>
#include <vector>

#include "clients/board/html.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/board_service.pb.h"

namespace samlad::web::coordinator {

// The periods of the trail, latest first.
std::vector<std::string> PeriodsOf(const v1::GetTrailResponse& trail);
// The period whose due date is nearest to `today` (ISO 8601); empty: there is none.
std::string NearestPeriod(const v1::GetTrailResponse& trail, std::string_view today);

// Organisations by obligations; those organisations that pass the filter.
void AddMatrix(const Visit& visit, const v1::GetTrailResponse& trail, std::string_view period,
               board::Html& html);

// What may be decided on one due report now.
void AddDutyForms(const Visit& visit, const v1::ObligationState& duty, board::Html& html);

}  // namespace samlad::web::coordinator

#endif  // SAMLAD_CLIENTS_WEB_COORDINATOR_OBLIGATIONS_H_
