// SPDX-License-Identifier: EUPL-1.2
//
// Bounds the queue of commands to limits::kQueueCommandsMax and kQueueBytesMax.
// One organisation gets half of it at most, so that there is room for the others;
// the pool that checks content (base/fair_pool.h) serves them in turn.

#ifndef SAMLAD_GATEWAY_EXCHANGE_ADMISSION_CONTROL_H_
#define SAMLAD_GATEWAY_EXCHANGE_ADMISSION_CONTROL_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"

namespace samlad::exchange {

// Thread-safe.
class AdmissionControl {
 public:
  // Takes a place in the queue for a command of the organisation `owner`. False: the
  // queue has no room for it; an urgent command always gets a place. The place must
  // be given back with Release when the command is answered.
  bool Take(const std::string& owner, size_t bytes, bool urgent) {
    MutexLock lock(mutex_);
    const auto found = loads_.find(owner);
    const Load own_now = found == loads_.end() ? Load() : found->second;
    if (!urgent && !(Fits(all_, bytes, 1) && Fits(own_now, bytes, 2))) return false;
    Load& own = loads_[owner];
    all_.commands += 1, all_.bytes += bytes;
    own.commands += 1, own.bytes += bytes;
    return true;
  }
  void Release(const std::string& owner, size_t bytes) {
    MutexLock lock(mutex_);
    ++released_;
    all_.commands -= 1, all_.bytes -= bytes;
    const auto own = loads_.find(owner);
    own->second.commands -= 1, own->second.bytes -= bytes;
    if (own->second.commands == 0) loads_.erase(own);
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
  struct Load {
    size_t commands = 0, bytes = 0;
  };
  // A single command always fits, however large: its own limit bounds it.
  static bool Fits(const Load& load, size_t bytes, size_t part) {
    return load.commands < limits::kQueueCommandsMax / part &&
           (load.bytes == 0 || load.bytes + bytes <= limits::kQueueBytesMax / part);
  }

  mutable Mutex mutex_;
  Load all_ SAMLAD_GUARDED_BY(mutex_);
  // By organisation, while it has commands in the queue.
  absl::flat_hash_map<std::string, Load> loads_ SAMLAD_GUARDED_BY(mutex_);
  uint64_t released_ SAMLAD_GUARDED_BY(mutex_) = 0;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_ADMISSION_CONTROL_H_
