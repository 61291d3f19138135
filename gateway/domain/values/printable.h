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
// What a terminal or a browser could act on is escaped (EscapeUnprintable).
std::string Printable(std::string_view text, size_t bytes_max);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_PRINTABLE_H_
