// SPDX-License-Identifier: EUPL-1.2
//
// The columns, words and cells of a report template, whatever file they are
// written to. Headings are those that ReadHeading (csv_reader.h) knows; a heading
// in brackets is a note for people, which is not read.

#ifndef SAMLAD_CLIENTS_SHEETS_TEMPLATE_COLUMNS_H_
#define SAMLAD_CLIENTS_SHEETS_TEMPLATE_COLUMNS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/board/language.h"
#include "clients/sheets/report_template.h"
#include "samlad/v1/common.pb.h"

namespace samlad::sheets {

// Names of sheets, and texts that Excel shows.
struct TemplateTexts {
  std::string read_me, figures, activities, follow_ups, sign_off;
  std::string implausible_title, implausible;
};
const TemplateTexts& TemplateTextsIn(board::Language language);

// The text in a language; Swedish where there is no English.
std::string TextOf(const v1::Text& text, board::Language language);

struct TemplateColumn {
  std::string heading;
  std::string field;  // of the row's message; empty: a note
  double width = 12;  // characters
  bool is_key = false, is_note = false, is_number = false;
};
std::vector<TemplateColumn> FigureColumns(const ReportTemplate& asked, board::Language language);
std::vector<TemplateColumn> ActivityColumns(board::Language language);
std::vector<TemplateColumn> FollowUpColumns(board::Language language);

// What is in a cell of the figures: a key or a note, or something to fill in, or
// nothing, because the indicator has no such part.
struct TemplateCell {
  enum class Kind { kKey, kNote, kOpen, kClosed };
  Kind kind = Kind::kClosed;
  std::string text;
};
TemplateCell CellOf(const TemplateFigure& figure, const TemplateColumn& column,
                    board::Language language);

// A name that people write for a code.
struct NamedCode {
  std::string field;  // "area", "status", "project_status", ...
  std::string code;
  std::string name;
};
std::vector<NamedCode> NamedCodes(const ReportTemplate& asked, board::Language language);

// What the template was made for, as names and values.
std::vector<std::pair<std::string, std::string>> AboutTemplate(const ReportTemplate& asked);

// What to do, by when, and whom to ask; the first line is the title.
std::vector<std::string> InstructionLines(const ReportTemplate& asked, board::Language language);

// Labels of the sign-off: name, title, day, comment, reason for a change.
std::vector<std::string> SignOffLabels(board::Language language);

}  // namespace samlad::sheets

#endif  // SAMLAD_CLIENTS_SHEETS_TEMPLATE_COLUMNS_H_
