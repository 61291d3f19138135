// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/parse_request.h"

#include <cstddef>
#include <optional>

#include "absl/status/status.h"
#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/formats/request_frame.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/impl/codegen/proto_utils.h"

namespace samlad::service {
namespace {

std::optional<size_t> FrameOf(const grpc::ByteBuffer& request,
                              const google::protobuf::Descriptor& type) {
  grpc::ByteBuffer bytes(request);
  grpc::ProtoBufferReader reader(&bytes);
  return formats::CountFrame(reader, type, limits::kRequestFrameBytesMax);
}

}  // namespace

absl::Status ParseRequest(const grpc::ByteBuffer& request, google::protobuf::Message* out) {
  const auto& type = *out->GetDescriptor();
  const std::optional<size_t> frame = FrameOf(request, type);
  if (frame.value_or(0) > limits::kRequestFrameBytesMax) {
    return WithMetadata(absl::InvalidArgumentError(
                            StrCat("the request has more than ", limits::kRequestFrameBytesMax,
                                   " bytes besides its payload; send fewer or shorter fields")),
                        {{"limit", limits::kRequestFrameBytesMax}});
  }
  grpc::ByteBuffer bytes(request);
  if (frame &&
      grpc::SerializationTraits<google::protobuf::Message>::Deserialize(&bytes, out).ok()) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      StrCat("the request is not a ", std::string_view(type.full_name()),
             "; make it with the contract of this gateway's version, with strings in UTF-8"));
}

}  // namespace samlad::service
