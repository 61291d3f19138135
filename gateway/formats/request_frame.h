// SPDX-License-Identifier: EUPL-1.2
//
// How much of a serialised message would become objects. It is computed from
// the bytes alone, before parsing allocates memory for them.

#ifndef SAMLAD_GATEWAY_FORMATS_REQUEST_FRAME_H_
#define SAMLAD_GATEWAY_FORMATS_REQUEST_FRAME_H_

#include <cstddef>
#include <optional>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/zero_copy_stream.h"

namespace samlad::formats {

// Bytes of a message of this type that do not belong to a payload, which is a
// field `bytes` that is not repeated. Stops counting at the field that exceeds
// `bytes_max`. nullopt: the bytes are no message. Allocates almost nothing; the
// time is proportional to the bytes. Thread-safe.
std::optional<size_t> CountFrame(google::protobuf::io::ZeroCopyInputStream& bytes,
                                 const google::protobuf::Descriptor& type, size_t bytes_max);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_REQUEST_FRAME_H_
