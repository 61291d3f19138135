// SPDX-License-Identifier: EUPL-1.2
//
// For all who check the log; see samlad/v1/ledger_service.proto.

#ifndef SAMLAD_GATEWAY_SERVICE_LEDGER_SERVICE_H_
#define SAMLAD_GATEWAY_SERVICE_LEDGER_SERVICE_H_

#include <string>
#include <utility>

#include "gateway/service/calls/unary_call.h"
#include "samlad/v1/ledger_service.grpc.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. What `foundation` names must outlive it.
class LedgerServiceImpl final
    : public OnBytes<v1::LedgerService::Service,
                     v1::LedgerService::WithRawCallbackMethod_GetCheckpoint,
                     v1::LedgerService::WithRawCallbackMethod_GetInclusionProof,
                     v1::LedgerService::WithRawCallbackMethod_GetConsistencyProof,
                     v1::LedgerService::WithRawCallbackMethod_GetTreeSize> {
 public:
  // `verifier_key`: the log's, as a C2SP vkey.
  LedgerServiceImpl(const Foundation& foundation, std::string verifier_key)
      : foundation_(foundation), verifier_key_(std::move(verifier_key)) {}

  grpc::ServerUnaryReactor* GetCheckpoint(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetInclusionProof(grpc::CallbackServerContext* context,
                                              const grpc::ByteBuffer* request,
                                              grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetConsistencyProof(grpc::CallbackServerContext* context,
                                                const grpc::ByteBuffer* request,
                                                grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetTreeSize(grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;

 private:
  const Foundation foundation_;
  const std::string verifier_key_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_LEDGER_SERVICE_H_
