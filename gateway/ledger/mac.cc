// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/mac.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "gateway/base/check.h"

namespace samlad::ledger {

Hash Mac(std::string_view secret, std::string_view message) {
  Hash mac{};
  const bool made = HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
                         reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                         mac.data(), nullptr) != nullptr;
  Check(made, "OpenSSL computes HMAC-SHA-256");
  return mac;
}

bool IsSameMac(const Hash& one, const Hash& other) {
  return CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace samlad::ledger
