// SPDX-License-Identifier: EUPL-1.2
//
// What the writer of a report template (clients/sheets) and its reader agree on:
// the hidden sheet that says what the template was made for. Each of its rows is a
// name and a value; below them, each is a field, a code and the name that people
// write for it. Data, no code.

#ifndef SAMLAD_GATEWAY_FORMATS_TEMPLATE_SHEETS_H_
#define SAMLAD_GATEWAY_FORMATS_TEMPLATE_SHEETS_H_

#include <string_view>

namespace samlad::formats {

// Version of the template's layout; a reader reads it and older ones.
inline constexpr int kTemplateVersion = 1;
inline constexpr std::string_view kAboutSheet = "_samlad";

// Names in its first column.
inline constexpr std::string_view kAboutVersion = "samlad_template";
inline constexpr std::string_view kAboutCatalogue = "catalogue_position";
inline constexpr std::string_view kAboutOrganisation = "organisation";
inline constexpr std::string_view kAboutObligation = "obligation";
inline constexpr std::string_view kAboutPeriod = "period";
// Position of the report that the filled template corrects; absent: none.
inline constexpr std::string_view kAboutReplaces = "replaces";

// A text in Swedish and English.
struct TemplateWord {
  std::string_view sv, en;
};
// Names of the sheets that are no table.
inline constexpr TemplateWord kReadMeSheet = {"Läs först", "Read first"};
inline constexpr TemplateWord kSignOffSheet = {"Underskrift", "Sign-off"};
// What stands in A1 of the sheet of findings that clients/annotate adds.
inline constexpr TemplateWord kFindingsTitle = {"Anmärkningar från Samlad", "Findings from Samlad"};

// A row of the sheet for the sign-off: the label in its first column, and the field
// of the report that the second column holds.
struct SignOffRow {
  std::string_view field;
  TemplateWord label;
};
inline constexpr SignOffRow kSignOffRows[] = {
    {"sign_off.name", {"Namn", "Name"}},
    {"sign_off.title", {"Titel", "Title"}},
    {"sign_off.date", {"Datum (ÅÅÅÅ-MM-DD)", "Day (YYYY-MM-DD)"}},
    {"comment", {"Kommentar till rapporten", "Comment on the report"}},
    {"reason", {"Skäl till ändring", "Reason for a change"}},
};

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_TEMPLATE_SHEETS_H_
