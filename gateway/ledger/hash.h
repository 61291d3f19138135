// SPDX-License-Identifier: EUPL-1.2
//
// Hashes of the log: SHA-256 (FIPS 180-4), leaf and node hashes (RFC 6962
// section 2.1), and the salted commitments of samlad/v1/ledger.proto.

#ifndef SAMLAD_GATEWAY_LEDGER_HASH_H_
#define SAMLAD_GATEWAY_LEDGER_HASH_H_

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace samlad::ledger {

using Hash = std::array<uint8_t, 32>;

// SHA-256 over the parts, one after the other.
Hash Sha256(std::initializer_list<std::string_view> parts);

// SHA-256 of what comes piece by piece. Not thread-safe. Movable.
class Hasher {
 public:
  Hasher();
  void Update(std::string_view bytes);
  // Call it once, last.
  Hash Finish();

 private:
  std::shared_ptr<void> context_;  // EVP_MD_CTX
};

// SHA-256(0x00 || bytes).
Hash LeafHash(std::string_view bytes);
// SHA-256(0x01 || left || right).
Hash NodeHash(const Hash& left, const Hash& right);

// SHA-256("samlad-payload-v1" || salt || payload).
Hash CommitPayload(std::string_view salt, std::string_view payload);
// SHA-256("samlad-findings-v1" || salt || findings).
Hash CommitFindings(std::string_view salt, std::string_view findings);
// SHA-256("samlad-submission-v1" || salt || submission id).
Hash CommitSubmission(std::string_view salt, std::string_view submission_id);

std::string_view AsBytes(const Hash& hash);
// Lower-case hexadecimal.
std::string ToHex(std::string_view bytes);

// `n` bytes from OpenSSL's generator; ends the process if it has none to give.
std::string RandomBytes(size_t n);

}  // namespace samlad::ledger

#endif  // SAMLAD_GATEWAY_LEDGER_HASH_H_
