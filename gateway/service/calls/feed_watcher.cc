// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/feed_watcher.h"

#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "samlad/v1/feed_service.pb.h"

namespace samlad::service {
namespace {

// To be appended to a message's bytes: that field of it.
std::string CheckpointField(const std::string& note) {
  v1::WatchFeedResponse part;
  part.set_checkpoint(note);
  return part.SerializeAsString();
}

domain::FeedVisibility VisibilityFor(const Authorization& granted) {
  return {.organisation = granted.principal.organisation,
          .see_all = (granted.permissions & kViewers) != 0,
          .see_identities = (granted.permissions & kIdentityViewers) != 0};
}

absl::Status GivenUp() {
  return absl::CancelledError(
      "the watcher disconnected or its deadline passed; it can resume from its last cursor");
}

absl::Status CursorBeyondLog(uint64_t cursor, uint64_t size) {
  return WithMetadata(
      absl::OutOfRangeError(
          StrCat("cursor: ", cursor, " was requested, but the log has ", size,
                 " entries; it is another log, or one restored from a backup, so start again from "
                 "0")),
      {{"log_size", size}});
}

}  // namespace

absl::Status FeedWatcher::Enter(const exchange::Snapshot& now, uint64_t cursor, bool follow) {
  const uint64_t size = now.facts.size();
  if (cursor > size) return CursorBeyondLog(cursor, size);
  follow_ = follow;
  cursor_ = cursor;
  reported_cursor_ = cursor;
  return hub_.Enter(shared_from_this());
}

void FeedWatcher::Turn() {
  state_ = State::kTurn;
  if (!SendOne()) return;
  state_ = State::kQueued;
  hub_.Queue(shared_from_this());
}

bool FeedWatcher::SendOne() {
  ReleaseMessage();
  const auto end = [this](const absl::Status& why) {
    End(why);
    return false;
  };
  if (!sent_well_) return end(WhyBroken());
  if (hub_.stopping()) return end(FeedHub::Ending());
  if (client_gone_) return end(GivenUp());
  absl::StatusOr<Authorization> granted = Reauthorize();
  if (!granted.ok()) return end(granted.status());
  // Let go before anything is awaited, because a snapshot that is held keeps
  // memory from being freed.
  const auto now = std::move(granted->snapshot);
  const uint64_t size = now->facts.size();
  // Made for other permissions than those of now: made again.
  if (ahead_for_ != granted->permissions) ahead_.reset();
  domain::FeedPage page = ahead_ ? *std::exchange(ahead_, {}) : Read(now->facts, *granted);
  cursor_ = page.cursor;
  const bool at_end = cursor_ == size;
  // A message is sent also without events, once the client was led past so many
  // entries, because as many at most are looked at again when it comes back. And
  // once when there is nothing, so that a client that follows knows the cursor.
  if (at_end) page.message += CheckpointField(now->checkpoint);
  if (page.events > 0 || cursor_ - reported_cursor_ >= limits::kFeedPageFacts ||
      (at_end && (follow_ ? !greeted_ : cursor_ != reported_cursor_))) {
    Write(std::move(page));
    if (!at_end) {
      ahead_ = Read(now->facts, *granted);
      ahead_for_ = granted->permissions;
    }
    return WasWrittenMeanwhile();
  }
  if (at_end && !follow_) return end(absl::OkStatus());
  const auto self = shared_from_this();
  state_ = State::kParked;
  hub_.Park(self, cursor_);
  // The client may have gone between the question above and here, and found
  // nobody parked.
  if (client_gone_) hub_.Unpark(self);
  return false;
}

domain::FeedPage FeedWatcher::Read(const domain::Facts& facts, const Authorization& granted) {
  return hub_.ReadPage(facts, cursor_, VisibilityFor(granted));
}

void FeedWatcher::Write(domain::FeedPage page) {
  reported_cursor_ = page.cursor;
  greeted_ = true;
  state_ = State::kWritingInTurn;
  SendMessage(std::move(page.message));
}

bool FeedWatcher::WasWrittenMeanwhile() {
  State expected = State::kWritingInTurn;
  return !state_.compare_exchange_strong(expected, State::kWriting);
}

void FeedWatcher::OnSent(bool ok) {
  sent_well_ = ok;
  State expected = State::kWritingInTurn;
  if (state_.compare_exchange_strong(expected, State::kWrittenInTurn)) return;
  // gRPC may call from within another watcher's turn on the hub's thread: the
  // others have their turns first.
  if (!hub_.IsOwnThread()) return Turn();
  state_ = State::kQueued;
  hub_.Queue(shared_from_this());
}

// We cut the message off, or the client did.
absl::Status FeedWatcher::WhyBroken() const {
  if (hub_.stopping()) return FeedHub::Ending();
  absl::Status authorized = Reauthorize().status();
  return authorized.ok() ? GivenUp() : authorized;
}

// A stream with a message under way is ended by OnSent.
void FeedWatcher::OnClientGone() {
  client_gone_ = true;
  hub_.Unpark(shared_from_this());
}

void FeedWatcher::Recheck() {
  const State now = state_;
  if (now != State::kWriting && now != State::kWritingInTurn) return;
  if (absl::Status authorized = Reauthorize().status(); !authorized.ok()) Cut(authorized);
}

void FeedWatcher::End(const absl::Status& status) {
  state_ = State::kEnded;
  EndStream(status);
}

}  // namespace samlad::service
