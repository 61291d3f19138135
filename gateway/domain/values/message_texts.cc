// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/message_texts.h"

#include "gateway/base/strings.h"
#include "google/protobuf/descriptor.h"

namespace samlad::domain {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// `path` is that of the message, and the same again when it returns.
void VisitTexts(const Message& message, std::string& path,
                absl::FunctionRef<void(const MessageText&)> visit) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  const google::protobuf::Descriptor& type = *message.GetDescriptor();
  const size_t parent = path.size();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const bool text = field.type() == FieldDescriptor::TYPE_STRING;
    if (!text && field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int size = field.is_repeated() ? reflection.FieldSize(message, &field)
                     : text || reflection.HasField(message, &field) ? 1
                                                                    : 0;
    for (int element = 0; element < size; ++element) {
      StrAppend(&path, parent == 0 ? "" : ".", field.name());
      if (field.is_repeated()) StrAppend(&path, "[", element, "]");
      if (text) {
        std::string scratch;
        const std::string& value =
            field.is_repeated()
                ? reflection.GetRepeatedStringReference(message, &field, element, &scratch)
                : reflection.GetStringReference(message, &field, &scratch);
        if (!value.empty()) visit({.field = field, .path = path, .text = value});
      } else {
        VisitTexts(field.is_repeated() ? reflection.GetRepeatedMessage(message, &field, element)
                                       : reflection.GetMessage(message, &field),
                   path, visit);
      }
      path.resize(parent);
    }
  }
}

}  // namespace

void ForEachText(const Message& message, absl::FunctionRef<void(const MessageText&)> visit) {
  std::string path;
  VisitTexts(message, path, visit);
}

}  // namespace samlad::domain
