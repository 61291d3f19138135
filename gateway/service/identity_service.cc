// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/identity_service.h"

#include "gateway/service/change_call.h"

namespace samlad::service {
namespace {

using exchange::CommandKind;

v1::ListRevocationsResponse RevocationsOf(const exchange::Snapshot& now) {
  v1::ListRevocationsResponse response;
  response.set_as_of(now.facts.size());
  for (const domain::Revocation* revocation : now.revocations->All()) {
    v1::Revocation& listed = *response.add_revocations();
    listed.set_position(revocation->position);
    listed.set_time_ms(revocation->time_ms);
    v1::IdentityChanged& identity = *listed.mutable_identity();
    identity.set_organisation(revocation->identity.organisation);
    identity.set_system(revocation->identity.system);
    identity.set_certificate(revocation->identity.certificate);
    identity.set_reason(revocation->identity.reason);
  }
  return response;
}

}  // namespace

grpc::ServerUnaryReactor* IdentityServiceImpl::Revoke(grpc::CallbackServerContext* context,
                                                      const v1::RevokeRequest* request,
                                                      v1::RevokeResponse* response) {
  return ServeChange(foundation_, CommandKind::kRevokeIdentity, "samlad.v1.IdentityService/Revoke",
                     context, *request, request->identity(), response);
}

grpc::ServerUnaryReactor* IdentityServiceImpl::Reinstate(grpc::CallbackServerContext* context,
                                                         const v1::ReinstateRequest* request,
                                                         v1::ReinstateResponse* response) {
  return ServeChange(foundation_, CommandKind::kReinstateIdentity,
                     "samlad.v1.IdentityService/Reinstate", context, *request, request->identity(),
                     response);
}

grpc::ServerUnaryReactor* IdentityServiceImpl::ListRevocations(
    grpc::CallbackServerContext* context, const v1::ListRevocationsRequest* request,
    v1::ListRevocationsResponse* response) {
  return ServeRead<v1::ListRevocationsRequest, v1::ListRevocationsResponse>(
      foundation_, "samlad.v1.IdentityService/ListRevocations", context, *request, response,
      [](const Caller& caller,
         const v1::ListRevocationsRequest&) -> absl::StatusOr<v1::ListRevocationsResponse> {
        return RevocationsOf(*caller.snapshot);
      });
}

}  // namespace samlad::service
