// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/guard/call_guard.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/refusal.h"
#include "gateway/ledger/hash.h"
#include "gateway/service/guard/error_details.h"

namespace samlad::service {
namespace {

using std::chrono::steady_clock;

std::string_view AsView(const grpc::string_ref& text) { return {text.data(), text.size()}; }

// "submit", as people write it in the catalogue.
std::string NameOf(v1::Permission permission) {
  return absl::AsciiStrToLower(absl::StripPrefix(v1::Permission_Name(permission), "PERMISSION_"));
}

std::string NamesOf(Permissions permissions) {
  std::vector<std::string> names;
  for (int i = v1::Permission_MIN; i <= v1::Permission_MAX; ++i) {
    const auto permission = static_cast<v1::Permission>(i);
    if (Has(permissions, permission)) names.push_back(NameOf(permission));
  }
  return absl::StrJoin(names, " or ");
}

Permissions PermissionsOf(const v1::Organisation& organisation) {
  Permissions permissions = 0;
  for (const int permission : organisation.permissions()) {
    // Open enums carry any number over the wire; only those that are known grant.
    if (v1::Permission_IsValid(permission)) {
      permissions |= AnyOf(static_cast<v1::Permission>(permission));
    }
  }
  return permissions;
}

bool NeverRefused(std::string_view method, const Caller& caller) {
  const MethodRule* rule = FindMethod(method);
  return rule != nullptr && (caller.permissions & rule->never_refused) != 0;
}

telemetry::Level LevelOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kUnavailable:
      return telemetry::Level::kWarn;
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kUnknown:
      return telemetry::Level::kError;
    default:
      return telemetry::Level::kInfo;
  }
}

// "ACCEPTED"; empty: nothing was judged.
std::string_view VerdictName(v1::Verdict verdict) {
  if (verdict == v1::VERDICT_UNSPECIFIED) return "";
  std::string_view name = v1::Verdict_Name(verdict);
  name.remove_prefix(std::string_view("VERDICT_").size());
  return name;
}

absl::Status Stopping() {
  return absl::UnavailableError(
      "the gateway is stopping; nothing was done; send the same again when it is back");
}

absl::Status NotIdentified(std::string_view why) {
  return WithReason(absl::UnauthenticatedError(ToAbsl(why)), "NOT_IDENTIFIED");
}

absl::Status UnknownOrganisation(std::string_view organisation) {
  return WithReason(absl::PermissionDeniedError(StrCat(
                        "the organisation '", organisation,
                        "' of the certificate is not in the catalogue; the coordinator adds it")),
                    "ORGANISATION_UNKNOWN");
}

absl::Status Lacks(std::string_view organisation, Permissions any_of) {
  return absl::PermissionDeniedError(StrCat("'", organisation, "' lacks the permission ",
                                            NamesOf(any_of),
                                            "; the coordinator grants it in the catalogue"));
}

}  // namespace

CallGuard::CallGuard(const exchange::Exchange& exchange, const exchange::HeadWatch& head,
                     Quotas& quotas, const Clock& wall_clock, telemetry::Log log,
                     telemetry::Metrics& metrics)
    : exchange_(exchange),
      head_(head),
      quotas_(quotas),
      wall_clock_(wall_clock),
      log_(std::move(log)),
      metrics_(metrics) {}

absl::StatusOr<std::shared_ptr<const identity::Principal>> CallGuard::Identify(
    const grpc::ServerContextBase& context) {
  const auto certificates = context.auth_context()->FindPropertyValues("x509_pem_cert");
  if (certificates.size() != 1) {
    return NotIdentified("the connection carries no client certificate; present one");
  }
  const std::string_view pem = AsView(certificates.front());
  {
    MutexLock lock(mutex_);
    const auto known = peers_.find(ToAbsl(pem));
    if (known != peers_.end()) return known->second;
  }
  absl::StatusOr<identity::Principal> parsed = identity::ParsePrincipal(pem);
  if (!parsed.ok()) return NotIdentified(Message(parsed.status()));
  auto peer = std::make_shared<const identity::Principal>(*std::move(parsed));
  MutexLock lock(mutex_);
  // Certificates live for long; forgetting all of them costs one parse each.
  if (peers_.size() >= limits::kCertificateCacheMax) peers_.clear();
  peers_.emplace(std::string(pem), peer);
  return peer;
}

void CallGuard::Enter() {
  MutexLock lock(drain_mutex_);
  ++inside_;
}

void CallGuard::Leave() {
  MutexLock lock(drain_mutex_);
  --inside_;
  if (draining_ && inside_ == 0) left_.NotifyAll();
}

bool CallGuard::Drain(std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  MutexLock lock(drain_mutex_);
  draining_ = true;
  while (inside_ > 0 && std::chrono::steady_clock::now() < deadline) {
    left_.WaitUntil(drain_mutex_, deadline);
  }
  return inside_ == 0;
}

std::string ReaderShareOf(std::string_view method, const Caller& caller) {
  const exchange::Sender& sender = caller.sender;
  if (!NeverRefused(method, caller)) return sender.organisation;
  return StrCat(sender.organisation, "/", sender.certificate);
}

