// SPDX-License-Identifier: EUPL-1.2
//
// The content of a report as a page shows it. Pure but for the visit.

#ifndef SAMLAD_CLIENTS_WEB_SENDER_FIGURES_H_
#define SAMLAD_CLIENTS_WEB_SENDER_FIGURES_H_

#include <string>

#include "clients/board/html.h"
#include "clients/web/session/visit.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "samlad/v1/coordination_service.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::web::sender {

// All figures of the report, a page at a time, beside those of `previous`, the report of
// the period before; null: there is none. Figures that only that one has come last.
void AddFigures(const Visit& visit, const v1::Report& report, const v1::Report* previous,
                board::Html& html);

// What differs between two revisions; at most kRowsPerPage lines, and how many more.
void AddChanges(const Visit& visit, uint64_t replaces,
                const google::protobuf::RepeatedPtrField<v1::ObservationChange>& changes,
                board::Html& html);

// Activities, follow-ups and the comment; headings are h2.
void AddTexts(const Visit& visit, const v1::Report& report, board::Html& html);

// "Eva Exempel, Controller, 2026-02-10"; empty: nobody.
std::string SignOffText(const v1::SignOff& sign_off);

// "+1.5": what the value changed by; empty: one of them has none.
std::string DifferenceText(const Visit& visit, const v1::Observation& before,
                           const v1::Observation& after);

}  // namespace samlad::web::sender

#endif  // SAMLAD_CLIENTS_WEB_SENDER_FIGURES_H_
