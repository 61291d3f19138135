// SPDX-License-Identifier: EUPL-1.2
//
// For the coordinator; see samlad/v1/coordination_service.proto.

#ifndef SAMLAD_GATEWAY_SERVICE_COORDINATION_SERVICE_H_
#define SAMLAD_GATEWAY_SERVICE_COORDINATION_SERVICE_H_

#include "gateway/service/calls/unary_call.h"
#include "gateway/service/edition_publisher.h"
#include "samlad/v1/coordination_service.grpc.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. What `foundation` names must outlive it.
class CoordinationServiceImpl final
    : public OnBytes<v1::CoordinationService::Service,
                     v1::CoordinationService::WithRawCallbackMethod_Review,
                     v1::CoordinationService::WithRawCallbackMethod_Waive,
                     v1::CoordinationService::WithRawCallbackMethod_ImportSeries,
                     v1::CoordinationService::WithRawCallbackMethod_Reopen,
                     v1::CoordinationService::WithRawCallbackMethod_ClearFigure,
                     v1::CoordinationService::WithRawCallbackMethod_PublishEdition,
                     v1::CoordinationService::WithRawCallbackMethod_GetRevision> {
 public:
  explicit CoordinationServiceImpl(const Foundation& foundation)
      : foundation_(foundation), publisher_(foundation) {}

  grpc::ServerUnaryReactor* Review(grpc::CallbackServerContext* context,
                                   const grpc::ByteBuffer* request,
                                   grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Waive(grpc::CallbackServerContext* context,
                                  const grpc::ByteBuffer* request,
                                  grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ImportSeries(grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Reopen(grpc::CallbackServerContext* context,
                                   const grpc::ByteBuffer* request,
                                   grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ClearFigure(grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* PublishEdition(grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetRevision(grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;

 private:
  const Foundation foundation_;
  EditionPublisher publisher_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_COORDINATION_SERVICE_H_
