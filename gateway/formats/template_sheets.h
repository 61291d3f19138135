// SPDX-License-Identifier: EUPL-1.2
//
// The columns, words and cells of a report template, whatever file they are
// written to. Headings are those that ReadHeading (csv_reader.h) knows; a heading
// in brackets is a note for people, which is not read.

#ifndef SAMLAD_GATEWAY_FORMATS_TEMPLATE_SHEETS_H_
#define SAMLAD_GATEWAY_FORMATS_TEMPLATE_SHEETS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/formats/report_template.h"
#include "samlad/v1/common.pb.h"

namespace samlad::formats {

// Version of the template's layout; a reader reads it and older ones.
inline constexpr int kTemplateVersion = 1;
// The hidden sheet that says what the template was made for.
inline constexpr std::string_view kAboutSheet = "_samlad";

// Names of sheets, and texts that Excel shows.
struct TemplateTexts {
  std::string read_me, figures, activities, follow_ups, sign_off;
  std::string implausible_title, implausible;
};
const TemplateTexts& TemplateTextsIn(TemplateLanguage language);

// The text in a language; Swedish where there is no English.
const std::string& TextOf(const v1::Text& text, TemplateLanguage language);

struct TemplateColumn {
  std::string heading;
  std::string field;  // of the row's message; empty: a note
  double width = 12;  // characters
  bool is_key = false, is_note = false, is_number = false;
};
std::vector<TemplateColumn> FigureColumns(const ReportTemplate& asked, TemplateLanguage language);
std::vector<TemplateColumn> ActivityColumns(TemplateLanguage language);
std::vector<TemplateColumn> FollowUpColumns(TemplateLanguage language);

// What is in a cell of the figures: a key or a note, or something to fill in, or
// nothing, because the indicator has no such part.
struct TemplateCell {
  enum class Kind { kKey, kNote, kOpen, kClosed };
  Kind kind = Kind::kClosed;
  std::string text;
};
TemplateCell CellOf(const TemplateFigure& figure, const TemplateColumn& column,
                    TemplateLanguage language);

// A name that people write for a code.
struct NamedCode {
  std::string field;  // "area", "status", "project_status", ...
  std::string code;
  std::string name;
};
std::vector<NamedCode> NamedCodes(const ReportTemplate& asked, TemplateLanguage language);

// What the template was made for, as names and values.
std::vector<std::pair<std::string, std::string>> AboutTemplate(const ReportTemplate& asked);

// What to do, by when, and whom to ask; the first line is the title.
std::vector<std::string> InstructionLines(const ReportTemplate& asked, TemplateLanguage language);

// Labels of the sign-off: name, title, day, comment, reason for a change.
std::vector<std::string> SignOffLabels(TemplateLanguage language);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_TEMPLATE_SHEETS_H_
