// SPDX-License-Identifier: EUPL-1.2
//
// An indicator beside others: its groups, and other municipalities.

#ifndef SAMLAD_CLIENTS_WEB_BOARD_BREAKDOWN_TABLES_H_
#define SAMLAD_CLIENTS_WEB_BOARD_BREAKDOWN_TABLES_H_

#include "clients/board/html.h"
#include "clients/board/page/page_parts.h"
#include "clients/web/session/visit.h"

namespace samlad::web::editions {

// A table for each set of dimensions by which the row is broken down, single ones
// first, with a bar for each value; nothing if it has no cells.
void AddBreakdownTables(const Visit& visit, const board::PageContext& page,
                        const v1::IndicatorRow& row, board::Html& html);

// The municipality, the county and the country in each comparison series, with the
// source; nothing if there is none.
void AddComparisons(const Visit& visit, const board::PageContext& page, const v1::IndicatorRow& row,
                    board::Html& html);

}  // namespace samlad::web::editions

#endif  // SAMLAD_CLIENTS_WEB_BOARD_BREAKDOWN_TABLES_H_
