// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/refusal.h"

#include <string>

#include "absl/strings/cord.h"
#include "absl/time/time.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::exchange {
namespace {

std::string TimeOf(int64_t ms) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixMillis(ms), absl::UTCTimeZone());
}

constexpr std::string_view kClockCure =
    "; nothing was stored; the operator must correct or confirm the clock; then send the same "
    "again";

absl::Status WithDetail(absl::Status status, std::string_view detail) {
  if (!detail.empty()) status.SetPayload(kDetailUrl, absl::Cord(ToAbsl(detail)));
  return status;
}

}  // namespace

absl::Status WithReason(absl::Status status, const char* reason) {
  status.SetPayload(kReasonUrl, absl::Cord(reason));
  return status;
}

absl::Status WithReason(std::string_view text, const char* reason) {
  return WithReason(absl::FailedPreconditionError(ToAbsl(text)), reason);
}

std::string TextForOperator(const absl::Status& status) {
  const auto detail = status.GetPayload(kDetailUrl);
  if (!detail.has_value()) return std::string(Message(status));
  return StrCat(Message(status), " (", std::string(*detail), ")");
}

absl::Status MalformedPayload(std::string_view field, std::string_view message) {
  return absl::InvalidArgumentError(
      StrCat(field, ": the bytes are not a serialised ", message,
             "; serialise the message with protobuf and send those bytes"));
}

absl::Status MalformedSubmissionId(std::string_view id) {
  return WithMetadata(absl::InvalidArgumentError(StrCat(
                          "submission_id: ", id.size(), " bytes given; it must be 1 to ",
                          limits::kSubmissionIdBytesMax, " letters, digits, '.', '_', ':' or '-'")),
                      {{"given", id.size()}, {"limit", limits::kSubmissionIdBytesMax}});
}

absl::Status CheckRevoked(const domain::Revocations& revocations,
                          const identity::Principal& sender) {
  const domain::Revocation* revocation =
      revocations.Find(sender.organisation, sender.system, sender.certificate);
  if (revocation == nullptr) return absl::OkStatus();
  return WithMetadata(
      WithReason(absl::PermissionDeniedError(StrCat(
                     "this identity was revoked by the entry at position ", revocation->position,
                     "; ask the administrator for the reason, and for a new certificate or for "
                     "reinstatement")),
                 "REVOKED"),
      {{"position", revocation->position}});
}

absl::Status HeadUnconfirmed() {
  return WithMetadata(
      absl::UnavailableError(
          StrCat("the gateway could not reach its log for ", limits::kHeadUnconfirmedMax.count(),
                 " seconds, and may have missed a revocation; nothing was done; send the same "
                 "again later")),
      {{"limit_seconds", limits::kHeadUnconfirmedMax.count()}});
}

absl::Status NotPermitted(std::string_view sender, std::string_view permission) {
  return WithMetadata(
      absl::PermissionDeniedError(StrCat("'", sender, "' lacks the permission '", permission,
                                         "'; ask the coordinator to grant it in the catalogue")),
      {{"organisation", sender}, {"permissions", permission}});
}

absl::Status NoSuchReport(uint64_t position) {
  return WithMetadata(
      absl::NotFoundError(StrCat("report: you have no report at position ", position,
                                 "; list the reports and name one of them")),
      {{"position", position}});
}

absl::Status BoundToOther(std::string_view submission_id) {
  return WithMetadata(
      absl::AlreadyExistsError(StrCat(
          "submission_id '", submission_id,
          "' is bound to other content; send the original bytes to get its receipt, or choose a "
          "new id for new content")),
      {{"submission_id", submission_id}});
}

absl::Status KeyTaken(std::string_view key) {
  return absl::AlreadyExistsError(StrCat("the log has an entry with the key ", key, " already"));
}

absl::Status StaleBase(std::string_view what, uint64_t given, uint64_t in_force) {
  return WithMetadata(
      absl::FailedPreconditionError(StrCat(
          what, ": ", given, " was given, but ",
          in_force == 0 ? "none is in force" : StrCat("the one in force is at position ", in_force),
          "; check what changed, then send again with ", what, " = ", in_force)),
      {{"case", "STALE_BASE"}, {what, in_force}, {"given", given}});
}

