// SPDX-License-Identifier: EUPL-1.2
//
// For the administrator; see samlad/v1/identity_service.proto.

#ifndef SAMLAD_GATEWAY_SERVICE_IDENTITY_SERVICE_H_
#define SAMLAD_GATEWAY_SERVICE_IDENTITY_SERVICE_H_

#include "gateway/service/unary_call.h"
#include "samlad/v1/identity_service.grpc.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. What `foundation` names must outlive it.
class IdentityServiceImpl final : public v1::IdentityService::CallbackService {
 public:
  explicit IdentityServiceImpl(const Foundation& foundation) : foundation_(foundation) {}

  grpc::ServerUnaryReactor* Revoke(grpc::CallbackServerContext* context,
                                   const v1::RevokeRequest* request,
                                   v1::RevokeResponse* response) override;
  grpc::ServerUnaryReactor* Reinstate(grpc::CallbackServerContext* context,
                                      const v1::ReinstateRequest* request,
                                      v1::ReinstateResponse* response) override;
  grpc::ServerUnaryReactor* ListRevocations(grpc::CallbackServerContext* context,
                                            const v1::ListRevocationsRequest* request,
                                            v1::ListRevocationsResponse* response) override;

 private:
  const Foundation foundation_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_IDENTITY_SERVICE_H_
