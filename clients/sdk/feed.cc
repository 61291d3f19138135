// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/feed.h"

#include <grpcpp/client_context.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "clients/sdk/call_metadata.h"
#include "clients/sdk/error.h"
#include "gateway/base/strings.h"

namespace samlad::sdk {
namespace {

class Follower {
 public:
  Follower(v1::FeedService::StubInterface& stub, const RetryOptions& retry,
           v1::WatchFeedRequest request, std::stop_token stop, TakeFeed take,
           const FeedChecks& checks, std::string represented)
      : stub_(stub),
        retry_(retry),
        request_(std::move(request)),
        stop_(std::move(stop)),
        take_(take),
        checks_(checks),
        represented_(std::move(represented)) {}

  absl::Status Run() {
    while (true) {
      absl::Status status = BeginStream();
      if (status.ok()) {
        status = ReadStream(checks_.choose ? *checks_.choose() : stub_);
        if (checks_.ended) checks_.ended(status);
      }
      if (status.ok() || stop_.stop_requested()) return absl::OkStatus();
      if (++failed_ == 1 && retry_.examine) status = retry_.examine(status);
      const bool for_ever = heard_ && request_.follow();
      const bool enough =
          failed_ >= retry_.attempts_max || IsNoSuchHost(status) || IsPermanent(status);
      if (!IsSafeToRetry(status) || (!for_ever && enough)) return status;
      const auto wait = RetryWait(retry_, failed_, status, Jitter(retry_));
      if (retry_.on_wait) {
        retry_.on_wait({failed_, for_ever ? 0 : retry_.attempts_max, status, wait});
      }
      Sleep(wait);
      if (stop_.stop_requested()) return absl::OkStatus();
    }
  }

 private:
  absl::Status BeginStream() const { return checks_.begin ? checks_.begin() : absl::OkStatus(); }

  // One stream until it ends.
  absl::Status ReadStream(v1::FeedService::StubInterface& stub) {
    grpc::ClientContext context;
    const std::string request_id = NewRequestId();
    AddCallMetadata(context, request_id, represented_);
    const std::stop_callback cancel(stop_, [&context] { context.TryCancel(); });
    const auto stream = stub.WatchFeed(&context, request_);
    v1::WatchFeedResponse message;
    while (!stop_.stop_requested() && stream->Read(&message)) {
      if (message.cursor() < request_.cursor()) {
        context.TryCancel();
        return absl::DataLossError(StrCat("the feed runs backwards: from entry ", request_.cursor(),
                                          " to ", message.cursor()));
      }
      take_(message);
      request_.set_cursor(message.cursor());
      heard_ = true;
      failed_ = 0;
      if (!checks_.checkpoint || message.checkpoint().empty()) continue;
      if (absl::Status sound = checks_.checkpoint(message.checkpoint()); !sound.ok()) {
        context.TryCancel();
        return sound;
      }
    }
    return WithRequestId(FromGrpc(stream->Finish()), request_id);
  }

  void Sleep(std::chrono::milliseconds wait) const {
    if (retry_.sleep) return retry_.sleep(wait);
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop_, wait, [] { return false; });
  }

  v1::FeedService::StubInterface& stub_;
  const RetryOptions& retry_;
  v1::WatchFeedRequest request_;
  const std::stop_token stop_;
  const TakeFeed take_;
  const FeedChecks& checks_;
  const std::string represented_;
  int failed_ = 0;  // streams since the last message
  bool heard_ = false;
};

}  // namespace

absl::Status FollowFeed(v1::FeedService::StubInterface& stub, const RetryOptions& retry,
                        v1::WatchFeedRequest request, std::stop_token stop, TakeFeed take,
                        const FeedChecks& checks, std::string represented) {
  return Follower(stub, retry, std::move(request), std::move(stop), take, checks,
                  std::move(represented))
      .Run();
}

}  // namespace samlad::sdk