absl::Status NotDurableYet(uint64_t position) {
  return WithMetadata(absl::FailedPreconditionError(
                          StrCat("replaces: the entry at position ", position,
                                 " is not durable yet; wait for its receipt, then send again")),
                      {{"case", "NOT_DURABLE"}, {"position", position}});
}

absl::Status TooLarge(std::string_view field, uint64_t bytes, uint64_t bytes_max) {
  return WithMetadata(
      absl::InvalidArgumentError(StrCat(field, ": ", bytes, " bytes given, at most ", bytes_max,
                                        "; send less in one message")),
      {{"given", bytes}, {"limit", bytes_max}});
}

absl::Status CertificateFails(std::string_view fault) {
  return WithReason(StrCat("edition: its certificate does not hold: ", fault,
                           "; nothing was published; report this fault of the gateway"),
                    "CERTIFICATE_FAILS");
}

absl::Status QueueFull() {
  return WithMetadata(
      absl::ResourceExhaustedError(StrCat(
          "the gateway has ", limits::kQueueCommandsMax, " commands or ", limits::kQueueBytesMax,
          " bytes waiting, or half of that from your organisation; nothing was stored; send the "
          "same again after ",
          limits::kOverloadRetryDelay.count(), " ms")),
      {{"queue", "commands"},
       {"limit", limits::kQueueCommandsMax},
       {"limit_bytes", limits::kQueueBytesMax}});
}

absl::Status DiskFull(std::string_view detail) {
  return WithDetail(
      WithReason(absl::ResourceExhaustedError(
                     "the gateway's disk is full; nothing was stored; the operator must free some "
                     "space; then send the same again"),
                 "DISK_FULL"),
      detail);
}

absl::Status StoreSilent(std::string_view detail) {
  return WithDetail(
      WithReason(absl::UnavailableError(
                     "the gateway's store did not confirm in time; it is not known yet whether "
                     "this was stored; send the same again: it is stored once in any case"),
                 "STORE_BUSY"),
      detail);
}

absl::Status StoreBusy(std::string_view detail) {
  return WithDetail(
      WithReason(absl::UnavailableError(
                     "the gateway cannot use its store at the moment; nothing was stored; send the "
                     "same again; if it persists, the operator finds the reason in the gateway's "
                     "log"),
                 "STORE_BUSY"),
      detail);
}

absl::Status StoreFailed(const absl::Status& error) {
  if (absl::IsUnavailable(error)) return StoreBusy(Message(error));
  return WithDetail(absl::InternalError("the gateway cannot read its log; ask its operator, who "
                                        "finds the reason in the gateway's log by the request id"),
                    Message(error));
}

absl::Status ClockBehind(int64_t now_ms, const LogHead& head) {
  absl::Status status = absl::UnavailableError(StrCat(
      "the gateway's clock says ", TimeOf(now_ms), " and is ", (head.time_ms - now_ms) / 1'000,
      " s behind the newest entry of the log, of ", TimeOf(head.time_ms), kClockCure));
  return WithMetadata(WithReason(std::move(status), "CLOCK_BEHIND"),
                      {{"gateway_time", TimeOf(now_ms)},
                       {"log_time", TimeOf(head.time_ms)},
                       {"behind_seconds", (head.time_ms - now_ms) / 1'000}});
}

absl::Status ClockJumped(int64_t now_ms, int64_t expected_ms, const LogHead& head) {
  absl::Status status = absl::UnavailableError(
      StrCat("the gateway's clock says ", TimeOf(now_ms), " and has jumped forward by ",
             (now_ms - expected_ms) / 1'000, " s, from ", TimeOf(expected_ms), kClockCure));
  return WithMetadata(WithReason(std::move(status), "CLOCK_JUMPED"),
                      {{"gateway_time", TimeOf(now_ms)},
                       {"expected_time", TimeOf(expected_ms)},
                       {"log_time", TimeOf(head.time_ms)},
                       {"jump_seconds", (now_ms - expected_ms) / 1'000}});
}

absl::Status MemoryLimit() {
  return WithMetadata(
      WithReason(absl::ResourceExhaustedError(
                     "the gateway has reached its memory limit; nothing was stored; the "
                     "operator must raise resident_observations_max; then send the same again"),
                 "MEMORY_LIMIT"),
      {{"setting", "resident_observations_max"}});
}

absl::Status Stopping() {
  return absl::UnavailableError(
      "the gateway is stopping; nothing was stored; send the same again when it is back");
}

}  // namespace samlad::exchange
