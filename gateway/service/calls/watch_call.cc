// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/watch_call.h"

#include <utility>

#include "gateway/base/strings.h"
#include "gateway/service/calls/parse_request.h"
#include "samlad/v1/feed_service.pb.h"

namespace samlad::service {
namespace {

grpc_call* Ref(grpc_call* call) {
  grpc_call_ref(call);
  return call;
}

// Without a copy: the slice takes the text over.
grpc::ByteBuffer Wrap(std::string bytes) {
  auto* owned = new std::string(std::move(bytes));
  const grpc::Slice slice(
      owned->data(), owned->size(), [](void* text) { delete static_cast<std::string*>(text); },
      owned);
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace

WatchCall::WatchCall(FeedHub& hub, const Foundation& foundation, std::string_view method,
                     grpc::CallbackServerContext* context, size_t request_bytes)
    : FeedWatcher(hub),
      hub_(hub),
      call_(foundation, method, context, request_bytes),
      handle_(Ref(context->c_call())) {}

void WatchCall::Start(const grpc::ByteBuffer& request) {
  self_ = shared_from_this();
  if (absl::Status begun = Begin(request); !begun.ok()) {
    call_.Refuse(begun, [weak = std::weak_ptr<FeedWatcher>(self_), begun] {
      if (const auto call = weak.lock()) static_cast<WatchCall&>(*call).End(begun);
    });
    return;
  }
  // So that the client knows that it is heard, also when there is nothing yet.
  StartSendInitialMetadata();
  Turn();
}

absl::Status WatchCall::Begin(const grpc::ByteBuffer& request) {
  absl::StatusOr<Authorization> granted = call_.Authorize();
  if (!granted.ok()) return granted.status();
  absl::StatusOr<StreamPlace> place = call_.OpenStream();
  if (!place.ok()) return place.status();
  place_.emplace(*std::move(place));
  v1::WatchFeedRequest asked;
  if (absl::Status parsed = ParseRequest(request, &asked); !parsed.ok()) return parsed;
  return Enter(*granted->snapshot, asked.cursor(), asked.follow());
}

void WatchCall::SendMessage(std::string message) {
  sent_bytes_ += message.size();
  call_.CountSent(message.size());
  message_ = Wrap(std::move(message));
  StartWrite(&message_);
}

void WatchCall::EndStream(const absl::Status& status) { Finish(call_.End(status, sent_bytes_)); }

void WatchCall::CancelStream(const absl::Status& why) {
  grpc_call_cancel_with_status(handle_.get(), static_cast<grpc_status_code>(why.code()),
                               std::string(Message(why)).c_str(), nullptr);
}

void WatchCall::OnDone() {
  call_.Leave();
  hub_.Leave(this);
  self_.reset();
}

}  // namespace samlad::service
