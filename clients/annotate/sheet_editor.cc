// SPDX-License-Identifier: EUPL-1.2

#include "clients/annotate/sheet_editor.h"

#include <algorithm>
#include <charconv>

#include "clients/annotate/xml_edit.h"
#include "gateway/base/strings.h"
#include "gateway/formats/workbook.h"

namespace samlad::annotate {
namespace {

// Excel's own bounds.
constexpr uint32_t kLastRow = 1'048'576;
constexpr uint32_t kLastColumn = 16'384;

bool HasContent(const pugi::xml_node& cell) {
  return formats::Child(cell, "v") || formats::Child(cell, "is") || formats::Child(cell, "f");
}

// The number of a row or the column of a cell; without one, it follows the last.
uint32_t NumberOf(const pugi::xml_node& row, uint32_t last) {
  return row.attribute("r").as_uint(last + 1);
}
uint32_t ColumnOfCell(const pugi::xml_node& cell, uint32_t last) {
  const CellPlace place = ParseCellName(cell.attribute("r").value());
  return place.column == 0 ? last + 1 : place.column;
}

// Its first cell with a content, else 1.
uint32_t FirstFilledColumn(const pugi::xml_node& row) {
  uint32_t column = 0;
  for (const pugi::xml_node cell : row.children()) {
    if (formats::LocalName(cell.name()) != "c") continue;
    column = ColumnOfCell(cell, column);
    if (HasContent(cell)) return column;
  }
  return 1;
}

}  // namespace

CellPlace ParseCellName(std::string_view name) {
  CellPlace place;
  size_t at = 0;
  for (; at < name.size() && name[at] >= 'A' && name[at] <= 'Z'; ++at) {
    place.column = place.column * 26 + static_cast<uint32_t>(name[at] - 'A' + 1);
    if (place.column > kLastColumn) return {};
  }
  const char* end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data() + at, end, place.row);
  const bool whole = error == std::errc() && stop == end;
  return whole && place.column > 0 && place.row > 0 && place.row <= kLastRow ? place : CellPlace{};
}

absl::StatusOr<SheetEditor> SheetEditor::Open(PackageEditor& package, std::string part) {
  SheetEditor editor;
  if (absl::Status read = package.Read(part, *editor.document_); !read.ok()) return read;
  editor.root_ = formats::Child(*editor.document_, "worksheet");
  editor.data_ = formats::Child(editor.root_, "sheetData");
  if (!editor.data_) return formats::NoWorkbook(StrCat(part, " is no sheet with cells"));
  editor.part_ = std::move(part);
  return editor;
}

void SheetEditor::VisitRows(const std::set<uint32_t>& rows, bool add,
                            const std::function<void(pugi::xml_node, uint32_t)>& visit) {
  auto wanted = rows.begin();
  const std::string name = StrCat(PrefixOf(data_), "row");
  const auto add_before = [&](uint32_t number, pugi::xml_node next) {
    for (; wanted != rows.end() && *wanted < number; ++wanted) {
      if (!add) continue;
      pugi::xml_node made =
          next ? data_.insert_child_before(name.c_str(), next) : data_.append_child(name.c_str());
      SetAttribute(made, "r", StrCat(*wanted));
      visit(made, *wanted);
    }
  };
  uint32_t number = 0;
  for (const pugi::xml_node row : data_.children()) {
    if (formats::LocalName(row.name()) != "row") continue;
    number = NumberOf(row, number);
    add_before(number, row);
    if (wanted == rows.end()) return;
    if (*wanted != number) continue;
    visit(row, number);
    ++wanted;
  }
  add_before(UINT32_MAX, {});
}

