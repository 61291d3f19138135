// SPDX-License-Identifier: EUPL-1.2
//
// One watcher of the feed, without gRPC: what is sent when, and why a stream
// ends. At most one message is under way at a time. The next is made meanwhile
// if there is more to read, and nothing else is kept between them but the
// cursor. Before each message, and while it waits, the principal is authorized
// again.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_FEED_WATCHER_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_FEED_WATCHER_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/service/calls/feed_hub.h"
#include "gateway/service/guard/call_guard.h"

namespace samlad::service {

// The derived class is the stream, which sends the messages.
class FeedWatcher : public Watcher, public std::enable_shared_from_this<FeedWatcher> {
 public:
  // Where a watcher is. It is in one place at a time, so that its turns never
  // overlap and it ends once. From a turn it goes to a write, to the hub (parked
  // or queued), or to its end; from a write and from the hub it comes back to a
  // turn. A write may be over before the turn that began it is, because the turn
  // makes the next page meanwhile: the later of the two goes on.
  enum class State {
    kTurn,           // it decides what comes next
    kWritingInTurn,  // a write is under way, and its turn makes the next page
    kWrittenInTurn,  // the write is over, and its turn still makes the next page
    kWriting,        // a write is under way, and the turn is over
    kParked,         // with the hub, until there is more
    kQueued,         // with the hub, for its next turn
    kEnded,
  };

  void Turn() final;
  void Recheck() final;
  void Cut(const absl::Status& why) final { CancelStream(why); }
  uint64_t Seen() const final { return cursor_; }
  State state() const { return state_; }

 protected:
  // `hub` must outlive it.
  explicit FeedWatcher(FeedHub& hub) : hub_(hub) {}

  // Joins the hub, to read on from `cursor`; the first turn is the caller's to
  // call. OUT_OF_RANGE if the log is not so long, and the errors of
  // FeedHub::Enter: then the stream must be ended. Once.
  absl::Status Enter(const exchange::Snapshot& now, uint64_t cursor, bool follow);

  // To be called when a message was sent, or could not be; on any thread, once
  // for each SendMessage, also from within.
  void OnSent(bool ok);
  // To be called when the client has given up, on any thread: ends the stream in
  // the next turn, which comes at once if no message is under way.
  void OnClientGone();
  // Ends the stream. Only of one that has not entered, or in a turn. Once.
  void End(const absl::Status& status);

 private:
  // The stream's part. A message is under way until OnSent.
  virtual void SendMessage(std::string message) = 0;
  // Frees the last message, which was sent.
  virtual void ReleaseMessage() = 0;
  // No other call follows; the watcher may be gone when this returns.
  virtual void EndStream(const absl::Status& status) = 0;
  // Breaks off whatever is under way; at any time, on any thread.
  virtual void CancelStream(const absl::Status& why) = 0;
  // CallGuard::Reauthorize; on any thread.
  virtual absl::StatusOr<Authorization> Reauthorize() const = 0;

  // True if the next turn is to be queued; else this may be gone already.
  bool SendOne();
  domain::FeedPage Read(const domain::Facts& facts, const Authorization& granted);
  void Write(domain::FeedPage page);
  // At the end of a turn that wrote: whether the write was over before.
  bool WasWrittenMeanwhile();
  absl::Status WhyBroken() const;

  FeedHub& hub_;
  std::atomic<State> state_ = State::kTurn;
  std::atomic<uint64_t> cursor_ = 0;  // read up to here, and sent or about to be
  std::atomic<bool> client_gone_ = false;
  // Used by the thread that has the turn only; `state_` hands them over after a write.
  bool follow_ = false;
  uint64_t reported_cursor_ = 0;           // what the client knows of it
  bool greeted_ = false;                   // whether it was sent anything
  bool sent_well_ = true;                  // whether the last message was
  std::optional<domain::FeedPage> ahead_;  // to be sent after the one under way
  Permissions ahead_for_ = 0;              // it was made for
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_FEED_WATCHER_H_
