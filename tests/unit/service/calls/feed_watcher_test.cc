// SPDX-License-Identifier: EUPL-1.2
//
// A watcher with a stream that is not gRPC's: each message is under way until
// the test says otherwise.

#include "gateway/service/calls/feed_watcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gateway/base/mutex.h"
#include "samlad/v1/feed_service.pb.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::service {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using State = FeedWatcher::State;

// Thread-safe, where FeedWatcher is.
class FakeStream final : public FeedWatcher {
 public:
  // With every permission, as of the newest moment of `exchange`.
  FakeStream(FeedHub& hub, const exchange::Exchange& exchange, bool writes_at_once)
      : FeedWatcher(hub), exchange_(exchange), writes_at_once_(writes_at_once) {}

  using FeedWatcher::End;
  using FeedWatcher::Enter;
  using FeedWatcher::OnClientGone;
  using FeedWatcher::OnSent;

  // What it answers from now on when it is asked again.
  void Refuse(absl::Status why) {
    MutexLock lock(mutex_);
    refusal_ = std::move(why);
  }

  std::vector<uint64_t> cursors() const {
    MutexLock lock(mutex_);
    return cursors_;
  }
  std::vector<State> states_in_write() const {
    MutexLock lock(mutex_);
    return states_in_write_;
  }
  std::optional<absl::Status> ended() const {
    MutexLock lock(mutex_);
    return ended_;
  }
  std::optional<absl::Status> cancelled() const {
    MutexLock lock(mutex_);
    return cancelled_;
  }

 private:
  void SendMessage(std::string message) override {
    {
      MutexLock lock(mutex_);
      v1::WatchFeedResponse response;
      EXPECT_TRUE(response.ParseFromString(message));
      EXPECT_FALSE(ended_.has_value()) << "a message after the end";
      cursors_.push_back(response.cursor());
      states_in_write_.push_back(state());
    }
    if (writes_at_once_) OnSent(true);
  }
  void ReleaseMessage() override {}
  void EndStream(const absl::Status& status) override {
    MutexLock lock(mutex_);
    EXPECT_FALSE(ended_.has_value()) << "ended twice";
    ended_ = status;
  }
  void CancelStream(const absl::Status& why) override {
    MutexLock lock(mutex_);
    cancelled_ = why;
  }
  absl::StatusOr<Authorization> Reauthorize() const override {
    MutexLock lock(mutex_);
    if (!refusal_.ok()) return refusal_;
    return Authorization{.principal = {.organisation = "office", .system = "main"},
                         .permissions = kEveryone,
                         .snapshot = exchange_.Read()};
  }

  const exchange::Exchange& exchange_;
  const bool writes_at_once_;
  mutable Mutex mutex_;
  absl::Status refusal_ SAMLAD_GUARDED_BY(mutex_);
  std::vector<uint64_t> cursors_ SAMLAD_GUARDED_BY(mutex_);
  std::vector<State> states_in_write_ SAMLAD_GUARDED_BY(mutex_);
  std::optional<absl::Status> ended_ SAMLAD_GUARDED_BY(mutex_);
  std::optional<absl::Status> cancelled_ SAMLAD_GUARDED_BY(mutex_);
};

// Whether it happens, on the hub's thread.
template <class Condition>
bool WaitFor(const Condition& condition) {
  const auto deadline = steady_clock::now() + seconds(30);
  while (!condition() && steady_clock::now() < deadline) {
    std::this_thread::sleep_for(milliseconds(1));
  }
  return condition();
}

bool WaitForEnd(const FakeStream& stream) {
  return WaitFor([&] { return stream.ended().has_value(); });
}

class FeedWatcherTest : public exchange::ExchangeTest {
 protected:
  // Entered, before its first turn. The log has one entry, its beginning.
  std::shared_ptr<FakeStream> Watch(bool follow, bool writes_at_once = false) {
    auto stream = std::make_shared<FakeStream>(hub_, *exchange_, writes_at_once);
    EXPECT_TRUE(stream->Enter(*exchange_->Read(), /*cursor=*/0, follow).ok());
    streams_.push_back(stream);
    return stream;
  }

  void TearDown() override {
    for (const auto& stream : streams_) hub_.Leave(stream.get());
  }

  // Nobody is asked again by itself, but where a test says so.
  FeedHub hub_{*exchange_, hours(1)};
  std::vector<std::shared_ptr<FakeStream>> streams_;
};

TEST_F(FeedWatcherTest, EndsWhenAllIsReadIfItDoesNotFollow) {
  const auto stream = Watch(/*follow=*/false);
  stream->Turn();
  EXPECT_THAT(stream->cursors(), ElementsAre(1));
  EXPECT_THAT(stream->states_in_write(), ElementsAre(State::kWritingInTurn));
  EXPECT_EQ(stream->state(), State::kWriting);
  EXPECT_EQ(stream->Seen(), 1u);
  stream->OnSent(true);
  EXPECT_EQ(stream->state(), State::kEnded);
  EXPECT_EQ(stream->ended(), absl::OkStatus());
}

