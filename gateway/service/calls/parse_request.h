// SPDX-License-Identifier: EUPL-1.2
//
// Parses the bytes of a request, once its sender is authorized.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_PARSE_REQUEST_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_PARSE_REQUEST_H_

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "grpcpp/support/byte_buffer.h"

namespace samlad::service {

// INVALID_ARGUMENT if the bytes are no message of this type, or if more than
// limits::kRequestFrameBytesMax of them are not the value of a `bytes` field:
// all else becomes objects, up to forty times as large. Thread-safe.
absl::Status ParseRequest(const grpc::ByteBuffer& request, google::protobuf::Message* out);

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_PARSE_REQUEST_H_
