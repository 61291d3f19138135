// SPDX-License-Identifier: EUPL-1.2
//
// The handlers of the coordinator's pages, by page.

#ifndef SAMLAD_CLIENTS_WEB_COORDINATOR_PAGES_H_
#define SAMLAD_CLIENTS_WEB_COORDINATOR_PAGES_H_

#include "clients/web/session/visit.h"

namespace samlad::web::coordinator {

Response ShowInbox(Visit& visit);

// One report: what it says, and what is decided on it.
Response ShowReview(Visit& visit);
Response PostReview(Visit& visit);
Response PostClearing(Visit& visit);

// The matrix, and one due report of it.
Response ShowObligations(Visit& visit);
Response ShowDuty(Visit& visit);
Response PostWaiver(Visit& visit);
Response PostReopening(Visit& visit);

Response ShowCatalogue(Visit& visit);
Response GetCatalogueFile(Visit& visit);
Response ShowPlanForm(Visit& visit);
Response PostPlan(Visit& visit);

Response ShowPublishForm(Visit& visit);
Response PostPublish(Visit& visit);
Response ShowPublished(Visit& visit);
Response GetEditionFile(Visit& visit);

// The receipt of a decision of the one who is signed in.
Response GetDecisionReceipt(Visit& visit);

}  // namespace samlad::web::coordinator

#endif  // SAMLAD_CLIENTS_WEB_COORDINATOR_PAGES_H_
