// SPDX-License-Identifier: EUPL-1.2
//
// One stream of the feed: a watcher as gRPC sees it. At most one message is
// under way at a time. The next is made meanwhile if there is more to read, and
// nothing else is kept between them but the cursor. Before each message, and
// while it waits, the guard is asked whether the caller is still welcome.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_WATCH_CALL_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_WATCH_CALL_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "gateway/service/calls/call.h"
#include "gateway/service/calls/feed_hub.h"
#include "grpc/grpc.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"

namespace samlad::service {

// Lives until gRPC is done with it and nobody holds it any more.
class WatchCall final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                        public Watcher,
                        public std::enable_shared_from_this<WatchCall> {
 public:
  // `hub` and what `foundation` names must outlive it.
  WatchCall(FeedHub& hub, const Foundation& foundation, std::string_view method,
            grpc::CallbackServerContext* context, size_t request_bytes);

  // Admits the call and begins; `request` is a v1::WatchFeedRequest. Once.
  void Start(const grpc::ByteBuffer& request);

  void Turn() override;
  void Recheck() override;
  void Cut(const absl::Status& why) override;
  uint64_t Seen() const override { return cursor_; }

 private:
  struct Unref {
    void operator()(grpc_call* call) const { grpc_call_unref(call); }
  };

  absl::Status Begin(const grpc::ByteBuffer& request);
  // True if its turn goes on; else this may be gone already.
  bool SendOne();
  domain::FeedPage Read(const domain::Facts& facts);
  void Write(domain::FeedPage page);
  // A write and the making of the next page have both to end before the next
  // turn: the later of them takes it.
  bool IsLaterOfBoth();
  bool End(const absl::Status& status);  // false
  absl::Status WhyBroken();
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  FeedHub& hub_;
  Call call_;
  // Cut may come when gRPC has already done away with the context.
  const std::unique_ptr<grpc_call, Unref> handle_;
  std::optional<StreamPlace> place_;  // among the organisation's streams
  bool follow_ = false;
  std::atomic<uint64_t> cursor_ = 0;  // read and sent up to here
  uint64_t told_ = 0;                 // what the client knows of it
  size_t sent_bytes_ = 0;
  grpc::ByteBuffer message_;               // under way
  std::optional<domain::FeedPage> ahead_;  // to be sent after it
  Permissions ahead_for_ = 0;              // it was made for
  bool greeted_ = false;                   // whether it was sent anything
  std::atomic<int> to_join_ = 0;
  bool written_ = true;  // whether the last write went well
  std::atomic<bool> writing_ = false;
  std::atomic<bool> cancelled_ = false;
  std::shared_ptr<WatchCall> self_;  // gRPC's own share
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_WATCH_CALL_H_
