// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/watch_call.h"

#include <string>
#include <utility>

#include "gateway/base/limits.h"
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

// To be appended to a message's bytes: that field of it.
std::string CheckpointField(const std::string& note) {
  v1::WatchFeedResponse part;
  part.set_checkpoint(note);
  return part.SerializeAsString();
}

domain::FeedVisibility EyesOf(const Authorization& authorization) {
  return {.organisation = authorization.principal.organisation,
          .see_all = (authorization.permissions & kViewers) != 0,
          .see_identities = (authorization.permissions & kIdentityViewers) != 0};
}

absl::Status GivenUp() {
  return absl::CancelledError(
      "the watcher went away or its deadline passed; it can go on from its last cursor");
}

absl::Status BeyondLog(uint64_t cursor, uint64_t size) {
  return absl::OutOfRangeError(
      StrCat("cursor: ", cursor, " was asked for, but the log has ", size,
             " entries; it is another log, or one restored from a backup: begin anew from 0"));
}

}  // namespace

WatchCall::WatchCall(FeedHub& hub, const Foundation& foundation, std::string_view method,
                     grpc::CallbackServerContext* context, size_t request_bytes)
    : hub_(hub),
      call_(foundation, method, context, request_bytes),
      handle_(Ref(context->c_call())) {}

void WatchCall::Start(const grpc::ByteBuffer& request) {
  self_ = shared_from_this();
  if (absl::Status begun = Begin(request); !begun.ok()) {
    call_.EndRefused(begun, [weak = weak_from_this(), begun] {
      if (const auto call = weak.lock()) call->End(begun);
    });
    return;
  }
  // So that the client knows that it is heard, also when there is nothing yet.
  StartSendInitialMetadata();
  Turn();
}

absl::Status WatchCall::Begin(const grpc::ByteBuffer& request) {
  if (absl::Status authorized = call_.Authorize(); !authorized.ok()) return authorized;
  absl::StatusOr<StreamPlace> place = call_.OpenStream();
  if (!place.ok()) return place.status();
  place_.emplace(*std::move(place));
  v1::WatchFeedRequest asked;
  if (absl::Status parsed = ParseRequest(request, &asked); !parsed.ok()) return parsed;
  const uint64_t size = call_.TakeSnapshot()->facts.size();
  if (asked.cursor() > size) return BeyondLog(asked.cursor(), size);
  follow_ = asked.follow();
  cursor_ = asked.cursor();
  told_ = asked.cursor();
  return hub_.Enter(shared_from_this());
}

void WatchCall::Turn() {
  if (SendOne()) hub_.Queue(shared_from_this());
}

bool WatchCall::SendOne() {
  message_.Clear();
  if (!written_) return End(WhyBroken());
  if (hub_.stopping()) return End(FeedHub::Ending());
  if (cancelled_) return End(GivenUp());
  if (absl::Status authorized = call_.Reauthorize(); !authorized.ok()) return End(authorized);
  // Let go before anything is awaited: a snapshot keeps memory from being freed.
  const auto now = call_.TakeSnapshot();
  const uint64_t size = now->facts.size();
  // Made for other permissions than those of now: made again.
  if (ahead_for_ != call_.authorization().permissions) ahead_.reset();
  domain::FeedPage page = ahead_ ? *std::exchange(ahead_, {}) : Read(now->facts);
  cursor_ = page.cursor;
  const bool at_end = cursor_ == size;
  // Also without events, once it was led past so many entries: as many at most
  // are looked at again when it comes back. And once when there is nothing, so
  // that whoever follows knows that this is where it stands.
  if (at_end) page.message += CheckpointField(now->checkpoint);
  if (page.events > 0 || cursor_ - told_ >= limits::kFeedPageFacts ||
      (at_end && (follow_ ? !greeted_ : cursor_ != told_))) {
    Write(std::move(page));
    if (!at_end) {
      ahead_ = Read(now->facts);
      ahead_for_ = call_.authorization().permissions;
    }
    return IsLaterOfBoth();
  }
  if (at_end && !follow_) return End(absl::OkStatus());
  const auto self = shared_from_this();
  hub_.Park(self, cursor_);
  // A cancellation between the question above and here found nobody parked.
  if (cancelled_) hub_.Unpark(self);
  return false;
}

domain::FeedPage WatchCall::Read(const domain::Facts& facts) {
  return hub_.ReadPage(facts, cursor_, EyesOf(call_.authorization()));
}

void WatchCall::Write(domain::FeedPage page) {
  told_ = page.cursor;
  greeted_ = true;
  sent_bytes_ += page.message.size();
  call_.CountSent(page.message.size());
  message_ = Wrap(std::move(page.message));
  writing_ = true;
  to_join_ = 2;
  StartWrite(&message_);
}

bool WatchCall::IsLaterOfBoth() { return --to_join_ == 0; }

void WatchCall::OnWriteDone(bool ok) {
  writing_ = false;
  written_ = ok;
  if (!IsLaterOfBoth()) return;
  // gRPC may call from within the hub's StartWrite: others have their turn too.
  if (hub_.IsOwnThread()) return hub_.Queue(shared_from_this());
  Turn();
}

// Of a write that failed: we cut it, or the client did.
absl::Status WatchCall::WhyBroken() {
  if (hub_.stopping()) return FeedHub::Ending();
  absl::Status authorized = call_.Reauthorize();
  return authorized.ok() ? GivenUp() : authorized;
}

// What is in a write is ended by OnWriteDone.
void WatchCall::OnCancel() {
  cancelled_ = true;
  hub_.Unpark(shared_from_this());
}

void WatchCall::Recheck() {
  if (!writing_) return;
  if (absl::Status authorized = call_.IsAuthorized(); !authorized.ok()) Cut(authorized);
}

void WatchCall::Cut(const absl::Status& why) {
  grpc_call_cancel_with_status(handle_.get(), static_cast<grpc_status_code>(why.code()),
                               std::string(Message(why)).c_str(), nullptr);
}

bool WatchCall::End(const absl::Status& status) {
  Finish(call_.End(status, sent_bytes_));
  return false;
}

void WatchCall::OnDone() {
  call_.Leave();
  hub_.Leave(this);
  self_.reset();
}

}  // namespace samlad::service
