// SPDX-License-Identifier: EUPL-1.2
//
// One stream of the feed as gRPC sees it; feed_watcher.h decides what is sent.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_WATCH_CALL_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_WATCH_CALL_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/service/calls/call.h"
#include "gateway/service/calls/feed_watcher.h"
#include "grpc/grpc.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "samlad/v1/feed_service.pb.h"

namespace samlad::service {

// Lives until gRPC is done with it and nobody holds it any more.
class WatchCall final : public grpc::ServerWriteReactor<grpc::ByteBuffer>, public FeedWatcher {
 public:
  // `hub` and what `foundation` names must outlive it.
  WatchCall(FeedHub& hub, const Foundation& foundation, std::string_view method,
            grpc::CallbackServerContext* context, size_t request_bytes);

  // Authorizes the call and begins; `request` is a v1::WatchFeedRequest. Once.
  void Start(const grpc::ByteBuffer& request);

 private:
  struct Unref {
    void operator()(grpc_call* call) const { grpc_call_unref(call); }
  };

  absl::Status Begin(const grpc::ByteBuffer& request);
  // What the watcher has seen is not known here yet: on the readers' threads, because that
  // takes a while.
  absl::Status BeginLater(const Authorization& granted, uint64_t seen);
  absl::Status BeginCaughtUp(uint64_t seen);
  void RefuseAtStart(const absl::Status& why);
  // Begins to send.
  void Run();

  void SendMessage(std::string message) override;
  void ReleaseMessage() override { message_.Clear(); }
  void EndStream(const absl::Status& status) override;
  void CancelStream(const absl::Status& why) override;
  absl::StatusOr<Authorization> Reauthorize() const override { return call_.Reauthorize(); }

  void OnWriteDone(bool ok) override { OnSent(ok); }
  void OnCancel() override { OnClientGone(); }
  void OnDone() override;

  FeedHub& hub_;
  const Foundation& foundation_;
  const std::string_view method_;
  const absl::StatusOr<uint64_t> min_position_;
  Call call_;
  v1::WatchFeedRequest asked_;
  // CancelStream may come when gRPC has already done away with the context.
  const std::unique_ptr<grpc_call, Unref> handle_;
  std::optional<StreamPlace> place_;  // among the organisation's streams
  grpc::ByteBuffer message_;          // under way
  size_t sent_bytes_ = 0;
  std::shared_ptr<FeedWatcher> self_;  // gRPC's own share
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_WATCH_CALL_H_
