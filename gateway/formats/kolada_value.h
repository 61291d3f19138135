// SPDX-License-Identifier: EUPL-1.2
//
// What the two readers of Kolada's files have in common.

#ifndef SAMLAD_GATEWAY_FORMATS_KOLADA_VALUE_H_
#define SAMLAD_GATEWAY_FORMATS_KOLADA_VALUE_H_

#include <optional>
#include <string>
#include <string_view>

namespace samlad::formats {

// A published number as a decimal: unchanged if it is one of at most
// limits::kDecimalScale decimals, else rounded to as many ("74.10000000000001",
// "1.2E3"). nullopt: no number, or too large.
std::optional<std::string> DecimalOf(std::string_view number);

// Whether it is a year, as series have them.
bool IsYear(std::string_view period);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_KOLADA_VALUE_H_
