// SPDX-License-Identifier: EUPL-1.2
//
// For the executive board; see samlad/v1/board_service.proto.

#ifndef SAMLAD_GATEWAY_SERVICE_BOARD_SERVICE_H_
#define SAMLAD_GATEWAY_SERVICE_BOARD_SERVICE_H_

#include "gateway/service/calls/unary_call.h"
#include "samlad/v1/board_service.grpc.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. What `foundation` names must outlive it.
class BoardServiceImpl final
    : public OnBytes<v1::BoardService::Service, v1::BoardService::WithRawCallbackMethod_GetView,
                     v1::BoardService::WithRawCallbackMethod_ListEditions,
                     v1::BoardService::WithRawCallbackMethod_GetEdition,
                     v1::BoardService::WithRawCallbackMethod_GetSeatCertificate,
                     v1::BoardService::WithRawCallbackMethod_Acknowledge,
                     v1::BoardService::WithRawCallbackMethod_ListMissing,
                     v1::BoardService::WithRawCallbackMethod_GetTrail> {
 public:
  explicit BoardServiceImpl(const Foundation& foundation) : foundation_(foundation) {}

  grpc::ServerUnaryReactor* GetView(grpc::CallbackServerContext* context,
                                    const grpc::ByteBuffer* request,
                                    grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListEditions(grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetEdition(grpc::CallbackServerContext* context,
                                       const grpc::ByteBuffer* request,
                                       grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetSeatCertificate(grpc::CallbackServerContext* context,
                                               const grpc::ByteBuffer* request,
                                               grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Acknowledge(grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListMissing(grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetTrail(grpc::CallbackServerContext* context,
                                     const grpc::ByteBuffer* request,
                                     grpc::ByteBuffer* response) override;

 private:
  const Foundation foundation_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_BOARD_SERVICE_H_
