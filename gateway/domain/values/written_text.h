// SPDX-License-Identifier: EUPL-1.2
//
// What programs and tables leave in a cell instead of what was meant: error
// texts of spreadsheets, signs for "no figure", codes that became dates. Pure
// functions over valid UTF-8 without blanks at its ends.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_WRITTEN_TEXT_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_WRITTEN_TEXT_H_

#include <string>
#include <string_view>

namespace samlad::domain {

// Whether the whole text is what a spreadsheet shows where it has no value:
// "#REF!", "#SAKNAS!", "#N/A" in any language, "Err:502", or only "#".
bool IsSpreadsheetError(std::string_view text);

// Whether the whole text is a sign or word that statistics write where there is
// no figure: "..", "–", "x", "[c]", "NaN", "uppgift saknas".
bool IsNoFigureSign(std::string_view text);

// What a spreadsheet may have turned into the date that the text is, month
// first: "7-15" of "15-jul", "2026-07-15" and "15/7/2026". Empty: no date.
std::string BehindDate(std::string_view text);

// Whether the whole text is a figure as people write it: digits, with a sign, a
// decimal mark, blanks between the digits.
bool IsFigure(std::string_view text);

// `text` with a comma instead of the point of each decimal number. Other points
// stay: those of dates, versions, addresses.
std::string WithDecimalCommas(std::string_view text);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_WRITTEN_TEXT_H_
