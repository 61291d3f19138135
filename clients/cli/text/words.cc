// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/words.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace samlad::cli {

std::string Label(std::string_view enum_value, std::string_view prefix, board::Language language) {
  if (enum_value.starts_with(prefix)) enum_value.remove_prefix(prefix.size());
  std::string label = absl::AsciiStrToLower(ToAbsl(enum_value));
  std::ranges::replace(label, '_', ' ');
  const auto found = std::ranges::find(kWords, std::string_view(label), &Words::en);
  if (language == board::Language::kEn || found == std::end(kWords)) return label;
  return std::string(found->sv);
}

}  // namespace samlad::cli
