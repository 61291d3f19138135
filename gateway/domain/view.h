// SPDX-License-Identifier: EUPL-1.2
//
// The consolidated view and the state of obligations, computed from a prefix
// of the facts. Pure and deterministic: the same prefix, query and fold
// version give the same bytes.
// Design: architecture.md, "Periods and consolidation"; disclosure.md, last
// section.

#ifndef SAMLAD_GATEWAY_DOMAIN_VIEW_H_
#define SAMLAD_GATEWAY_DOMAIN_VIEW_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/domain/facts.h"
#include "samlad/v1/view.pb.h"

namespace samlad::domain {

// Version of everything below; named in every view. Raise it when the bytes of
// any view of any prefix could change.
inline constexpr uint32_t kFoldVersion = 3;

// The view over facts [0, as_of), as_of = query.as_of or all. Fills in
// everything but origin and root_hash, which are the ledger's.
//   INVALID_ARGUMENT     a period that the catalogue does not have, too many
//                        years, an unknown priority area, indicator or
//                        organisation
//   OUT_OF_RANGE         as_of beyond the facts
//   FAILED_PRECONDITION  no catalogue came into force before as_of; or
//                        breakdowns are asked for as of a moment when a report
//                        was in force that has been replaced since
absl::StatusOr<v1::View> ConsolidateView(const Facts& facts, const v1::ViewQuery& query);

// Below, as_of 0 is all facts; where there is no view, there is nothing: the
// answer is empty.

// Obligations of `period` (empty: every period of the catalogue that is not
// closed) over facts [0, as_of), for the organisations that `include` accepts,
// by due date, then catalogue order.
std::vector<v1::ObligationState> ObligationStates(
    const Facts& facts, uint64_t as_of, std::string_view period,
    const std::function<bool(std::string_view organisation)>& include);

// Follow-ups of projects for `period` over facts [0, as_of), catalogue order.
// What is said of any period counts by the latest one, and the owner's word
// before a participant's. What was measured of an indicator is left out where
// its figures are hidden, and where it is a small count; the position of the
// report stays.
std::vector<v1::ProjectRow> ProjectRows(const Facts& facts, uint64_t as_of,
                                        std::string_view period);

// The latest whole year with an accepted report before as_of, or the latest
// whole year of the catalogue; empty if there is none.
std::string DefaultPeriod(const Facts& facts, uint64_t as_of);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VIEW_H_
