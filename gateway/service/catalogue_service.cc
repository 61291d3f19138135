// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/catalogue_service.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/container/flat_hash_set.h"
#include "absl/time/time.h"
#include "gateway/domain/catalogue/abridge.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/log/facts.h"
#include "gateway/service/guard/methods.h"

namespace samlad::service {
namespace {

using exchange::Command;
using exchange::CommandKind;
using exchange::Outcome;

// Those of any catalogue of the log, because an older one may protect less than
// what is protected now.
absl::flat_hash_set<std::string_view> ProtectedIndicators(const domain::Facts& facts) {
  absl::flat_hash_set<std::string_view> ids;
  for (const uint64_t position : facts.catalogues()) {
    const auto& fact = std::get<domain::CatalogueFact>(facts[position].what);
    domain::AddProtected(fact.index->catalogue(), ids);
  }
  return ids;
}

absl::StatusOr<v1::CatalogueServiceGetResponse> CatalogueOf(
    const Authorization& granted, const v1::CatalogueServiceGetRequest& request) {
  const domain::Facts& facts = granted.snapshot->facts;
  if (request.as_of() > facts.size()) {
    return WithMetadata(
        absl::OutOfRangeError(StrCat("as_of: ", request.as_of(), " requested; the log has ",
                                     facts.size(), " entries")),
        {{"log_size", facts.size()}});
  }
  const auto index =
      domain::CatalogueAsOf(facts, request.as_of() == 0 ? facts.size() : request.as_of());
  v1::CatalogueServiceGetResponse response;
  *response.mutable_catalogue() = index->catalogue();
  response.set_position(index->position());
  constexpr Permissions kWhole =
      AnyOf(v1::PERMISSION_ADMINISTER, v1::PERMISSION_COORDINATE, v1::PERMISSION_AUDIT);
  if ((granted.permissions & kWhole) == 0) {
    response.set_abridged(
        domain::LeaveOutBaselines(ProtectedIndicators(facts), *response.mutable_catalogue()));
  }
  return response;
}

// Only this machine can tell whether it knows the time zone in which due dates
// would end. Bytes that are no catalogue are left to other checks.
std::optional<v1::Finding> CheckTimeZone(std::string_view catalogue_bytes) {
  v1::Catalogue catalogue;
  absl::TimeZone zone;
  if (!catalogue.ParseFromArray(catalogue_bytes.data(), static_cast<int>(catalogue_bytes.size())) ||
      absl::LoadTimeZone(catalogue.time_zone(), &zone)) {
    return std::nullopt;
  }
  return domain::MakeFinding("CATALOGUE_TIME_ZONE", "time_zone", catalogue.time_zone(),
                             "Europe/Stockholm");
}

bool HasFinding(const v1::CatalogueServicePlanResponse& plan, std::string_view code) {
  return std::ranges::any_of(plan.findings(),
                             [code](const v1::Finding& finding) { return finding.code() == code; });
}

absl::StatusOr<v1::CatalogueServicePlanResponse> PlanOf(
    const exchange::LogReader& log, const v1::CatalogueServicePlanRequest& request) {
  auto plan = log.Plan(request.catalogue(),
                       request.has_base() ? std::optional(request.base()) : std::nullopt);
  if (!plan.ok()) return plan;
  auto zone = CheckTimeZone(request.catalogue());
  // A name that cannot be a zone has been found by the catalogue's own check.
  if (zone.has_value() && !HasFinding(*plan, zone->code())) {
    *plan->add_findings() = *std::move(zone);
  }
  return plan;
}

v1::CatalogueServiceApplyResponse RejectedFor(v1::Finding finding) {
  v1::CatalogueServiceApplyResponse response;
  response.set_verdict(v1::VERDICT_REJECTED);
  *response.add_findings() = std::move(finding);
  return response;
}

v1::CatalogueServiceApplyResponse ToApplyResponse(Outcome outcome) {
  v1::CatalogueServiceApplyResponse response;
  response.set_verdict(outcome.verdict);
  for (v1::Finding& finding : outcome.findings) *response.add_findings() = std::move(finding);
  response.set_receipt(std::move(outcome.receipt));
  response.set_replayed(outcome.replayed);
  return response;
}

}  // namespace

grpc::ServerUnaryReactor* CatalogueServiceImpl::Get(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) {
  return ServeRead<v1::CatalogueServiceGetRequest, v1::CatalogueServiceGetResponse>(
      foundation_, "samlad.v1.CatalogueService/Get", context, *request, response,
      [](const Authorization& granted, const v1::CatalogueServiceGetRequest& asked) {
        return CatalogueOf(granted, asked);
      });
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::Plan(grpc::CallbackServerContext* context,
                                                     const grpc::ByteBuffer* request,
                                                     grpc::ByteBuffer* response) {
  return ServeRead<v1::CatalogueServicePlanRequest, v1::CatalogueServicePlanResponse>(
      foundation_, "samlad.v1.CatalogueService/Plan", context, *request, response,
      [this](const Authorization&, const v1::CatalogueServicePlanRequest& asked) {
        return PlanOf(foundation_.exchange.reader(), asked);
      });
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::Apply(grpc::CallbackServerContext* context,
                                                      const grpc::ByteBuffer* request,
                                                      grpc::ByteBuffer* response) {
  return Defer<v1::CatalogueServiceApplyRequest, v1::CatalogueServiceApplyResponse>(
      foundation_, "samlad.v1.CatalogueService/Apply", context, *request, response,
      [this](const auto& call, const v1::CatalogueServiceApplyRequest& asked) {
        auto zone = CheckTimeZone(asked.catalogue());
        if (zone.has_value()) return call->Reply(RejectedFor(*std::move(zone)));
        foundation_.exchange.Execute(Command{.kind = CommandKind::kApplyCatalogue,
                                             .sender = call->authorization().principal,
                                             .submission_id = asked.submission_id(),
                                             .payload = asked.catalogue(),
                                             .base = asked.base()},
                                     [call](absl::StatusOr<Outcome> outcome) {
                                       if (!outcome.ok()) return call->Refuse(outcome.status());
                                       call->NoteOutcome(*outcome);
                                       call->Reply(ToApplyResponse(*std::move(outcome)));
                                     });
      });
}

}  // namespace samlad::service
