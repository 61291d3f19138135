// SPDX-License-Identifier: EUPL-1.2
//
// The independent verifier of editions: whether an edition hides what it must, and
// whether its certificate proves that nobody can find out a small number of people
// from it and from all earlier editions. It is written from docs/editions.md, shares
// no code with the rest of gateway/domain, needs no solver, and uses integers only.
//
// Every function here is pure and thread-safe. Whatever the input, it neither
// crashes nor takes long: work beyond a fixed amount is a fault.

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_VERIFY_EDITION_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_VERIFY_EDITION_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "samlad/v1/edition.pb.h"

namespace samlad::domain {

struct EditionCheck {
  bool ok = false;
  // English; each names the place and the section of docs/editions.md that it breaks.
  // At most 50; empty if and only if ok.
  std::vector<std::string> faults;
  uint32_t figures = 0;  // figures of the system in the view
  uint32_t shown = 0;    // of these, shown
  uint32_t proofs = 0;   // counts whose proof was checked
};

// An earlier edition that the reader has. `bytes`: as in the log; not owned.
struct KnownEdition {
  uint64_t position = 0;
  std::string_view bytes;
};

// Everything that the edition alone tells: sections 1 to 7, but not whether the
// edition names all figures of earlier editions.
EditionCheck VerifyEdition(const v1::Edition& edition);

// In addition, compares the edition with the editions before it: its predecessor,
// positions, digests, and that it forgets none of their figures. `earlier`: all
// editions before it.
EditionCheck VerifyEdition(const v1::Edition& edition, std::span<const KnownEdition> earlier);

struct SeatCheck {
  bool ok = false;
  std::vector<std::string> faults;  // as of EditionCheck
  std::string digest;               // by which the edition names it
  v1::SeatCertificate certificate;  // as read; empty if it cannot be
  uint32_t proofs = 0;              // counts whose proof was checked; none if withheld
};

// Whether the edition gives nothing away to a seat: section 8. The edition is to be
// verified by itself. What the seat says of its own reports is believed.
// `certificate`: a serialised v1::SeatCertificate.
SeatCheck VerifySeat(const v1::Edition& edition, std::string_view certificate);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_VERIFY_EDITION_H_
