// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/scalar_field.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/domain/values/enum_words.h"
#include "gateway/formats/spelling.h"
#include "gateway/formats/text_encoding.h"
#include "google/protobuf/text_format.h"

namespace samlad::formats {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// A value, or why there is none.
template <typename T>
struct Parsed {
  std::optional<T> value;
  SetResult failure = SetResult::kInvalid;
};

// from_chars is used because it is strict: it accepts no blanks, no "+" and no
// hexadecimal.
template <typename Number>
Parsed<Number> ParseNumber(std::string_view text) {
  Number value = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [stop, error] = std::from_chars(begin, end, value);
  if (stop != end) return {};
  if (error == std::errc::result_out_of_range) return {{}, SetResult::kOutOfRange};
  if (error != std::errc()) return {};
  if constexpr (std::is_floating_point_v<Number>) {
    if (!std::isfinite(value)) return {};  // "nan" and "inf" are words
  }
  return {value};
}

Parsed<bool> ParseBool(const WrittenScalar& scalar) {
  if (scalar.quoted || (scalar.text != "true" && scalar.text != "false")) return {};
  return {scalar.text == "true"};
}

std::optional<std::string> ParseString(std::string_view text) {
  // yaml-cpp turns the escape \N into a byte that is no UTF-8.
  if (FindInvalidUtf8(text).has_value()) return std::nullopt;
  // Checked here, too, because escapes in quoted scalars pass the check of the
  // file's bytes.
  if (FindControlCharacter(text)) return std::nullopt;
  return std::string(text);
}

std::optional<std::string> ParseBytes(std::string_view text) {
  std::string bytes;
  if (!absl::Base64Unescape(std::string(text), &bytes)) return std::nullopt;
  return bytes;
}

const EnumValueDescriptor* ParseEnum(std::string_view text, const EnumDescriptor& type) {
  std::string name(text);
  absl::AsciiStrToUpper(&name);
  std::ranges::replace_if(name, [](char c) { return c == '-' || c == ' '; }, '_');
  if (const EnumValueDescriptor* value = type.FindValueByName(name)) return value;
  return type.FindValueByName(domain::EnumPrefix(type) + name);
}

// The two operations on a field: reading it, and setting or appending a value.
template <typename T, typename Get, typename Set, typename Add>
SetResult Put(const Parsed<T>& parsed, Message& message, const FieldDescriptor& field, Get get,
              Set set, Add add) {
  if (!parsed.value) return parsed.failure;
  const T value = *parsed.value;
  const Reflection& reflection = *message.GetReflection();
  if (field.is_repeated()) {
    (reflection.*add)(&message, &field, value);
    return SetResult::kSet;
  }
  if (reflection.HasField(message, &field) && (reflection.*get)(message, &field) != value) {
    return SetResult::kConflict;
  }
  (reflection.*set)(&message, &field, value);
  return SetResult::kSet;
}

SetResult PutString(std::optional<std::string> value, Message& message,
                    const FieldDescriptor& field) {
  if (!value) return SetResult::kInvalid;
  const Reflection& reflection = *message.GetReflection();
  if (field.is_repeated()) {
    reflection.AddString(&message, &field, *std::move(value));
    return SetResult::kSet;
  }
  std::string scratch;
  if (reflection.HasField(message, &field) &&
      reflection.GetStringReference(message, &field, &scratch) != *value) {
    return SetResult::kConflict;
  }
  reflection.SetString(&message, &field, *std::move(value));
  return SetResult::kSet;
}

SetResult PutEnum(const EnumValueDescriptor* value, Message& message,
                  const FieldDescriptor& field) {
  if (value == nullptr) return SetResult::kInvalid;
  return Put(Parsed<int>{value->number()}, message, field, &Reflection::GetEnumValue,
             &Reflection::SetEnumValue, &Reflection::AddEnumValue);
}

template <typename Int>
std::string Range() {
  return StrCat(std::numeric_limits<Int>::min(), " ... ", std::numeric_limits<Int>::max());
}

std::string EnumWords(const EnumDescriptor& type) {
  std::vector<std::string> words;
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor& value = *type.value(i);
    if (value.number() == 0 && value.name().ends_with("_UNSPECIFIED")) continue;
    words.push_back(domain::EnumWord(value));
  }
  return JoinChoices(words);
}

}  // namespace

SetResult SetScalar(const WrittenScalar& scalar, Message& message, const FieldDescriptor& field) {
  const std::string_view text = scalar.text;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return Put(ParseNumber<int32_t>(text), message, field, &Reflection::GetInt32,
                 &Reflection::SetInt32, &Reflection::AddInt32);
    case FieldDescriptor::CPPTYPE_INT64:
      return Put(ParseNumber<int64_t>(text), message, field, &Reflection::GetInt64,
                 &Reflection::SetInt64, &Reflection::AddInt64);
    case FieldDescriptor::CPPTYPE_UINT32:
      return Put(ParseNumber<uint32_t>(text), message, field, &Reflection::GetUInt32,
                 &Reflection::SetUInt32, &Reflection::AddUInt32);
    case FieldDescriptor::CPPTYPE_UINT64:
      return Put(ParseNumber<uint64_t>(text), message, field, &Reflection::GetUInt64,
                 &Reflection::SetUInt64, &Reflection::AddUInt64);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return Put(ParseNumber<double>(text), message, field, &Reflection::GetDouble,
                 &Reflection::SetDouble, &Reflection::AddDouble);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return Put(ParseNumber<float>(text), message, field, &Reflection::GetFloat,
                 &Reflection::SetFloat, &Reflection::AddFloat);
    case FieldDescriptor::CPPTYPE_BOOL:
      return Put(ParseBool(scalar), message, field, &Reflection::GetBool, &Reflection::SetBool,
                 &Reflection::AddBool);
    case FieldDescriptor::CPPTYPE_ENUM:
      return PutEnum(ParseEnum(text, *field.enum_type()), message, field);
    case FieldDescriptor::CPPTYPE_STRING:
      return PutString(
          field.type() == FieldDescriptor::TYPE_BYTES ? ParseBytes(text) : ParseString(text),
          message, field);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  return SetResult::kInvalid;
}

std::string AcceptedScalars(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return Range<int32_t>();
    case FieldDescriptor::CPPTYPE_INT64:
      return Range<int64_t>();
    case FieldDescriptor::CPPTYPE_UINT32:
      return Range<uint32_t>();
    case FieldDescriptor::CPPTYPE_UINT64:
      return Range<uint64_t>();
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      return "12.5";
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true | false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumWords(*field.enum_type());
    case FieldDescriptor::CPPTYPE_STRING:
      return field.type() == FieldDescriptor::TYPE_BYTES ? "base64" : "text";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  return "name: value";
}

std::string WrittenValue(const Message& message, const FieldDescriptor& field, int index) {
  const Reflection& reflection = *message.GetReflection();
  if (field.type() == FieldDescriptor::TYPE_STRING) {
    return index < 0 ? reflection.GetString(message, &field)
                     : reflection.GetRepeatedString(message, &field, index);
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    return domain::EnumWord(index < 0 ? *reflection.GetEnum(message, &field)
                                      : *reflection.GetRepeatedEnum(message, &field, index));
  }
  std::string text;
  google::protobuf::TextFormat::PrintFieldValueToString(message, &field, index, &text);
  return text;
}

}  // namespace samlad::formats
