// SPDX-License-Identifier: EUPL-1.2
//
// Disclosure control of an edition: hides figures of its view until no small count
// can be found out, from it and all earlier editions together, by an outsider or by
// an organisation that knows its own reports; and adds the certificate.
// Method: docs/disclosure.md.

#ifndef SAMLAD_GATEWAY_DOMAIN_EDITION_PROTECT_EDITION_H_
#define SAMLAD_GATEWAY_DOMAIN_EDITION_PROTECT_EDITION_H_

#include <cstddef>
#include <set>
#include <string>

#include "gateway/domain/edition/reported_parts.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain {

// Removes cells of more than `splits` dimensions from the rows of indicators that have
// too many leaves (limits.h), and adds these to `coarsened`. False if there are none.
bool CoarsenTooLarge(size_t splits, v1::View& view, v1::Edition& edition,
                     std::set<std::string>& coarsened);

// `view`: with nothing hidden (ConsolidateUnprotected). `edition` has reports,
// definitions, code lists and earlier figures. Hides in the view; adds assumptions,
// certificate and summary. Always ends with something safe: at worst every figure
// about people is hidden. False if not even that can be certified, because earlier
// editions already reveal a count that is protected today.
bool ProtectEdition(const v1::Catalogue& catalogue, ReportedParts& reported, int threads,
                    std::set<std::string> coarsened, v1::View& view, v1::Edition& edition);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_EDITION_PROTECT_EDITION_H_
