// SPDX-License-Identifier: EUPL-1.2

#include "clients/annotate/xml_edit.h"

#include <algorithm>
#include <cctype>

#include "absl/strings/str_replace.h"
#include "gateway/base/character_class.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/formats/package.h"
#include "gateway/formats/workbook.h"

namespace samlad::annotate {
namespace {

class StringWriter : public pugi::xml_writer {
 public:
  void write(const void* data, size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
  std::string text;
};

// pugixml writes a carriage return as it is, and a reader would take it for
// the end of a line. Those that ended lines were line feeds when it was read.
std::string WithoutReturns(std::string_view xml) {
  return absl::StrReplaceAll(ToAbsl(xml), {{"\r", "&#13;"}});
}

// "_x000D_" at the beginning of `text`.
bool IsEscape(std::string_view text) {
  constexpr size_t kLength = 7;
  if (text.size() < kLength || !text.starts_with("_x") || text[kLength - 1] != '_') return false;
  return std::ranges::all_of(text.substr(2, 4), [](unsigned char c) { return std::isxdigit(c); });
}

}  // namespace

absl::Status ParseXml(std::string_view part, std::string_view text, pugi::xml_document& document) {
  if (FindInvalidUtf8(text)) return formats::NoWorkbook(StrCat(part, " is not UTF-8"));
  const pugi::xml_parse_result parsed = document.load_buffer(
      text.data(), text.size(), pugi::parse_full | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (!parsed) return formats::NoWorkbook(StrCat(part, ": ", parsed.description()));
  return absl::OkStatus();
}

std::string Serialise(const pugi::xml_document& document) {
  StringWriter writer;
  const bool declared = document.first_child().type() == pugi::node_declaration;
  document.save(writer, "", pugi::format_raw | (declared ? pugi::format_no_declaration : 0u),
                pugi::encoding_utf8);
  return WithoutReturns(writer.text);
}

std::string Serialise(const pugi::xml_node& node) {
  StringWriter writer;
  node.print(writer, "", pugi::format_raw, pugi::encoding_utf8);
  return WithoutReturns(writer.text);
}

std::string_view PrefixOf(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(0, name.size() - formats::LocalName(name).size());
}

std::string NamespaceOf(const pugi::xml_node& node) {
  const std::string_view prefix = PrefixOf(node);
  const std::string name =
      prefix.empty() ? "xmlns" : StrCat("xmlns:", prefix.substr(0, prefix.size() - 1));
  for (pugi::xml_node at = node; at; at = at.parent()) {
    if (const auto found = at.attribute(name.c_str())) return found.value();
  }
  return "";
}

std::string RelationIdName(pugi::xml_node node, std::string_view relations_namespace) {
  constexpr std::string_view kDeclaration = "xmlns:";
  for (pugi::xml_node at = node; at; at = at.parent()) {
    for (const pugi::xml_attribute attribute : at.attributes()) {
      const std::string_view name = attribute.name();
      if (name.starts_with(kDeclaration) && attribute.value() == relations_namespace) {
        return StrCat(name.substr(kDeclaration.size()), ":id");
      }
    }
  }
  SetAttribute(node, "xmlns:r", relations_namespace);
  return "r:id";
}

pugi::xml_node Append(pugi::xml_node parent, std::string_view local_name) {
  return parent.append_child(StrCat(PrefixOf(parent), local_name).c_str());
}

pugi::xml_node FindOrInsert(pugi::xml_node parent, std::string_view local_name,
                            std::span<const std::string_view> before) {
  if (const pugi::xml_node found = formats::Child(parent, local_name)) return found;
  pugi::xml_node last;
  for (const pugi::xml_node child : parent.children()) {
    if (std::ranges::find(before, formats::LocalName(child.name())) != before.end()) last = child;
  }
  const std::string name = StrCat(PrefixOf(parent), local_name);
  return last ? parent.insert_child_after(name.c_str(), last) : parent.prepend_child(name.c_str());
}

void SetAttribute(pugi::xml_node node, const char* name, std::string_view value) {
  pugi::xml_attribute attribute = node.attribute(name);
  if (!attribute) attribute = node.append_attribute(name);
  attribute.set_value(std::string(value).c_str());
}

void UpdateCount(pugi::xml_node node, std::string_view local_name) {
  size_t count = 0;
  formats::ForChildren(node, local_name, [&](const pugi::xml_node&) { ++count; });
  if (node.attribute("count")) SetAttribute(node, "count", StrCat(count));
}

std::string CellText(std::string_view text, size_t units_max) {
  const std::string printable = EscapeUnprintable(text, "\n\t");
  const bool fits = CountUnits(printable) <= units_max;
  std::string_view rest = printable;
  std::string out;
  for (size_t units = fits ? 0 : 1; !rest.empty();) {  // one is for "…"
    const Utf8Character next = FirstCharacter(rest);
    units += next.code_point > 0xFFFF ? 2 : 1;
    if (units > units_max) break;
    if (IsEscape(rest)) {
      out += "_x005F_";
    } else {
      out += rest.substr(0, next.bytes);
    }
    rest.remove_prefix(next.bytes);
  }
  if (!fits && units_max > 0) out += "…";
  return out;
}

std::string TextCell(uint32_t row, uint32_t column, std::string_view text, uint32_t style) {
  return StrCat("<c r=\"", formats::CellName(row, column), "\"",
                style == 0 ? "" : StrCat(" s=\"", style, "\""),
                " t=\"inlineStr\"><is><t xml:space=\"preserve\">",
                EscapeXml(CellText(text, limits::kWorkbookCellBytesMax)), "</t></is></c>");
}

size_t CountUnits(std::string_view text) {
  size_t units = 0;
  while (!text.empty()) {
    const Utf8Character next = FirstCharacter(text);
    units += next.code_point > 0xFFFF ? 2 : 1;
    text.remove_prefix(next.bytes);
  }
  return units;
}

std::string EscapeXml(std::string_view text) {
  return absl::StrReplaceAll(ToAbsl(text),
                             {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

}  // namespace samlad::annotate
