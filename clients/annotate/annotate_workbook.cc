// SPDX-License-Identifier: EUPL-1.2

#include "clients/annotate/annotate_workbook.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "clients/annotate/findings_sheet.h"
#include "clients/annotate/note_editor.h"
#include "clients/annotate/package_editor.h"
#include "clients/annotate/sheet_editor.h"
#include "clients/annotate/style_editor.h"
#include "clients/annotate/xml_edit.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/package.h"
#include "gateway/formats/workbook.h"

namespace samlad::annotate {
namespace {

constexpr std::string_view kStrictMain = "http://purl.oclc.org/ooxml/spreadsheetml/main";
constexpr std::string_view kTransitionalMain =
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kStrictRelations =
    "http://purl.oclc.org/ooxml/officeDocument/relationships";
constexpr std::string_view kTransitionalRelations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kSheetType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
constexpr std::string_view kStylesType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

// One row a place. Where there are too many, each finding has at least its first
// place and a row that counts those that are left out.
std::vector<FindingRow> RowsOf(const std::vector<Annotation>& annotations) {
  std::vector<FindingRow> rows;
  size_t left =
      limits::kAnnotatedPlacesMax - std::min(limits::kAnnotatedPlacesMax, 2 * annotations.size());
  for (const Annotation& annotation : annotations) {
    const size_t places = annotation.places.size();
    const size_t more = std::min(left, places - std::min<size_t>(places, 1));
    left -= more;
    for (size_t i = 0; i < std::min(places, more + 1); ++i) {
      rows.push_back({.annotation = &annotation, .place = &annotation.places[i]});
    }
    if (places > more + 1) rows.push_back({.annotation = &annotation, .more = places - more - 1});
  }
  return rows;
}

class WorkbookAnnotator {
 public:
  WorkbookAnnotator(PackageEditor package, std::vector<FindingRow> rows, board::Language language)
      : package_(std::move(package)), rows_(std::move(rows)), language_(language) {}

  absl::Status Open(std::string_view bytes);
  absl::Status AnnotateSheets();
  absl::Status WriteList(std::string_view summary);
  absl::StatusOr<AnnotatedWorkbook> Finish();

 private:
  absl::Status OpenStyles();
  absl::Status ReadEarlierList(std::string_view bytes);
  absl::Status AnnotateSheet(const std::string& name);
  // Returns the cells that were annotated before.
  std::set<CellPlace> RestoreFills(const std::string& name, SheetEditor& sheet);
  absl::Status AddListSheet();
  std::string PartOf(std::string_view sheet) const;