std::vector<CellPlace> SheetEditor::Resolve(const std::vector<CellPlace>& places) {
  std::vector<CellPlace> cells = places;
  std::set<uint32_t> rows;
  for (CellPlace& cell : cells) {
    if (cell.row == 0 || cell.row > kLastRow || cell.column > kLastColumn) cell = {};
    if (cell.row > 0 && cell.column == 0) rows.insert(cell.row);
  }
  std::map<uint32_t, uint32_t> first_columns;
  VisitRows(rows, /*add=*/false, [&](const pugi::xml_node& row, uint32_t number) {
    first_columns[number] = FirstFilledColumn(row);
  });
  for (CellPlace& cell : cells) {
    if (cell.row == 0 || cell.column > 0) continue;
    const auto found = first_columns.find(cell.row);
    cell.column = found == first_columns.end() ? 1 : found->second;
  }
  MoveToMerged(cells);
  return cells;
}

// Of merged cells, only the first is seen.
void SheetEditor::MoveToMerged(std::vector<CellPlace>& places) const {
  std::multimap<CellPlace, CellPlace*> by_place;
  for (CellPlace& place : places) by_place.emplace(place, &place);
  formats::ForChildren(
      formats::Child(root_, "mergeCells"), "mergeCell", [&](const pugi::xml_node& merged) {
        const std::string_view range = merged.attribute("ref").value();
        const size_t colon = std::min(range.find(':'), range.size());
        const CellPlace first = ParseCellName(range.substr(0, colon));
        const CellPlace last = ParseCellName(range.substr(std::min(colon + 1, range.size())));
        if (first.row == 0 || last.row == 0) return;
        const auto end = by_place.upper_bound(last);
        for (auto at = by_place.lower_bound(first); at != end; ++at) {
          const bool inside = at->first.column >= first.column && at->first.column <= last.column;
          if (inside) *at->second = first;
        }
      });
}

uint32_t SheetEditor::StyleOfMissing(const pugi::xml_node& row, uint32_t column) const {
  if (row.attribute("customFormat").as_bool()) return row.attribute("s").as_uint();
  uint32_t style = 0;
  formats::ForChildren(formats::Child(root_, "cols"), "col", [&](const pugi::xml_node& columns) {
    if (columns.attribute("min").as_uint() <= column &&
        columns.attribute("max").as_uint() >= column) {
      style = columns.attribute("style").as_uint();
    }
  });
  return style;
}

pugi::xml_node SheetEditor::CellIn(pugi::xml_node row, CellPlace place) {
  uint32_t column = 0;
  pugi::xml_node next;
  for (const pugi::xml_node cell : row.children()) {
    if (formats::LocalName(cell.name()) != "c") continue;
    column = ColumnOfCell(cell, column);
    if (column == place.column) return cell;
    if (column > place.column) {
      next = cell;
      break;
    }
  }
  const uint32_t style = StyleOfMissing(row, place.column);
  const std::string name = StrCat(PrefixOf(row), "c");
  // After the cells, and before what follows them in the row.
  if (!next) next = formats::Child(row, "extLst");
  const pugi::xml_node made =
      next ? row.insert_child_before(name.c_str(), next) : row.append_child(name.c_str());
  SetAttribute(made, "r", formats::CellName(place.row, place.column));
  if (style > 0) SetAttribute(made, "s", StrCat(style));
  changed_ = true;
  row.remove_attribute("spans");  // a hint, which may no longer hold
  return made;
}

void SheetEditor::Restyle(const std::set<CellPlace>& cells,
                          const std::function<uint32_t(CellPlace, uint32_t)>& style_for) {
  std::set<uint32_t> rows;
  for (const CellPlace& cell : cells) rows.insert(cell.row);
  VisitRows(rows, /*add=*/true, [&](pugi::xml_node row, uint32_t number) {
    for (auto at = cells.lower_bound({number, 0}); at != cells.end() && at->row == number; ++at) {
      const pugi::xml_node cell = CellIn(row, *at);
      const uint32_t style = cell.attribute("s").as_uint();
      if (const uint32_t other = style_for(*at, style); other != style) {
        SetAttribute(cell, "s", StrCat(other));
        changed_ = true;
      }
    }
  });
}

std::string SheetEditor::Take() const { return Serialise(*document_); }

}  // namespace samlad::annotate
