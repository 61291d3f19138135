// SPDX-License-Identifier: EUPL-1.2
//
// Editions that must be refused: the samples, each with one thing wrong.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_VERIFY_DAMAGED_EDITIONS_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_VERIFY_DAMAGED_EDITIONS_H_

#include <string>
#include <vector>

#include "samlad/v1/edition.pb.h"

namespace samlad::testing {

struct Damaged {
  std::string name;
  v1::Edition edition;
  std::string rule;  // what the first fault must say
};

std::vector<Damaged> WithWrongFigures();        // section 1
std::vector<Damaged> WithWrongLeaves();         // section 2
std::vector<Damaged> WithWrongProofs();         // section 4
std::vector<Damaged> WithWrongTables();         // section 5
std::vector<Damaged> WithWrongBounds();         // section 6
std::vector<Damaged> WithBrokenViewRules();     // section 7
std::vector<Damaged> WithForgottenEquations();  // certificates made without one
std::vector<Damaged> WithExposedCounts();       // certificates are impossible

std::vector<Damaged> AllDamaged();

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_VERIFY_DAMAGED_EDITIONS_H_
