// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/parse_request.h"

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "grpcpp/impl/codegen/proto_utils.h"

namespace samlad::service {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;

bool IsPayload(const google::protobuf::Descriptor& type, uint32_t tag) {
  const FieldDescriptor* field = type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
  return field != nullptr && field->type() == FieldDescriptor::TYPE_BYTES &&
         !field->is_repeated() &&
         WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
}

// Bytes that are not the value of a payload; nothing if they are no message.
std::optional<size_t> CountFrame(const grpc::ByteBuffer& request,
                                 const google::protobuf::Descriptor& type) {
  grpc::ByteBuffer bytes(request);
  grpc::ProtoBufferReader reader(&bytes);
  google::protobuf::io::CodedInputStream in(&reader);
  size_t frame = 0;
  for (int begin = 0; const uint32_t tag = in.ReadTag(); begin = in.CurrentPosition()) {
    if (!WireFormatLite::SkipField(&in, tag)) return std::nullopt;
    if (!IsPayload(type, tag)) frame += static_cast<size_t>(in.CurrentPosition() - begin);
  }
  return frame;
}

}  // namespace

absl::Status ParseRequest(const grpc::ByteBuffer& request, google::protobuf::Message* out) {
  const auto& type = *out->GetDescriptor();
  const std::optional<size_t> frame = CountFrame(request, type);
  if (frame.value_or(0) > limits::kRequestFrameBytesMax) {
    return absl::InvalidArgumentError(
        StrCat("the request has ", *frame, " bytes beside its payload, more than ",
               limits::kRequestFrameBytesMax, "; send fewer or shorter fields"));
  }
  grpc::ByteBuffer bytes(request);
  if (frame &&
      grpc::SerializationTraits<google::protobuf::Message>::Deserialize(&bytes, out).ok()) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      StrCat("the request is no ", std::string_view(type.full_name()),
             "; make it with the contract of this gateway's version, with strings in UTF-8"));
}

}  // namespace samlad::service
