// SPDX-License-Identifier: EUPL-1.2

#include "clients/annotate/style_editor.h"

#include <iterator>

#include "clients/annotate/xml_edit.h"
#include "gateway/base/strings.h"
#include "gateway/formats/package.h"

namespace samlad::annotate {
namespace {

// Excel's own bound is 65,490 (cell formats).
constexpr size_t kStylesMax = 65'000;

// The order of a style sheet's tables (ECMA-376 part 1, 18.8.39).
constexpr std::string_view kTables[] = {"numFmts", "fonts",        "fills",
                                        "borders", "cellStyleXfs", "cellXfs"};

constexpr std::string_view kError = "FFFFC7CE", kWarning = "FFFFEB9C", kInfo = "FFDDEBF7";
constexpr std::string_view kHeadingColour = "FFD9E2F3";

constexpr std::string_view kNewStyles =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet><cellStyles>"
    "<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

std::string_view ColourFor(v1::Severity severity) {
  if (severity == v1::SEVERITY_ERROR) return kError;
  return severity == v1::SEVERITY_WARNING ? kWarning : kInfo;
}

uint32_t CountOf(const pugi::xml_node& table, std::string_view name) {
  uint32_t count = 0;
  formats::ForChildren(table, name, [&](const pugi::xml_node&) { ++count; });
  return count;
}

pugi::xml_node NthOf(const pugi::xml_node& table, std::string_view name, uint32_t number) {
  for (const pugi::xml_node child : table.children()) {
    if (formats::LocalName(child.name()) == name && number-- == 0) return child;
  }
  return {};
}

// The elements of `xml` as children of `parent`, in its namespace.
void AppendXml(pugi::xml_node parent, std::string_view xml) {
  pugi::xml_document fragment;
  fragment.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_fragment);
  const std::string prefix(PrefixOf(parent));
  struct Renamer : pugi::xml_tree_walker {
    explicit Renamer(const std::string& prefix) : prefix(prefix) {}
    bool for_each(pugi::xml_node& node) override {
      if (node.type() == pugi::node_element) {
        node.set_name(StrCat(prefix, formats::LocalName(node.name())).c_str());
      }
      return true;
    }
    const std::string& prefix;
  } renamer(prefix);
  fragment.traverse(renamer);
  for (const pugi::xml_node child : fragment.children()) parent.append_copy(child);
}

pugi::xml_node FindOrFill(pugi::xml_node sheet, size_t table, std::string_view xml) {
  if (const pugi::xml_node found = formats::Child(sheet, kTables[table])) return found;
  const pugi::xml_node made = FindOrInsert(sheet, kTables[table], {kTables, table});
  AppendXml(made, xml);
  SetAttribute(made, "count",
               StrCat(std::distance(made.children().begin(), made.children().end())));
  return made;
}

}  // namespace

absl::StatusOr<StyleEditor> StyleEditor::Open(std::string_view part, std::string_view text,
                                              std::string_view main_namespace) {
  StyleEditor editor;
  const absl::Status read = ParseXml(part, text.empty() ? kNewStyles : text, *editor.document_);
  if (!read.ok()) return read;
  if (!formats::Child(*editor.document_, "styleSheet")) {
    return formats::NoWorkbook(StrCat(part, " holds no styles"));
  }
  editor.changed_ = text.empty();
  editor.AddMissingTables(main_namespace);
  formats::ForChildren(editor.formats_, "xf",
                       [&](const pugi::xml_node& style) { editor.styles_.push_back(style); });
  return editor;
}

void StyleEditor::AddMissingTables(std::string_view main_namespace) {
  const pugi::xml_node sheet = formats::Child(*document_, "styleSheet");
  if (NamespaceOf(sheet).empty()) SetAttribute(sheet, "xmlns", main_namespace);
  fonts_ = FindOrFill(sheet, 1, R"(<font><sz val="11"/><name val="Calibri"/></font>)");
  fills_ = FindOrFill(sheet, 2,
                      R"(<fill><patternFill patternType="none"/></fill>)"
                      R"(<fill><patternFill patternType="gray125"/></fill>)");
  FindOrFill(sheet, 3, "<border><left/><right/><top/><bottom/><diagonal/></border>");
  FindOrFill(sheet, 4, R"(<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>)");
  formats_ = FindOrFill(sheet, 5, R"(<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>)");
}

pugi::xml_node StyleEditor::StyleAt(uint32_t style) const {
  return style < styles_.size() ? styles_[style] : pugi::xml_node();
}

pugi::xml_node StyleEditor::FillAt(uint32_t style) const {
  const pugi::xml_node format = StyleAt(style);
  return format ? NthOf(fills_, "fill", format.attribute("fillId").as_uint()) : pugi::xml_node();
}

