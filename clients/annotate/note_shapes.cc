// SPDX-License-Identifier: EUPL-1.2

#include "clients/annotate/note_shapes.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"

namespace samlad::annotate {
namespace {

constexpr std::string_view kVml = "xmlns:v=\"urn:schemas-microsoft-com:vml\"";
constexpr std::string_view kOffice = "xmlns:o=\"urn:schemas-microsoft-com:office:office\"";
constexpr std::string_view kExcel = "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
constexpr std::string_view kShapeType =
    R"(<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202")"
    R"( path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>)"
    R"(<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>)";
// Numbers of shapes come in clusters of so many, which a drawing lists.
constexpr uint32_t kClusterSize = 1'024;
constexpr std::string_view kShapeId = "_x0000_s";

// The highest number of a shape.
uint32_t LastShape(std::string_view drawing) {
  uint32_t last = 0;
  for (size_t at = drawing.find(kShapeId); at != drawing.npos; at = drawing.find(kShapeId, at)) {
    at += kShapeId.size();
    const size_t end = std::min(drawing.find_first_not_of("0123456789", at), drawing.size());
    uint32_t number = 0;
    if (absl::SimpleAtoi(ToAbsl(drawing.substr(at, end - at)), &number)) {
      last = std::max(last, number);
    }
  }
  return last;
}

// Three columns to the right of the cell, as high as the text.
std::string AnchorOf(CellPlace cell, size_t lines) {
  constexpr uint32_t kColumns = 16'384, kRows = 1'048'576, kWidth = 4;
  const auto height = static_cast<uint32_t>(std::clamp<size_t>(lines + 1, 4, 24));
  const uint32_t left = std::min(cell.column, kColumns - kWidth - 1);
  const uint32_t top = std::min(cell.row > 1 ? cell.row - 2 : 0, kRows - height - 1);
  return StrCat(left, ", 15, ", top, ", 10, ", left + kWidth, ", 15, ", top + height, ", 4");
}

std::string ShapeOf(const NoteShape& note, uint32_t number, std::string_view namespaces) {
  const auto& [cell, lines] = note;
  return StrCat(
      "<v:shape", namespaces, " id=\"", kShapeId, number,
      "\" type=\"#_x0000_t202\" style=\"position:absolute;visibility:hidden\""
      " fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>"
      "<v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>"
      "<v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div>"
      "</v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>"
      "<x:Anchor>",
      AnchorOf(cell, lines), "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>", cell.row - 1,
      "</x:Row><x:Column>", cell.column - 1, "</x:Column></x:ClientData></v:shape>\n");
}

std::string NewDrawing(uint32_t clusters) {
  std::vector<uint32_t> all(clusters);
  for (uint32_t i = 0; i < clusters; ++i) all[i] = i + 1;
  return StrCat("<xml ", kVml, " ", kOffice, " ", kExcel,
                ">\n<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"",
                absl::StrJoin(all, ","), "\"/></o:shapelayout>\n", kShapeType, "\n</xml>");
}

// "<xml xmlns:v=...>", after a declaration.
std::string_view RootTag(std::string_view drawing) {
  size_t begin = drawing.find('<');
  while (begin != drawing.npos && drawing.substr(begin).starts_with("<?")) {
    begin = drawing.find('<', begin + 1);
  }
  if (begin == drawing.npos) return {};
  return drawing.substr(begin, drawing.find('>', begin) - begin);
}

// The number within <x:Row>; -1: none.
int64_t NumberWithin(std::string_view shape, std::string_view element) {
  const size_t at = shape.find(StrCat(":", element, ">"));
  if (at == shape.npos) return -1;
  const size_t begin = at + element.size() + 2;
  const size_t end = std::min(shape.find('<', begin), shape.size());
  int64_t number = 0;
  return absl::SimpleAtoi(ToAbsl(shape.substr(begin, end - begin)), &number) ? number : -1;
}

}  // namespace

bool AddNoteShapes(const std::vector<NoteShape>& notes, std::string& drawing) {
  if (drawing.empty()) {
    drawing = NewDrawing(static_cast<uint32_t>(notes.size() / kClusterSize) + 1);
  }
  const size_t end = drawing.rfind("</");
  if (end == drawing.npos) return false;
  // Of drawings with other prefixes or without some, each box declares them.
  const std::string_view root = RootTag(drawing);
  std::string namespaces;
  for (const std::string_view one : {kVml, kOffice, kExcel}) {
    if (root.find(one) == root.npos) StrAppend(&namespaces, " ", one);
  }
  std::string added;
  if (drawing.find("id=\"_x0000_t202\"") == drawing.npos) {
    constexpr std::string_view kStart = "<v:shapetype";
    added = StrCat(kStart, namespaces, kShapeType.substr(kStart.size()), "\n");
  }
  uint32_t number = std::max(LastShape(drawing), kClusterSize);
  for (const NoteShape& note : notes) added += ShapeOf(note, ++number, namespaces);
  drawing.insert(end, added);
  return true;
}

bool RemoveNoteShape(CellPlace cell, std::string& drawing) {
  constexpr std::string_view kName = ":shape ";
  for (size_t at = drawing.find(kName); at != drawing.npos; at = drawing.find(kName, at + 1)) {
    const size_t begin = drawing.rfind('<', at);
    if (begin == drawing.npos) continue;
    const std::string closing =
        StrCat("</", std::string_view(drawing).substr(begin + 1, at - begin - 1), ":shape>");
    const size_t end = drawing.find(closing, at);
    if (end == drawing.npos) continue;
    const std::string_view shape = std::string_view(drawing).substr(begin, end - begin);
    if (shape.find("ObjectType=\"Note\"") != shape.npos &&
        NumberWithin(shape, "Row") == static_cast<int64_t>(cell.row) - 1 &&
        NumberWithin(shape, "Column") == static_cast<int64_t>(cell.column) - 1) {
      drawing.erase(begin, end + closing.size() - begin);
      return true;
    }
    at = end;
  }
  return false;
}

}  // namespace samlad::annotate
