// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/base64.h"

#include "absl/strings/escaping.h"
#include "gateway/base/strings.h"

namespace samlad::ledger {

std::string EncodeBase64(std::string_view bytes) { return absl::Base64Escape(ToAbsl(bytes)); }

std::optional<std::string> DecodeBase64(std::string_view text) {
  std::string bytes;
  if (!absl::Base64Unescape(ToAbsl(text), &bytes) || EncodeBase64(bytes) != text)
    return std::nullopt;
  return bytes;
}

}  // namespace samlad::ledger
