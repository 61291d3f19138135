// SPDX-License-Identifier: EUPL-1.2
//
// How far apart two published figures are. Exact: computed from what a reader
// sees, so that it says no more than the figures do.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_DIFFERENCE_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_DIFFERENCE_H_

#include <optional>
#include <string>
#include <string_view>

#include "clients/board/language.h"

namespace samlad::board {

struct Difference {
  std::string decimal;  // `to` less `from`, with the decimals of the longer one
  int sign = 0;         // -1, 0, 1
  double relative = 0;  // its size in parts of `from`; of 1 if that is zero
};

// nullopt: one of them is no decimal number.
std::optional<Difference> DifferenceOf(std::string_view from, std::string_view to);

// "+5,5", "-3", "0"
std::string FormatSigned(const Difference& difference, Language language);
// "5,5" of -5.5
std::string FormatSize(const Difference& difference, Language language);

// A decimal for geometry; nullopt if it is none.
std::optional<double> ToDouble(std::string_view decimal);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_DIFFERENCE_H_
