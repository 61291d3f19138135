// SPDX-License-Identifier: EUPL-1.2
//
// Sets one field of a message from a written value, by the field's type.
// Accepts the proto3 JSON mapping and, for people, enum values in any case and
// without their prefix. Strict otherwise: "0x10", "1e3" and "12.0" are no whole
// numbers, "yes" is no truth value, and an enum value is a word.

#ifndef SAMLAD_GATEWAY_FORMATS_SCALAR_FIELD_H_
#define SAMLAD_GATEWAY_FORMATS_SCALAR_FIELD_H_

#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace samlad::formats {

struct WrittenScalar {
  std::string_view text;  // valid UTF-8
  bool quoted = false;
};

enum class SetResult {
  kSet,
  // Nothing changed:
  kInvalid,     // not a value of the field's type
  kOutOfRange,  // a number that the field cannot hold
  kConflict,    // the field has another value already
};

// Sets a singular field, or appends to a repeated one. The field is no message.
SetResult SetScalar(const WrittenScalar& scalar, google::protobuf::Message& message,
                    const google::protobuf::FieldDescriptor& field);

// What SetScalar accepts, in a form that needs no translation: "true | false",
// "0 ... 4294967295", "up | down | context".
std::string AcceptedScalars(const google::protobuf::FieldDescriptor& field);

// The value of a field that is no message, as it may be written. `index`: of an
// element of a repeated field; -1: the field is singular.
std::string WrittenValue(const google::protobuf::Message& message,
                         const google::protobuf::FieldDescriptor& field, int index = -1);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_SCALAR_FIELD_H_
