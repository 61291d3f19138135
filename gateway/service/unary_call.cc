// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/unary_call.h"

#include "gateway/base/limits.h"
#include "gateway/service/status_mapping.h"
#include "grpc/support/time.h"

namespace samlad::service {
namespace {

// Digits of a certificate's fingerprint that are logged: enough to find it.
constexpr size_t kFingerprintLogged = 16;

absl::Status DeadlinePassed() {
  return absl::DeadlineExceededError(
      "the call's deadline passed before the answer; whether it took effect is not known: send the "
      "same again, which is safe, with a longer deadline");
}

gpr_timespec FromNow(std::chrono::milliseconds delay) {
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                      gpr_time_from_millis(delay.count(), GPR_TIMESPAN));
}

}  // namespace

UnaryCallBase::UnaryCallBase(CallGuard& guard, std::string_view method,
                             grpc::CallbackServerContext* context, size_t request_bytes)
    : guard_(guard),
      method_(method),
      context_(context),
      request_bytes_(request_bytes),
      started_(std::chrono::steady_clock::now()),
      request_id_(RequestIdOf(*context)) {
  guard_.Enter();
}

absl::Status UnaryCallBase::Start() {
  self_ = shared_from_this();
  context_->AddInitialMetadata(kRequestIdHeader, request_id_);
  if (absl::Status admitted = guard_.Admit(method_, *context_, &caller_, request_bytes_);
      !admitted.ok()) {
    return admitted;
  }
  return StartDeadline();
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

CallRecord UnaryCallBase::MakeRecord() const {
  CallRecord record{.method = method_,
                    .sender = caller_.sender,
                    .peer = {},
                    .request_id = request_id_,
                    .status = {},
                    .request_bytes = request_bytes_,
                    .certificate = {},
                    .position = {},
                    .verdict = verdict_};
  if (caller_.peer != nullptr) {
    record.certificate = caller_.peer->fingerprint.substr(0, kFingerprintLogged);
  }
  if (const uint64_t position = position_; position != kNoPosition) record.position = position;
  return record;
}

// Sequentially consistent with Claim and End: at least one of the two sees the
// other, so that no entry is without its request id in the log.
void UnaryCallBase::NoteOutcome(const exchange::Outcome& outcome) {
  verdict_ = outcome.verdict;
  position_ = outcome.position.value_or(kNoPosition);
  if (ended_ && outcome.position.has_value()) guard_.RecordLate(MakeRecord());
}

void UnaryCallBase::End(const absl::Status& status, size_t response_bytes) {
  if (deadline_ != nullptr) deadline_->Cancel();
  CallRecord record = MakeRecord();
  record.peer = context_->peer();
  record.status = status;
  record.duration = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - started_);
  record.response_bytes = response_bytes;
  guard_.Record(record);
  guard_.CountSent(caller_, response_bytes);
  Finish(ToGrpcStatus(status, request_id_));
}

void UnaryCallBase::OnDone() {
  guard_.Leave();
  self_.reset();
}

void UnaryCallBase::OnCancel() {
  Refuse(absl::CancelledError(
      "the client gave up, its deadline passed, or the gateway stops; a change may still have "
      "taken effect: send the same again, which is safe"));
}

}  // namespace samlad::service
