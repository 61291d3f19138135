// SPDX-License-Identifier: EUPL-1.2
//
// What an uploaded catalogue would change.

#ifndef SAMLAD_CLIENTS_WEB_COORDINATOR_PLAN_H_
#define SAMLAD_CLIENTS_WEB_COORDINATOR_PLAN_H_

#include <string_view>

#include "clients/board/html.h"
#include "clients/cli/session/catalogue_file.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/catalogue_service.pb.h"

namespace samlad::web::coordinator {

// The outcome in a sentence, the command that applies it, findings with their places in
// the file, changes, and what organisations then owe.
void AddPlan(const Visit& visit, std::string_view file, const cli::CatalogueInput& input,
             const v1::CatalogueServicePlanResponse& plan, board::Html& html);

}  // namespace samlad::web::coordinator

#endif  // SAMLAD_CLIENTS_WEB_COORDINATOR_PLAN_H_
