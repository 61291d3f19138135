// SPDX-License-Identifier: EUPL-1.2

#include "clients/annotate/note_editor.h"

#include <algorithm>
#include <utility>

#include "clients/annotate/findings_sheet.h"
#include "clients/annotate/note_shapes.h"
#include "clients/annotate/xml_edit.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/workbook.h"

namespace samlad::annotate {
namespace {

constexpr std::string_view kOwnName = "Samlad";
constexpr std::string_view kSeparator = "— Samlad —";
constexpr std::string_view kCommentsType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
constexpr std::string_view kDrawingType =
    "application/vnd.openxmlformats-officedocument.vmlDrawing";

// What a sheet has before the drawing of its notes (ECMA-376 part 1, 18.3.1.99).
constexpr std::string_view kBeforeDrawing[] = {"sheetPr",
                                               "dimension",
                                               "sheetViews",
                                               "sheetFormatPr",
                                               "cols",
                                               "sheetData",
                                               "sheetCalcPr",
                                               "sheetProtection",
                                               "protectedRanges",
                                               "scenarios",
                                               "autoFilter",
                                               "sortState",
                                               "dataConsolidate",
                                               "customSheetViews",
                                               "mergeCells",
                                               "phoneticPr",
                                               "conditionalFormatting",
                                               "dataValidations",
                                               "hyperlinks",
                                               "printOptions",
                                               "pageMargins",
                                               "pageSetup",
                                               "headerFooter",
                                               "rowBreaks",
                                               "colBreaks",
                                               "customProperties",
                                               "cellWatches",
                                               "ignoredErrors",
                                               "smartTags",
                                               "drawing"};

std::string PlainText(const pugi::xml_node& text) {
  std::string plain = formats::Child(text, "t").text().get();
  formats::ForChildren(text, "r", [&](const pugi::xml_node& run) {
    plain += formats::Child(run, "t").text().get();
  });
  return plain;
}

// Lines of a box that is about so many letters wide.
size_t LinesOf(std::string_view text) {
  constexpr size_t kLettersALine = 38;
  size_t lines = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines += end / kLettersALine + 1;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Takes off what stands from our line on. True: there was some.
bool CutOwnPart(pugi::xml_node text) {
  bool cut = false;
  for (pugi::xml_node run = text.first_child(); run;) {
    const pugi::xml_node next = run.next_sibling();
    const bool plain = formats::LocalName(run.name()) == "t";
    pugi::xml_node words = plain ? run : formats::Child(run, "t");
    if (cut && words) {
      text.remove_child(run);
    } else if (words) {
      const std::string before = words.text().get();
      const size_t at = before.find(kSeparator);
      if (at != before.npos) {
        cut = true;
        const size_t end = before.find_last_not_of("\r\n", at == 0 ? 0 : at - 1);
        words.text().set(before.substr(0, at == 0 || end == before.npos ? 0 : end + 1).c_str());
        if (words.text().empty()) text.remove_child(run);
      }
    }
    run = next;
  }
  return cut;
}

}  // namespace

absl::StatusOr<bool> HasOwnNotes(PackageEditor& package, std::string_view sheet_part) {
  const auto relations = package.RelationsOf(sheet_part);
  if (!relations.ok()) return relations.status();
  const std::string comments = relations->ByType("comments");
  if (!package.Has(comments)) return false;
  const auto text = package.Text(comments);
  if (!text.ok()) return text.status();
  return text->find(StrCat(">", kOwnName, "<")) != text->npos ||
         text->find(kSeparator) != text->npos;
}

absl::StatusOr<NoteEditor> NoteEditor::Open(PackageEditor& package, SheetEditor& sheet,
                                            const Dialect& dialect) {
  NoteEditor editor(package, sheet, dialect);
  const auto relations = package.RelationsOf(sheet.part());
  if (!relations.ok()) return relations.status();
  editor.comments_part_ = relations->ByType("comments");
  const pugi::xml_node drawing = formats::Child(sheet.root(), "legacyDrawing");
  editor.drawing_part_ = relations->ById(formats::RelationId(drawing));
  if (absl::Status read = editor.ReadComments(); !read.ok()) return read;
  if (absl::Status read = editor.ReadDrawing(); !read.ok()) return read;
  return editor;
}

absl::Status NoteEditor::ReadComments() {
  if (!package_->Has(comments_part_)) {
    comments_part_.clear();
    const pugi::xml_node declaration = comments_->append_child(pugi::node_declaration);
    SetAttribute(declaration, "version", "1.0");
    SetAttribute(declaration, "encoding", "UTF-8");
    SetAttribute(declaration, "standalone", "yes");
    SetAttribute(comments_->append_child("comments"), "xmlns", dialect_.main);
  } else if (absl::Status read = package_->Read(comments_part_, *comments_); !read.ok()) {
    return read;
  }
  const pugi::xml_node root = formats::Child(*comments_, "comments");
  if (!root) return formats::NoWorkbook(StrCat(comments_part_, " holds no notes"));
  constexpr std::string_view kAuthors[] = {"authors"};
  FindOrInsert(root, "authors", {});
  list_ = FindOrInsert(root, "commentList", kAuthors);
  formats::ForChildren(list_, "comment", [&](const pugi::xml_node& comment) {
    by_cell_.emplace(ParseCellName(comment.attribute("ref").value()), comment);
  });
  return absl::OkStatus();
}

absl::Status NoteEditor::ReadDrawing() {
  if (drawing_part_.empty() || !package_->Has(drawing_part_)) return absl::OkStatus();
  auto text = package_->Text(drawing_part_);
  if (!text.ok()) return text.status();
  drawing_ = *std::move(text);
  return absl::OkStatus();
}

pugi::xml_node NoteEditor::OwnAuthor(std::string* id) {
  const pugi::xml_node authors = formats::Child(list_.parent(), "authors");
  size_t number = 0;
  for (const pugi::xml_node author : authors.children()) {
    if (formats::LocalName(author.name()) != "author") continue;
    if (author.text().get() == kOwnName) {
      *id = StrCat(number);
      return author;
    }
    ++number;
  }
  *id = StrCat(number);
  return {};
}

void NoteEditor::RemoveOwn(const std::set<CellPlace>& earlier) {
  std::string own;
  const bool known = !OwnAuthor(&own).empty();
  // By its text, too, because the notes of a template have the same author.
  const auto is_own = [&](CellPlace cell, const pugi::xml_node& comment) {
    const bool by_us = known && comment.attribute("authorId").value() == own;
    return (by_us || earlier.contains(cell)) &&
           IsNoteText(PlainText(formats::Child(comment, "text")));
  };
  for (auto at = by_cell_.begin(); at != by_cell_.end();) {
    const auto& [cell, comment] = *at;
    if (is_own(cell, comment) && RemoveNoteShape(cell, drawing_)) {
      list_.remove_child(comment);
      at = by_cell_.erase(at);
      changed_ = true;
      continue;
    }
    changed_ = CutOwnPart(formats::Child(comment, "text")) || changed_;
    ++at;
  }
}

void NoteEditor::AppendRun(pugi::xml_node text, std::string_view words) {
  // A text of runs, because one beside a run need not be shown.
  if (pugi::xml_node plain = formats::Child(text, "t")) {
    pugi::xml_node run = text.insert_child_before(StrCat(PrefixOf(text), "r").c_str(), plain);
    run.append_move(plain);
    SetAttribute(plain, "xml:space", "preserve");
  }
  constexpr std::string_view kRuns[] = {"t", "r"};
  pugi::xml_node last;
  for (const pugi::xml_node child : text.children()) {
    if (std::ranges::find(kRuns, formats::LocalName(child.name())) != std::end(kRuns)) last = child;
  }
  const std::string name = StrCat(PrefixOf(text), "r");
  pugi::xml_node run =
      last ? text.insert_child_after(name.c_str(), last) : text.prepend_child(name.c_str());
  pugi::xml_node inner = Append(run, "t");
  SetAttribute(inner, "xml:space", "preserve");
  inner.text().set(std::string(words).c_str());
}

void NoteEditor::Add(CellPlace cell, std::string_view text) {
  changed_ = true;
  const auto found = by_cell_.find(cell);
  if (found != by_cell_.end()) {
    pugi::xml_node comment = found->second;
    pugi::xml_node words = formats::Child(comment, "text");
    if (!words) words = Append(comment, "text");
    const size_t taken = CountUnits(PlainText(words)) + CountUnits(kSeparator) + 3;
    const size_t room =
        limits::kWorkbookCellBytesMax - std::min<size_t>(taken, limits::kWorkbookCellBytesMax);
    AppendRun(words, StrCat("\n\n", kSeparator, "\n", CellText(text, room)));
    return;
  }
  std::string author;
  if (OwnAuthor(&author).empty()) {
    Append(formats::Child(list_.parent(), "authors"), "author")
        .text()
        .set(std::string(kOwnName).c_str());
  }
  const pugi::xml_node comment = Append(list_, "comment");
  SetAttribute(comment, "ref", formats::CellName(cell.row, cell.column));
  SetAttribute(comment, "authorId", author);
  AppendRun(Append(comment, "text"), CellText(text, limits::kWorkbookCellBytesMax));
  by_cell_.emplace(cell, comment);
  new_shapes_.emplace_back(cell, LinesOf(text));
}

absl::Status NoteEditor::ReferToDrawing() {
  if (!drawing_part_.empty()) return absl::OkStatus();
  drawing_part_ = package_->FreeName("xl/drawings/vmlDrawing", ".vml");
  const auto id = package_->AddRelation(sheet_->part(), StrCat(dialect_.relations, "/vmlDrawing"),
                                        drawing_part_);
  if (!id.ok()) return id.status();
  sheet_->SetChanged();
  const pugi::xml_node reference = FindOrInsert(sheet_->root(), "legacyDrawing", kBeforeDrawing);
  SetAttribute(reference, RelationIdName(reference, dialect_.relations).c_str(), *id);
  return absl::OkStatus();
}

absl::Status NoteEditor::Write() {
  if (!changed_) return absl::OkStatus();
  if (comments_part_.empty()) {
    comments_part_ = package_->FreeName("xl/comments", ".xml");
    const auto id = package_->AddRelation(sheet_->part(), StrCat(dialect_.relations, "/comments"),
                                          comments_part_);
    if (!id.ok()) return id.status();
    if (absl::Status set = package_->SetContentType(comments_part_, kCommentsType); !set.ok()) {
      return set;
    }
  }
  package_->Set(comments_part_, Serialise(*comments_));
  if (!new_shapes_.empty()) {
    if (absl::Status referred = ReferToDrawing(); !referred.ok()) return referred;
    if (!AddNoteShapes(new_shapes_, drawing_)) {
      return formats::NoWorkbook(StrCat(drawing_part_, " has no end"));
    }
  }
  if (drawing_part_.empty()) return absl::OkStatus();
  const bool made = !package_->Has(drawing_part_);
  package_->Set(drawing_part_, drawing_);
  return made ? package_->SetContentType(drawing_part_, kDrawingType) : absl::OkStatus();
}

}  // namespace samlad::annotate
