// SPDX-License-Identifier: EUPL-1.2

#ifndef SAMLAD_GATEWAY_DOMAIN_VALIDATION_CHECK_FIGURES_H_
#define SAMLAD_GATEWAY_DOMAIN_VALIDATION_CHECK_FIGURES_H_

#include <cstdint>

#include "gateway/domain/validation/report_check.h"

namespace samlad::domain {

// Checks the figures of one row whose indicator is known: value, numerator,
// denominator and n as its status and the kind of indicator require. If nothing
// could be measured (denominator 0, no answers), the row must have the status
// NOT_APPLICABLE, because 0 of 0 is not a ratio.
void CheckFigures(ReportCheck& check, uint32_t row, const v1::Observation& observation,
                  const CheckedRow& checked);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALIDATION_CHECK_FIGURES_H_
