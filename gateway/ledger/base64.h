// SPDX-License-Identifier: EUPL-1.2
//
// Base64 (RFC 4648 section 4), strict: one text for one sequence of bytes.

#ifndef SAMLAD_GATEWAY_LEDGER_BASE64_H_
#define SAMLAD_GATEWAY_LEDGER_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace samlad::ledger {

std::string EncodeBase64(std::string_view bytes);
// nullopt if `text` is not exactly what EncodeBase64 writes: blanks, missing
// padding and non-zero trailing bits are refused.
std::optional<std::string> DecodeBase64(std::string_view text);

}  // namespace samlad::ledger

#endif  // SAMLAD_GATEWAY_LEDGER_BASE64_H_
