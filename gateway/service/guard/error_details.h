// SPDX-License-Identifier: EUPL-1.2
//
// What a refusal says to programs: google.rpc details (AIP-193). ErrorInfo
// always, BadRequest for INVALID_ARGUMENT, RetryInfo where sending the same
// again helps. An absl::Status carries them as payloads, under their standard
// type URLs, until the call ends. Thread-safe.

#ifndef SAMLAD_GATEWAY_SERVICE_GUARD_ERROR_DETAILS_H_
#define SAMLAD_GATEWAY_SERVICE_GUARD_ERROR_DETAILS_H_

#include <chrono>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace samlad::service {

// Domain of every ErrorInfo.
inline constexpr std::string_view kErrorDomain = "samlad";

// Names the cause for programs: UPPER_SNAKE_CASE, unique within kErrorDomain.
absl::Status WithReason(absl::Status status, std::string_view reason);

// When sending the same again helps, where it is not
// limits::kOverloadRetryDelay.
absl::Status WithRetryDelay(absl::Status status, std::chrono::milliseconds delay);

// INVALID_ARGUMENT with every violation; `message` is for people.
absl::Status BadRequestError(std::string_view message, const google::rpc::BadRequest& violations);

// The reason of a status: that of WithReason, or one that follows from the
// code.
std::string ReasonOf(const absl::Status& status);

// The whole of it, for a status that is not OK, with its metadata
// (base/status_metadata.h). Of DATA_LOSS and UNKNOWN the text
// stays in the log. Without a BadRequest payload, an
// INVALID_ARGUMENT whose text begins with field paths ("submission_id: ...")
// becomes one violation of each. The whole is at most limits::kErrorDetailsBytesMax,
// because beyond it clients would see a bare RESOURCE_EXHAUSTED; violations left
// out are counted in the metadata "violations_omitted".
google::rpc::Status DescribeError(const absl::Status& status, std::string_view request_id);

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_GUARD_ERROR_DETAILS_H_
