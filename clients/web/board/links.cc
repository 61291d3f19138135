// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/board/links.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {

std::string EncodePart(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded += c;
      continue;
    }
    encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return encoded;
}

std::string InEdition(const ShownEdition& shown, std::string_view path) {
  if (shown.IsNewest()) return std::string(path);
  return StrCat(path, path.find('?') == path.npos ? "?" : "&", "edition=", shown.info.position());
}

std::optional<uint64_t> ReadPosition(std::string_view text) {
  uint64_t position = 0;
  // SimpleAtoi takes signs and blanks, which no address of ours has.
  if (text.empty() || !IsDigit(text.front()) || !absl::SimpleAtoi(ToAbsl(text), &position) ||
      position == 0) {
    return std::nullopt;
  }
  return position;
}

std::string EditionPath(uint64_t position) { return StrCat("/editions/", position); }

std::string IndicatorPath(const ShownEdition& shown, std::string_view id) {
  return InEdition(shown, StrCat("/indicators/", EncodePart(id)));
}

std::string OrganisationPath(const ShownEdition& shown, std::string_view id) {
  return InEdition(shown, StrCat("/organisations/", EncodePart(id)));
}

std::string ProjectPath(const ShownEdition& shown, std::string_view id) {
  return InEdition(shown, StrCat("/projects/", EncodePart(id)));
}

std::string AcknowledgementPath(uint64_t position) {
  return StrCat("/acknowledgements/", position);
}

}  // namespace samlad::web::editions
