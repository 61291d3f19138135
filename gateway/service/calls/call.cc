// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/call.h"

#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/service/calls/call_context.h"
#include "gateway/service/calls/status_mapping.h"

namespace samlad::service {

gpr_timespec FromNow(std::chrono::milliseconds delay) {
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                      gpr_time_from_millis(delay.count(), GPR_TIMESPAN));
}

Call::Call(const Foundation& foundation, std::string_view method,
           grpc::CallbackServerContext* context, size_t request_bytes)
    : guard_(foundation.guard),
      certificates_(foundation.certificates),
      method_(method),
      context_(context),
      request_bytes_(request_bytes),
      started_(std::chrono::steady_clock::now()),
      request_id_(RequestIdOf(*context)) {
  guard_.Enter();
}

absl::StatusOr<Authorization> Call::Authorize() {
  context_->AddInitialMetadata(kRequestIdHeader, request_id_);
  context_->AddInitialMetadata(kTimeHeader, StrCat(guard_.NowMs()));
  // A gateway that stops does not even look at the certificate.
  if (absl::Status open = guard_.CheckOpen(); !open.ok()) return open;
  auto principal = PrincipalOf(*context_, certificates_);
  if (!principal.ok()) return principal.status();
  connected_ = *std::move(principal);
  principal_ = connected_;
  const auto represented = RepresentedIn(*context_);
  if (!represented.ok()) return represented.status();
  represented_ = std::string(*represented);
  if (!represented_.empty()) {
    if (absl::Status may = guard_.CheckMayRepresent(*connected_); !may.ok()) return may;
  }
  principal = Represent(represented_, connected_, certificates_);
  if (!principal.ok()) return principal.status();
  principal_ = *std::move(principal);
  auto granted = guard_.Authorize(*principal_, method_, request_bytes_);
  authorized_ = granted.ok();
  return granted;
}

absl::StatusOr<Authorization> Call::Reauthorize() const {
  // Read anew, because the roots may have changed.
  const auto principal = Represent(represented_, connected_, certificates_);
  if (!principal.ok()) return principal.status();
  return guard_.Reauthorize(**principal, method_);
}

void Call::Refuse(const absl::Status& why, std::function<void()> end) {
  if (authorized_ || absl::IsUnavailable(why)) return end();
  held_ = std::make_unique<grpc::Alarm>();
  held_->Set(FromNow(limits::kRefusalDelay), [end = std::move(end)](bool) { end(); });
}

void Call::CountSent(size_t bytes) const {
  if (authorized_) guard_.CountSent(*principal_, bytes);
}

void Call::Note(const exchange::Outcome& outcome) {
  verdict_ = outcome.verdict;
  position_ = outcome.position.value_or(kNoPosition);
  // A replay was stored before.
  if (outcome.position.has_value() && !outcome.replayed) {
    guard_.CountStored(*principal_, outcome.payload_bytes);
  }
}

CallRecord Call::MakeRecord() const {
  CallRecord record{.method = method_,
                    .principal = principal_,
                    .peer = {},
                    .request_id = request_id_,
                    .status = {},
                    .request_bytes = request_bytes_,
                    .position = {},
                    .verdict = verdict_,
                    .authorized = authorized_};
  if (const uint64_t position = position_; position != kNoPosition) record.position = position;
  return record;
}

grpc::Status Call::End(const absl::Status& status, size_t response_bytes) {
  CallRecord record = MakeRecord();
  record.peer = context_->peer();
  record.status = status;
  record.duration = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - started_);
  record.response_bytes = response_bytes;
  guard_.Record(record);
  return ToGrpcStatus(status, request_id_);
}

}  // namespace samlad::service
