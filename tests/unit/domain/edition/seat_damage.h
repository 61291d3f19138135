// SPDX-License-Identifier: EUPL-1.2
//
// What can be wrong with a seat's certificate.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_EDITION_SEAT_DAMAGE_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_EDITION_SEAT_DAMAGE_H_

#include <functional>
#include <string>
#include <vector>

#include "samlad/v1/edition.pb.h"

namespace samlad::attacks {

struct SeatDamage {
  std::string name;
  std::string rule;  // what the first fault must say
  // Damages it; false if there is nothing that could be.
  std::function<bool(const v1::Edition&, v1::SeatCertificate&)> apply;
  // In some certificates it changes nothing that matters.
  bool may_be_harmless = false;
};

std::vector<SeatDamage> AllSeatDamage();

}  // namespace samlad::attacks

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_EDITION_SEAT_DAMAGE_H_
