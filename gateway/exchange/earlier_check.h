// SPDX-License-Identifier: EUPL-1.2
//
// After a start from a snapshot: reads the entries that the start took from it, and
// checks them as a start from the log does, while the gateway serves. So a log that
// was changed there is found, only later.

#ifndef SAMLAD_GATEWAY_EXCHANGE_EARLIER_CHECK_H_
#define SAMLAD_GATEWAY_EXCHANGE_EARLIER_CHECK_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <thread>

#include "absl/status/status.h"
#include "gateway/base/mutex.h"
#include "gateway/ledger/note.h"
#include "gateway/store/store.h"

namespace samlad::exchange {

// Works on a thread of its own, half of the time, so that the gateway keeps its
// processors. Holds some 100 bytes for each entry meanwhile.
class EarlierCheck {
 public:
  // Checks the first `end` entries. `done` is called once, on that thread: OK, or
  // DATA_LOSS with position and reason; never if destroyed before. A store that cannot
  // be read now is read again later. `log` must outlive it.
  EarlierCheck(const store::ReadableLog& log, ledger::NoteVerifier verifier, uint64_t end,
               std::function<void(const absl::Status&)> done);
  // Ends it at once.
  ~EarlierCheck();

  // Entries that are yet to be checked.
  uint64_t left() const { return end_ - checked_; }

 private:
  void Run();
  absl::Status CheckAll();
  // False: stop.
  bool Rest(std::chrono::nanoseconds how_long);

  const store::ReadableLog& log_;
  const ledger::NoteVerifier verifier_;
  const uint64_t end_;
  const std::function<void(const absl::Status&)> done_;
  std::atomic<uint64_t> checked_ = 0;
  Mutex mutex_;
  CondVar stop_;
  bool stopping_ SAMLAD_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_EARLIER_CHECK_H_
