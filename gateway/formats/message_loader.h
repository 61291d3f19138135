// SPDX-License-Identifier: EUPL-1.2
//
// YAML or JSON onto any protobuf message, by reflection. Accepts the proto3
// JSON mapping (JSON is read as YAML), and for people: snake_case field names,
// enum values without their prefix in any case, unquoted decimals. Unknown and
// repeated fields, wrong types, numbers out of range, anchors and aliases, and
// nesting beyond limits::kNestingMax are findings with line and column; all of
// them in one go. Streams events: memory is bounded by the message.

#ifndef SAMLAD_GATEWAY_FORMATS_MESSAGE_LOADER_H_
#define SAMLAD_GATEWAY_FORMATS_MESSAGE_LOADER_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gateway/formats/source_map.h"
#include "google/protobuf/message.h"

namespace samlad::formats {

// Adds to what `out` has: lists grow; a field that already has another value is
// a finding. A field without value or with null stays unset. `file` names the
// source in findings, whose places are 1-based lines and columns in letters.
// Text of limits::kFileBytesMax at most; about 2 s for 100,000 observations.
Loaded LoadMessage(std::string_view text, std::string_view file, google::protobuf::Message* out);

// Reads a whole file. NOT_FOUND or PERMISSION_DENIED with the reason;
// RESOURCE_EXHAUSTED, before it is read, if it is larger than `bytes_max`;
// INVALID_ARGUMENT if it is no regular file. "-" is standard input.
absl::StatusOr<std::string> ReadFile(const std::string& path, size_t bytes_max);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_MESSAGE_LOADER_H_
