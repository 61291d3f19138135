// SPDX-License-Identifier: EUPL-1.2
//
// The one place where absl::Status becomes grpc::Status, with the details of
// guard/error_details.h.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_STATUS_MAPPING_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_STATUS_MAPPING_H_

#include <string_view>

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace samlad::service {

// OK maps to OK; all else carries what DescribeError says of it. Thread-safe.
grpc::Status ToGrpcStatus(const absl::Status& status, std::string_view request_id);

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_STATUS_MAPPING_H_
