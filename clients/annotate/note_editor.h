// SPDX-License-Identifier: EUPL-1.2
//
// The notes at the cells of one sheet (comments, ECMA-376 part 1, 18.7) and the
// boxes in which Excel shows them (VML, part 4, 19). Notes of others are kept: what
// is added to one stands below a line of its own. Not thread-safe.

#ifndef SAMLAD_CLIENTS_ANNOTATE_NOTE_EDITOR_H_
#define SAMLAD_CLIENTS_ANNOTATE_NOTE_EDITOR_H_

#include <map>
#include <memory>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/annotate/package_editor.h"
#include "clients/annotate/sheet_editor.h"

namespace samlad::annotate {

// What the parts of a workbook are called: transitional or strict.
struct Dialect {
  std::string main;       // namespace of cells
  std::string relations;  // namespace and types of relationships
};

// Whether a sheet has notes that an earlier NoteEditor added.
absl::StatusOr<bool> HasOwnNotes(PackageEditor& package, std::string_view sheet_part);

class NoteEditor {
 public:
  // `package` and `sheet` must outlive it. Errors are those of formats::Package.
  static absl::StatusOr<NoteEditor> Open(PackageEditor& package, SheetEditor& sheet,
                                         const Dialect& dialect);

  // Removes what an earlier Add wrote. `earlier`: its cells, because some programs
  // (LibreOffice) save no authors.
  void RemoveOwn(const std::set<CellPlace>& earlier);
  // `text` is not escaped yet, and is shortened to what Excel takes.
  void Add(CellPlace cell, std::string_view text);
  // Writes the parts, and makes the sheet refer to them. Nothing happens if nothing
  // was added or removed.
  absl::Status Write();

 private:
  NoteEditor(PackageEditor& package, SheetEditor& sheet, const Dialect& dialect)
      : package_(&package), sheet_(&sheet), dialect_(dialect) {}

  absl::Status ReadComments();
  absl::Status ReadDrawing();
  pugi::xml_node OwnAuthor(std::string* id);
  void AppendRun(pugi::xml_node text, std::string_view words);
  absl::Status ReferToDrawing();

  PackageEditor* package_;
  SheetEditor* sheet_;
  Dialect dialect_;
  std::string comments_part_, drawing_part_;  // empty: there is none yet
  // Not a member, because nodes of it are kept while the editor is moved.
  std::unique_ptr<pugi::xml_document> comments_ = std::make_unique<pugi::xml_document>();
  pugi::xml_node list_;  // of comments
  std::map<CellPlace, pugi::xml_node> by_cell_;
  std::string drawing_;
  std::vector<std::pair<CellPlace, size_t>> new_shapes_;  // and lines of text
  bool changed_ = false;
};

}  // namespace samlad::annotate

#endif  // SAMLAD_CLIENTS_ANNOTATE_NOTE_EDITOR_H_
