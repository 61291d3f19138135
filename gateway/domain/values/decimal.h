// SPDX-License-Identifier: EUPL-1.2
//
// Exact decimals. A figure is a whole number of millionths; nothing is ever a
// double. Sums are 128 bits wide; rounding happens once, at output, half away
// from zero.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_DECIMAL_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_DECIMAL_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samlad::domain {

using Int128 = __int128;

// A decimal number as whole millionths (limits::kDecimalScale digits).
struct Decimal {
  int64_t micros = 0;
  friend auto operator<=>(const Decimal&, const Decimal&) = default;
};

inline constexpr int64_t kMicrosPerUnit = 1'000'000;

// Reads "-12.5": optional minus, 1 to 12 digits, optionally a point and 1 to 6
// digits. Anything else (exponent, plus, blanks, separators) is nullopt.
std::optional<Decimal> ParseDecimal(std::string_view text);

// Number of digits after the point without trailing zeros: 0 for "3.00".
int DecimalsUsed(Decimal value);

// Rounds to `decimals` (0 to 6) digits after the point, half away from zero.
Int128 RoundMicros(Int128 micros, int decimals);

// Writes `micros` with exactly `decimals` (0 to 6) digits after the point,
// rounded half away from zero; never "-0".
std::string FormatMicros(Int128 micros, int decimals);

// numerator / denominator * factor in micros, rounded half away from zero.
// The denominator is not zero; operands are below 2^96 in magnitude.
Int128 DivideMicros(Int128 numerator, Int128 denominator, int64_t factor);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_DECIMAL_H_
