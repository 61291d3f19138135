// SPDX-License-Identifier: EUPL-1.2
//
// The feed over real sockets: which events are sent, to whom, from which cursor.

#include <gmock/gmock.h>

#include <thread>

#include "clients/sdk/channel.h"
#include "clients/sdk/feed.h"
#include "gateway/base/strings.h"
#include "tests/integration/feed_fixture.h"

namespace samlad::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> Bytes(const std::vector<v1::FeedEvent>& events) {
  std::vector<std::string> bytes;
  for (const v1::FeedEvent& event : events) bytes.push_back(event.SerializeAsString());
  return bytes;
}

std::vector<v1::FeedEventKind> Kinds(const std::vector<v1::FeedEvent>& events) {
  std::vector<v1::FeedEventKind> kinds;
  for (const v1::FeedEvent& event : events) kinds.push_back(event.kind());
  return kinds;
}

TEST_F(FeedTest, EventsArriveAsTheyHappen) {
  Watching board(Connect("board"), 0, /*follow=*/true);
  ASSERT_TRUE(board.WaitForPosition(0));
  const uint64_t first = Report(1);
  ASSERT_TRUE(board.WaitForPosition(first));
  v1::Report broken = MakeReport("school", "2025", 7);
  broken.mutable_observations(0)->set_indicator("NONE");
  v1::SubmitResponse response;
  ASSERT_TRUE(Submit("school", MakeSubmit("broken", broken), &response).ok());
  const uint64_t second = Report(2);
  const uint64_t noted = Acknowledge(1);
  ASSERT_TRUE(board.WaitForPosition(noted));

  const std::vector<v1::FeedEvent> events = board.events();
  EXPECT_THAT(Kinds(events),
              ElementsAre(v1::FEED_EVENT_KIND_CATALOGUE_APPLIED, v1::FEED_EVENT_KIND_ACCEPTED,
                          v1::FEED_EVENT_KIND_RETURNED, v1::FEED_EVENT_KIND_ACCEPTED,
                          v1::FEED_EVENT_KIND_EDITION, v1::FEED_EVENT_KIND_ACKNOWLEDGED));
  EXPECT_EQ(events[4].edition(), 1u);
  EXPECT_EQ(events[4].period(), "2025");
  EXPECT_EQ(events[4].as_of(), second + 1);
  EXPECT_EQ(events[3].position(), second);
  EXPECT_EQ(events[3].replaces(), first);
  EXPECT_EQ(events[3].organisation(), "housing");
  EXPECT_EQ(events[3].obligation(), "annual");
  EXPECT_EQ(events[3].period(), "2025");
  EXPECT_EQ(events[2].organisation(), "school");
  EXPECT_EQ(board.cursor(), noted + 1);
  EXPECT_EQ(Bytes(Replay("board")), Bytes(events));
}

TEST_F(FeedTest, NobodySeesEventsOfAnother) {
  Watching school(Connect("school"), 0, /*follow=*/true);
  for (int i = 0; i < 20; ++i) Report(i);
  v1::Report broken = MakeReport("housing", "2024", 7);
  broken.mutable_observations(0)->set_indicator("NONE");
  v1::SubmitResponse response;
  ASSERT_TRUE(Submit("housing", MakeSubmit("broken", broken), &response).ok());
  Acknowledge(1);  // of a view to which the school has not contributed
  const uint64_t own =
      SubmitAccepted("school", MakeSubmit("own", MakeReport("school", "2025", 3))).position();
  ASSERT_TRUE(school.WaitForPosition(own));
  EXPECT_THAT(Kinds(school.events()),
              ElementsAre(v1::FEED_EVENT_KIND_CATALOGUE_APPLIED, v1::FEED_EVENT_KIND_ACCEPTED));
  for (const char* stranger :
       {"only-submit", "only-read-own", "only-acknowledge", "only-administer"}) {
    EXPECT_THAT(Kinds(Replay(stranger)), ElementsAre(v1::FEED_EVENT_KIND_CATALOGUE_APPLIED))
        << stranger;
  }
  for (const char* viewer : {"only-read-board", "only-coordinate", "only-audit"}) {
    EXPECT_EQ(Replay(viewer).size(), 25u) << viewer;
  }
}

TEST_F(FeedTest, FromEveryCursorTheRestOfTheWhole) {
  for (int i = 0; i < 10; ++i) Report(i);
  const std::vector<std::string> whole = Bytes(Replay("auditor"));
  ASSERT_EQ(whole.size(), 11u);
  for (uint64_t cursor = 0; cursor <= whole.size(); ++cursor) {
    EXPECT_EQ(Bytes(Replay("auditor", cursor)),
              std::vector(whole.begin() + static_cast<long>(cursor), whole.end()));
  }
}

