// SPDX-License-Identifier: EUPL-1.2
//
// Finds small numbers in free text, which may be small counts of people. Pure;
// thread-safe.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_SMALL_NUMBER_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_SMALL_NUMBER_H_

#include <string_view>

namespace samlad::domain {

// Whether a text names a number from 1 to 4 by itself, as a digit or a Swedish or
// English word: it may be a small count of people.
bool NamesSmallNumber(std::string_view text);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_SMALL_NUMBER_H_
