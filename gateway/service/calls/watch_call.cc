// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/watch_call.h"

#include <algorithm>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/service/calls/call_context.h"
#include "gateway/service/calls/parse_request.h"
#include "gateway/service/calls/unary_call.h"
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
      foundation_(foundation),
      method_(method),
      min_position_(MinPositionOf(*context)),
      call_(foundation, method, context, request_bytes),
      handle_(Ref(context->c_call())) {}

void WatchCall::Start(const grpc::ByteBuffer& request) {
  self_ = shared_from_this();
  if (absl::Status begun = Begin(request); !begun.ok()) RefuseAtStart(begun);
}

void WatchCall::RefuseAtStart(const absl::Status& why) {
  call_.Refuse(why, [weak = weak_from_this(), why] {
    if (const auto call = weak.lock()) static_cast<WatchCall&>(*call).End(why);
  });
}

void WatchCall::Run() {
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
  if (!min_position_.ok()) return min_position_.status();
  if (absl::Status parsed = ParseRequest(request, &asked_); !parsed.ok()) return parsed;
  const uint64_t seen = std::max(*min_position_, asked_.cursor());
  if (seen > granted->snapshot->facts.size()) return BeginLater(*granted, seen);
  absl::Status entered = Enter(*granted->snapshot, asked_.cursor(), asked_.follow());
  if (entered.ok()) Run();
  return entered;
}

absl::Status WatchCall::BeginLater(const Authorization& granted, uint64_t seen) {
  return AddRead(foundation_.readers, ReaderOwnerOf(method_, granted),
                 [call = std::static_pointer_cast<WatchCall>(shared_from_this()), seen] {
                   absl::Status begun = call->BeginCaughtUp(seen);
                   if (!begun.ok()) call->RefuseAtStart(begun);
                 });
}

absl::Status WatchCall::BeginCaughtUp(uint64_t seen) {
  if (absl::Status caught_up = foundation_.exchange.reader().CatchUp(seen); !caught_up.ok()) {
    return caught_up;
  }
  const absl::StatusOr<Authorization> granted = Reauthorize();
  if (!granted.ok()) return granted.status();
  absl::Status entered = Enter(*granted->snapshot, asked_.cursor(), asked_.follow());
  if (entered.ok()) Run();
  return entered;
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