TEST_F(FeedTest, WhatIsAskedWrongIsRefusedWithItsReason) {
  Watching beyond(Connect("board"), 2, /*follow=*/true);
  ASSERT_TRUE(beyond.WaitForEnd());
  EXPECT_EQ(beyond.status().error_code(), grpc::OUT_OF_RANGE);
  EXPECT_THAT(beyond.status().error_message(), HasSubstr("has 1 entries"));
  Watching mute(Connect("mute"), 0, /*follow=*/false);
  ASSERT_TRUE(mute.WaitForEnd());
  EXPECT_EQ(mute.status().error_code(), grpc::PERMISSION_DENIED);
  const grpc::Status garbage = CallRaw(Connect("board"), "samlad.v1.FeedService/WatchFeed", "\x08");
  EXPECT_EQ(garbage.error_code(), grpc::INVALID_ARGUMENT) << garbage.error_message();
}

TEST_F(FeedTest, AStreamEndsWhenItsCallerIsNoLongerPermitted) {
  Watching board(Connect("only-read-board"), 0, /*follow=*/true);
  ASSERT_TRUE(board.WaitForPosition(0));
  TakePermission("only-read-board", v1::PERMISSION_READ_BOARD);
  ASSERT_TRUE(board.WaitForEnd());
  EXPECT_EQ(board.status().error_code(), grpc::PERMISSION_DENIED);
  EXPECT_EQ(board.events().size(), 1u) << "told of the change that shut it out";
}

TEST_F(FeedTest, WhoMaySeeLessFromNowOnSeesLess) {
  Watching board(Connect("board"), 0, /*follow=*/true);
  ASSERT_TRUE(board.WaitForPosition(Report(1)));
  TakePermission("board", v1::PERMISSION_READ_BOARD);  // acknowledge is left
  const uint64_t unseen = Report(2);
  const uint64_t own = Acknowledge(1);
  ASSERT_TRUE(board.WaitForPosition(own));
  for (const v1::FeedEvent& event : board.events()) EXPECT_NE(event.position(), unseen);
}

// So that a client knows it is heard, and goes on for ever, though nothing comes.
TEST_F(FeedTest, WhoFollowsAtTheEndOfTheLogIsToldSoOnce) {
  const uint64_t size = Report(1) + 1;
  auto stub = v1::FeedService::NewStub(Connect("board"));
  CallContext context;
  v1::WatchFeedRequest request;
  request.set_cursor(size);
  request.set_follow(true);
  const auto stream = stub->WatchFeed(&context, request);
  v1::WatchFeedResponse message;
  ASSERT_TRUE(stream->Read(&message));
  EXPECT_EQ(message.events_size(), 0);
  EXPECT_EQ(message.cursor(), size);
  const uint64_t next = Report(2);
  ASSERT_TRUE(stream->Read(&message));
  ASSERT_EQ(message.events_size(), 1) << "nothing twice";
  EXPECT_EQ(message.events(0).position(), next);
  context.TryCancel();
  stream->Finish();
}

TEST_F(FeedTest, ResumesExactlyThroughKilledGateways) {
  KeepAddress();
  std::vector<v1::FeedEvent> seen;
  Mutex mutex;
  std::stop_source stop;
  std::thread follower([&] {
    const auto channel = Connect("board");
    auto stub = v1::FeedService::NewStub(channel);
    sdk::RetryOptions retry;
    retry.sleep = [&](std::chrono::milliseconds wait) { sdk::WaitConnecting(*channel, wait); };
    retry.backoff_max = std::chrono::milliseconds(200);
    v1::WatchFeedRequest request;
    request.set_follow(true);
    const absl::Status followed = sdk::FollowFeed(
        *stub, retry, request, stop.get_token(), [&](const v1::WatchFeedResponse& message) {
          MutexLock lock(mutex);
          seen.insert(seen.end(), message.events().begin(), message.events().end());
        });
    EXPECT_TRUE(followed.ok()) << followed;
  });
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 20; ++i) Report(i);
    gateway_->Kill();  // while the follower reads
    Start();
  }
  const uint64_t last = Report(1);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  const auto arrived = [&] {
    MutexLock lock(mutex);
    return !seen.empty() && seen.back().position() == last;
  };
  while (!arrived() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  stop.request_stop();
  follower.join();
  EXPECT_EQ(Bytes(seen), Bytes(Replay("board")));
  EXPECT_EQ(seen.size(), 62u);
}

}  // namespace
}  // namespace samlad::testing
