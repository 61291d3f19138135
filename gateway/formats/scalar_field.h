// SPDX-License-Identifier: EUPL-1.2
//
// Sets one field of a message from a written value, by the field's type.
// Accepts the proto3 JSON mapping and, for people, enum values in any case and
// without their prefix. "12.0" is the whole number 12. Strict otherwise: "0x10",
// "1e3", "012" and "12.5" are no whole numbers, "yes" is no truth value.

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

// Why a value was not set, as a finding says it.
struct ScalarFault {
  std::string_view code;
  std::string expected;
};
// `result` is not kSet.
ScalarFault DescribeFault(SetResult result, std::string_view text,
                          const google::protobuf::Message& message,
                          const google::protobuf::FieldDescriptor& field);

// A number as a figure is written: "64.1" for the number 6.41e1 of JSON. Of more
// than 15 significant digits, which a double does not have, 15 are kept. A text
// that is no such number stays.
struct PlainDecimal {
  std::string text;
  bool rounded = false;
};
PlainDecimal ToPlainDecimal(std::string_view text);

// Whether the field is an amount in whole kronor.
bool IsMoney(const google::protobuf::FieldDescriptor& field);

// Whether the field is a text that holds a decimal number.
bool IsDecimal(const google::protobuf::FieldDescriptor& field);

// Whether the field is a text for people, not an id, a number or a date.
bool IsProse(const google::protobuf::FieldDescriptor& field);

// What SetScalar accepts, in a form that needs no translation: "true | false",
// "0 ... 4294967295", "up | down | context".
std::string AcceptedScalars(const google::protobuf::FieldDescriptor& field);

// The value of a field that is no message, as it may be written. `index`: of an
// element of a repeated field; -1: the field is singular.
std::string WrittenValue(const google::protobuf::Message& message,
                         const google::protobuf::FieldDescriptor& field, int index = -1);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_SCALAR_FIELD_H_
