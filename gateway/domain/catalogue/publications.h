// SPDX-License-Identifier: EUPL-1.2
//
// Which editions the rules of a catalogue ask for, and on which days. Pure.

#ifndef SAMLAD_GATEWAY_DOMAIN_CATALOGUE_PUBLICATIONS_H_
#define SAMLAD_GATEWAY_DOMAIN_CATALOGUE_PUBLICATIONS_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "samlad/v1/catalogue.pb.h"

namespace samlad::domain {

// Periods of the catalogue that the rule names, in the catalogue's order.
std::vector<std::string> PeriodsOf(const v1::Catalogue& catalogue, const v1::Publication& rule);

// The day on which the rule publishes the edition of the period whatever has been
// reported: `on` or `at_latest`. nullopt: it has none, or it cannot be read.
std::optional<std::chrono::year_month_day> PublicationDayOf(const v1::Publication& rule,
                                                            std::string_view period);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_CATALOGUE_PUBLICATIONS_H_
