// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/scalar_field.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
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
#include "gateway/formats/csv_cell.h"
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

// "2300.0" is written by programs that know only floating-point numbers.
std::string_view WithoutZeroDecimals(std::string_view text) {
  const size_t point = text.find('.');
  if (point == text.npos || point == 0 || point + 1 == text.size()) return text;
  return text.find_first_not_of('0', point + 1) == text.npos ? text.substr(0, point) : text;
}

// "012": octal to some readers.
bool HasLeadingZero(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' && text[1] != '.';
}

// from_chars is used because it is strict: it accepts no blanks, no "+" and no
// hexadecimal.
template <typename Number>
Parsed<Number> ParseNumber(std::string_view text) {
  Number value = 0;
  if constexpr (!std::is_floating_point_v<Number>) {
    text = WithoutZeroDecimals(text);
    if (HasLeadingZero(text)) return {};
  }
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

const EnumValueDescriptor* ParseEnum(const WrittenScalar& scalar, const EnumDescriptor& type) {
  // The proto3 JSON mapping allows the number, too.
  if (const Parsed<int> number = ParseNumber<int>(scalar.text); number.value && !scalar.quoted) {
    return type.FindValueByNumber(*number.value);
  }
  std::string name(scalar.text);
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

// What the mantissa of a double holds for certain.
constexpr size_t kReliableDigits = 15;

// The parts of a number of JSON (RFC 8259, section 6).
struct JsonNumber {
  std::string_view sign, whole, decimals;
  bool has_exponent = false;
  int exponent = 0;
};

std::string_view TakeDigits(std::string_view& text) {
  const size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  return digits;
}

std::optional<JsonNumber> SplitNumber(std::string_view text) {
  JsonNumber number;
  if (text.starts_with('-')) {
    number.sign = text.substr(0, 1);
    text.remove_prefix(1);
  }
  number.whole = TakeDigits(text);
  if (number.whole.empty() || HasLeadingZero(number.whole)) return std::nullopt;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    number.decimals = TakeDigits(text);
    if (number.decimals.empty()) return std::nullopt;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    number.has_exponent = true;
    const auto [stop, error] =
        std::from_chars(text.data(), text.data() + text.size(), number.exponent);
    if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
    return number;
  }
  return text.empty() ? std::optional(number) : std::nullopt;
}

// Keeps the first `kept` digits, the others as 0, rounded half up. True: there is
// one digit more in front.
bool RoundDigits(std::string& digits, size_t kept) {
  bool carry = digits[kept] >= '5';
  std::fill(digits.begin() + static_cast<std::ptrdiff_t>(kept), digits.end(), '0');
  for (size_t i = kept; carry && i > 0; --i) {
    char& digit = digits[i - 1];
    carry = digit == '9';
    digit = carry ? '0' : static_cast<char>(digit + 1);
  }
  if (carry) digits.insert(digits.begin(), '1');
  return carry;
}

// Removes one blank, as it stands between groups of digits.
bool TakeBlank(std::string_view& text) {
  for (const std::string_view blank : {" ", "\u00A0", "\u2009", "\u202F"}) {
    if (!text.starts_with(blank)) continue;
    text.remove_prefix(blank.size());
    return true;
  }
  return false;
}

// A whole number like the one written: 2300 for 2300.5, 2 300 and 02300. Another
// where that could be a part of what was meant: for 2.300, 1e3 and 410 tkr.
std::string SuggestWhole(std::string_view text) {
  constexpr size_t kGroup = 3, kDigitsMax = 12;
  const std::string another = "12";
  std::string digits(TakeDigits(text));
  while (TakeBlank(text)) {
    const std::string_view group = TakeDigits(text);
    if (group.size() != kGroup) return another;
    digits += group;
  }
  if (text.starts_with('.') || text.starts_with(',')) {
    text.remove_prefix(1);
    const size_t decimals = TakeDigits(text).size();
    if (decimals == 0 || (decimals == kGroup && digits.size() <= kGroup)) return another;
  }
  if (!text.empty() || digits.empty() || digits.size() > kDigitsMax) return another;
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size() - 1));
}

bool IsWholeNumber(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32 ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_UINT64;
}

bool IsOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
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
      return PutEnum(ParseEnum(scalar, *field.enum_type()), message, field);
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
    case FieldDescriptor::CPPTYPE_INT64:  // nobody means more
      return "0 ... 999999999999";
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

ScalarFault DescribeFault(SetResult result, std::string_view text, const Message& message,
                          const FieldDescriptor& field) {
  if (result == SetResult::kConflict) return {"FILE_CONFLICT", WrittenValue(message, field)};
  if (result == SetResult::kOutOfRange) return {"FILE_OUT_OF_RANGE", AcceptedScalars(field)};
  if (IsMoney(field)) return {"FILE_MONEY", SuggestMoney(text, '.')};
  if (IsWholeNumber(field)) return {"FILE_WHOLE_NUMBER", SuggestWhole(text)};
  return {"FILE_WRONG_TYPE", AcceptedScalars(field)};
}

PlainDecimal ToPlainDecimal(std::string_view text) {
  constexpr int kExponentMax = 20;
  const PlainDecimal same{.text = std::string(text)};
  const std::optional<JsonNumber> number = SplitNumber(text);
  if (!number || std::abs(number->exponent) > kExponentMax) return same;
  std::string digits = StrCat(number->whole, number->decimals);
  size_t point = number->whole.size();
  const size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
  const bool rounds = !number->decimals.empty() && digits.size() - zeros > kReliableDigits;
  if (!rounds && !number->has_exponent) return same;
  if (rounds && RoundDigits(digits, zeros + kReliableDigits)) ++point;
  const int shifted = static_cast<int>(point) + number->exponent;
  if (shifted <= 0) digits.insert(0, static_cast<size_t>(1 - shifted), '0');
  const auto at = static_cast<size_t>(std::max(shifted, 1));
  if (digits.size() < at) digits.resize(at, '0');
  std::string whole = digits.substr(0, at);
  std::string decimals = digits.substr(at);
  decimals.resize(decimals.find_last_not_of('0') + 1);  // npos + 1 is 0
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  return {.text = StrCat(number->sign, whole, decimals.empty() ? "" : ".", decimals),
          .rounded = rounds};
}

bool IsMoney(const FieldDescriptor& field) {
  return IsWholeNumber(field) && std::string_view(field.name()).ends_with("_sek");
}

bool IsDecimal(const FieldDescriptor& field) {
  return field.type() == FieldDescriptor::TYPE_STRING && field.file()->package() == "samlad.v1" &&
         IsOneOf(field.name(), {"value", "numerator", "denominator", "baseline", "expected",
                                "plausible_min", "plausible_max"});
}

bool IsProse(const FieldDescriptor& field) {
  return field.type() == FieldDescriptor::TYPE_STRING &&
         IsOneOf(field.name(), {"comment", "source", "title", "description", "effect", "deviation",
                                "next_step", "sv", "en", "reason", "name"});
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
