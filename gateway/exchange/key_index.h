// SPDX-License-Identifier: EUPL-1.2
//
// Which entry an idempotency key is bound to. The entries hold the keys; here is
// a digest of each, because that has one size however long the keys are.

#ifndef SAMLAD_GATEWAY_EXCHANGE_KEY_INDEX_H_
#define SAMLAD_GATEWAY_EXCHANGE_KEY_INDEX_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"

namespace samlad::exchange {

// The first half of a key's SHA-256. Nobody can make two keys that share it, but
// who finds an entry by it compares the stored key before using the entry.
using KeyDigest = std::array<uint64_t, 2>;
KeyDigest DigestOfKey(std::string_view key);
// In place of the digest of an entry without a key. No key is known to have it.
inline constexpr KeyDigest kNoKey{};

// About 30 bytes an entry. Movable. Not thread-safe.
class KeyIndex {
 public:
  // False if the digest is bound already; nothing is changed then. `position` has none
  // yet.
  bool Bind(const KeyDigest& digest, uint64_t position);
  // The position that it is bound to.
  std::optional<uint64_t> Find(const KeyDigest& digest) const;
  // That of an entry; kNoKey: none.
  KeyDigest At(uint64_t position) const;

 private:
  using Digests = std::vector<KeyDigest>;  // by position
  // Positions by the digest that is there, so that each is held once.
  struct HashOf {
    using is_transparent = void;
    const Digests* digests = nullptr;
    size_t operator()(uint64_t position) const { return (*this)((*digests)[position]); }
    size_t operator()(const KeyDigest& digest) const { return absl::HashOf(digest); }
  };
  struct IsSame {
    using is_transparent = void;
    const Digests* digests = nullptr;
    bool operator()(uint64_t a, uint64_t b) const { return a == b; }
    bool operator()(uint64_t a, const KeyDigest& b) const { return (*digests)[a] == b; }
    bool operator()(const KeyDigest& a, uint64_t b) const { return (*digests)[b] == a; }
  };

  // Stays where it is when the index is moved.
  std::unique_ptr<Digests> digests_ = std::make_unique<Digests>();
  absl::flat_hash_set<uint64_t, HashOf, IsSame> positions_{0, HashOf{digests_.get()},
                                                           IsSame{digests_.get()}};
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_KEY_INDEX_H_