TEST_F(FeedWatcherTest, ParksWhenAllIsReadIfItFollowsAndGoesOnWhenThereIsMore) {
  const auto stream = Watch(/*follow=*/true);
  stream->Turn();
  stream->OnSent(true);
  EXPECT_EQ(stream->state(), State::kParked);
  ASSERT_TRUE(Execute(Submit("homes", "s1", exchange::MakeReport("homes", "2025", 1))).ok());
  ASSERT_TRUE(WaitFor([&] { return stream->cursors().size() == 2; }));
  EXPECT_THAT(stream->cursors(), ElementsAre(1, 2));
  EXPECT_EQ(stream->ended(), std::nullopt);
}

// gRPC may be done with a write before StartWrite has returned.
TEST_F(FeedWatcherTest, AWriteThatIsOverInItsTurnIsFollowedByAnotherTurnOfTheHubs) {
  const auto stream = Watch(/*follow=*/false, /*writes_at_once=*/true);
  stream->Turn();
  ASSERT_TRUE(WaitForEnd(*stream));
  EXPECT_EQ(stream->ended(), absl::OkStatus());
  EXPECT_THAT(stream->cursors(), ElementsAre(1));
}

TEST_F(FeedWatcherTest, AWriteThatFailedEndsTheStream) {
  const auto stream = Watch(/*follow=*/true);
  stream->Turn();
  stream->OnSent(false);
  ASSERT_TRUE(stream->ended().has_value());
  EXPECT_EQ(stream->ended()->code(), absl::StatusCode::kCancelled) << *stream->ended();
}

TEST_F(FeedWatcherTest, AWriteThatWasCutOffForARevocationEndsWithThatReason) {
  const auto stream = Watch(/*follow=*/true);
  stream->Turn();
  stream->Refuse(absl::PermissionDeniedError("revoked"));
  stream->Recheck();
  EXPECT_EQ(stream->cancelled(), absl::PermissionDeniedError("revoked"));
  EXPECT_EQ(stream->ended(), std::nullopt) << "the message is still under way";
  stream->OnSent(false);
  EXPECT_EQ(stream->ended(), absl::PermissionDeniedError("revoked"));
}

TEST_F(FeedWatcherTest, NothingIsCutOffWhereNoMessageIsUnderWay) {
  const auto stream = Watch(/*follow=*/true);
  stream->Turn();
  stream->Recheck();
  EXPECT_EQ(stream->cancelled(), std::nullopt) << "the principal may go on";
  stream->OnSent(true);
  ASSERT_EQ(stream->state(), State::kParked);
  stream->Refuse(absl::PermissionDeniedError("revoked"));
  stream->Recheck();
  EXPECT_EQ(stream->cancelled(), std::nullopt) << "its next turn will end it";
}

TEST_F(FeedWatcherTest, NothingIsSentToAPrincipalThatIsNoLongerAuthorized) {
  const auto stream = Watch(/*follow=*/true);
  stream->Refuse(absl::PermissionDeniedError("revoked"));
  stream->Turn();
  EXPECT_THAT(stream->cursors(), IsEmpty());
  EXPECT_EQ(stream->ended(), absl::PermissionDeniedError("revoked"));
}

TEST_F(FeedWatcherTest, AClientThatGoesWhileItsWatcherIsParkedEndsIt) {
  const auto stream = Watch(/*follow=*/true);
  stream->Turn();
  stream->OnSent(true);
  ASSERT_EQ(stream->state(), State::kParked);
  stream->OnClientGone();
  ASSERT_TRUE(WaitForEnd(*stream));
  EXPECT_EQ(stream->ended()->code(), absl::StatusCode::kCancelled) << *stream->ended();
}

TEST_F(FeedWatcherTest, AClientThatGoesWhileAMessageIsUnderWayEndsItAfterwards) {
  const auto stream = Watch(/*follow=*/true);
  stream->Turn();
  stream->OnClientGone();
  EXPECT_EQ(stream->state(), State::kWriting);
  EXPECT_EQ(stream->ended(), std::nullopt);
  stream->OnSent(true);
  ASSERT_TRUE(stream->ended().has_value());
  EXPECT_EQ(stream->ended()->code(), absl::StatusCode::kCancelled) << *stream->ended();
}

TEST_F(FeedWatcherTest, AStopEndsWhatIsParkedAndCutsOffWhatIsStuckInAWrite) {
  const auto parked = Watch(/*follow=*/true), stuck = Watch(/*follow=*/true);
  parked->Turn();
  parked->OnSent(true);
  stuck->Turn();
  EXPECT_FALSE(hub_.Stop(milliseconds(50))) << "neither has left";
  ASSERT_TRUE(WaitForEnd(*parked));
  EXPECT_EQ(parked->ended(), FeedHub::Ending());
  EXPECT_EQ(stuck->cancelled(), FeedHub::Ending());
  EXPECT_EQ(stuck->ended(), std::nullopt);
  stuck->OnSent(false);
  EXPECT_EQ(stuck->ended(), FeedHub::Ending());
}

TEST_F(FeedWatcherTest, ACursorBeyondTheLogIsRefused) {
  FakeStream stream(hub_, *exchange_, /*writes_at_once=*/false);
  const absl::Status refused = stream.Enter(*exchange_->Read(), /*cursor=*/2, /*follow=*/true);
  EXPECT_EQ(refused.code(), absl::StatusCode::kOutOfRange) << refused;
  stream.End(refused);
  EXPECT_EQ(stream.state(), State::kEnded);
}

}  // namespace
}  // namespace samlad::service
