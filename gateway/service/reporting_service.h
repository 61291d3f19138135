// SPDX-License-Identifier: EUPL-1.2
//
// For organisations that report; see samlad/v1/reporting_service.proto.

#ifndef SAMLAD_GATEWAY_SERVICE_REPORTING_SERVICE_H_
#define SAMLAD_GATEWAY_SERVICE_REPORTING_SERVICE_H_

#include "gateway/service/unary_call.h"
#include "samlad/v1/reporting_service.grpc.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. What `foundation` names must outlive it.
class ReportingServiceImpl final : public v1::ReportingService::CallbackService {
 public:
  explicit ReportingServiceImpl(const Foundation& foundation) : foundation_(foundation) {}

  grpc::ServerUnaryReactor* Validate(grpc::CallbackServerContext* context,
                                     const v1::ValidateRequest* request,
                                     v1::ValidateResponse* response) override;
  grpc::ServerUnaryReactor* Submit(grpc::CallbackServerContext* context,
                                   const v1::SubmitRequest* request,
                                   v1::SubmitResponse* response) override;
  grpc::ServerUnaryReactor* GetReceipt(grpc::CallbackServerContext* context,
                                       const v1::GetReceiptRequest* request,
                                       v1::GetReceiptResponse* response) override;
  grpc::ServerUnaryReactor* ListReports(grpc::CallbackServerContext* context,
                                        const v1::ListReportsRequest* request,
                                        v1::ListReportsResponse* response) override;
  grpc::ServerUnaryReactor* ListObligations(grpc::CallbackServerContext* context,
                                            const v1::ListObligationsRequest* request,
                                            v1::ListObligationsResponse* response) override;

  grpc::ServerUnaryReactor* Withdraw(grpc::CallbackServerContext* context,
                                     const v1::WithdrawRequest* request,
                                     v1::WithdrawResponse* response) override;

 private:
  const Foundation foundation_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_REPORTING_SERVICE_H_
