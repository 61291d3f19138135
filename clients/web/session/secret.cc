// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/secret.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>

#include "absl/strings/escaping.h"
#include "gateway/base/check.h"

namespace samlad::web {
namespace {

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  Check(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) == 1,
        "the system has random numbers");
  return bytes;
}

}  // namespace

std::string RandomName() { return absl::BytesToHexString(RandomBytes(16)); }

bool IsSame(std::string_view one, std::string_view other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

FormKey::FormKey() : key_(RandomBytes(32)) {}

std::string FormKey::TokenFor(std::string_view owner) const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  Check(HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
             reinterpret_cast<const unsigned char*>(owner.data()), owner.size(), digest.data(),
             &size) != nullptr,
        "OpenSSL computes an HMAC");
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest.data()), size});
}

bool FormKey::Holds(std::string_view token, std::string_view owner) const {
  return IsSame(token, TokenFor(owner));
}

}  // namespace samlad::web
