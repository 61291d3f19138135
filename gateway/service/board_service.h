// SPDX-License-Identifier: EUPL-1.2
//
// For the executive board; see samlad/v1/board_service.proto.

#ifndef SAMLAD_GATEWAY_SERVICE_BOARD_SERVICE_H_
#define SAMLAD_GATEWAY_SERVICE_BOARD_SERVICE_H_

#include "gateway/service/unary_call.h"
#include "samlad/v1/board_service.grpc.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. What `foundation` names must outlive it.
class BoardServiceImpl final : public v1::BoardService::CallbackService {
 public:
  explicit BoardServiceImpl(const Foundation& foundation) : foundation_(foundation) {}

  grpc::ServerUnaryReactor* GetView(grpc::CallbackServerContext* context,
                                    const v1::GetViewRequest* request,
                                    v1::GetViewResponse* response) override;
  grpc::ServerUnaryReactor* Acknowledge(grpc::CallbackServerContext* context,
                                        const v1::AcknowledgeRequest* request,
                                        v1::AcknowledgeResponse* response) override;
  grpc::ServerUnaryReactor* ListMissing(grpc::CallbackServerContext* context,
                                        const v1::ListMissingRequest* request,
                                        v1::ListMissingResponse* response) override;
  grpc::ServerUnaryReactor* GetTrail(grpc::CallbackServerContext* context,
                                     const v1::GetTrailRequest* request,
                                     v1::GetTrailResponse* response) override;

 private:
  const Foundation foundation_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_BOARD_SERVICE_H_
