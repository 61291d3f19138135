// SPDX-License-Identifier: EUPL-1.2
//
// What must hold of an edition besides its figures and their proof (docs/editions.md,
// section 7).

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_VIEW_RULES_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_VIEW_RULES_H_

#include <span>

#include "gateway/domain/disclosure/verify/definitions.h"
#include "gateway/domain/disclosure/verify/faults.h"
#include "gateway/domain/disclosure/verify/figures.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain::verify {

// Status, trend, years together and comparison series of each row.
void CheckRows(const Figures& figures, const Definitions& definitions, Faults& faults);

// Ratios and their base's count that come from two reports of one organisation.
void CheckSharedDenominators(const Figures& figures, const Definitions& definitions,
                             std::span<const Report> reports, Faults& faults);

// Measured values and baselines of projects' effects.
void CheckEffects(const v1::View& view, const Figures& figures, const Definitions& definitions,
                  std::span<const Report> reports, Faults& faults);

// The difference to the edition before gives no value of a hidden figure.
void CheckDifference(const v1::Edition& edition, const Figures& figures, Faults& faults);

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_VIEW_RULES_H_
