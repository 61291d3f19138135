// SPDX-License-Identifier: EUPL-1.2
//
// The one door: every call passes here before anything of it is looked at, and
// leaves one line in the log when it ends. gRPC's interceptors cannot refuse a
// call in C++, hence a guard that each method goes through (see unary_call.h).

#ifndef SAMLAD_GATEWAY_SERVICE_GUARD_CALL_GUARD_H_
#define SAMLAD_GATEWAY_SERVICE_GUARD_CALL_GUARD_H_

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/clock.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"
#include "gateway/exchange/exchange.h"
#include "gateway/exchange/head_watch.h"
#include "gateway/identity/principal.h"
#include "gateway/service/guard/call_metrics.h"
#include "gateway/service/guard/methods.h"
#include "gateway/service/guard/quota.h"
#include "gateway/telemetry/log.h"
#include "gateway/telemetry/rate_limit.h"
#include "grpcpp/server_context.h"

namespace samlad::service {

// Who calls, as the certificate and the catalogue in force say.
struct Caller {
  exchange::Sender sender;
  Permissions permissions = 0;
  // What the certificate says; null: not identified.
  std::shared_ptr<const identity::Principal> peer;
  // The moment at which the caller was judged; reads answer from it.
  std::shared_ptr<const exchange::Snapshot> snapshot;
};

// In whose share of the readers' queue a call waits: its organisation's. What
// is never refused for a quota (methods.h) has one for each certificate, so that
// a stolen one does not fill that of the administrator who is about to revoke it.
std::string ReaderShareOf(std::string_view method, const Caller& caller);

// One finished call. Never holds a payload.
struct CallRecord {
  std::string_view method;
  exchange::Sender sender;  // empty: not identified
  std::string peer;         // network address
  std::string request_id;
  absl::Status status;
  std::chrono::microseconds duration{0};
  size_t request_bytes = 0;
  size_t response_bytes = 0;
  std::string certificate;                        // its fingerprint
  std::optional<uint64_t> position;               // of the entry that came of it
  v1::Verdict verdict = v1::VERDICT_UNSPECIFIED;  // if something was judged
  bool admitted = true;                           // by the guard
};

// Thread-safe; never blocks.
class CallGuard {
 public:
  // `exchange`, `head`, `quotas`, `wall_clock` and `metrics` must outlive the
  // guard. Certificates are judged by `wall_clock` also where the log runs on
  // another clock.
  CallGuard(const exchange::Exchange& exchange, const exchange::HeadWatch& head, Quotas& quotas,
            const Clock& wall_clock, telemetry::Log log, telemetry::Metrics& metrics);

  // Every call is counted from Enter to Leave.
  void Enter();
  void Leave();

  // Refuses new calls from now on and waits until those inside have left, at
  // most for `patience`; whether all have. For the stop of the gateway.
  bool Drain(std::chrono::milliseconds patience);

  // Decides whether the call may go on:
  //   UNAUTHENTICATED    no certificate that names one organisation of the
  //                      catalogue's trust domain, or one that has expired
  //   PERMISSION_DENIED  the organisation is unknown, or may not do this, or
  //                      the identity was revoked
  //   RESOURCE_EXHAUSTED the organisation is over its quota of calls or bytes,
  //                      and the method may be refused for that (methods.h)
  //   UNAVAILABLE        the gateway is stopping, or has lost sight of its log
  // `caller` is filled in as far as it was identified, also for a refusal, so
  // that the log can name it.
  absl::Status Admit(std::string_view method, const grpc::ServerContextBase& context,
                     Caller* caller, size_t request_bytes = 0);

  // A place among the streams of an admitted caller's organisation, or
  // RESOURCE_EXHAUSTED. The guard must outlive it.
  absl::StatusOr<StreamPlace> OpenStream(const Caller& caller);

  // Counts bytes that were sent to a caller.
  void CountSent(const Caller& caller, size_t bytes) const;
  // Counts the payload of an entry that was stored.
  void CountStored(const Caller& caller, size_t payload_bytes) const;

  // Whether caller->peer may call the method now: identity, revocation and
  // permission, as of the newest moment, which is then the caller's. A part of
  // Admit, and what an admitted caller is asked again, before a read that waited
  // and before each message of a stream: the errors of Admit, but for quotas and
  // the stop. What was taken is answered.
  absl::Status Judge(std::string_view method, Caller* caller) const;

  // When a call has ended, whatever became of it: one line in the log, and
  // metrics.
  void Record(const CallRecord& record) const;

  // One line when an entry was appended for a call that had ended before.
  void RecordLate(const CallRecord& record) const;

 private:
  absl::StatusOr<std::shared_ptr<const identity::Principal>> Identify(
      const grpc::ServerContextBase& context);

  const exchange::Exchange& exchange_;
  const exchange::HeadWatch& head_;
  Quotas& quotas_;
  const Clock& wall_clock_;
  const telemetry::Log log_;
  const CallMetrics metrics_;
  mutable telemetry::RateLimit refusals_{limits::kLogRefusalsPerSecond, limits::kLogRefusalsBurst};
  mutable telemetry::RateLimit quota_refusals_{limits::kLogRefusalsPerSecond,
                                               limits::kLogRefusalsBurst};

  Mutex drain_mutex_;
  CondVar left_;
  size_t inside_ SAMLAD_GUARDED_BY(drain_mutex_) = 0;
  std::atomic<bool> draining_ = false;

  Mutex mutex_;
  // By the certificate's PEM text: parsing costs more than the rest of the
  // guard. What a certificate says never changes, so nothing goes stale.
  absl::flat_hash_map<std::string, std::shared_ptr<const identity::Principal>> peers_
      SAMLAD_GUARDED_BY(mutex_);
};

// The caller's "x-request-id" if it is 1 to limits::kRequestIdBytesMax letters,
// digits, ".", "_" or "-"; else a random one.
std::string RequestIdOf(const grpc::ServerContextBase& context);

inline constexpr char kRequestIdHeader[] = "x-request-id";

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_GUARD_CALL_GUARD_H_
