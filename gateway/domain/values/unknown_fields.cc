// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/unknown_fields.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "gateway/base/strings.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/reflection.h"
#include "google/protobuf/unknown_field_set.h"

namespace samlad::domain {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// The way to a message, from the outermost on. Paths are made only of what is
// found, because most messages have nothing unknown.
struct WayTo {
  const WayTo* outer = nullptr;
  const FieldDescriptor* field = nullptr;
  int index = -1;  // in a repeated field

  std::string Text() const {
    if (field == nullptr) return "";
    const std::string before = outer->Text();
    const std::string here = before.empty() ? field->name() : StrCat(before, ".", field->name());
    return index < 0 ? here : StrCat(here, "[", index, "]");
  }
};

std::vector<const FieldDescriptor*> MessageFields(const Descriptor& type) {
  std::vector<const FieldDescriptor*> fields;
  for (int i = 0; i < type.field_count(); ++i) {
    if (type.field(i)->message_type() != nullptr) fields.push_back(type.field(i));
  }
  return fields;
}

class UnknownFieldSearch {
 public:
  explicit UnknownFieldSearch(size_t max) : max_(max) {}

  // `inner`: the fields of the message that are messages.
  void Visit(const Message& message, const std::vector<const FieldDescriptor*>& inner,
             const WayTo& way) {
    const Reflection& reflection = *message.GetReflection();
    const auto& unknown = reflection.GetUnknownFields(message);
    if (!unknown.empty()) Note(unknown, way);
    for (const FieldDescriptor* field : inner) {
      if (IsFull()) return;
      VisitField(message, *field, way);
    }
  }

  std::vector<UnknownField> Take() { return std::move(found_); }

 private:
  void VisitField(const Message& message, const FieldDescriptor& field, const WayTo& way) {
    const Reflection& reflection = *message.GetReflection();
    if (!field.is_repeated()) {
      if (!reflection.HasField(message, &field)) return;
      return Visit(reflection.GetMessage(message, &field), MessageFields(*field.message_type()),
                   {.outer = &way, .field = &field});
    }
    const auto elements = reflection.GetRepeatedFieldRef<Message>(message, &field);
    if (elements.empty()) return;
    const std::unique_ptr<Message> unused(elements.NewMessage());  // Get copies no message
    const auto inner = MessageFields(*field.message_type());
    // All are of one type. Looked up once, because a report has many observations.
    const Reflection& of_element = *unused->GetReflection();
    for (int i = 0; i < elements.size() && !IsFull(); ++i) {
      const Message& element = elements.Get(i, unused.get());
      if (inner.empty() && of_element.GetUnknownFields(element).empty()) continue;
      Visit(element, inner, {.outer = &way, .field = &field, .index = i});
    }
  }

  void Note(const google::protobuf::UnknownFieldSet& unknown, const WayTo& way) {
    // Few, also of a message with millions of them.
    std::vector<int> numbers;
    for (int i = 0; i < unknown.field_count() && found_.size() + numbers.size() < max_; ++i) {
      const int number = unknown.field(i).number();
      if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
    }
    std::ranges::sort(numbers);
    const std::string place = way.Text();
    for (const int number : numbers) {
      found_.push_back(
          {.path = place.empty() ? StrCat(number) : StrCat(place, ".", number), .number = number});
    }
  }

  bool IsFull() const { return found_.size() >= max_; }

  const size_t max_;
  std::vector<UnknownField> found_;
};

}  // namespace

std::vector<UnknownField> FindUnknownFields(const Message& message, size_t max) {
  UnknownFieldSearch search(max);
  search.Visit(message, MessageFields(*message.GetDescriptor()), {});
  return search.Take();
}

}  // namespace samlad::domain
