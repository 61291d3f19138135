// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/ledger_service.h"

#include <string>
#include <utility>

namespace samlad::service {
namespace {

absl::StatusOr<v1::GetInclusionProofResponse> ProofOf(const exchange::LogReader& log,
                                                      const Authorization& granted,
                                                      const v1::GetInclusionProofRequest& request) {
  const bool any = Has(granted.permissions, v1::PERMISSION_AUDIT);
  const auto proof = log.Prove(granted.principal, request.position(), request.tree_size(), any);
  if (!proof.ok()) return proof.status();
  v1::GetInclusionProofResponse response;
  response.set_position(request.position());
  response.set_tree_size(proof->tree_size);
  response.set_leaf_hash(std::string(ledger::AsBytes(proof->leaf)));
  for (const ledger::Hash& hash : proof->hashes) {
    response.add_hashes(std::string(ledger::AsBytes(hash)));
  }
  response.set_root_hash(std::string(ledger::AsBytes(proof->root)));
  return response;
}

absl::StatusOr<v1::GetConsistencyProofResponse> ConsistencyOf(
    const exchange::LogReader& log, const v1::GetConsistencyProofRequest& request) {
  const auto proof = log.ProveConsistency(request.first_size(), request.second_size());
  if (!proof.ok()) return proof.status();
  v1::GetConsistencyProofResponse response;
  response.set_first_size(proof->first_size);
  response.set_second_size(proof->second_size);
  for (const ledger::Hash& hash : proof->hashes) {
    response.add_hashes(std::string(ledger::AsBytes(hash)));
  }
  return response;
}

absl::StatusOr<v1::GetTreeSizeResponse> TreeSizeOf(const exchange::LogReader& log,
                                                   const v1::GetTreeSizeRequest& request) {
  auto end = log.FindDayEnd(request.day());
  if (!end.ok()) return end.status();
  v1::GetTreeSizeResponse response;
  response.set_tree_size(end->tree_size);
  response.set_time_ms(end->time_ms);
  response.set_time_zone(std::move(end->time_zone));
  return response;
}

}  // namespace

grpc::ServerUnaryReactor* LedgerServiceImpl::GetCheckpoint(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  return ServeQuickRead<v1::GetCheckpointRequest, v1::GetCheckpointResponse>(
      foundation_, "samlad.v1.LedgerService/GetCheckpoint", context, *request, response,
      [this](const Authorization& granted, const v1::GetCheckpointRequest&) {
        v1::GetCheckpointResponse answer;
        answer.set_checkpoint(granted.snapshot->checkpoint);
        answer.set_verifier_key(verifier_key_);
        return answer;
      });
}

grpc::ServerUnaryReactor* LedgerServiceImpl::GetInclusionProof(grpc::CallbackServerContext* context,
                                                               const grpc::ByteBuffer* request,
                                                               grpc::ByteBuffer* response) {
  return ServeRead<v1::GetInclusionProofRequest, v1::GetInclusionProofResponse>(
      foundation_, "samlad.v1.LedgerService/GetInclusionProof", context, *request, response,
      [this](const Authorization& granted, const v1::GetInclusionProofRequest& asked) {
        return ProofOf(foundation_.exchange.reader(), granted, asked);
      });
}

grpc::ServerUnaryReactor* LedgerServiceImpl::GetConsistencyProof(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return ServeRead<v1::GetConsistencyProofRequest, v1::GetConsistencyProofResponse>(
      foundation_, "samlad.v1.LedgerService/GetConsistencyProof", context, *request, response,
      [this](const Authorization&, const v1::GetConsistencyProofRequest& asked) {
        return ConsistencyOf(foundation_.exchange.reader(), asked);
      });
}

grpc::ServerUnaryReactor* LedgerServiceImpl::GetTreeSize(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return ServeRead<v1::GetTreeSizeRequest, v1::GetTreeSizeResponse>(
      foundation_, "samlad.v1.LedgerService/GetTreeSize", context, *request, response,
      [this](const Authorization&, const v1::GetTreeSizeRequest& asked) {
        return TreeSizeOf(foundation_.exchange.reader(), asked);
      });
}

}  // namespace samlad::service
