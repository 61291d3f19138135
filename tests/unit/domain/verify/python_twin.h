// SPDX-License-Identifier: EUPL-1.2
//
// The second verifier, tests/e2e/verify_edition.py, called from a test.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_VERIFY_PYTHON_TWIN_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_VERIFY_PYTHON_TWIN_H_

#include <span>
#include <string>
#include <vector>

#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::testing {

// What it says of each edition: "OK" or a fault. `earlier`: nullptr: none is checked.
std::vector<std::string> AskTwin(std::span<const v1::Edition> editions,
                                 const std::vector<domain::KnownEdition>* earlier = nullptr);

// What it says of each seat's certificate in the edition.
std::vector<std::string> AskTwinOfSeats(const v1::Edition& edition,
                                        std::span<const std::string> certificates);

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_VERIFY_PYTHON_TWIN_H_
