// SPDX-License-Identifier: EUPL-1.2
//
// The feed of events; see samlad/v1/feed_service.proto.

#ifndef SAMLAD_GATEWAY_SERVICE_FEED_SERVICE_H_
#define SAMLAD_GATEWAY_SERVICE_FEED_SERVICE_H_

#include "gateway/service/calls/feed_hub.h"
#include "gateway/service/calls/foundation.h"
#include "samlad/v1/feed_service.grpc.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. Works on bytes: a message is serialised once, as
// its events are read, and never held as objects.
class FeedServiceImpl final
    : public v1::FeedService::WithRawCallbackMethod_WatchFeed<v1::FeedService::Service> {
 public:
  // `hub` and what `foundation` names must outlive it.
  FeedServiceImpl(FeedHub& hub, const Foundation& foundation)
      : hub_(hub), foundation_(foundation) {}

  grpc::ServerWriteReactor<grpc::ByteBuffer>* WatchFeed(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request) override;

 private:
  FeedHub& hub_;
  const Foundation foundation_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_FEED_SERVICE_H_
