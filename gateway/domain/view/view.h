// SPDX-License-Identifier: EUPL-1.2
//
// The consolidated view, computed from a prefix of the facts. Pure and
// deterministic: the same prefix, query and fold version give the same bytes.
// The rules for readers: docs/consolidation.md.

#ifndef SAMLAD_GATEWAY_DOMAIN_VIEW_VIEW_H_
#define SAMLAD_GATEWAY_DOMAIN_VIEW_VIEW_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "gateway/domain/log/facts.h"
#include "samlad/v1/view.pb.h"

namespace samlad::domain {

// Version of everything below; named in every view. Raise it when the bytes of
// any view of any prefix could change.
inline constexpr uint32_t kFoldVersion = 4;

// The view over facts [0, as_of), as_of = query.as_of or all, protected by the
// catalogues of facts [0, protected_as_of), 0: as_of. Fills in everything but
// origin and root_hash, which are the ledger's.
//   INVALID_ARGUMENT     a period that the catalogue does not have, too many
//                        years, an unknown priority area, indicator or
//                        organisation; protected_as_of before as_of
//   OUT_OF_RANGE         as_of or protected_as_of beyond the facts
//   FAILED_PRECONDITION  no catalogue came into force before as_of; or
//                        breakdowns are asked for as of a moment when a report
//                        was in force that has been replaced since
//   INTERNAL             Prefix::MissingProse was not restored
absl::StatusOr<v1::View> ConsolidateView(const Facts& facts, const v1::ViewQuery& query);

// The same with nothing hidden. Each figure has its parts (Figure.numerator,
// denominator, n), and its positions are only those of reports that contributed to
// it. Never leaves the gateway: editions are made from it, which hide afterwards.
absl::StatusOr<v1::View> ConsolidateUnprotected(const Facts& facts, const v1::ViewQuery& query);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VIEW_VIEW_H_
