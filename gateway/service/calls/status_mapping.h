// SPDX-License-Identifier: EUPL-1.2
//
// The one place where absl::Status becomes grpc::Status, with google.rpc
// details (AIP-193): ErrorInfo always, BadRequest for INVALID_ARGUMENT,
// RetryInfo where sending the same again helps.
// Lower layers may say more than code and text by attaching the details as
// payloads of the absl::Status, under their standard type URLs.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_STATUS_MAPPING_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_STATUS_MAPPING_H_

#include <chrono>
#include <string_view>

#include "absl/status/status.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/support/status.h"

namespace samlad::service {

// Domain of every ErrorInfo.
inline constexpr std::string_view kErrorDomain = "samlad";

// Names the cause for programs: UPPER_SNAKE_CASE, unique within kErrorDomain.
absl::Status WithReason(absl::Status status, std::string_view reason);

// Adds to a status with a reason what programs need to know of the cause.
absl::Status WithMetadata(absl::Status status, std::string_view key, std::string_view value);

// When sending the same again helps, where it is not
// limits::kOverloadRetryDelay.
absl::Status WithRetryDelay(absl::Status status, std::chrono::milliseconds delay);

// INVALID_ARGUMENT with every violation; `message` is for people.
absl::Status BadRequestError(std::string_view message, const google::rpc::BadRequest& violations);

// The reason of a status: that of WithReason, or one that follows from the
// code.
std::string ReasonOf(const absl::Status& status);

// OK maps to OK. Without a BadRequest payload, an INVALID_ARGUMENT whose text
// begins with a field path ("submission_id: ...") becomes one violation. The
// whole is at most limits::kErrorDetailsBytesMax: beyond it clients would see
// a bare RESOURCE_EXHAUSTED; violations left out are counted in the metadata
// "violations_omitted".
grpc::Status ToGrpcStatus(const absl::Status& status, std::string_view request_id);

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_STATUS_MAPPING_H_
