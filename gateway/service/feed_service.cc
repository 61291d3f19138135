// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/feed_service.h"

#include <memory>

#include "gateway/service/calls/watch_call.h"

namespace samlad::service {

grpc::ServerWriteReactor<grpc::ByteBuffer>* FeedServiceImpl::WatchFeed(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request) {
  const auto call = std::make_shared<WatchCall>(
      hub_, foundation_, "samlad.v1.FeedService/WatchFeed", context, request->Length());
  call->Start(*request);
  return call.get();
}

}  // namespace samlad::service
