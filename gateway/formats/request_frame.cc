// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/request_frame.h"

#include <cstdint>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace samlad::formats {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;

bool IsPayload(const google::protobuf::Descriptor& type, uint32_t tag) {
  if (WireFormatLite::GetTagWireType(tag) != WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
    return false;
  }
  const FieldDescriptor* field = type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
  return field != nullptr && field->type() == FieldDescriptor::TYPE_BYTES && !field->is_repeated();
}

}  // namespace

std::optional<size_t> CountFrame(google::protobuf::io::ZeroCopyInputStream& bytes,
                                 const google::protobuf::Descriptor& type, size_t bytes_max) {
  google::protobuf::io::CodedInputStream in(&bytes);
  size_t frame = 0;
  for (int begin = 0; const uint32_t tag = in.ReadTag(); begin = in.CurrentPosition()) {
    if (!WireFormatLite::SkipField(&in, tag)) return std::nullopt;
    if (IsPayload(type, tag)) continue;
    frame += static_cast<size_t>(in.CurrentPosition() - begin);
    if (frame > bytes_max) return frame;
  }
  // A tag of zero is invalid, and does not mark the end either.
  if (!in.ConsumedEntireMessage()) return std::nullopt;
  return frame;
}

}  // namespace samlad::formats
