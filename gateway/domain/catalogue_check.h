// SPDX-License-Identifier: EUPL-1.2
//
// What must hold of a catalogue before it comes into force, and what an
// applied catalogue would change. Pure: values in, values out.

#ifndef SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CHECK_H_
#define SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CHECK_H_

#include <functional>
#include <string_view>
#include <vector>

#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/catalogue_service.pb.h"
#include "samlad/v1/common.pb.h"

namespace samlad::domain {

// Everything that is wrong with a catalogue by itself: ids that are missing,
// malformed or stand twice, references to nothing, dates and decimals that do
// not parse, no administrator, an unknown time zone shape. All at once.
std::vector<v1::Finding> CheckCatalogue(const v1::Catalogue& catalogue);

// Everything that forbids replacing `before` with `after`: an indicator (or a
// period, organisation, obligation, project) that `used` says reports rest on
// is gone; a definition that reports rest on changed without a new version.
// `used(kind, id)`: whether any accepted report rests on it; kind is the field
// name in Catalogue ("indicators", "organisations", ...).
std::vector<v1::Finding> CheckCatalogueChange(
    const v1::Catalogue& before, const v1::Catalogue& after,
    const std::function<bool(std::string_view kind, std::string_view id)>& used);

// The difference, element by element, by reflection: repeated messages are
// matched by their id (or what identifies them), other fields are compared.
std::vector<v1::CatalogueChange> DiffCatalogues(const v1::Catalogue& before,
                                                const v1::Catalogue& after);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CHECK_H_
