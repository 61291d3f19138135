// SPDX-License-Identifier: EUPL-1.2
//
// The parts of the page of one report, made of values alone.

#ifndef SAMLAD_CLIENTS_WEB_COORDINATOR_REVIEW_H_
#define SAMLAD_CLIENTS_WEB_COORDINATOR_REVIEW_H_

#include <optional>
#include <string>
#include <vector>

#include "clients/board/html.h"
#include "clients/reporting/revision.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::web::coordinator {

// State, decision and sign-off.
void AddReportHead(const Visit& visit, const reporting::Revision& revision, board::Html& html);
// What the sender was warned about, with the answers.
void AddWarnings(const Visit& visit, const reporting::Revision& revision, board::Html& html);
// The figures next to those of the period before and of the version before; those that
// pass the filter, one page of them.
void AddReviewFigures(const Visit& visit, const reporting::Revision& revision,
                      const std::optional<v1::Report>& before, board::Html& html);
// The free texts, with what in them seems to be an identity number or a small number.
void AddReviewTexts(const Visit& visit, const v1::Report& report, board::Html& html);

// What a remark may name: indicators, activities and projects of the report, each once.
std::vector<std::string> RemarkHeadings(const v1::Report& report);
// The decision that the form asks for: the reason and every remark that is not empty.
v1::ReportReviewed ReviewOfForm(const Visit& visit, uint64_t report);

}  // namespace samlad::web::coordinator

#endif  // SAMLAD_CLIENTS_WEB_COORDINATOR_REVIEW_H_
