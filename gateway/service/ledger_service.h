// SPDX-License-Identifier: EUPL-1.2
//
// For everyone who checks the log; see samlad/v1/ledger_service.proto.

#ifndef SAMLAD_GATEWAY_SERVICE_LEDGER_SERVICE_H_
#define SAMLAD_GATEWAY_SERVICE_LEDGER_SERVICE_H_

#include <string>
#include <utility>

#include "gateway/service/unary_call.h"
#include "samlad/v1/ledger_service.grpc.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. What `foundation` names must outlive it.
class LedgerServiceImpl final : public v1::LedgerService::CallbackService {
 public:
  // `verifier_key`: the log's, as a C2SP vkey.
  LedgerServiceImpl(const Foundation& foundation, std::string verifier_key)
      : foundation_(foundation), verifier_key_(std::move(verifier_key)) {}

  grpc::ServerUnaryReactor* GetCheckpoint(grpc::CallbackServerContext* context,
                                          const v1::GetCheckpointRequest* request,
                                          v1::GetCheckpointResponse* response) override;
  grpc::ServerUnaryReactor* GetInclusionProof(grpc::CallbackServerContext* context,
                                              const v1::GetInclusionProofRequest* request,
                                              v1::GetInclusionProofResponse* response) override;
  grpc::ServerUnaryReactor* GetConsistencyProof(grpc::CallbackServerContext* context,
                                                const v1::GetConsistencyProofRequest* request,
                                                v1::GetConsistencyProofResponse* response) override;

 private:
  const Foundation foundation_;
  const std::string verifier_key_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_LEDGER_SERVICE_H_
