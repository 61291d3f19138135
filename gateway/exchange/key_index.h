// SPDX-License-Identifier: EUPL-1.2
//
// Which entry an idempotency key is bound to. The entries hold the keys; here is
// a digest of each, because that has one size however long the keys are.

#ifndef SAMLAD_GATEWAY_EXCHANGE_KEY_INDEX_H_
#define SAMLAD_GATEWAY_EXCHANGE_KEY_INDEX_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/container/flat_hash_map.h"

namespace samlad::exchange {

// The first half of a key's SHA-256. Nobody can make two keys that share it, but
// who finds an entry by it compares the stored key before using the entry.
using KeyDigest = std::array<uint64_t, 2>;
KeyDigest DigestOfKey(std::string_view key);

// About 40 bytes a key. Not thread-safe.
class KeyIndex {
 public:
  // False if the digest is bound already; nothing is changed then.
  bool Bind(const KeyDigest& digest, uint64_t position);
  // The position that it is bound to.
  std::optional<uint64_t> Find(const KeyDigest& digest) const;

 private:
  absl::flat_hash_map<KeyDigest, uint64_t> positions_;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_KEY_INDEX_H_