  PackageEditor package_;
  std::vector<FindingRow> rows_;
  const board::Language language_;
  Dialect dialect_;
  std::string workbook_part_, styles_part_, list_part_, list_name_;
  pugi::xml_document workbook_;
  formats::Relations relations_;
  std::map<std::string, std::string, std::less<>> sheets_;  // parts by name
  std::optional<StyleEditor> styles_;
  std::map<std::string, std::vector<EarlierCell>> earlier_;  // by sheet
  size_t cells_ = 0;
};

absl::Status WorkbookAnnotator::Open(std::string_view bytes) {
  auto part = package_.WorkbookPart();
  if (!part.ok()) return part.status();
  workbook_part_ = *std::move(part);
  if (absl::Status read = package_.Read(workbook_part_, workbook_); !read.ok()) return read;
  auto relations = package_.RelationsOf(workbook_part_);
  if (!relations.ok()) return relations.status();
  relations_ = *std::move(relations);
  const bool strict = NamespaceOf(formats::Child(workbook_, "workbook")) == kStrictMain;
  dialect_ = {.main = std::string(strict ? kStrictMain : kTransitionalMain),
              .relations = std::string(strict ? kStrictRelations : kTransitionalRelations)};
  formats::ForChildren(formats::Child(formats::Child(workbook_, "workbook"), "sheets"), "sheet",
                       [&](const pugi::xml_node& one) {
                         const std::string sheet = relations_.ById(formats::RelationId(one));
                         if (package_.Has(sheet)) sheets_[one.attribute("name").value()] = sheet;
                       });
  if (absl::Status read = OpenStyles(); !read.ok()) return read;
  return ReadEarlierList(bytes);
}

absl::Status WorkbookAnnotator::OpenStyles() {
  styles_part_ = relations_.ByType("styles");
  std::string text;
  if (package_.Has(styles_part_)) {
    auto read = package_.Text(styles_part_);
    if (!read.ok()) return read.status();
    text = *std::move(read);
  } else {
    // The usual name, because some programs (openpyxl) look nowhere else.
    styles_part_ = "xl/styles.xml";
    if (package_.Has(styles_part_)) styles_part_ = package_.FreeName("xl/styles", ".xml");
    const auto id =
        package_.AddRelation(workbook_part_, StrCat(dialect_.relations, "/styles"), styles_part_);
    if (!id.ok()) return id.status();
    if (absl::Status set = package_.SetContentType(styles_part_, kStylesType); !set.ok())
      return set;
  }
  auto styles = StyleEditor::Open(styles_part_, text, dialect_.main);
  if (!styles.ok()) return styles.status();
  styles_.emplace(*std::move(styles));
  return absl::OkStatus();
}

std::string WorkbookAnnotator::PartOf(std::string_view sheet) const {
  const auto found = sheets_.find(sheet);
  return found == sheets_.end() ? "" : found->second;
}

absl::Status WorkbookAnnotator::ReadEarlierList(std::string_view bytes) {
  for (const auto& [name, part] : sheets_) {
    if (!MayBeFindingsSheet(name)) continue;
    const auto sheet = formats::ReadSheet(bytes, name);
    if (!sheet.ok()) return sheet.status();
    std::vector<EarlierCell> cells;
    if (!ReadFindingsSheet(*sheet, &cells)) continue;
    list_part_ = part;
    list_name_ = name;
    for (EarlierCell& cell : cells) earlier_[cell.sheet].push_back(std::move(cell));
  }
  return absl::OkStatus();
}

std::set<CellPlace> WorkbookAnnotator::RestoreFills(const std::string& name, SheetEditor& sheet) {
  std::map<CellPlace, std::string> fills;
  std::set<CellPlace> cells;
  const auto earlier = earlier_.find(name);
  if (earlier == earlier_.end()) return cells;
  for (const EarlierCell& cell : earlier->second) {
    fills.emplace(cell.cell, cell.fill);
    cells.insert(cell.cell);
  }
  sheet.Restyle(cells, [&](CellPlace cell, uint32_t style) {
    // A cell that somebody else has coloured since keeps that.
    return styles_->IsColoured(style) ? styles_->WithFill(style, fills[cell]).value_or(style)
                                      : style;
  });
  return cells;
}

absl::Status WorkbookAnnotator::AnnotateSheet(const std::string& name) {
  auto sheet = SheetEditor::Open(package_, PartOf(name));
  if (!sheet.ok()) return sheet.status();
  const std::set<CellPlace> earlier = RestoreFills(name, *sheet);
  std::vector<FindingRow*> rows;
  std::vector<CellPlace> places;
  for (FindingRow& row : rows_) {
    if (!row.in_workbook || row.place->sheet != name) continue;
    rows.push_back(&row);
    places.push_back({row.place->row, row.place->column});
  }
  const std::vector<CellPlace> resolved = sheet->Resolve(places);
  std::map<CellPlace, std::vector<const Annotation*>> findings;
  std::set<CellPlace> cells;
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i]->cell = resolved[i];
    if (resolved[i].row == 0) continue;
    auto& at_cell = findings[resolved[i]];
    if (std::ranges::find(at_cell, rows[i]->annotation) == at_cell.end()) {
      at_cell.push_back(rows[i]->annotation);
    }
    cells.insert(resolved[i]);
  }
  std::map<CellPlace, std::string> fills;
  sheet->Restyle(cells, [&](CellPlace cell, uint32_t style) {
    fills[cell] = styles_->FillOf(style);
    const auto& at_cell = findings[cell];
    return styles_->Coloured(
        style, (*std::ranges::min_element(at_cell, {}, &Annotation::severity))->severity);
  });
  for (FindingRow* row : rows) row->fill = fills[row->cell];
  auto notes = NoteEditor::Open(package_, *sheet, dialect_);
  if (!notes.ok()) return notes.status();
  notes->RemoveOwn(earlier);
  for (const auto& [cell, at_cell] : findings) notes->Add(cell, NoteText(at_cell, language_));
  cells_ += findings.size();
  if (absl::Status written = notes->Write(); !written.ok()) return written;
  if (sheet->changed()) package_.Set(sheet->part(), sheet->Take());
  return absl::OkStatus();
}

