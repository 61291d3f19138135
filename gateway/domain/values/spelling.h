// SPDX-License-Identifier: EUPL-1.2
//
// Finds the known word that was probably meant. Pure functions.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_SPELLING_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_SPELLING_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samlad::domain {

// The candidate with the smallest edit distance to `word` (insertions,
// deletions, substitutions and swapped neighbours; letter case does not count),
// the first of equals. Empty if none is close: at most a third of the letters,
// but two in any case, may differ.
std::string_view ClosestWord(std::string_view word, std::span<const std::string> candidates);

// For a refusal: "write one of 'a', 'b'", of many the first few and "…"; empty if
// nothing is known.
std::string ListWhatToWrite(std::span<const std::string> known);
// "did you mean 'a'?" if one is close to what was written, or else the list.
std::string SayWhatToWrite(std::string_view written, std::span<const std::string> known);

// "'x'", escaped and shortened, for a refusal that names what was written.
std::string QuoteWritten(std::string_view written);

// The ids of the elements of a list.
template <class Elements>
std::vector<std::string> IdsOf(const Elements& elements) {
  std::vector<std::string> ids;
  for (const auto& element : elements) {
    if (ids.empty() || ids.back() != element.id()) ids.push_back(element.id());
  }
  return ids;
}

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_SPELLING_H_
