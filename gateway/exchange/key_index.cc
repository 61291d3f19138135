// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/key_index.h"

#include <cstring>

#include "gateway/ledger/hash.h"

namespace samlad::exchange {

KeyDigest DigestOfKey(std::string_view key) {
  const ledger::Hash hash = ledger::Sha256({key});
  KeyDigest digest;
  static_assert(sizeof(digest) <= sizeof(hash));
  std::memcpy(digest.data(), hash.data(), sizeof(digest));
  return digest;
}

bool KeyIndex::Bind(const KeyDigest& digest, uint64_t position) {
  return positions_.try_emplace(digest, position).second;
}

std::optional<uint64_t> KeyIndex::Find(const KeyDigest& digest) const {
  const auto found = positions_.find(digest);
  if (found == positions_.end()) return std::nullopt;
  return found->second;
}

}  // namespace samlad::exchange
