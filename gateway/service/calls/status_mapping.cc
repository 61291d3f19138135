// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/status_mapping.h"

#include "gateway/service/guard/error_details.h"

namespace samlad::service {

grpc::Status ToGrpcStatus(const absl::Status& status, std::string_view request_id) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status described = DescribeError(status, request_id);
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), described.message(),
                      described.SerializeAsString());
}

}  // namespace samlad::service
