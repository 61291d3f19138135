// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/guard/call_guard.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/refusal.h"
#include "gateway/service/guard/error_details.h"

namespace samlad::service {
namespace {

using std::chrono::steady_clock;

// "submit", as people write it in the catalogue.
std::string NameOf(v1::Permission permission) {
  return absl::AsciiStrToLower(absl::StripPrefix(v1::Permission_Name(permission), "PERMISSION_"));
}

std::string NamesOf(Permissions permissions, absl::string_view separator = " or ") {
  std::vector<std::string> names;
  for (int i = v1::Permission_MIN; i <= v1::Permission_MAX; ++i) {
    const auto permission = static_cast<v1::Permission>(i);
    if (Has(permissions, permission)) names.push_back(NameOf(permission));
  }
  return absl::StrJoin(names, separator);
}

Permissions PermissionsOf(const google::protobuf::RepeatedField<int>& named) {
  Permissions permissions = 0;
  for (const int permission : named) {
    // Open enums carry any number over the wire; only those that are known grant.
    if (v1::Permission_IsValid(permission)) {
      permissions |= AnyOf(static_cast<v1::Permission>(permission));
    }
  }
  return permissions;
}

bool NeverRefused(std::string_view method, Permissions permissions) {
  const MethodRule* rule = FindMethod(method);
  return rule != nullptr && (permissions & rule->never_refused) != 0;
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

// "ACCEPTED"; empty: nothing was decided on.
std::string_view VerdictName(v1::Verdict verdict) {
  if (verdict == v1::VERDICT_UNSPECIFIED) return "";
  std::string_view name = v1::Verdict_Name(verdict);
  name.remove_prefix(std::string_view("VERDICT_").size());
  return name;
}

// All empty if the client was not identified.
const identity::Principal& PrincipalIn(const CallRecord& record) {
  static const identity::Principal kNobody;
  return record.principal == nullptr ? kNobody : *record.principal;
}

// "webb/front#3fa2..."; empty: it calls itself.
std::string RepresentingIn(const identity::Principal& principal) {
  if (principal.via == nullptr) return "";
  return StrCat(principal.via->organisation, "/", principal.via->system, "#",
                principal.via->certificate);
}

absl::Status Stopping() {
  return absl::UnavailableError(
      "the gateway is stopping; nothing was done; send the same again when it is back");
}

absl::Status NotIdentified(std::string_view why) {
  return WithReason(absl::UnauthenticatedError(ToAbsl(why)), "NOT_IDENTIFIED");
}

absl::Status UnknownOrganisation(std::string_view organisation) {
  return WithMetadata(
      WithReason(
          absl::PermissionDeniedError(StrCat(
              "the organisation '", organisation,
              "' of the certificate is not in the catalogue; ask the coordinator to add it")),
          "ORGANISATION_UNKNOWN"),
      {{"organisation", organisation}});
}

// Which of the two certificates of a represented call a refusal is about.
absl::Status Whose(const absl::Status& refused, std::string_view whose) {
  if (refused.ok()) return refused;
  absl::Status told(refused.code(),
                    ToAbsl(StrCat("the ", whose, " certificate: ", refused.message())));
  refused.ForEachPayload(
      [&](absl::string_view url, const absl::Cord& value) { told.SetPayload(url, value); });
  return WithMetadata(std::move(told), {{"whose", whose}});
}

absl::Status RepresentsNobody(std::string_view organisation) {
  return WithMetadata(
      WithReason(absl::PermissionDeniedError(StrCat(
                     "'", organisation,
                     "' may call for others only, and this call comes without a certificate of "
                     "theirs; send it with the call, in the metadata samlad-represented-bin")),
                 "REPRESENTED_MISSING"),
      {{"organisation", organisation}});
}

absl::Status RepresentsNot(std::string_view organisation) {
  return WithMetadata(
      WithReason(absl::PermissionDeniedError(StrCat(
                     "'", organisation,
                     "' lacks the permission represent and may not call for others; call without "
                     "the metadata samlad-represented-bin")),
                 "MAY_NOT_REPRESENT"),
      {{"representing", organisation}});
}

absl::Status MayNotRepresent(const identity::Principal& principal) {
  return WithMetadata(
      WithReason(
          absl::PermissionDeniedError(StrCat(
              "'", principal.via->organisation, "' may not call for '", principal.organisation,
              "'; call with that one's own certificate, or ask the coordinator to name it "
              "in represents in the catalogue")),
          "MAY_NOT_REPRESENT"),
      {{"organisation", principal.organisation}, {"representing", principal.via->organisation}});
}

absl::Status MayNotRepresentFor(const identity::Principal& principal, Permissions any_of) {
  return WithMetadata(
      WithReason(absl::PermissionDeniedError(
                     StrCat("'", principal.organisation, "' has the permission ", NamesOf(any_of),
                            ", but '", principal.via->organisation,
                            "' may not use it for others; call with '", principal.organisation,
                            "'s own certificate, for instance with the command samlad, or ask the "
                            "coordinator to name the permission in represents in the catalogue")),
                 "MAY_NOT_REPRESENT"),
      {{"organisation", principal.organisation},
       {"representing", principal.via->organisation},
       {"permissions", NamesOf(any_of, ",")}});
}

absl::Status Lacks(std::string_view organisation, Permissions any_of) {
  return WithMetadata(absl::PermissionDeniedError(
                          StrCat("'", organisation, "' lacks the permission ", NamesOf(any_of),
                                 "; ask the coordinator to grant it in the catalogue")),
                      {{"organisation", organisation}, {"permissions", NamesOf(any_of, ",")}});
}

}  // namespace

CallGuard::CallGuard(const exchange::LogReader& log_reader, const exchange::HeadWatch& head,
                     Quotas& quotas, const Clock& wall_clock, telemetry::Log log,
                     telemetry::Metrics& metrics, const identity::Vouching* vouching)
    : log_reader_(log_reader),
      head_(head),
      quotas_(quotas),
      wall_clock_(wall_clock),
      log_(std::move(log)),
      metrics_(metrics),
      vouching_(vouching) {}

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

absl::Status CallGuard::CheckOpen() const { return draining_ ? Stopping() : absl::OkStatus(); }

std::string ReaderOwnerOf(std::string_view method, const Authorization& authorization) {
  const identity::Principal& principal = authorization.principal;
  if (!NeverRefused(method, authorization.permissions)) return principal.organisation;
  return StrCat(principal.organisation, "/", principal.certificate);
}

absl::StatusOr<Authorization> CallGuard::Authorize(const identity::Principal& principal,
                                                   std::string_view method, size_t request_bytes) {
  if (absl::Status open = CheckOpen(); !open.ok()) return open;
  Authorization granted;
  absl::Status decided = Decide(principal, method, &granted);
  // Only a principal with some permission uses a quota: a certificate that was
  // revoked cannot use up that of its organisation.
  if (granted.permissions == 0) return decided;
  if (principal.via != nullptr) {
    quotas_.CountCall(principal.via->organisation, request_bytes, steady_clock::now());
  }
  if (NeverRefused(method, granted.permissions)) {
    quotas_.CountCall(principal.organisation, request_bytes, steady_clock::now());
  } else if (absl::Status quota =
                 quotas_.TakeCall(principal.organisation, request_bytes, steady_clock::now());
             !quota.ok()) {
    return quota;
  }
  if (!decided.ok()) return decided;
  return granted;
}

absl::Status CallGuard::CheckMayRepresent(const identity::Principal& connected) const {
  return log_reader_.Read()->catalogue->Allows(connected.organisation, v1::PERMISSION_REPRESENT)
             ? absl::OkStatus()
             : RepresentsNot(connected.organisation);
}

absl::StatusOr<Authorization> CallGuard::Reauthorize(const identity::Principal& principal,
                                                     std::string_view method) const {
  Authorization granted;
  if (absl::Status decided = Decide(principal, method, &granted); !decided.ok()) return decided;
  return granted;
}

absl::StatusOr<StreamPlace> CallGuard::OpenStream(const identity::Principal& principal) {
  return quotas_.OpenStream(principal.organisation, steady_clock::now());
}

void CallGuard::CountSent(const identity::Principal& principal, size_t bytes) const {
  if (bytes > 0) quotas_.TakeBytes(principal.organisation, bytes, steady_clock::now());
}

void CallGuard::CountStored(const identity::Principal& principal, size_t payload_bytes) const {
  quotas_.TakeStored(principal.organisation, payload_bytes, steady_clock::now());
}

absl::StatusOr<const v1::Organisation*> CallGuard::Identify(
    const identity::Principal& principal, const exchange::Snapshot& snapshot) const {
  const domain::CatalogueIndex& catalogue = *snapshot.catalogue;
  // A connection may outlive the certificate that opened it.
  if (wall_clock_.NowMs() > principal.not_after_ms) {
    return NotIdentified("the certificate has expired; renew it and connect again");
  }
  if (principal.trust_domain != catalogue.catalogue().trust_domain()) {
    return WithMetadata(
        NotIdentified(StrCat("the certificate is of the trust domain '", principal.trust_domain,
                             "', this gateway's is '", catalogue.catalogue().trust_domain(),
                             "'; use a certificate that was issued for it")),
        {{"given", principal.trust_domain},
         {"trust_domain", catalogue.catalogue().trust_domain()}});
  }
  // The table may have changed since the connection was opened.
  if (vouching_ != nullptr) {
    absl::Status vouched = vouching_->Check(principal);
    if (!vouched.ok()) {
      return WithMetadata(WithReason(std::move(vouched), "NOT_VOUCHED"),
                          {{"organisation", principal.organisation}});
    }
  }
  absl::Status revoked = exchange::CheckRevoked(*snapshot.revocations, principal);
  if (!revoked.ok()) return revoked;
  const v1::Organisation* organisation = catalogue.FindOrganisation(principal.organisation);
  if (organisation == nullptr) return UnknownOrganisation(principal.organisation);
  return organisation;
}

absl::StatusOr<Permissions> CallGuard::PermissionsFor(const identity::Principal& principal,
                                                      const exchange::Snapshot& snapshot) const {
  if (principal.via != nullptr) return PermissionsVia(principal, snapshot);
  const auto organisation = Identify(principal, snapshot);
  if (!organisation.ok()) return organisation.status();
  const Permissions permissions = PermissionsOf((*organisation)->permissions());
  if (Has(permissions, v1::PERMISSION_REPRESENT)) return RepresentsNobody(principal.organisation);
  return permissions;
}

absl::StatusOr<Permissions> CallGuard::PermissionsVia(const identity::Principal& principal,
                                                      const exchange::Snapshot& snapshot) const {
  // First who calls: nobody else learns anything of the certificate that it sent.
  const auto representing = Identify(*principal.via, snapshot);
  if (!representing.ok()) return Whose(representing.status(), "representing");
  const v1::Representation* represents =
      snapshot.catalogue->FindRepresentation(principal.via->organisation, principal.organisation);
  if (represents == nullptr) return MayNotRepresent(principal);
  const auto vouched = identity::VouchedAt(principal, wall_clock_.NowMs());
  if (!vouched.ok()) return Whose(NotIdentified(Message(vouched.status())), "represented");
  const auto organisation = Identify(*vouched, snapshot);
  if (!organisation.ok()) return Whose(organisation.status(), "represented");
  return PermissionsOf((*organisation)->permissions()) & PermissionsOf(represents->permissions());
}

absl::Status CallGuard::Decide(const identity::Principal& principal, std::string_view method,
                               Authorization* granted) const {
  // First, because without the newest entries nothing is known of revocations.
  if (absl::Status head = head_.Check(steady_clock::now()); !head.ok()) {
    return WithReason(std::move(head), "HEAD_UNCONFIRMED");
  }
  granted->principal = principal;
  granted->snapshot = log_reader_.Read();
  const domain::CatalogueIndex& catalogue = *granted->snapshot->catalogue;
  const auto permissions = PermissionsFor(principal, *granted->snapshot);
  if (!permissions.ok()) return permissions.status();
  granted->permissions = *permissions;

  const MethodRule* rule = FindMethod(method);
  const Permissions any_of = rule == nullptr ? 0 : rule->any_of;
  if ((granted->permissions & any_of) != 0) return absl::OkStatus();
  const v1::Organisation* own = catalogue.FindOrganisation(principal.organisation);
  const Permissions kept_back = PermissionsOf(own->permissions()) & any_of;
  if (principal.via != nullptr && kept_back != 0) return MayNotRepresentFor(principal, kept_back);
  return Lacks(principal.organisation, any_of);
}

void CallGuard::Record(const CallRecord& record) const {
  metrics_.Count(record);
  // Refused calls may not fill the log; the metrics count them all.
  if (const std::string reason = record.status.ok() ? "" : ReasonOf(record.status);
      reason == "QUOTA_EXCEEDED" || !record.authorized) {
    const auto held_back = (record.authorized ? quota_refusals_ : refusals_).Allow();
    if (!held_back.has_value()) return;
    if (*held_back > 0) log_.Warn("refused calls left out of the log", {{"calls", *held_back}});
  }
  const identity::Principal& principal = PrincipalIn(record);
  log_.Write(LevelOf(record.status.code()), record.status.ok() ? "call served" : "call refused",
             {{"method", record.method},
              {"organisation", principal.organisation},
              {"system", principal.system},
              {"certificate", principal.certificate},
              {"peer", record.peer},
              {"status", absl::StatusCodeToString(record.status.code())},
              {"reason", record.status.ok() ? "" : ReasonOf(record.status)},
              {"why", exchange::TextForOperator(record.status)},
              {"duration_us", record.duration.count()},
              {"request_bytes", record.request_bytes},
              {"response_bytes", record.response_bytes},
              {"verdict", VerdictName(record.verdict)},
              {"position", record.position},
              {"request_id", record.request_id},
              {"represented_by", RepresentingIn(principal)}});
}

void CallGuard::RecordLate(const CallRecord& record) const {
  const identity::Principal& principal = PrincipalIn(record);
  log_.Info("entry appended after its call had ended",
            {{"method", record.method},
             {"organisation", principal.organisation},
             {"system", principal.system},
             {"certificate", principal.certificate},
             {"verdict", VerdictName(record.verdict)},
             {"position", record.position},
             {"request_id", record.request_id},
             {"represented_by", RepresentingIn(principal)}});
}

}  // namespace samlad::service
