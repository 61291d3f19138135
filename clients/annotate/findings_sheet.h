// SPDX-License-Identifier: EUPL-1.2
//
// The sheet that lists all findings with links to their cells. It also keeps, in
// hidden columns, what the cells looked like, so that an annotated workbook that
// is checked again loses the old colours. Pure functions.

#ifndef SAMLAD_CLIENTS_ANNOTATE_FINDINGS_SHEET_H_
#define SAMLAD_CLIENTS_ANNOTATE_FINDINGS_SHEET_H_

#include <string>
#include <string_view>
#include <vector>

#include "clients/annotate/annotation.h"
#include "clients/annotate/sheet_editor.h"
#include "clients/annotate/style_editor.h"
#include "clients/board/language.h"
#include "gateway/formats/workbook.h"

namespace samlad::annotate {

// The name of the sheet, without what makes it unique.
std::string_view FindingsSheetName(board::Language language);
// Whether a sheet of that name could be one, in whatever language.
bool MayBeFindingsSheet(std::string_view name);

// One row: a place of a finding.
struct FindingRow {
  const Annotation* annotation = nullptr;
  const AnnotatedPlace* place = nullptr;  // null: `more` places that are not listed
  size_t more = 0;
  bool in_workbook = false;  // the place
  CellPlace cell = {};       // that got a note; {0, 0}: none
  std::string fill = {};     // that it had before
};

struct FindingsSheet {
  std::string_view main_namespace;
  std::string_view summary;
  bool has_views = true;  // the workbook says how its sheets are shown
  board::Language language = board::Language::kSv;
};

// The XML of the sheet.
std::string WriteFindingsSheet(const FindingsSheet& sheet, const std::vector<FindingRow>& rows,
                               StyleEditor& styles);

// A cell that an earlier run coloured, and its fill before.
struct EarlierCell {
  std::string sheet;
  CellPlace cell;
  std::string fill;
};
// Of a sheet that WriteFindingsSheet made, whatever program saved it since; false:
// it is another.
bool ReadFindingsSheet(const formats::Sheet& sheet, std::vector<EarlierCell>* cells);

// The text of a note: all findings of a cell.
std::string NoteText(const std::vector<const Annotation*>& findings, board::Language language);

// Whether a note could be one of these.
bool IsNoteText(std::string_view text);

}  // namespace samlad::annotate

#endif  // SAMLAD_CLIENTS_ANNOTATE_FINDINGS_SHEET_H_
