// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/identity_service.h"

#include <utility>

#include "gateway/service/calls/change_call.h"

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
                                                      const grpc::ByteBuffer* request,
                                                      grpc::ByteBuffer* response) {
  return ServeChange<v1::RevokeRequest, v1::RevokeResponse>(
      foundation_, "samlad.v1.IdentityService/Revoke", context, *request, response,
      [](v1::RevokeRequest& asked) -> Change {
        return {CommandKind::kRevokeIdentity, std::move(*asked.mutable_identity())};
      });
}

grpc::ServerUnaryReactor* IdentityServiceImpl::Reinstate(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return ServeChange<v1::ReinstateRequest, v1::ReinstateResponse>(
      foundation_, "samlad.v1.IdentityService/Reinstate", context, *request, response,
      [](v1::ReinstateRequest& asked) -> Change {
        return {CommandKind::kReinstateIdentity, std::move(*asked.mutable_identity())};
      });
}

grpc::ServerUnaryReactor* IdentityServiceImpl::ListRevocations(grpc::CallbackServerContext* context,
                                                               const grpc::ByteBuffer* request,
                                                               grpc::ByteBuffer* response) {
  return ServeRead<v1::ListRevocationsRequest, v1::ListRevocationsResponse>(
      foundation_, "samlad.v1.IdentityService/ListRevocations", context, *request, response,
      [](const Authorization& granted,
         const v1::ListRevocationsRequest&) -> absl::StatusOr<v1::ListRevocationsResponse> {
        return RevocationsOf(*granted.snapshot);
      });
}

}  // namespace samlad::service
