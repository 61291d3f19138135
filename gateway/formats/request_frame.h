// SPDX-License-Identifier: EUPL-1.2
//
// How much of a serialised message becomes objects, told from its bytes alone:
// before it is parsed, which is when it would take up its memory.

#ifndef SAMLAD_GATEWAY_FORMATS_REQUEST_FRAME_H_
#define SAMLAD_GATEWAY_FORMATS_REQUEST_FRAME_H_

#include <cstddef>
#include <optional>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/zero_copy_stream.h"

namespace samlad::formats {

// Bytes of a message of this type that do not belong to a payload, which is a
// field `bytes` that is not repeated. Counts no further than the field that
// leads beyond `bytes_max`. Nothing if the bytes are no message. Takes no memory
// to speak of, and time in proportion to the bytes. Thread-safe.
std::optional<size_t> CountFrame(google::protobuf::io::ZeroCopyInputStream& bytes,
                                 const google::protobuf::Descriptor& type, size_t bytes_max);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_REQUEST_FRAME_H_
