// SPDX-License-Identifier: EUPL-1.2
//
// Finds the cells of a sheet, and gives them other styles. A cell or row that the
// sheet does not hold is added where it belongs, with the style that it had by its
// row or column. Not thread-safe.

#ifndef SAMLAD_CLIENTS_ANNOTATE_SHEET_EDITOR_H_
#define SAMLAD_CLIENTS_ANNOTATE_SHEET_EDITOR_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/annotate/package_editor.h"
#include "gateway/formats/package.h"

namespace samlad::annotate {

// A place in a sheet, 1-based. Column 0: the row as a whole.
struct CellPlace {
  uint32_t row = 0;
  uint32_t column = 0;
  auto operator<=>(const CellPlace&) const = default;
};

// "D4"; nullopt-like {0, 0} if it is none.
CellPlace ParseCellName(std::string_view name);

class SheetEditor {
 public:
  // Errors are those of formats::Package.
  static absl::StatusOr<SheetEditor> Open(PackageEditor& package, std::string part);

  // The cells that stand for these places, in their order: for a row its first
  // cell with content, and the first cell of those that were merged. Places that
  // no sheet has give {0, 0}.
  std::vector<CellPlace> Resolve(const std::vector<CellPlace>& places);

  // Replaces the styles of these cells; adds the cells that are not there.
  void Restyle(const std::set<CellPlace>& cells,
               const std::function<uint32_t(CellPlace, uint32_t)>& style_for);

  pugi::xml_node root() const { return root_; }
  // Whether the XML is no longer what it was; who changes it below root() says so.
  bool changed() const { return changed_; }
  void SetChanged() { changed_ = true; }
  const std::string& part() const { return part_; }
  // The XML as it is now.
  std::string Take() const;

 private:
  SheetEditor() = default;

  // Calls visit(row, its number) for each of the rows; makes those that are missing.
  void VisitRows(const std::set<uint32_t>& rows, bool add,
                 const std::function<void(pugi::xml_node, uint32_t)>& visit);
  pugi::xml_node CellIn(pugi::xml_node row, CellPlace place);
  uint32_t StyleOfMissing(const pugi::xml_node& row, uint32_t column) const;
  void MoveToMerged(std::vector<CellPlace>& places) const;

  std::string part_;
  // Not a member, because nodes of it are kept while the editor is moved.
  std::unique_ptr<pugi::xml_document> document_ = std::make_unique<pugi::xml_document>();
  pugi::xml_node root_, data_;
  bool changed_ = false;
};

}  // namespace samlad::annotate

#endif  // SAMLAD_CLIENTS_ANNOTATE_SHEET_EDITOR_H_
