// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/cells.h"

#include <algorithm>

#include "gateway/base/strings.h"

namespace samlad::board {

bool IsPlainDecimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  if (whole.empty() || !std::ranges::all_of(whole, IsDigit)) return false;
  if (whole.size() > 1 && whole.front() == '0') return false;
  if (point == text.size()) return true;
  const std::string_view fraction = text.substr(point + 1);
  return !fraction.empty() && std::ranges::all_of(fraction, IsDigit);
}

}  // namespace samlad::board
