// SPDX-License-Identifier: EUPL-1.2
//
// An attacker that tries every table, and a checker of certificates. Share no code
// with the library: small and slow on purpose.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_DISCLOSURE_BRUTE_FORCE_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_DISCLOSURE_BRUTE_FORCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "gateway/domain/disclosure/certify.h"

namespace samlad::domain::disclosure {

// The first count that a reader of what is shown can narrow down although it could be
// small; empty: none. `seat`: one that knows its leaves; nullptr: an outsider.
std::string Narrowed(const LinkedCounts& counts, const Shown& shown, const Seat* seat);
// The same from everywhere.
std::string NarrowedByAnybody(const LinkedCounts& counts, const Shown& shown,
                              const std::vector<Seat>& seats);

// What is wrong with a certificate; empty: nothing.
std::string Fault(const LinkedCounts& published, const Shown& shown,
                  const Certificate& certificate);

}  // namespace samlad::domain::disclosure

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_DISCLOSURE_BRUTE_FORCE_H_
