// SPDX-License-Identifier: EUPL-1.2
//
// What must hold of a catalogue before it comes into force, and what an
// applied catalogue would change. Pure: values in, values out.

#ifndef SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CATALOGUE_CHECK_H_
#define SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CATALOGUE_CHECK_H_

#include <functional>
#include <string_view>
#include <vector>

#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/catalogue_service.pb.h"
#include "samlad/v1/common.pb.h"

namespace samlad::domain {

// Everything that is wrong with a catalogue by itself: ids that are missing,
// malformed or stand twice, references to nothing, dates and decimals that do
// not parse, no administrator, an unknown time zone shape; and what is unclear
// in how the city steers: documents outside the tree, elements that nobody
// answers for, targets that contradict each other, projects that lack what
// their state asks for. All at once, in fields like "indicators[12].goal"; the same thing found in
// the same field of several elements is one finding.
std::vector<v1::Finding> CheckCatalogue(const v1::Catalogue& catalogue);

// Everything that forbids replacing `before` with `after`: the trust domain of
// every certificate changed; an element that `used` says history rests on is
// gone; a definition that reports rest on changed without a new version; a
// project took a step that there is not, or changed after its end; a target of
// a closed period changed; whether reports need approval changed where there
// are reports; a report would belong nowhere; figures would fall under a new
// version of their definition, or codes to another place in their tree; a due
// date that has passed changed or is gone; a project that was decided on is
// gone.
// Warns where the protection of an indicator with reports becomes weaker. Does
// not repeat what CheckCatalogue(after) finds.
//
// `used(kind, id)`: whether anything in the log rests on it. Kinds are field
// names of Catalogue, or: "code_lists" with "<list>/<code>" for a code
// ("area/SYLTE"), "reports" with "<organisation>/<obligation>/<period>" for an
// accepted report, "figures" with "<indicator>/<period>" for accepted figures,
// "deadlines" with "obligations/<id>/<period>", "projects/<id>/<period>" or
// "recommendations/<id>" for a due date that has passed. What documents and
// roles carry is found from the others.
std::vector<v1::Finding> CheckCatalogueChange(
    const v1::Catalogue& before, const v1::Catalogue& after,
    const std::function<bool(std::string_view kind, std::string_view id)>& used);

// The difference, element by element, by reflection: repeated messages are
// matched by their id (or what identifies them), other fields are compared.
// Elements that stand in another order are a change of the list, since readers
// see them in that order. Paths: "indicators[EID-02@2].decimals",
// "targets[EID-01@2025].value", "organisations[asf].permissions[submit]".
std::vector<v1::CatalogueChange> DiffCatalogues(const v1::Catalogue& before,
                                                const v1::Catalogue& after);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CATALOGUE_CHECK_H_
