// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/values/enum_words.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

namespace samlad::domain {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;

// Value of a field that is no message; `index` is -1 if it is not repeated.
std::string ScalarText(const Message& message, const FieldDescriptor* field, int index) {
  const auto* reflection = message.GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    return index < 0 ? reflection->GetString(message, field)
                     : reflection->GetRepeatedString(message, field, index);
  }
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    return EnumWord(index < 0 ? *reflection->GetEnum(message, field)
                              : *reflection->GetRepeatedEnum(message, field, index));
  }
  std::string text;
  TextFormat::PrintFieldValueToString(message, field, index, &text);
  return text;
}

std::string MessageText(const Message& message);

// Value within a message: text is quoted, so that its end is seen.
std::string NestedText(const Message& message, const FieldDescriptor* field, int index) {
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    const auto* reflection = message.GetReflection();
    return StrCat("{",
                  MessageText(index < 0 ? reflection->GetMessage(message, field)
                                        : reflection->GetRepeatedMessage(message, field, index)),
                  "}");
  }
  const std::string text = ScalarText(message, field, index);
  return field->cpp_type() == FieldDescriptor::CPPTYPE_STRING ? StrCat("\"", text, "\"") : text;
}

// One line, names and words as in YAML.
std::string MessageText(const Message& message) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  std::vector<std::string> texts;
  for (const FieldDescriptor* field : fields) {
    if (!field->is_repeated()) {
      texts.push_back(StrCat(field->name(), ": ", NestedText(message, field, -1)));
      continue;
    }
    std::vector<std::string> elements;
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      elements.push_back(NestedText(message, field, i));
    }
    texts.push_back(StrCat(field->name(), ": [", absl::StrJoin(elements, ", "), "]"));
  }
  return absl::StrJoin(texts, ", ");
}

std::string Field(const Message& message, std::string_view name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(std::string(name));
  if (field == nullptr) return "";
  // Elements are distinguished by their Swedish titles.
  return field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE
             ? Field(message.GetReflection()->GetMessage(message, field), "sv")
             : ScalarText(message, field, -1);
}

// What identifies an element among its siblings: the first of these of which it
// has the first field.
constexpr std::string_view kKeys[][2] = {
    {"id", "version"}, {"indicator", "period"}, {"title", ""}, {"period", ""}};

// "EID-02@2" for a version of an indicator, "EID-01@2025" for a target.
std::string ElementKey(const Message& message) {
  for (const auto& [first, second] : kKeys) {
    if (message.GetDescriptor()->FindFieldByName(std::string(first)) == nullptr) continue;
    const std::string more = Field(message, second);
    return StrCat(Field(message, first), more.empty() ? "" : "@", more);
  }
  return "";
}

class Differ {
 public:
  std::vector<v1::CatalogueChange> Take() { return std::move(changes_); }

  // Compares two messages of one type, field by field in order of declaration.
  void Compare(const std::string& path, const Message& before, const Message& after) {
    const auto* descriptor = before.GetDescriptor();
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const FieldDescriptor* field = descriptor->field(i);
      const std::string field_path = StrCat(path, path.empty() ? "" : ".", field->name());
      if (field->is_repeated()) {
        CompareLists(field_path, field, before, after);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        Compare(field_path, before.GetReflection()->GetMessage(before, field),
                after.GetReflection()->GetMessage(after, field));
      } else {
        CompareTexts(field_path, ScalarText(before, field, -1), ScalarText(after, field, -1));
      }
    }
  }

 private:
  // The elements of one repeated field: what identifies each, in order.
  struct List {
    std::vector<std::string> keys;
    absl::flat_hash_map<std::string, int> places;
  };

  static List ReadList(const Message& message, const FieldDescriptor* field) {
    List list;
    const auto* reflection = message.GetReflection();
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      std::string key = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE
                            ? ElementKey(reflection->GetRepeatedMessage(message, field, i))
                            : ScalarText(message, field, i);
      // A catalogue that is refused for duplicates is still shown.
      const std::string base = key;
      for (int n = 2; list.places.contains(key); ++n) key = StrCat(base, "#", n);
      list.places.emplace(key, i);
      list.keys.push_back(std::move(key));
    }
    return list;
  }

  static std::string ElementText(const Message& message, const FieldDescriptor* field, int index) {
    return field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE
               ? MessageText(message.GetReflection()->GetRepeatedMessage(message, field, index))
               : ScalarText(message, field, index);
  }

  void CompareLists(const std::string& path, const FieldDescriptor* field, const Message& before,
                    const Message& after) {
    const List old_list = ReadList(before, field);
    const List new_list = ReadList(after, field);
    for (int i = 0; i < static_cast<int>(old_list.keys.size()); ++i) {
      const std::string& key = old_list.keys[i];
      const std::string element = StrCat(path, "[", key, "]");
      const auto it = new_list.places.find(key);
      if (it == new_list.places.end()) {
        Add(element, v1::CHANGE_KIND_REMOVED, ElementText(before, field, i), "");
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        Compare(element, before.GetReflection()->GetRepeatedMessage(before, field, i),
                after.GetReflection()->GetRepeatedMessage(after, field, it->second));
      }
    }
    for (int i = 0; i < static_cast<int>(new_list.keys.size()); ++i) {
      const std::string& key = new_list.keys[i];
      if (old_list.places.contains(key)) continue;
      Add(StrCat(path, "[", key, "]"), v1::CHANGE_KIND_ADDED, "", ElementText(after, field, i));
    }
    CompareOrder(path, old_list, new_list);
  }

  // A move is a change, too, because elements are shown in the catalogue's order.
  // Names the first place where the orders of the common elements differ.
  void CompareOrder(const std::string& path, const List& old_list, const List& new_list) {
    auto it = new_list.keys.begin();
    for (const std::string& key : old_list.keys) {
      if (!new_list.places.contains(key)) continue;
      while (!old_list.places.contains(*it)) ++it;
      if (key != *it) {
        Add(path, v1::CHANGE_KIND_CHANGED, StrCat("..., ", key, ", ..."),
            StrCat("..., ", *it, ", ..."));
        return;
      }
      ++it;
    }
  }

  void CompareTexts(const std::string& path, std::string before, std::string after) {
    if (before != after) Add(path, v1::CHANGE_KIND_CHANGED, std::move(before), std::move(after));
  }

  void Add(std::string path, v1::ChangeKind kind, std::string before, std::string after) {
    v1::CatalogueChange& change = changes_.emplace_back();
    change.set_path(std::move(path));
    change.set_kind(kind);
    change.set_before(std::move(before));
    change.set_after(std::move(after));
  }

  std::vector<v1::CatalogueChange> changes_;
};

}  // namespace

std::vector<v1::CatalogueChange> DiffCatalogues(const v1::Catalogue& before,
                                                const v1::Catalogue& after) {
  Differ differ;
  differ.Compare("", before, after);
  return differ.Take();
}

}  // namespace samlad::domain
