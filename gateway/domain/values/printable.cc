// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/printable.h"

#include <cstdint>

#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kEllipsis = "…";

bool IsControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::string Escape(const Utf8Character& character, std::string_view text) {
  if (!character.valid) {
    return StrCat("\\x", absl::Hex(static_cast<uint8_t>(text[0]), absl::kZeroPad2));
  }
  const auto value = static_cast<uint32_t>(character.code_point);
  return value < 0x100 ? StrCat("\\x", absl::Hex(value, absl::kZeroPad2))
                       : StrCat("\\u", absl::Hex(value, absl::kZeroPad4));
}

}  // namespace

std::string Printable(std::string_view text, size_t bytes_max) {
  std::string printable;
  size_t fits = 0;  // where a cut would leave room for the ellipsis
  while (!text.empty()) {
    const Utf8Character character = FirstCharacter(text);
    if (!character.valid || IsControl(character.code_point)) {
      printable += Escape(character, text);
    } else {
      printable += text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes);

    if (printable.size() > bytes_max) {
      printable.resize(fits);
      return printable.append(kEllipsis);
    }
    if (printable.size() + kEllipsis.size() <= bytes_max) fits = printable.size();
  }
  return printable;
}

}  // namespace samlad::domain
