// SPDX-License-Identifier: EUPL-1.2
//
// For organisations that report; see samlad/v1/reporting_service.proto.

#ifndef SAMLAD_GATEWAY_SERVICE_REPORTING_SERVICE_H_
#define SAMLAD_GATEWAY_SERVICE_REPORTING_SERVICE_H_

#include "gateway/service/calls/unary_call.h"
#include "samlad/v1/reporting_service.grpc.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. What `foundation` names must outlive it.
class ReportingServiceImpl final
    : public OnBytes<v1::ReportingService::Service,
                     v1::ReportingService::WithRawCallbackMethod_Validate,
                     v1::ReportingService::WithRawCallbackMethod_Submit,
                     v1::ReportingService::WithRawCallbackMethod_GetReceipt,
                     v1::ReportingService::WithRawCallbackMethod_ListReports,
                     v1::ReportingService::WithRawCallbackMethod_ListObligations,
                     v1::ReportingService::WithRawCallbackMethod_Withdraw> {
 public:
  explicit ReportingServiceImpl(const Foundation& foundation) : foundation_(foundation) {}

  grpc::ServerUnaryReactor* Validate(grpc::CallbackServerContext* context,
                                     const grpc::ByteBuffer* request,
                                     grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Submit(grpc::CallbackServerContext* context,
                                   const grpc::ByteBuffer* request,
                                   grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetReceipt(grpc::CallbackServerContext* context,
                                       const grpc::ByteBuffer* request,
                                       grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListReports(grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListObligations(grpc::CallbackServerContext* context,
                                            const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;

  grpc::ServerUnaryReactor* Withdraw(grpc::CallbackServerContext* context,
                                     const grpc::ByteBuffer* request,
                                     grpc::ByteBuffer* response) override;

 private:
  const Foundation foundation_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_REPORTING_SERVICE_H_
