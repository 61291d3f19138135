// SPDX-License-Identifier: EUPL-1.2
//
// The reports that were accepted: the list, each one with its receipt, and
// withdrawing one.

#ifndef SAMLAD_CLIENTS_WEB_SENDER_HISTORY_PAGE_H_
#define SAMLAD_CLIENTS_WEB_SENDER_HISTORY_PAGE_H_

#include "clients/board/html.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::web::sender {

// Those that pass the filter, a page at a time. Pure but for the visit.
void RenderHistory(const Visit& visit, const v1::ListReportsResponse& reports, board::Html& html);

Response ShowHistory(Visit& visit);           // GET /reports
Response ShowReport(Visit& visit);            // GET /reports/{position}
Response GetReportReceipt(Visit& visit);      // GET /reports/{position}/receipt
Response GetReportBytes(Visit& visit);        // GET /reports/{position}/bytes
Response AskWithdrawal(Visit& visit);         // GET /reports/{position}/withdraw
Response WithdrawReport(Visit& visit);        // POST /reports/{position}/withdraw
Response GetWithdrawalReceipt(Visit& visit);  // GET /reports/{position}/withdrawal/receipt
Response GetWithdrawalBytes(Visit& visit);    // GET /reports/{position}/withdrawal/bytes

}  // namespace samlad::web::sender

#endif  // SAMLAD_CLIENTS_WEB_SENDER_HISTORY_PAGE_H_
