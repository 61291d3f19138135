// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/hash.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "absl/strings/escaping.h"
#include "gateway/base/strings.h"

namespace samlad::ledger {
namespace {

// The process ends, because without hashes or random bytes the log can keep
// none of its promises.
[[noreturn]] void DieHashing(const char* what) {
  std::fprintf(stderr, "samlad: OpenSSL failed to %s; stopping\n", what);
  std::abort();
}

Hash Commit(std::string_view label, std::string_view salt, std::string_view bytes) {
  return Sha256({label, salt, bytes});
}

}  // namespace

Hasher::Hasher()
    : context_(EVP_MD_CTX_new(),
               [](void* context) { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context)); }) {
  auto* context = static_cast<EVP_MD_CTX*>(context_.get());
  if (context == nullptr || EVP_DigestInit_ex(context, EVP_sha256(), nullptr) != 1) {
    DieHashing("compute SHA-256");
  }
}

void Hasher::Update(std::string_view bytes) {
  auto* context = static_cast<EVP_MD_CTX*>(context_.get());
  if (EVP_DigestUpdate(context, bytes.data(), bytes.size()) != 1) DieHashing("compute SHA-256");
}

Hash Hasher::Finish() {
  Hash hash;
  auto* context = static_cast<EVP_MD_CTX*>(context_.get());
  if (EVP_DigestFinal_ex(context, hash.data(), nullptr) != 1) DieHashing("compute SHA-256");
  return hash;
}

Hash Sha256(std::initializer_list<std::string_view> parts) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free);
  bool ok = context != nullptr && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  for (std::string_view part : parts) {
    ok = ok && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  }
  Hash hash;
  if (!ok || EVP_DigestFinal_ex(context.get(), hash.data(), nullptr) != 1)
    DieHashing("compute SHA-256");
  return hash;
}

Hash LeafHash(std::string_view bytes) { return Sha256({std::string_view("\x00", 1), bytes}); }

Hash NodeHash(const Hash& left, const Hash& right) {
  return Sha256({std::string_view("\x01", 1), AsBytes(left), AsBytes(right)});
}

Hash CommitPayload(std::string_view salt, std::string_view payload) {
  return Commit("samlad-payload-v1", salt, payload);
}

Hash CommitFindings(std::string_view salt, std::string_view findings) {
  return Commit("samlad-findings-v1", salt, findings);
}

Hash CommitSubmission(std::string_view salt, std::string_view submission_id) {
  return Commit("samlad-submission-v1", salt, submission_id);
}

std::string_view AsBytes(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string ToHex(std::string_view bytes) { return absl::BytesToHexString(ToAbsl(bytes)); }

std::string RandomBytes(size_t n) {
  std::string bytes(n, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(n)) != 1) {
    DieHashing("give random bytes");
  }
  return bytes;
}

}  // namespace samlad::ledger
