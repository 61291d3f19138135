// SPDX-License-Identifier: EUPL-1.2
//
// One call from its first byte to its last, as the guard sees it, whatever its
// shape: counted while it lasts, authorized, and recorded when it has ended.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_CALL_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_CALL_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/service/calls/foundation.h"
#include "grpc/support/time.h"
#include "grpcpp/alarm.h"
#include "grpcpp/server_context.h"

namespace samlad::service {

// For gRPC's alarms.
gpr_timespec FromNow(std::chrono::milliseconds delay);

// Not thread-safe, but where it says so.
class Call {
 public:
  // What `foundation` names and `context` must outlive the call, `method` too (a
  // literal).
  Call(const Foundation& foundation, std::string_view method, grpc::CallbackServerContext* context,
       size_t request_bytes);

  // Identifies the principal and calls CallGuard::Authorize. The request id is
  // returned with the answer. To be called once, before everything else.
  absl::StatusOr<Authorization> Authorize();
  // Refuses a call that did not begin: runs `end`, which answers the client. A
  // call that was not authorized waits for limits::kRefusalDelay first, except
  // with UNAVAILABLE, because another gateway may serve the client. `end` then
  // runs on a thread of gRPC's, perhaps after this object is gone, so it must not
  // own the call. To be called once.
  void Refuse(const absl::Status& why, std::function<void()> end);
  // CallGuard::Reauthorize for a call that was authorized. Any thread may call it.
  absl::StatusOr<Authorization> Reauthorize() const;
  // CallGuard::OpenStream.
  absl::StatusOr<StreamPlace> OpenStream() { return guard_.OpenStream(*principal_); }

  // CallGuard::CountSent. Any thread may call it.
  void CountSent(size_t bytes) const;
  // Notes the outcome of a command for the record, and counts it against the quota
  // if it was stored. Any thread may call it.
  void Note(const exchange::Outcome& outcome);
  // Records an outcome that was noted after the end. Any thread may call it.
  void RecordLate() const { guard_.RecordLate(MakeRecord()); }

  // Records how the call ended; returns the status for the client. To be called once.
  grpc::Status End(const absl::Status& status, size_t response_bytes);
  // gRPC is done with the call. To be called once, last.
  void Leave() { guard_.Leave(); }

 private:
  static constexpr uint64_t kNoPosition = UINT64_MAX;

  // What is known of the call whether it has ended or not.
  CallRecord MakeRecord() const;

  CallGuard& guard_;
  identity::CertificateCache& certificates_;
  const std::string_view method_;
  grpc::CallbackServerContext* const context_;
  const size_t request_bytes_;
  const std::chrono::steady_clock::time_point started_;
  const std::string request_id_;
  std::shared_ptr<const identity::Principal> connected_;  // null: not identified
  std::string represented_;                               // RepresentedIn
  std::shared_ptr<const identity::Principal> principal_;  // connected_, or whom it represents
  bool authorized_ = false;
  std::unique_ptr<grpc::Alarm> held_;  // null: not held back
  std::atomic<uint64_t> position_ = kNoPosition;
  std::atomic<v1::Verdict> verdict_ = v1::VERDICT_UNSPECIFIED;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_CALL_H_
