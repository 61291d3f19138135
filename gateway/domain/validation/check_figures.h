// SPDX-License-Identifier: EUPL-1.2

#ifndef SAMLAD_GATEWAY_DOMAIN_VALIDATION_CHECK_FIGURES_H_
#define SAMLAD_GATEWAY_DOMAIN_VALIDATION_CHECK_FIGURES_H_

#include <cstdint>

#include "gateway/domain/validation/report_check.h"

namespace samlad::domain {

// The figures of one row whose indicator is known: what its status and the kind
// of indicator demand of value, numerator, denominator and n. Where nothing
// could be measured (denominator 0, no answers) the row must say so by the
// status NOT_APPLICABLE: 0 of 0 is no share.
void CheckFigures(ReportCheck& check, uint32_t row, const v1::Observation& observation,
                  const CheckedRow& checked);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALIDATION_CHECK_FIGURES_H_
