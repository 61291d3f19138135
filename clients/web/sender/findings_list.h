// SPDX-License-Identifier: EUPL-1.2
//
// Findings as a page shows them: a line for each place, errors first, a page at a
// time. Pure but for the visit.

#ifndef SAMLAD_CLIENTS_WEB_SENDER_FINDINGS_LIST_H_
#define SAMLAD_CLIENTS_WEB_SENDER_FINDINGS_LIST_H_

#include <cstddef>
#include <string>
#include <vector>

#include "clients/board/html.h"
#include "clients/reporting/report_input.h"
#include "clients/web/session/visit.h"
#include "gateway/formats/source_map.h"
#include "samlad/v1/common.pb.h"

namespace samlad::web::sender {

// One place of a finding, which must outlive it.
struct FindingLine {
  const v1::Finding* finding = nullptr;
  size_t place = 0;  // 0: the first; else the index in also(), from 1
};

// All places of all findings, in their order.
std::vector<FindingLine> LinesOf(const reporting::Findings& findings);

// "report.xlsx: Nyckeltal!G3" of a line; `places`: where fields came from.
std::string PlaceText(const FindingLine& line, const formats::SourceMap& places);

void AddFindings(const Visit& visit, const reporting::Findings& findings,
                 const formats::SourceMap& places, board::Html& html);

}  // namespace samlad::web::sender

#endif  // SAMLAD_CLIENTS_WEB_SENDER_FINDINGS_LIST_H_
