// SPDX-License-Identifier: EUPL-1.2
//
// The pages of a draft: what the check says, the figures beside those of the last period,
// the annotated workbook, and signing off.

#ifndef SAMLAD_CLIENTS_WEB_SENDER_DRAFT_PAGE_H_
#define SAMLAD_CLIENTS_WEB_SENDER_DRAFT_PAGE_H_

#include "clients/board/html.h"
#include "clients/web/sender/checked_draft.h"
#include "clients/web/sender/sign_form.h"
#include "clients/web/session/visit.h"

namespace samlad::web::sender {

// That the draft is forgotten, and the way on.
Response DraftGonePage(const Visit& visit);

// The verdict, which report it is, and all findings. Pure but for the visit.
void RenderChecked(const Visit& visit, const CheckedDraft& draft, board::Html& html);

Response ShowDraft(Visit& visit);         // GET /reports/draft/{id}, of both kinds
Response ShowDraftFigures(Visit& visit);  // GET /reports/draft/{id}/figures
Response GetAnnotated(Visit& visit);      // GET /reports/draft/{id}/annotated
Response SignDraft(Visit& visit);         // POST /reports/draft/{id}/sign

}  // namespace samlad::web::sender

#endif  // SAMLAD_CLIENTS_WEB_SENDER_DRAFT_PAGE_H_
