// SPDX-License-Identifier: EUPL-1.2
//
// Editions that verify, each about one kind of equation. What is hidden in them is
// hidden because it is small or would tell what is.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_VERIFY_SAMPLE_EDITIONS_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_VERIFY_SAMPLE_EDITIONS_H_

#include <string>
#include <vector>

#include "tests/unit/domain/verify/edition_builder.h"

namespace samlad::testing {

// An edition without its certificate, and what that is about.
struct Sample {
  std::string name;
  EditionBuilder edition;
  Puzzle puzzle;

  v1::Edition Certified();
};

Sample Parents();            // areas in districts, one of which is hidden area by area
Sample Sexes();              // both hidden, the total shown
Sample Remainder();          // backgrounds that are not exhaustive, all shown
Sample Ratio();              // by area, the total shown
Sample SharedDenominator();  // a hidden ratio of a shown count
Sample Beyond();             // a ratio whose numerator exceeds its denominator
Sample Mean();               // of hidden n
Sample YearToDate();         // T1 and the year in earlier editions, T2 in this one
Sample Revision();           // of a hidden figure, shown before
Sample LateOrganisation();   // hidden since it reported

std::vector<Sample> AllSamples();

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_VERIFY_SAMPLE_EDITIONS_H_