absl::Status CallGuard::Admit(std::string_view method, const grpc::ServerContextBase& context,
                              Caller* caller, size_t request_bytes) {
  if (draining_) return Stopping();
  auto peer = Identify(context);
  if (!peer.ok()) return peer.status();
  caller->peer = *std::move(peer);
  caller->sender = *caller->peer;
  absl::Status judged = Judge(method, caller);
  // Only who may do anything at all uses a quota: a certificate that is no
  // longer welcome cannot use up that of its organisation.
  if (caller->permissions == 0) return judged;
  if (NeverRefused(method, *caller)) {
    quotas_.CountCall(caller->sender.organisation, request_bytes, steady_clock::now());
    return judged;
  }
  absl::Status quota =
      quotas_.TakeCall(caller->sender.organisation, request_bytes, steady_clock::now());
  return quota.ok() ? judged : quota;
}

absl::StatusOr<StreamPlace> CallGuard::OpenStream(const Caller& caller) {
  return quotas_.OpenStream(caller.sender.organisation, steady_clock::now());
}

void CallGuard::CountSent(const Caller& caller, size_t bytes) const {
  if (bytes == 0 || caller.permissions == 0) return;
  quotas_.TakeBytes(caller.sender.organisation, bytes, steady_clock::now());
}

void CallGuard::CountStored(const Caller& caller, size_t payload_bytes) const {
  quotas_.TakeStored(caller.sender.organisation, payload_bytes, steady_clock::now());
}

absl::Status CallGuard::Judge(std::string_view method, Caller* caller) const {
  // First: without the newest entries nobody can be judged.
  if (absl::Status head = head_.Check(std::chrono::steady_clock::now()); !head.ok()) {
    return WithReason(std::move(head), "HEAD_UNCONFIRMED");
  }
  const identity::Principal& who = *caller->peer;
  caller->snapshot = exchange_.Read();
  const domain::CatalogueIndex& catalogue = *caller->snapshot->catalogue;

  // A connection may outlive the certificate that opened it.
  if (wall_clock_.NowMs() > who.not_after_ms) {
    return NotIdentified("the certificate has expired; renew it and connect again");
  }
  if (who.trust_domain != catalogue.catalogue().trust_domain()) {
    return NotIdentified(StrCat("the certificate is of the trust domain '", who.trust_domain,
                                "', this gateway's is '", catalogue.catalogue().trust_domain(),
                                "'; use a certificate that was issued for it"));
  }
  absl::Status revoked = exchange::CheckRevoked(*caller->snapshot->revocations, caller->sender);
  if (!revoked.ok()) return revoked;
  const v1::Organisation* organisation = catalogue.FindOrganisation(who.organisation);
  if (organisation == nullptr) return UnknownOrganisation(who.organisation);
  caller->permissions = PermissionsOf(*organisation);

  const MethodRule* rule = FindMethod(method);
  const Permissions any_of = rule == nullptr ? 0 : rule->any_of;
  if ((caller->permissions & any_of) == 0) return Lacks(who.organisation, any_of);
  return absl::OkStatus();
}

void CallGuard::Record(const CallRecord& record) const {
  metrics_.Count(record);
  // Who is refused may not fill the log instead; the metrics count them all.
  if (const std::string reason = record.status.ok() ? "" : ReasonOf(record.status);
      reason == "QUOTA_EXCEEDED" || !record.admitted) {
    const auto held_back = (record.admitted ? quota_refusals_ : refusals_).Admit();
    if (!held_back.has_value()) return;
    if (*held_back > 0) log_.Warn("refused calls left out of the log", {{"calls", *held_back}});
  }
  log_.Write(LevelOf(record.status.code()), record.status.ok() ? "call served" : "call refused",
             {{"method", record.method},
              {"organisation", record.sender.organisation},
              {"system", record.sender.system},
              {"certificate", record.certificate},
              {"peer", record.peer},
              {"status", absl::StatusCodeToString(record.status.code())},
              {"reason", record.status.ok() ? "" : ReasonOf(record.status)},
              {"why", Message(record.status)},
              {"duration_us", record.duration.count()},
              {"request_bytes", record.request_bytes},
              {"response_bytes", record.response_bytes},
              {"verdict", VerdictName(record.verdict)},
              {"position", record.position},
              {"request_id", record.request_id}});
}

void CallGuard::RecordLate(const CallRecord& record) const {
  log_.Info("entry appended after its call had ended",
            {{"method", record.method},
             {"organisation", record.sender.organisation},
             {"system", record.sender.system},
             {"certificate", record.certificate},
             {"verdict", VerdictName(record.verdict)},
             {"position", record.position},
             {"request_id", record.request_id}});
}

std::string RequestIdOf(const grpc::ServerContextBase& context) {
  const auto& metadata = context.client_metadata();
  const auto sent = metadata.find(kRequestIdHeader);
  if (sent != metadata.end()) {
    const std::string_view id = AsView(sent->second);
    constexpr auto allowed = [](char c) {
      return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
    };
    if (!id.empty() && id.size() <= limits::kRequestIdBytesMax &&
        std::ranges::all_of(id, allowed)) {
      return std::string(id);
    }
  }
  constexpr size_t kRandomBytes = 12;
  return ledger::ToHex(ledger::RandomBytes(kRandomBytes));
}

}  // namespace samlad::service
