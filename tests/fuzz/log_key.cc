// SPDX-License-Identifier: EUPL-1.2

#include "tests/fuzz/log_key.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <memory>
#include <string>

#include "tests/fuzz/require.h"

namespace samlad::fuzz {

ledger::NoteSigner LogSigner() {
  constexpr std::array<unsigned char, 32> kSecret = {'f', 'u', 'z', 'z'};
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, kSecret.data(), kSecret.size()),
      &EVP_PKEY_free);
  const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), &BIO_free);
  Require(PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                        nullptr) == 1,
          "a key can be written");
  char* data = nullptr;
  const auto size = static_cast<size_t>(BIO_get_mem_data(out.get(), &data));
  return *ledger::NoteSigner::FromPem(kOrigin, {data, size});
}

ledger::NoteVerifier LogVerifier() {
  return *ledger::NoteVerifier::FromVkey(LogSigner().verifier_key());
}

}  // namespace samlad::fuzz
