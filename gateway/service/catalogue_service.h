// SPDX-License-Identifier: EUPL-1.2
//
// The catalogue as a reviewed file; see samlad/v1/catalogue_service.proto.

#ifndef SAMLAD_GATEWAY_SERVICE_CATALOGUE_SERVICE_H_
#define SAMLAD_GATEWAY_SERVICE_CATALOGUE_SERVICE_H_

#include "gateway/service/calls/unary_call.h"
#include "samlad/v1/catalogue_service.grpc.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. What `foundation` names must outlive it.
class CatalogueServiceImpl final
    : public OnBytes<v1::CatalogueService::Service, v1::CatalogueService::WithRawCallbackMethod_Get,
                     v1::CatalogueService::WithRawCallbackMethod_Plan,
                     v1::CatalogueService::WithRawCallbackMethod_Apply> {
 public:
  explicit CatalogueServiceImpl(const Foundation& foundation) : foundation_(foundation) {}

  grpc::ServerUnaryReactor* Get(grpc::CallbackServerContext* context,
                                const grpc::ByteBuffer* request,
                                grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Plan(grpc::CallbackServerContext* context,
                                 const grpc::ByteBuffer* request,
                                 grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Apply(grpc::CallbackServerContext* context,
                                  const grpc::ByteBuffer* request,
                                  grpc::ByteBuffer* response) override;

 private:
  const Foundation foundation_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CATALOGUE_SERVICE_H_
