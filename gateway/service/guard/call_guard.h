// SPDX-License-Identifier: EUPL-1.2
//
// Decides whether a principal may call a method now, and writes one line in the
// log when the call has ended. It knows nothing of gRPC, whose interceptors
// cannot refuse a call in C++: each method goes through calls/call.h instead.

#ifndef SAMLAD_GATEWAY_SERVICE_GUARD_CALL_GUARD_H_
#define SAMLAD_GATEWAY_SERVICE_GUARD_CALL_GUARD_H_

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/clock.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"
#include "gateway/exchange/head_watch.h"
#include "gateway/exchange/log_reader.h"
#include "gateway/exchange/snapshot.h"
#include "gateway/identity/principal.h"
#include "gateway/identity/vouching.h"
#include "gateway/service/guard/call_metrics.h"
#include "gateway/service/guard/methods.h"
#include "gateway/service/guard/quota.h"
#include "gateway/telemetry/log.h"
#include "gateway/telemetry/rate_limit.h"

namespace samlad::service {

// What a principal was granted, and the moment as of which that was decided.
struct Authorization {
  // For whom the call is; `via` within it: who represents it.
  identity::Principal principal;
  // All those of its organisation; if it is represented, those that are also named
  // for that.
  Permissions permissions = 0;
  // Reads answer from it.
  std::shared_ptr<const exchange::Snapshot> snapshot;
};

// The owner under whose name a call waits in the readers' queue: its
// organisation. A call that no quota refuses (methods.h) waits under its
// certificate's name, because a stolen certificate must not fill the share of
// the administrator who is about to revoke it.
std::string ReaderOwnerOf(std::string_view method, const Authorization& authorization);

// One finished call. Never holds a payload.
struct CallRecord {
  std::string_view method;
  std::shared_ptr<const identity::Principal> principal;  // null: not identified
  std::string peer;                                      // network address
  std::string request_id;
  absl::Status status;
  std::chrono::microseconds duration{0};
  size_t request_bytes = 0;
  size_t response_bytes = 0;
  std::optional<uint64_t> position;               // of the entry that came of it
  v1::Verdict verdict = v1::VERDICT_UNSPECIFIED;  // if something was decided on
  bool authorized = true;                         // by the guard
};

// Thread-safe; never blocks.
class CallGuard {
 public:
  // `log_reader`, `head`, `quotas`, `wall_clock`, `metrics` and `vouching` must
  // outlive the guard. `vouching`: for whom each root may vouch; null: for any
  // organisation. The expiry of certificates is compared with `wall_clock` also where
  // the log runs on another clock.
  CallGuard(const exchange::LogReader& log_reader, const exchange::HeadWatch& head, Quotas& quotas,
            const Clock& wall_clock, telemetry::Log log, telemetry::Metrics& metrics,
            const identity::Vouching* vouching = nullptr);

  // The wall clock, milliseconds since the Unix epoch.
  int64_t NowMs() const { return wall_clock_.NowMs(); }

  // Every call is counted from Enter to Leave.
  void Enter();
  void Leave();

  // Refuses new calls from now on and waits until those inside have left, at
  // most for `patience`: true if all have. For the stop of the gateway.
  bool Drain(std::chrono::milliseconds patience);
  // UNAVAILABLE once Drain has begun.
  absl::Status CheckOpen() const;

  // Whether `principal` may call `method`, and counts the call against the
  // quotas of its organisation. A represented principal is judged as if it had
  // connected itself, and who represents it besides; of that one the call is only
  // counted.
  //   UNAUTHENTICATED    the certificate is not of the catalogue's trust domain,
  //                      has expired, or comes from a root that may not vouch
  //                      for its organisation; a represented one, also if it leads
  //                      to no root in force
  //   PERMISSION_DENIED  the organisation is unknown, or may not do this, or
  //                      the identity was revoked; or who may represent others
  //                      represents nobody, or somebody that it may not
  //   RESOURCE_EXHAUSTED the organisation is over its quota of calls or bytes,
  //                      and the method may be refused for that (methods.h)
  //   UNAVAILABLE        the gateway is stopping, or has lost sight of its log
  absl::StatusOr<Authorization> Authorize(const identity::Principal& principal,
                                          std::string_view method, size_t request_bytes);

  // Whether the organisation of a connection has the permission `represent`. To be
  // asked before the certificate of another one is parsed, because that takes long.
  // PERMISSION_DENIED.
  absl::Status CheckMayRepresent(const identity::Principal& connected) const;

  // Authorizes again, as of now, a call that was authorized before: before a read
  // that waited, and before each message of a stream. The errors of Authorize,
  // except those of quotas and of the stop, because a call that was taken is
  // answered. Counts nothing.
  absl::StatusOr<Authorization> Reauthorize(const identity::Principal& principal,
                                            std::string_view method) const;

  // A place among the streams of the organisation of an authorized principal,
  // or RESOURCE_EXHAUSTED. The guard must outlive it.
  absl::StatusOr<StreamPlace> OpenStream(const identity::Principal& principal);

  // Counts bytes that were sent to an authorized principal.
  void CountSent(const identity::Principal& principal, size_t bytes) const;
  // Counts the payload of an entry that was stored for one.
  void CountStored(const identity::Principal& principal, size_t payload_bytes) const;

  // When a call has ended, whatever became of it: one line in the log, and
  // metrics.
  void Record(const CallRecord& record) const;

  // One line when an entry was appended for a call that had ended before.
  void RecordLate(const CallRecord& record) const;

 private:
  // Reauthorize; `granted` has the permissions also where they do not suffice.
  absl::Status Decide(const identity::Principal& principal, std::string_view method,
                      Authorization* granted) const;
  // Whether the certificate holds now; the organisation of the catalogue.
  absl::StatusOr<const v1::Organisation*> Identify(const identity::Principal& principal,
                                                   const exchange::Snapshot& snapshot) const;
  // The permissions of a principal that calls itself, or is represented.
  absl::StatusOr<Permissions> PermissionsFor(const identity::Principal& principal,
                                             const exchange::Snapshot& snapshot) const;
  absl::StatusOr<Permissions> PermissionsVia(const identity::Principal& principal,
                                             const exchange::Snapshot& snapshot) const;

  const exchange::LogReader& log_reader_;
  const exchange::HeadWatch& head_;
  Quotas& quotas_;
  const Clock& wall_clock_;
  const telemetry::Log log_;
  const CallMetrics metrics_;
  const identity::Vouching* const vouching_;
  mutable telemetry::RateLimit refusals_{limits::kLogRefusalsPerSecond, limits::kLogRefusalsBurst};
  mutable telemetry::RateLimit quota_refusals_{limits::kLogRefusalsPerSecond,
                                               limits::kLogRefusalsBurst};

  Mutex drain_mutex_;
  CondVar left_;
  size_t inside_ SAMLAD_GUARDED_BY(drain_mutex_) = 0;
  std::atomic<bool> draining_ = false;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_GUARD_CALL_GUARD_H_
