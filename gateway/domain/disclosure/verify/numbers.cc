// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/numbers.h"

#include <cstddef>

#include "gateway/base/strings.h"

namespace samlad::domain::verify {
namespace {

constexpr size_t kWholeDigitsMax = 15;
constexpr size_t kPlacesMax = 6;

}  // namespace

std::optional<Int128> ParseMicros(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view decimals =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() || whole.size() > kWholeDigitsMax || decimals.size() > kPlacesMax ||
      (point != std::string_view::npos && decimals.empty())) {
    return std::nullopt;
  }
  Int128 micros = 0;
  for (const char c : whole) {
    if (!IsDigit(c)) return std::nullopt;
    micros = micros * 10 + (c - '0');
  }
  for (size_t i = 0; i < kPlacesMax; ++i) {
    const char c = i < decimals.size() ? decimals[i] : '0';
    if (!IsDigit(c)) return std::nullopt;
    micros = micros * 10 + (c - '0');
  }
  return negative ? -micros : micros;
}

std::optional<int64_t> ParsePeople(std::string_view text) {
  const std::optional<Int128> micros = ParseMicros(text);
  if (!micros || *micros < 0 || *micros % kMicrosPerOne != 0) return std::nullopt;
  return static_cast<int64_t>(*micros / kMicrosPerOne);
}

std::optional<YearPart> ParseYearPart(std::string_view text) {
  constexpr size_t kYearDigits = 4;
  if (text.size() < kYearDigits) return std::nullopt;
  YearPart part;
  for (const char c : text.substr(0, kYearDigits)) {
    if (!IsDigit(c)) return std::nullopt;
    part.year = part.year * 10 + (c - '0');
  }
  const std::string_view rest = text.substr(kYearDigits);
  if (rest.empty()) {
    part.end = 3;
  } else if (rest == "-T1") {
    part.end = 1;
  } else if (rest == "-T2") {
    part.end = 2;
  } else {
    return std::nullopt;
  }
  return part;
}

std::string ToText(Int128 number) {
  std::string digits;
  for (Int128 rest = number; rest != 0; rest /= 10) {
    const auto digit = static_cast<int>(rest % 10);
    digits.insert(digits.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
  }
  if (digits.empty()) return "0";
  if (number < 0) digits.insert(digits.begin(), '-');
  return digits;
}

}  // namespace samlad::domain::verify
