// SPDX-License-Identifier: EUPL-1.2
//
// Counts the commands that are under way, so that their queue never grows
// beyond limits::kQueueCommandsMax and kQueueBytesMax. An organisation has half
// of it at most: the others find a place, and CheckPool gives them their turn.

#ifndef SAMLAD_GATEWAY_EXCHANGE_SLOTS_H_
#define SAMLAD_GATEWAY_EXCHANGE_SLOTS_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"

namespace samlad::exchange {

// Thread-safe.
class Slots {
 public:
  // Takes a place for a command of the organisation `whose`, unless that is too
  // many; an urgent one always has it. Each goes with a Release.
  bool Take(const std::string& whose, size_t bytes, bool urgent) {
    MutexLock lock(mutex_);
    const auto found = shares_.find(whose);
    const Share own_now = found == shares_.end() ? Share() : found->second;
    if (!urgent && !(Fits(all_, bytes, 1) && Fits(own_now, bytes, 2))) return false;
    Share& own = shares_[whose];
    all_.commands += 1, all_.bytes += bytes;
    own.commands += 1, own.bytes += bytes;
    return true;
  }
  void Release(const std::string& whose, size_t bytes) {
    MutexLock lock(mutex_);
    ++released_;
    all_.commands -= 1, all_.bytes -= bytes;
    const auto own = shares_.find(whose);
    own->second.commands -= 1, own->second.bytes -= bytes;
    if (own->second.commands == 0) shares_.erase(own);
  }
  size_t commands() const {
    MutexLock lock(mutex_);
    return all_.commands;
  }
  size_t bytes() const {
    MutexLock lock(mutex_);
    return all_.bytes;
  }
  uint64_t released() const {
    MutexLock lock(mutex_);
    return released_;
  }

 private:
  struct Share {
    size_t commands = 0, bytes = 0;
  };
  // A single command always fits, however large: its own limit bounds it.
  static bool Fits(const Share& share, size_t bytes, size_t part) {
    return share.commands < limits::kQueueCommandsMax / part &&
           (share.bytes == 0 || share.bytes + bytes <= limits::kQueueBytesMax / part);
  }

  mutable Mutex mutex_;
  Share all_ SAMLAD_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, Share> shares_ SAMLAD_GUARDED_BY(mutex_);  // of who has any
  uint64_t released_ SAMLAD_GUARDED_BY(mutex_) = 0;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_SLOTS_H_
