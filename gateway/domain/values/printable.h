// SPDX-License-Identifier: EUPL-1.2
//
// Makes text from others safe to show in a finding, on a terminal, in a log line.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_PRINTABLE_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_PRINTABLE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace samlad::domain {

// At most `bytes_max` bytes of `text` as valid UTF-8, never ending within a
// character; a cut text ends in "…" (within the bound, which is at least 8).
// Control characters (U+0000 to U+001F, U+007F to U+009F), the direction marks
// that can reorder a line (U+202A to U+202E, U+2066 to U+2069) and bytes that
// are not UTF-8 are written as "\x1b" and "\u202e".
std::string Printable(std::string_view text, size_t bytes_max);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_PRINTABLE_H_