uint32_t StyleEditor::AddStyle(const pugi::xml_node& like, std::optional<uint32_t> fill) {
  pugi::xml_node style = like ? formats_.append_copy(like) : Append(formats_, "xf");
  if (!like) {
    for (const char* id : {"numFmtId", "fontId", "fillId", "borderId"}) {
      SetAttribute(style, id, "0");
    }
  }
  if (fill) {
    SetAttribute(style, "fillId", StrCat(*fill));
    SetAttribute(style, "applyFill", "1");
  }
  styles_.push_back(style);
  if (formats_.attribute("count")) SetAttribute(formats_, "count", StrCat(styles_.size()));
  changed_ = true;
  return static_cast<uint32_t>(styles_.size() - 1);
}

uint32_t StyleEditor::AddFill(std::string_view colour) {
  AppendXml(fills_, StrCat("<fill><patternFill patternType=\"solid\"><fgColor rgb=\"", colour,
                           "\"/><bgColor indexed=\"64\"/></patternFill></fill>"));
  UpdateCount(fills_, "fill");
  return CountOf(fills_, "fill") - 1;
}

uint32_t StyleEditor::FillFor(v1::Severity severity) {
  const auto [at, added] = severity_fills_.try_emplace(severity, 0);
  if (added) at->second = AddFill(ColourFor(severity));
  return at->second;
}

uint32_t StyleEditor::Coloured(uint32_t style, v1::Severity severity) {
  if (const auto made = coloured_.find({style, severity}); made != coloured_.end()) {
    return made->second;
  }
  if (styles_.size() >= kStylesMax) return style;
  const uint32_t made = AddStyle(StyleAt(style), FillFor(severity));
  coloured_[{style, severity}] = made;
  return made;
}

std::string StyleEditor::FillOf(uint32_t style) const {
  const pugi::xml_node fill = FillAt(style);
  return fill ? Serialise(fill) : "";
}

bool StyleEditor::IsColoured(uint32_t style) const {
  const pugi::xml_node pattern = formats::Child(FillAt(style), "patternFill");
  const std::string_view colour = formats::Child(pattern, "fgColor").attribute("rgb").value();
  return colour == kError || colour == kWarning || colour == kInfo;
}

std::optional<uint32_t> StyleEditor::WithFill(uint32_t style, const std::string& fill) {
  if (const auto made = refilled_.find({style, fill}); made != refilled_.end()) return made->second;
  if (styles_.size() >= kStylesMax) return std::nullopt;
  // Without one, it is the first, which is always "none".
  uint32_t number = 0;
  if (!fill.empty()) {
    pugi::xml_document parsed;
    if (!parsed.load_string(fill.c_str()) ||
        formats::LocalName(parsed.first_child().name()) != "fill") {
      return std::nullopt;
    }
    AppendXml(fills_, fill);
    UpdateCount(fills_, "fill");
    number = CountOf(fills_, "fill") - 1;
  }
  const uint32_t made = AddStyle(StyleAt(style), number);
  refilled_[{style, fill}] = made;
  return made;
}

uint32_t StyleEditor::AddOwn(std::string_view name, std::string_view font,
                             std::optional<uint32_t> fill) {
  if (const auto made = own_.find(name); made != own_.end()) return made->second;
  AppendXml(fonts_, font);
  UpdateCount(fonts_, "font");
  const uint32_t made = AddStyle({}, fill);
  const pugi::xml_node style = styles_[made];
  SetAttribute(style, "fontId", StrCat(CountOf(fonts_, "font") - 1));
  SetAttribute(style, "applyFont", "1");
  SetAttribute(style, "applyAlignment", "1");
  const pugi::xml_node alignment = Append(style, "alignment");
  SetAttribute(alignment, "vertical", "top");
  if (name != "title") SetAttribute(alignment, "wrapText", "1");
  own_.emplace(name, made);
  return made;
}

uint32_t StyleEditor::Title() {
  return AddOwn("title", R"(<font><b/><sz val="14"/><name val="Calibri"/></font>)", {});
}

uint32_t StyleEditor::Heading() {
  if (const auto made = own_.find("heading"); made != own_.end()) return made->second;
  return AddOwn("heading", R"(<font><b/><sz val="11"/><name val="Calibri"/></font>)",
                AddFill(kHeadingColour));
}

uint32_t StyleEditor::Text() {
  return AddOwn("text", R"(<font><sz val="11"/><name val="Calibri"/></font>)", {});
}

uint32_t StyleEditor::Link() {
  return AddOwn(
      "link", R"(<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font>)", {});
}

uint32_t StyleEditor::Word(v1::Severity severity) {
  return AddOwn(StrCat("word", static_cast<int>(severity)),
                R"(<font><b/><sz val="11"/><name val="Calibri"/></font>)", FillFor(severity));
}

std::string StyleEditor::Take() { return Serialise(*document_); }

}  // namespace samlad::annotate
