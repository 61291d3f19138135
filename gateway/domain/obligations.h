// SPDX-License-Identifier: EUPL-1.2
//
// ObligationStates and ProjectRows over a prefix that has been read, for
// callers that need several answers from one pass. Declared for people in
// view.h.

#ifndef SAMLAD_GATEWAY_DOMAIN_OBLIGATIONS_H_
#define SAMLAD_GATEWAY_DOMAIN_OBLIGATIONS_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/domain/indicator_table.h"
#include "gateway/domain/prefix.h"
#include "samlad/v1/view.pb.h"

namespace samlad::domain {

std::vector<v1::ObligationState> ObligationStates(
    const Prefix& prefix, std::string_view period,
    const std::function<bool(std::string_view organisation)>& include);

// `hidden`: HiddenIndicators.
std::vector<v1::ProjectRow> ProjectRows(const Prefix& prefix, const IndicatorTable& indicators,
                                        const std::vector<bool>& hidden, std::string_view period);

std::string DefaultPeriod(const Prefix& prefix);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_OBLIGATIONS_H_
