// SPDX-License-Identifier: EUPL-1.2
//
// Following a feed that breaks off, is refused and runs backwards.

#include "clients/sdk/feed.h"

#include <grpcpp/grpcpp.h>

#include <functional>
#include <thread>
#include <vector>

#include "gateway/base/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace samlad::sdk {
namespace {

using ::testing::ElementsAre;
using Writer = grpc::ServerWriter<v1::WatchFeedResponse>;

// Serves each stream as the test says.
class ScriptedFeed final : public v1::FeedService::Service {
 public:
  grpc::Status WatchFeed(grpc::ServerContext* context, const v1::WatchFeedRequest* request,
                         Writer* writer) override {
    cursors.push_back(request->cursor());
    return serve(context, cursors.size(), writer);
  }
  std::vector<uint64_t> cursors;  // that were asked for
  std::function<grpc::Status(grpc::ServerContext*, size_t stream, Writer*)> serve;
};

class FeedTest : public ::testing::Test {
 protected:
  FeedTest() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&feed_);
    server_ = builder.BuildAndStart();
    stub_ = v1::FeedService::NewStub(server_->InProcessChannel({}));
    retry_.sleep = [](std::chrono::milliseconds) {};
  }
  ~FeedTest() override { server_->Shutdown(); }

  static void Write(Writer* writer, uint64_t cursor) {
    v1::WatchFeedResponse message;
    message.set_cursor(cursor);
    writer->Write(message);
  }

  absl::Status Follow(bool follow = true) {
    v1::WatchFeedRequest request;
    request.set_cursor(5);
    request.set_follow(follow);
    return FollowFeed(
        *stub_, retry_, request, stop_.get_token(),
        [this](const v1::WatchFeedResponse& message) { taken_.push_back(message.cursor()); },
        checks_);
  }

  ScriptedFeed feed_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::FeedService::Stub> stub_;
  RetryOptions retry_;
  std::stop_source stop_;
  std::vector<uint64_t> taken_;
  FeedChecks checks_;
};

const grpc::Status kLost(grpc::StatusCode::UNAVAILABLE, "lost");

TEST_F(FeedTest, GoesOnFromTheLastMessageThatWasTaken) {
  feed_.serve = [](grpc::ServerContext*, size_t stream, Writer* writer) {
    if (stream == 2) return kLost;  // without a message
    Write(writer, 10 * stream);
    Write(writer, 10 * stream + 1);
    return stream < 4 ? kLost : grpc::Status::OK;
  };
  EXPECT_TRUE(Follow().ok());
  EXPECT_THAT(feed_.cursors, ElementsAre(5, 11, 11, 31));
  EXPECT_THAT(taken_, ElementsAre(10, 11, 30, 31, 40, 41));
}

TEST_F(FeedTest, GivesUpOnAGatewayThatWasNeverHeard) {
  retry_.attempts_max = 3;
  feed_.serve = [](grpc::ServerContext*, size_t, Writer*) { return kLost; };
  EXPECT_TRUE(absl::IsUnavailable(Follow()));
  EXPECT_EQ(feed_.cursors.size(), 3u);
}

TEST_F(FeedTest, TriesForEverOnceItWasHeard) {
  retry_.attempts_max = 3;
  int unlimited = 0;
  retry_.on_wait = [&](const RetryNotice& notice) { unlimited += notice.attempts_max == 0; };
  feed_.serve = [](grpc::ServerContext*, size_t stream, Writer* writer) {
    if (stream == 1) Write(writer, 6);
    return stream < 20 ? kLost : grpc::Status::OK;
  };
  EXPECT_TRUE(Follow().ok());
  EXPECT_EQ(unlimited, 19);
}

TEST_F(FeedTest, ARefusalIsTheEnd) {
  feed_.serve = [](grpc::ServerContext*, size_t, Writer* writer) {
    Write(writer, 6);
    return grpc::Status(grpc::StatusCode::PERMISSION_DENIED, "no");
  };
  EXPECT_TRUE(absl::IsPermissionDenied(Follow()));
  EXPECT_EQ(feed_.cursors.size(), 1u);
}

TEST_F(FeedTest, AFeedThatRunsBackwardsIsNotBelieved) {
  feed_.serve = [](grpc::ServerContext*, size_t, Writer* writer) {
    Write(writer, 4);
    return grpc::Status::OK;
  };
  EXPECT_TRUE(absl::IsDataLoss(Follow()));
  EXPECT_TRUE(taken_.empty());
}

TEST_F(FeedTest, NothingIsTakenOfALogThatIsNotTheOneThatWasFollowed) {
  int asked = 0;
  checks_.begin = [&] {
    ++asked;
    if (asked == 2) return absl::UnavailableError("not back yet");
    return asked < 4 ? absl::OkStatus() : absl::DataLossError("forked");
  };
  feed_.serve = [](grpc::ServerContext*, size_t stream, Writer* writer) {
    Write(writer, 10 * stream);
    return kLost;
  };
  EXPECT_TRUE(absl::IsDataLoss(Follow()));
  EXPECT_THAT(feed_.cursors, ElementsAre(5, 10));
  EXPECT_THAT(taken_, ElementsAre(10, 20));
}

TEST_F(FeedTest, CheckpointsThatCameWithItAreHandedOnAndMayEndIt) {
  std::vector<std::string> shown;
  checks_.checkpoint = [&](std::string_view note) {
    shown.emplace_back(note);
    return note == "8" ? absl::DataLossError("forked") : absl::OkStatus();
  };
  feed_.serve = [](grpc::ServerContext*, size_t, Writer* writer) {
    for (const uint64_t cursor : {6, 7, 8, 9}) {
      v1::WatchFeedResponse message;
      message.set_cursor(cursor);
      if (cursor != 6) message.set_checkpoint(StrCat(cursor));
      writer->Write(message);
    }
    return grpc::Status::OK;
  };
  EXPECT_TRUE(absl::IsDataLoss(Follow()));
  EXPECT_THAT(shown, ElementsAre("7", "8"));
  EXPECT_THAT(taken_, ElementsAre(6, 7, 8));
}

TEST_F(FeedTest, StopsWhileItReadsAndWhileItWaits) {
  feed_.serve = [this](grpc::ServerContext* context, size_t, Writer* writer) {
    Write(writer, 6);
    stop_.request_stop();
    while (!context->IsCancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return grpc::Status::CANCELLED;
  };
  EXPECT_TRUE(Follow().ok());

  stop_ = std::stop_source();
  retry_.sleep = nullptr;
  retry_.backoff_initial = retry_.backoff_max = std::chrono::minutes(10);
  retry_.random = [] { return 1.0; };
  retry_.on_wait = [this](const RetryNotice&) {
    std::thread([source = stop_]() mutable { source.request_stop(); }).detach();
  };
  feed_.serve = [](grpc::ServerContext*, size_t, Writer*) { return kLost; };
  EXPECT_TRUE(Follow().ok());
}

}  // namespace
}  // namespace samlad::sdk
