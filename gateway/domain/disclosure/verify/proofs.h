// SPDX-License-Identifier: EUPL-1.2
//
// Whether a certificate proves every count that needs a proof (docs/editions.md,
// sections 2 to 6 and, from a seat, 8).

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_PROOFS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_PROOFS_H_

#include <cstdint>
#include <span>

#include "gateway/domain/disclosure/verify/definitions.h"
#include "gateway/domain/disclosure/verify/faults.h"
#include "gateway/domain/disclosure/verify/figures.h"
#include "gateway/domain/disclosure/verify/sums.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain::verify {

// The number of proofs that were checked. `seat`: null for the outsider, whose
// certificate is the edition's.
uint32_t CheckProofs(const v1::Edition& edition, const v1::DisclosureCertificate& certificate,
                     const Definitions& definitions, std::span<const Report> reports,
                     std::span<const Figure> figures, const Seat* seat, Faults& faults);

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_PROOFS_H_
