// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/catalogue_service.h"
#include "gateway/base/strings.h"

#include <utility>

#include "gateway/domain/facts.h"

namespace samlad::service {
namespace {

using exchange::Command;
using exchange::CommandKind;
using exchange::Outcome;

absl::StatusOr<v1::CatalogueServiceGetResponse> CatalogueOf(
    const domain::Facts& facts, const v1::CatalogueServiceGetRequest& request) {
  if (request.as_of() > facts.size()) {
    return absl::OutOfRangeError(
        StrCat("as_of: ", request.as_of(), " asked for; the log has ", facts.size(), " entries"));
  }
  const auto index =
      domain::CatalogueAsOf(facts, request.as_of() == 0 ? facts.size() : request.as_of());
  v1::CatalogueServiceGetResponse response;
  *response.mutable_catalogue() = index->catalogue();
  response.set_position(index->position());
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
                                                    const v1::CatalogueServiceGetRequest* request,
                                                    v1::CatalogueServiceGetResponse* response) {
  return ServeRead<v1::CatalogueServiceGetRequest, v1::CatalogueServiceGetResponse>(
      foundation_, "samlad.v1.CatalogueService/Get", context, *request, response,
      [](const Caller& caller, const v1::CatalogueServiceGetRequest& asked) {
        return CatalogueOf(caller.snapshot->facts, asked);
      });
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::Plan(grpc::CallbackServerContext* context,
                                                     const v1::CatalogueServicePlanRequest* request,
                                                     v1::CatalogueServicePlanResponse* response) {
  return ServeRead<v1::CatalogueServicePlanRequest, v1::CatalogueServicePlanResponse>(
      foundation_, "samlad.v1.CatalogueService/Plan", context, *request, response,
      [this](const Caller&, const v1::CatalogueServicePlanRequest& asked) {
        return foundation_.exchange.Plan(asked.catalogue());
      });
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::Apply(
    grpc::CallbackServerContext* context, const v1::CatalogueServiceApplyRequest* request,
    v1::CatalogueServiceApplyResponse* response) {
  return Serve<v1::CatalogueServiceApplyRequest, v1::CatalogueServiceApplyResponse>(
      foundation_.guard, "samlad.v1.CatalogueService/Apply", context, *request, response,
      [this, request](auto call) {
        foundation_.exchange.Execute(Command{.kind = CommandKind::kApplyCatalogue,
                                             .sender = call->caller().sender,
                                             .submission_id = request->submission_id(),
                                             .payload = request->catalogue(),
                                             .base = request->base()},
                                     [call](absl::StatusOr<Outcome> outcome) {
                                       if (!outcome.ok()) return call->Refuse(outcome.status());
                                       call->Reply(ToApplyResponse(*std::move(outcome)));
                                     });
      });
}

}  // namespace samlad::service
