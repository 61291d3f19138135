// SPDX-License-Identifier: EUPL-1.2
//
// The state of every due report and the follow-up of projects. Both are computed
// from a prefix that has been read, so that several answers need only one pass
// over the log. Pure.

#ifndef SAMLAD_GATEWAY_DOMAIN_FOLLOW_UP_OBLIGATIONS_H_
#define SAMLAD_GATEWAY_DOMAIN_FOLLOW_UP_OBLIGATIONS_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/domain/figures/indicator_table.h"
#include "gateway/domain/log/prefix.h"
#include "samlad/v1/view.pb.h"

namespace samlad::domain {

// Obligations of `period` (empty: every period of the catalogue that is not
// closed, and of those that are, the reports for which one was reopened) for the organisations that
// `include` accepts, by due date, then catalogue order.
std::vector<v1::ObligationState> ObligationStates(
    const Prefix& prefix, std::string_view period,
    const std::function<bool(std::string_view organisation)>& include);

// Follow-ups of projects for `period`, in catalogue order. Of several follow-ups
// the one of the latest period counts, and the owner's before a participant's.
// Baselines, expected and measured values are left out where they, or the figures
// of their indicator, are hidden (quoted_counts.h); the positions of reports are
// kept. Without fields that the contract does not have.
std::vector<v1::ProjectRow> ProjectRows(const Prefix& prefix, std::string_view period);
// As above, for a caller that has `hidden`, see HiddenIndicators, already.
std::vector<v1::ProjectRow> ProjectRows(const Prefix& prefix, const IndicatorTable& indicators,
                                        const std::vector<bool>& hidden, std::string_view period);

// The latest whole year with an accepted report, or the latest whole year of
// the catalogue; empty if there is none.
std::string DefaultPeriod(const Prefix& prefix);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FOLLOW_UP_OBLIGATIONS_H_
