// SPDX-License-Identifier: EUPL-1.2
//
// What a report template says to people besides its columns: the names of its
// sheets, what to do, by when and whom to ask. Pure functions.

#ifndef SAMLAD_CLIENTS_SHEETS_TEMPLATE_WORDS_H_
#define SAMLAD_CLIENTS_SHEETS_TEMPLATE_WORDS_H_

#include <string>
#include <utility>
#include <vector>

#include "clients/board/language.h"
#include "clients/sheets/report_template.h"

namespace samlad::sheets {

// Names of sheets, and texts that Excel shows at a cell. At most 31 characters for
// a sheet, 32 for a title and 255 for a text, because Excel takes no more.
struct TemplateTexts {
  std::string read_me, figures, activities, follow_ups, sign_off;
  std::string implausible_title, implausible;
  std::string number_title, number, percent;
  std::string choice_title, choice;
};
const TemplateTexts& TemplateTextsIn(board::Language language);

// One paragraph of the first sheet.
struct Instruction {
  enum class Kind { kTitle, kHeading, kText, kMustFill, kMayFill, kLocked };
  Kind kind = Kind::kText;
  std::string text;
};
// What to do, by when, and whom to ask; the first is the title. What a sheet's
// colours mean is left out unless `coloured`.
std::vector<Instruction> Instructions(const ReportTemplate& asked, board::Language language,
                                      bool coloured);

// What the template was made for, as names and values (formats/template_sheets.h).
std::vector<std::pair<std::string, std::string>> AboutTemplate(const ReportTemplate& asked);

}  // namespace samlad::sheets

#endif  // SAMLAD_CLIENTS_SHEETS_TEMPLATE_WORDS_H_
