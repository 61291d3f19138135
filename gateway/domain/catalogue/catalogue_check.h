// SPDX-License-Identifier: EUPL-1.2
//
// The conditions that a catalogue must meet before it comes into force, and the
// changes that applying it would make. Pure: values in, values out.

#ifndef SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CATALOGUE_CHECK_H_
#define SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CATALOGUE_CHECK_H_

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/catalogue_service.pb.h"
#include "samlad/v1/common.pb.h"

namespace samlad::domain {

// Everything that is wrong with a catalogue by itself: ids that are missing,
// malformed or repeated, references to nothing, dates and decimals that do not
// parse, no administrator, an unknown time zone shape. Also what is unclear in how
// the city is governed: documents outside the tree, elements without a
// responsible organisation, targets that contradict each other, projects without
// what their state requires. Finds everything at once, in fields like
// "indicators[12].goal"; the same fault in the same field of several elements is
// one finding.
std::vector<v1::Finding> CheckCatalogue(const v1::Catalogue& catalogue);

// Everything that forbids replacing `before` with `after`: the trust domain, which
// every certificate contains, changed; an element that the log uses (`used`) is
// removed; a definition that reports use changed without a new version; a project
// changed between states that do not follow each other, or after its end; a
// target of a closed period changed; an obligation with reports now needs
// approval, or no longer does; a report would no longer belong to any obligation;
// figures would belong to a new version of their definition, or codes to another
// place in their tree; a due date that has passed changed or is removed; a project
// that was decided on is removed.
// Warns if the protection of an indicator with reports becomes weaker. Does not
// repeat the findings of CheckCatalogue(after). The baseline of a protected
// indicator may be taken out of a project that has ended and of a target of a
// closed period.
//
// `used(kind, id)`: whether anything in the log uses it. Kinds are field
// names of Catalogue, or: "code_lists" with "<list>/<code>" for a code
// ("area/SYLTE"), "reports" with "<organisation>/<obligation>/<period>" for an
// accepted report, "figures" with "<indicator>/<period>" for accepted figures,
// "deadlines" with "obligations/<id>/<period>", "projects/<id>/<period>" or
// "recommendations/<id>" for a due date that has passed. Whether documents and
// roles are used follows from the others.
std::vector<v1::Finding> CheckCatalogueChange(
    const v1::Catalogue& before, const v1::Catalogue& after,
    const std::function<bool(std::string_view kind, std::string_view id)>& used);

// Warns of the baselines of protected indicators that readers may not see:
// `is_hidden(indicator, period, value)`.
using IsHidden = std::function<bool(std::string_view indicator, std::string_view period,
                                    std::string_view value)>;
std::vector<v1::Finding> CheckHiddenBaselines(const v1::Catalogue& catalogue,
                                              const IsHidden& is_hidden);

// The difference, element by element, by reflection: repeated messages are
// matched by their id (or what identifies them), other fields are compared.
// Another order of the elements is a change of the list, because readers see
// them in that order. Paths: "indicators[EID-02@2].decimals",
// "targets[EID-01@2025].value", "organisations[asf].permissions[submit]".
std::vector<v1::CatalogueChange> DiffCatalogues(const v1::Catalogue& before,
                                                const v1::Catalogue& after);

// What follows for the organisations.
struct Consequences {
  // The first limits::kConsequencesMax, by organisation, then obligations before
  // projects, by id, then by period.
  std::vector<v1::CatalogueConsequence> first;
  uint64_t total = 0;
};

// The reports and follow-ups that organisations owe under `after` and did not owe
// under `before`, no longer owe, or owe on another day. A follow-up is owed by the
// organisation that is responsible for the project.
Consequences ConsequencesOf(const v1::Catalogue& before, const v1::Catalogue& after);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CATALOGUE_CHECK_H_
