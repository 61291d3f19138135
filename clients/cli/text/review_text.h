// SPDX-License-Identifier: EUPL-1.2
//
// What the coordinating office has decided on a report, as text. Pure but for
// what is printed.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_REVIEW_TEXT_H_
#define SAMLAD_CLIENTS_CLI_TEXT_REVIEW_TEXT_H_

#include <ostream>
#include <string>

#include "clients/board/language.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "samlad/v1/board_service.pb.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::cli {

// Prints the coordinator's remarks on a report, one a line; nothing if there
// are none.
void PrintRemarks(const std::string& reason,
                  const google::protobuf::RepeatedPtrField<v1::ReviewRemark>& remarks,
                  std::ostream& out);

// "sent back (17)"; empty: there is no decision yet.
std::string ReviewText(const v1::ReportSummary& report, board::Language language);

// Whether figures use the report: it is not replaced, sent back or withdrawn.
bool IsInForce(const v1::ReportSummary& report);

// Whether the coordinator has something to look at: a report that waits for a
// decision or a correction, or one that the board has not taken note of yet and
// that nobody has decided on.
bool IsNew(const v1::TrailRow& row);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_REVIEW_TEXT_H_
