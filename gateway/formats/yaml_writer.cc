// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/yaml_writer.h"

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "gateway/base/character_class.h"
#include "gateway/base/strings.h"
#include "gateway/formats/scalar_field.h"
#include "google/protobuf/descriptor.h"

namespace samlad::formats {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Words that YAML readers may take for something else than text.
constexpr std::string_view kYamlWords[] = {"null", "true", "false", "yes", "no",
                                           "on",   "off",  "y",     "n"};

// An id that nobody can read as something else, so that it needs no quotes.
bool IsPlainId(std::string_view text) {
  return !text.empty() && absl::ascii_isalpha(static_cast<unsigned char>(text.front())) &&
         std::ranges::all_of(text,
                             [](char c) {
                               return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                                      c == '-' || c == '_';
                             }) &&
         std::ranges::none_of(kYamlWords, [text](std::string_view word) {
           return absl::EqualsIgnoreCase(ToAbsl(text), ToAbsl(word));
         });
}

void EmitScalar(const Message& message, const FieldDescriptor& field, int index,
                YAML::Emitter& out) {
  const std::string text = WrittenValue(message, field, index);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING && !IsPlainId(text)) {
    out << YAML::DoubleQuoted;
  }
  out << text;
}

bool HasOnlyTexts(const Descriptor& type) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.is_repeated() || field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) return false;
  }
  return true;
}

void EmitMessage(const Message& message, YAML::Emitter& out);

void EmitList(const Message& message, const FieldDescriptor& field, YAML::Emitter& out) {
  const auto& reflection = *message.GetReflection();
  const bool scalars = field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE;
  if (scalars) out << YAML::Flow;
  out << YAML::BeginSeq;
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    if (scalars) {
      EmitScalar(message, field, i, out);
    } else {
      EmitMessage(reflection.GetRepeatedMessage(message, &field, i), out);
    }
  }
  out << YAML::EndSeq;
}

void EmitMessage(const Message& message, YAML::Emitter& out) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  if (fields.empty() || HasOnlyTexts(*message.GetDescriptor())) out << YAML::Flow;
  out << YAML::BeginMap;
  for (const FieldDescriptor* field : fields) {
    out << YAML::Key << field->name() << YAML::Value;
    if (field->is_repeated()) {
      EmitList(message, *field, out);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      EmitMessage(reflection.GetMessage(message, field), out);
    } else {
      EmitScalar(message, *field, -1, out);
    }
  }
  out << YAML::EndMap;
}

}  // namespace

std::string WriteYaml(const Message& message) {
  YAML::Emitter out;
  out.SetOutputCharset(YAML::EmitNonAscii);
  EmitMessage(message, out);
  // It is also read in terminals. Only texts in double quotes hold such characters,
  // and there YAML knows these escapes.
  return EscapeUnprintable({out.c_str(), out.size()}, "\n") + "\n";
}

}  // namespace samlad::formats
