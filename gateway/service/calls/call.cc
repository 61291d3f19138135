// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/call.h"

#include <utility>

#include "gateway/base/limits.h"
#include "gateway/service/calls/status_mapping.h"

namespace samlad::service {

gpr_timespec FromNow(std::chrono::milliseconds delay) {
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                      gpr_time_from_millis(delay.count(), GPR_TIMESPAN));
}

Call::Call(CallGuard& guard, std::string_view method, grpc::CallbackServerContext* context,
           size_t request_bytes)
    : guard_(guard),
      method_(method),
      context_(context),
      request_bytes_(request_bytes),
      started_(std::chrono::steady_clock::now()),
      request_id_(RequestIdOf(*context)) {
  guard_.Enter();
}

absl::Status Call::Admit() {
  context_->AddInitialMetadata(kRequestIdHeader, request_id_);
  absl::Status admitted = guard_.Admit(method_, *context_, &caller_, request_bytes_);
  admitted_ = admitted.ok();
  return admitted;
}

void Call::EndRefused(const absl::Status& why, std::function<void()> end) {
  if (admitted_ || absl::IsUnavailable(why)) return end();
  held_ = std::make_unique<grpc::Alarm>();
  held_->Set(FromNow(limits::kRefusalDelay), [end = std::move(end)](bool) { end(); });
}

absl::Status Call::Probe() const {
  Caller probe;
  probe.sender = caller_.sender;
  probe.peer = caller_.peer;
  return guard_.Judge(method_, &probe);
}

void Call::Note(const exchange::Outcome& outcome) {
  verdict_ = outcome.verdict;
  position_ = outcome.position.value_or(kNoPosition);
  // A replay was stored before.
  if (outcome.position.has_value() && !outcome.replayed) {
    guard_.CountStored(caller_, outcome.payload_bytes);
  }
}

CallRecord Call::MakeRecord() const {
  CallRecord record{.method = method_,
                    .sender = caller_.sender,
                    .peer = {},
                    .request_id = request_id_,
                    .status = {},
                    .request_bytes = request_bytes_,
                    .certificate = {},
                    .position = {},
                    .verdict = verdict_,
                    .admitted = admitted_};
  if (caller_.peer != nullptr) {
    record.certificate = caller_.peer->certificate;
  }
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
