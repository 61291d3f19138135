// SPDX-License-Identifier: EUPL-1.2
//
// What an edition says of the editions before it (docs/editions.md, section 7, last
// point).

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_EARLIER_EDITIONS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_EARLIER_EDITIONS_H_

#include <span>

#include "gateway/domain/disclosure/verify/definitions.h"
#include "gateway/domain/disclosure/verify/faults.h"
#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain::verify {

// What the edition alone tells.
void CheckReferences(const v1::Edition& edition, Faults& faults);

// That the edition names the editions before it as they are, and all of their figures.
void CheckAgainst(const v1::Edition& edition, const v1::View& view, const Definitions& definitions,
                  std::span<const KnownEdition> earlier, Faults& faults);

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_EARLIER_EDITIONS_H_
