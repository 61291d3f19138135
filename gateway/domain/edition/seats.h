// SPDX-License-Identifier: EUPL-1.2
//
// The seats of an edition, readers who also know every report of some organisations,
// and the certificate of each (docs/editions.md, section 8).

#ifndef SAMLAD_GATEWAY_DOMAIN_EDITION_SEATS_H_
#define SAMLAD_GATEWAY_DOMAIN_EDITION_SEATS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/domain/disclosure/linked_counts.h"
#include "gateway/domain/disclosure/suppress.h"
#include "gateway/domain/edition/count_system.h"
#include "gateway/domain/edition/leaf_space.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain {

// Each organisation with those for which it may report, and each group that mandates
// join. An organisation is a seat also by itself, because one that another reports for
// does not know what is reported for a third. Holders of `coordinate` and `audit` are
// not seats, and join nobody.
std::set<std::set<std::string_view>> SeatsOf(const v1::Catalogue& catalogue);

// What the certificates of all seats are made from. Points into what it names.
struct SeatProofInput {
  const CountSystem& system;
  const LeafSpace& leaves;
  const disclosure::Suppression& suppression;
  // Figures of the edition itself: so many of the system.
  size_t figures = 0;
  // Whether nothing more can be given up of the figures with a base.
  std::function<bool(std::string_view base)> is_given_up;
  const disclosure::Budget& budget;
};

// The certificate of one seat, with neither salt nor number of the edition. Adds the
// bases of which something must be given up first to `failed`; withheld if nothing can
// be.
v1::SeatCertificate CertifySeat(const SeatProofInput& input, const SeatOfEdition& seat,
                                std::set<std::string>& failed);

// Withholds certificates beyond the limits (limits.h).
void WithholdTooLarge(std::vector<v1::SeatCertificate>& seats);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_EDITION_SEATS_H_