absl::Status WorkbookAnnotator::AnnotateSheets() {
  std::set<std::string> names;
  for (FindingRow& row : rows_) {
    if (row.place == nullptr || row.place->sheet.empty()) continue;
    row.in_workbook = names.contains(row.place->sheet) || !PartOf(row.place->sheet).empty();
    if (row.in_workbook) names.insert(row.place->sheet);
  }
  for (const auto& [name, cells] : earlier_) {
    if (!PartOf(name).empty()) names.insert(name);
  }
  // Also if somebody has deleted the list.
  for (const auto& [name, part] : sheets_) {
    const auto own = HasOwnNotes(package_, part);
    if (!own.ok()) return own.status();
    if (*own) names.insert(name);
  }
  for (const std::string& name : names) {
    if (absl::Status done = AnnotateSheet(name); !done.ok()) return done;
  }
  return absl::OkStatus();
}

absl::Status WorkbookAnnotator::AddListSheet() {
  const pugi::xml_node sheets = formats::Child(formats::Child(workbook_, "workbook"), "sheets");
  if (!sheets) return formats::NoWorkbook("it has no sheet");
  std::set<std::string> names;
  uint32_t last_id = 0;
  formats::ForChildren(sheets, "sheet", [&](const pugi::xml_node& one) {
    names.insert(absl::AsciiStrToLower(one.attribute("name").value()));
    last_id = std::max(last_id, one.attribute("sheetId").as_uint());
  });
  const std::string_view name = FindingsSheetName(language_);
  list_name_ = std::string(name);
  for (int number = 2; names.contains(absl::AsciiStrToLower(list_name_)); ++number) {
    list_name_ = StrCat(name, " ", number);
  }
  list_part_ = package_.FreeName("xl/worksheets/sheet", ".xml");
  const auto id =
      package_.AddRelation(workbook_part_, StrCat(dialect_.relations, "/worksheet"), list_part_);
  if (!id.ok()) return id.status();
  // The last one, because names that belong to one sheet count the sheets.
  const pugi::xml_node sheet = Append(sheets, "sheet");
  SetAttribute(sheet, "name", list_name_);
  SetAttribute(sheet, "sheetId", StrCat(last_id + 1));
  SetAttribute(sheet, RelationIdName(sheet, dialect_.relations).c_str(), *id);
  package_.Set(workbook_part_, Serialise(workbook_));
  return package_.SetContentType(list_part_, kSheetType);
}

absl::Status WorkbookAnnotator::WriteList(std::string_view summary) {
  if (list_part_.empty()) {
    if (absl::Status added = AddListSheet(); !added.ok()) return added;
  }
  const bool has_views =
      static_cast<bool>(formats::Child(formats::Child(workbook_, "workbook"), "bookViews"));
  package_.Set(list_part_, WriteFindingsSheet({.main_namespace = dialect_.main,
                                               .summary = summary,
                                               .has_views = has_views,
                                               .language = language_},
                                              rows_, *styles_));
  if (styles_->changed()) package_.Set(styles_part_, styles_->Take());
  return absl::OkStatus();
}

absl::StatusOr<AnnotatedWorkbook> WorkbookAnnotator::Finish() {
  const auto removed = package_.RemoveSignatures();
  if (!removed.ok()) return removed.status();
  auto bytes = package_.Finish();
  if (!bytes.ok()) return bytes.status();
  return AnnotatedWorkbook{.bytes = *std::move(bytes),
                           .list = list_name_,
                           .cells = cells_,
                           .signature_removed = *removed};
}

}  // namespace

absl::StatusOr<AnnotatedWorkbook> AnnotateWorkbook(std::string_view bytes,
                                                   const std::vector<Annotation>& annotations,
                                                   std::string_view summary,
                                                   board::Language language) {
  auto package = PackageEditor::Open(bytes);
  if (!package.ok()) return package.status();
  WorkbookAnnotator annotator(*std::move(package), RowsOf(annotations), language);
  if (absl::Status done = annotator.Open(bytes); !done.ok()) return done;
  if (absl::Status done = annotator.AnnotateSheets(); !done.ok()) return done;
  if (absl::Status done = annotator.WriteList(summary); !done.ok()) return done;
  return annotator.Finish();
}

}  // namespace samlad::annotate
