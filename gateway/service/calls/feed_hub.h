// SPDX-License-Identifier: EUPL-1.2
//
// Where watchers of the feed wait. One thread wakes them when the log has grown.
// No append waits for a watcher, and a watcher that reads slowly holds nothing
// but its own cursor.
//
// A watcher is always in one place: in its turn, in a write of gRPC's, parked,
// or in the queue for its next turn. So its turns never overlap, and it ends
// in exactly one of them.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_FEED_HUB_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_FEED_HUB_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"
#include "gateway/domain/feed/feed.h"
#include "gateway/exchange/exchange.h"

namespace samlad::service {

// A watcher. Recheck and Cut may be called at any time, on any thread.
class Watcher {
 public:
  virtual ~Watcher() = default;
  // Sends what there is, parks, or ends. Never blocks.
  virtual void Turn() = 0;
  // Ends the call during a write if its principal is no longer authorized.
  virtual void Recheck() = 0;
  // Ends the call of a watcher that did not end by itself, whatever it is doing.
  virtual void Cut(const absl::Status& why) = 0;
  // Entries that it has read. Any thread may call it.
  virtual uint64_t Seen() const = 0;
};

// Thread-safe; never blocks, but for Stop.
class FeedHub {
 public:
  // `exchange` must outlive the hub, which listens to it.
  explicit FeedHub(exchange::Exchange& exchange,
                   std::chrono::milliseconds recheck_interval = limits::kStreamRecheckInterval);
  // Every watcher must have left.
  ~FeedHub();

  // Counts a watcher in: RESOURCE_EXHAUSTED beyond limits::kWatchersMax. Until
  // Leave the hub has a share in it.
  absl::Status Enter(const std::shared_ptr<Watcher>& watcher);
  void Leave(const Watcher* watcher);

  // Parks a watcher that has seen the first `seen` entries. Its next turn comes
  // when there are more, within the recheck interval, or at the stop.
  void Park(const std::shared_ptr<Watcher>& watcher, uint64_t seen);
  // Brings forward the next turn of a watcher that is parked.
  void Unpark(const std::shared_ptr<Watcher>& watcher);
  // Gives a watcher its next turn on the hub's thread, after all others that wait
  // for theirs.
  void Queue(std::shared_ptr<Watcher> watcher);
  bool IsOwnThread() const { return std::this_thread::get_id() == thread_.get_id(); }

  // For metrics.
  struct Figures {
    size_t watchers = 0;
    uint64_t lag_entries = 0;  // not yet read by the slowest of them
  };
  Figures GetFigures() const;

  // domain::ReadFeedPage, with what it needs to know of acknowledgements.
  domain::FeedPage ReadPage(const domain::Facts& facts, uint64_t cursor,
                            const domain::FeedVisibility& visibility);

  // Ends all watchers: gives each a last turn, and cuts those that have not
  // left after `patience`. Returns when all have left, at most `patience`
  // later: true if all have. For the stop of the gateway.
  bool Stop(std::chrono::milliseconds patience);
  bool stopping() const { return stopping_; }
  // UNAVAILABLE: the end of a stream at the stop.
  static absl::Status Ending();

 private:
  using Time = std::chrono::steady_clock::time_point;

  void Run();
  void WakeParked() SAMLAD_REQUIRES(mutex_);
  std::vector<std::shared_ptr<Watcher>> All() const SAMLAD_REQUIRES(mutex_);
  bool WaitUntilEmpty(Time deadline) SAMLAD_REQUIRES(mutex_);
  void Grown(uint64_t size);
  void CatchUp(const domain::Facts& facts);

  exchange::Exchange& exchange_;
  const std::chrono::milliseconds recheck_interval_;
  std::atomic<bool> stopping_ = false;

  Mutex first_reports_mutex_;
  domain::FirstReports first_reports_ SAMLAD_GUARDED_BY(first_reports_mutex_);

  mutable Mutex mutex_;
  CondVar changed_;  // something to do for the thread
  CondVar left_;     // somebody has left
  absl::flat_hash_map<const Watcher*, std::shared_ptr<Watcher>> all_ SAMLAD_GUARDED_BY(mutex_);
  absl::flat_hash_set<std::shared_ptr<Watcher>> parked_ SAMLAD_GUARDED_BY(mutex_);
  std::vector<std::shared_ptr<Watcher>> ready_ SAMLAD_GUARDED_BY(mutex_);
  uint64_t size_ SAMLAD_GUARDED_BY(mutex_) = 0;  // of the log, as last heard
  bool wake_parked_ SAMLAD_GUARDED_BY(mutex_) = false;
  bool ended_ SAMLAD_GUARDED_BY(mutex_) = false;

  std::thread thread_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_FEED_HUB_H_
