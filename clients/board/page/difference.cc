// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/difference.h"

#include <algorithm>
#include <cmath>

#include "gateway/base/strings.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::board {
namespace {

int DecimalsWritten(std::string_view decimal) {
  const size_t point = decimal.find('.');
  return point == std::string_view::npos ? 0 : static_cast<int>(decimal.size() - point - 1);
}

}  // namespace

std::optional<Difference> DifferenceOf(std::string_view from, std::string_view to) {
  const auto before = domain::ParseDecimal(from);
  const auto after = domain::ParseDecimal(to);
  if (!before || !after) return std::nullopt;
  const domain::Int128 micros = domain::Int128{after->micros} - before->micros;
  const double base = before->micros == 0 ? static_cast<double>(domain::kMicrosPerUnit)
                                          : std::abs(static_cast<double>(before->micros));
  return Difference{
      .decimal = domain::FormatMicros(micros, std::max(DecimalsWritten(from), DecimalsWritten(to))),
      .sign = micros < 0 ? -1 : (micros > 0 ? 1 : 0),
      .relative = std::abs(static_cast<double>(micros)) / base};
}

std::string FormatSigned(const Difference& difference, Language language) {
  return StrCat(difference.sign > 0 ? "+" : "", FormatNumber(difference.decimal, language));
}

std::string FormatSize(const Difference& difference, Language language) {
  std::string_view decimal = difference.decimal;
  if (decimal.starts_with('-')) decimal.remove_prefix(1);
  return FormatNumber(decimal, language);
}

std::optional<double> ToDouble(std::string_view decimal) {
  const auto parsed = domain::ParseDecimal(decimal);
  if (!parsed) return std::nullopt;
  return static_cast<double>(parsed->micros) / static_cast<double>(domain::kMicrosPerUnit);
}

}  // namespace samlad::board
