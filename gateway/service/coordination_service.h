// SPDX-License-Identifier: EUPL-1.2
//
// For the coordinator; see samlad/v1/coordination_service.proto.

#ifndef SAMLAD_GATEWAY_SERVICE_COORDINATION_SERVICE_H_
#define SAMLAD_GATEWAY_SERVICE_COORDINATION_SERVICE_H_

#include "gateway/service/unary_call.h"
#include "samlad/v1/coordination_service.grpc.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. What `foundation` names must outlive it.
class CoordinationServiceImpl final : public v1::CoordinationService::CallbackService {
 public:
  explicit CoordinationServiceImpl(const Foundation& foundation) : foundation_(foundation) {}

  grpc::ServerUnaryReactor* Review(grpc::CallbackServerContext* context,
                                   const v1::ReviewRequest* request,
                                   v1::ReviewResponse* response) override;
  grpc::ServerUnaryReactor* Waive(grpc::CallbackServerContext* context,
                                  const v1::WaiveRequest* request,
                                  v1::WaiveResponse* response) override;
  grpc::ServerUnaryReactor* ImportSeries(grpc::CallbackServerContext* context,
                                         const v1::ImportSeriesRequest* request,
                                         v1::ImportSeriesResponse* response) override;
  grpc::ServerUnaryReactor* GetRevision(grpc::CallbackServerContext* context,
                                        const v1::GetRevisionRequest* request,
                                        v1::GetRevisionResponse* response) override;

 private:
  const Foundation foundation_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_COORDINATION_SERVICE_H_
