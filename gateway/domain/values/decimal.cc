// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/decimal.h"

#include <algorithm>
#include <array>

#include "gateway/base/check.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::domain {
namespace {

constexpr std::array<int64_t, limits::kDecimalScale + 1> kPowersOfTen = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};
static_assert(kPowersOfTen[limits::kDecimalScale] == kMicrosPerUnit);

using UInt128 = unsigned __int128;

constexpr UInt128 Magnitude(Int128 value) {
  return value < 0 ? -static_cast<UInt128>(value) : static_cast<UInt128>(value);
}

constexpr Int128 Signed(UInt128 magnitude, bool negative) {
  return static_cast<Int128>(negative ? -magnitude : magnitude);
}

// dividend / divisor, rounded half up. Compares with the rest of the divisor,
// because twice the remainder could overflow.
constexpr UInt128 DivideRounded(UInt128 dividend, UInt128 divisor) {
  const UInt128 remainder = dividend % divisor;
  return dividend / divisor + (remainder >= divisor - remainder ? 1 : 0);
}

// Moves the leading digits of `text` into `value`; their number.
size_t TakeDigits(std::string_view& text, int64_t& value) {
  size_t count = 0;
  while (count < text.size() && IsDigit(text[count])) {
    if (count == static_cast<size_t>(limits::kDecimalIntegerDigitsMax)) return count + 1;
    value = value * 10 + (text[count] - '0');
    ++count;
  }
  text.remove_prefix(count);
  return count;
}

}  // namespace

std::optional<Decimal> ParseDecimal(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);

  int64_t units = 0;
  const size_t integer_digits = TakeDigits(text, units);
  if (integer_digits == 0 || integer_digits > limits::kDecimalIntegerDigitsMax) {
    return std::nullopt;
  }

  int64_t fraction = 0;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const size_t digits = TakeDigits(text, fraction);
    if (digits == 0 || digits > limits::kDecimalScale) return std::nullopt;
    fraction *= kPowersOfTen[limits::kDecimalScale - digits];
  }
  if (!text.empty()) return std::nullopt;

  const int64_t micros = units * kMicrosPerUnit + fraction;
  return Decimal{negative ? -micros : micros};
}

int DecimalsUsed(Decimal value) {
  for (int decimals = 0; decimals < limits::kDecimalScale; ++decimals) {
    if (value.micros % kPowersOfTen[limits::kDecimalScale - decimals] == 0) return decimals;
  }
  return limits::kDecimalScale;
}

Int128 RoundMicros(Int128 micros, int decimals) {
  Check(decimals >= 0 && decimals <= limits::kDecimalScale, "decimals are 0 to 6");
  const UInt128 step = kPowersOfTen[limits::kDecimalScale - decimals];
  return Signed(DivideRounded(Magnitude(micros), step) * step, micros < 0);
}

std::string FormatMicros(Int128 micros, int decimals) {
  Check(decimals >= 0 && decimals <= limits::kDecimalScale, "decimals are 0 to 6");
  UInt128 rest = DivideRounded(Magnitude(micros), kPowersOfTen[limits::kDecimalScale - decimals]);
  const bool negative = micros < 0 && rest != 0;

  std::string reversed;
  for (int digit = 0; rest != 0 || digit <= decimals; ++digit) {
    if (digit == decimals && decimals > 0) reversed += '.';
    reversed += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  }
  if (negative) reversed += '-';
  std::ranges::reverse(reversed);
  return reversed;
}

Int128 DivideMicros(Int128 numerator, Int128 denominator, int64_t factor) {
  Check(denominator != 0, "the denominator is not 0");
  const UInt128 divisor = Magnitude(denominator);
  const UInt128 dividend = Magnitude(numerator);
  const bool negative = (numerator < 0) != (denominator < 0) && numerator != 0;

  // Figures of reports, which fit 64 bits: one division.
  constexpr int64_t kFactorMax = int64_t{1} << 40;
  if (dividend >> 64 == 0 && factor <= kFactorMax) {
    const UInt128 scaled = dividend * static_cast<UInt128>(factor) * kMicrosPerUnit;
    return Signed(DivideRounded(scaled, divisor), negative);
  }

  // Sums of them: whole part and remainder apart, because the product would not
  // fit 128 bits; then digit by digit, as by hand.
  UInt128 quotient = dividend / divisor * static_cast<UInt128>(factor);
  UInt128 scaled = dividend % divisor * static_cast<UInt128>(factor);
  quotient += scaled / divisor;
  UInt128 remainder = scaled % divisor;
  for (int digit = 0; digit < limits::kDecimalScale; ++digit) {
    scaled = remainder * 10;
    quotient = quotient * 10 + scaled / divisor;
    remainder = scaled % divisor;
  }
  if (remainder >= divisor - remainder) ++quotient;
  return Signed(quotient, negative);
}

}  // namespace samlad::domain
