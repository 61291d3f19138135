// SPDX-License-Identifier: EUPL-1.2
//
// Watches the feed across lost connections. The next stream begins at the
// cursor of the last message that was taken, so that nothing is missed and
// nothing comes twice.

#ifndef SAMLAD_CLIENTS_SDK_FEED_H_
#define SAMLAD_CLIENTS_SDK_FEED_H_

#include <functional>
#include <stop_token>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "clients/sdk/retry.h"
#include "samlad/v1/feed_service.grpc.pb.h"

namespace samlad::sdk {

// What is done around each stream. All may be null. The first two check that the log is
// still the one that is followed: their errors end the stream and are treated as the
// stream's own.
struct FeedChecks {
  std::function<absl::Status()> begin;                            // before each stream
  std::function<absl::Status(std::string_view note)> checkpoint;  // that came with it
  // Where the next stream is opened, and what became of the last; null: at `stub`.
  std::function<v1::FeedService::StubInterface*()> choose = {};
  std::function<void(const absl::Status& ended)> ended = {};
};

using TakeFeed = absl::FunctionRef<void(const v1::WatchFeedResponse& message)>;

// Hands every message from `request`'s cursor on to `take`, in order and once,
// on the calling thread. A broken stream is opened again as `retry` says.
// Attempts are counted from the last message; a request that follows the feed
// is tried without end after the first message. Returns OK when the feed has
// ended or `stop` was asked for, within moments of it; else the error that is
// not worth another attempt. `retry.sleep` must wait as WaitConnecting does
// (channel.h). DATA_LOSS if the feed runs backwards. `represented`: as
// AddCallMetadata sends it.
absl::Status FollowFeed(v1::FeedService::StubInterface& stub, const RetryOptions& retry,
                        v1::WatchFeedRequest request, std::stop_token stop, TakeFeed take,
                        const FeedChecks& checks = {}, std::string represented = "");

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_FEED_H_
