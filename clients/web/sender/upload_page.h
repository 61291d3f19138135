// SPDX-License-Identifier: EUPL-1.2
//
// Uploading the files of a report, which become a draft.

#ifndef SAMLAD_CLIENTS_WEB_SENDER_UPLOAD_PAGE_H_
#define SAMLAD_CLIENTS_WEB_SENDER_UPLOAD_PAGE_H_

#include <string>

#include "clients/board/html.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/report.pb.h"

namespace samlad::web::sender {

// What an upload is for; parts may be empty.
void AddUploadForm(const Visit& visit, const v1::Report& chosen, const std::string& fault,
                   board::Html& html);

// Where the steps from upload to receipt stand; `step` from 0.
void AddSteps(const Visit& visit, size_t step, board::Html& html);

// Keeps a draft and goes to its page; `from`: the draft that it was made of, or empty.
Response KeepDraft(Visit& visit, Draft draft, std::string_view from);

Response AskUpload(Visit& visit);     // GET /reports/new
Response TakeUpload(Visit& visit);    // POST /reports/new
Response ChooseReport(Visit& visit);  // POST /reports/draft/{id}/choose

}  // namespace samlad::web::sender

#endif  // SAMLAD_CLIENTS_WEB_SENDER_UPLOAD_PAGE_H_
