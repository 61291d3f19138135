// SPDX-License-Identifier: EUPL-1.2
//
// HMAC-SHA-256 (FIPS 198-1), for files that their own writer reads again.

#ifndef SAMLAD_GATEWAY_LEDGER_MAC_H_
#define SAMLAD_GATEWAY_LEDGER_MAC_H_

#include <string_view>

#include "gateway/ledger/hash.h"

namespace samlad::ledger {

Hash Mac(std::string_view secret, std::string_view message);

// Takes as long wherever the first difference is.
bool IsSameMac(const Hash& one, const Hash& other);

}  // namespace samlad::ledger

#endif  // SAMLAD_GATEWAY_LEDGER_MAC_H_
