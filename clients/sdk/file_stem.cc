// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/file_stem.h"

#include "absl/strings/ascii.h"

namespace samlad::sdk {

std::string FileStem(std::initializer_list<std::string_view> ids) {
  std::string stem;
  for (const std::string_view id : ids) {
    if (!stem.empty()) stem += '-';
    for (const char c : id) {
      const bool plain =
          absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
      stem += plain ? c : '_';
    }
  }
  // A leading point would hide the file.
  if (stem.starts_with('.')) stem.front() = '_';
  return stem;
}

}  // namespace samlad::sdk
