// SPDX-License-Identifier: EUPL-1.2
//
// For the administrator; see samlad/v1/identity_service.proto.

#ifndef SAMLAD_GATEWAY_SERVICE_IDENTITY_SERVICE_H_
#define SAMLAD_GATEWAY_SERVICE_IDENTITY_SERVICE_H_

#include "gateway/service/calls/unary_call.h"
#include "samlad/v1/identity_service.grpc.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. What `foundation` names must outlive it.
class IdentityServiceImpl final
    : public OnBytes<v1::IdentityService::Service,
                     v1::IdentityService::WithRawCallbackMethod_Revoke,
                     v1::IdentityService::WithRawCallbackMethod_Reinstate,
                     v1::IdentityService::WithRawCallbackMethod_ListRevocations> {
 public:
  explicit IdentityServiceImpl(const Foundation& foundation) : foundation_(foundation) {}

  grpc::ServerUnaryReactor* Revoke(grpc::CallbackServerContext* context,
                                   const grpc::ByteBuffer* request,
                                   grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Reinstate(grpc::CallbackServerContext* context,
                                      const grpc::ByteBuffer* request,
                                      grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListRevocations(grpc::CallbackServerContext* context,
                                            const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;

 private:
  const Foundation foundation_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_IDENTITY_SERVICE_H_
