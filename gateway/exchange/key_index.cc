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
  if (positions_.contains(digest)) return false;
  if (position >= digests_->size()) digests_->resize(position + 1, kNoKey);
  (*digests_)[position] = digest;
  positions_.insert(position);
  return true;
}

std::optional<uint64_t> KeyIndex::Find(const KeyDigest& digest) const {
  const auto found = positions_.find(digest);
  if (found == positions_.end()) return std::nullopt;
  return *found;
}

KeyDigest KeyIndex::At(uint64_t position) const {
  return position < digests_->size() ? (*digests_)[position] : kNoKey;
}

}  // namespace samlad::exchange
