// SPDX-License-Identifier: EUPL-1.2
//
// Finds the known word that was probably meant. Pure functions.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_SPELLING_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_SPELLING_H_

#include <span>
#include <string>
#include <string_view>

namespace samlad::domain {

// The candidate with the smallest edit distance to `word` (insertions,
// deletions, substitutions and swapped neighbours; letter case does not count),
// the first of equals. Empty if none is close: at most a third of the letters,
// but two in any case, may differ.
std::string_view ClosestWord(std::string_view word, std::span<const std::string> candidates);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_SPELLING_H_
