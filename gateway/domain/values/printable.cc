// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/printable.h"

#include "gateway/base/character_class.h"
#include "gateway/base/utf8.h"

namespace samlad::domain {

std::string Printable(std::string_view text, size_t bytes_max) {
  constexpr std::string_view kEllipsis = "…";
  std::string printable;
  size_t fits = 0;  // where a cut would leave room for the ellipsis
  while (!text.empty()) {
    const size_t bytes = FirstCharacter(text).bytes;
    printable += EscapeUnprintable(text.substr(0, bytes));
    text.remove_prefix(bytes);

    if (printable.size() > bytes_max) {
      printable.resize(fits);
      return printable.append(kEllipsis);
    }
    if (printable.size() + kEllipsis.size() <= bytes_max) fits = printable.size();
  }
  return printable;
}

}  // namespace samlad::domain
