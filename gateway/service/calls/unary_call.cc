// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/unary_call.h"

#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/refusal.h"
#include "gateway/service/calls/call_context.h"
#include "gateway/service/guard/error_details.h"
#include "grpc/support/time.h"
#include "grpcpp/impl/codegen/proto_utils.h"

namespace samlad::service {
namespace {

absl::Status DeadlinePassed() {
  return absl::DeadlineExceededError(
      "the call's deadline passed before the answer, so it is not known whether the call took "
      "effect; send the same again, which is safe, with a longer deadline");
}

// Not RESOURCE_EXHAUSTED, because no retry helps.
absl::Status AnswerTooLarge(size_t bytes) {
  return WithMetadata(
      WithReason(absl::FailedPreconditionError(StrCat(
                     "the answer has ", bytes, " bytes, more than the ", limits::kMessageBytesMax,
                     " of a message, and a retry would give the same; narrow the request or, if "
                     "that is impossible, contact the gateway's operator")),
                 "ANSWER_TOO_LARGE"),
      {{"bytes", bytes}, {"limit", limits::kMessageBytesMax}});
}

absl::Status TooManyReads(std::string_view who, size_t waiting) {
  return WithMetadata(
      absl::ResourceExhaustedError(StrCat(who, " has ", waiting, " reads waiting; retry after ",
                                          limits::kOverloadRetryDelay.count(), " ms")),
      {{"queue", "reads"}, {"limit", waiting}});
}

}  // namespace

absl::Status AddRead(FairPool& readers, std::string_view owner, std::function<void()> read) {
  switch (readers.Add(owner, std::move(read))) {
    case FairPool::Added::kTaken:
      return absl::OkStatus();
    case FairPool::Added::kFull:
      return TooManyReads("the gateway", readers.options().waiting_max);
    case FairPool::Added::kOwnerFull:
      return TooManyReads("your organisation", readers.options().waiting_max_of_owner);
    case FairPool::Added::kStopped:
      break;
  }
  return exchange::Stopping();
}

UnaryCallBase::UnaryCallBase(const Foundation& foundation, std::string_view method,
                             grpc::CallbackServerContext* context, size_t request_bytes,
                             grpc::ByteBuffer* response)
    : context_(context), response_(response), call_(foundation, method, context, request_bytes) {}

absl::Status UnaryCallBase::Start() {
  self_ = shared_from_this();
  auto granted = call_.Authorize();
  if (!granted.ok()) return granted.status();
  authorization_ = *std::move(granted);
  const auto min_position = MinPositionOf(*context_);
  if (!min_position.ok()) return min_position.status();
  min_position_ = *min_position;
  return StartDeadline();
}

absl::Status UnaryCallBase::Reauthorize() {
  auto granted = call_.Reauthorize();
  if (!granted.ok()) return granted.status();
  authorization_ = *std::move(granted);
  return absl::OkStatus();
}

absl::Status UnaryCallBase::StartDeadline() {
  const gpr_timespec given = gpr_convert_clock_type(context_->raw_deadline(), GPR_CLOCK_MONOTONIC);
  if (gpr_time_cmp(given, gpr_now(GPR_CLOCK_MONOTONIC)) <= 0) return DeadlinePassed();
  const bool none = gpr_time_cmp(given, gpr_inf_future(GPR_CLOCK_MONOTONIC)) == 0;
  // gRPC itself cancels a call at a deadline that the client gave.
  if (!none && gpr_time_cmp(given, FromNow(limits::kCallDeadlineMax)) <= 0) {
    return absl::OkStatus();
  }
  // Weak: an alarm keeps its callback for life, and the call owns the alarm.
  deadline_ = std::make_unique<grpc::Alarm>();
  deadline_->Set(FromNow(none ? limits::kCallDeadlineDefault : limits::kCallDeadlineMax),
                 [weak = weak_from_this()](bool expired) {
                   const auto call = weak.lock();
                   if (expired && call != nullptr) call->Refuse(DeadlinePassed());
                 });
  return absl::OkStatus();
}

void UnaryCallBase::Refuse(const absl::Status& status) {
  if (Claim()) End(status, 0);
}

void UnaryCallBase::RefuseAtStart(const absl::Status& why) {
  call_.Refuse(why, [weak = weak_from_this(), why] {
    if (const auto call = weak.lock()) call->Refuse(why);
  });
}

// Sequentially consistent with Claim and End: at least one of the two sees the
// other, so that every entry has its request id in the log.
void UnaryCallBase::NoteOutcome(const exchange::Outcome& outcome) {
  call_.Note(outcome);
  if (ended_ && outcome.position.has_value()) call_.RecordLate();
}

void UnaryCallBase::End(const absl::Status& status, size_t response_bytes) {
  if (deadline_ != nullptr) deadline_->Cancel();
  call_.CountSent(response_bytes);
  Finish(call_.End(status, response_bytes));
}

void UnaryCallBase::Answer(const google::protobuf::MessageLite& answer) {
  const size_t bytes = answer.ByteSizeLong();
  if (bytes > limits::kMessageBytesMax) return End(AnswerTooLarge(bytes), 0);
  bool owned = false;
  const grpc::Status written = grpc::SerializationTraits<google::protobuf::MessageLite>::Serialize(
      answer, response_, &owned);
  if (!written.ok()) return End(absl::InternalError(written.error_message()), 0);
  End(absl::OkStatus(), bytes);
}

void UnaryCallBase::OnDone() {
  call_.Leave();
  self_.reset();
}

void UnaryCallBase::OnCancel() {
  Refuse(absl::CancelledError(
      "the client gave up, its deadline passed, or the gateway is stopping; a change may still "
      "have taken effect, so send the same again, which is safe"));
}

}  // namespace samlad::service
