// SPDX-License-Identifier: EUPL-1.2
//
// Turns the text of a cell into what the contract has: numbers, words,
// headings. Pure functions over valid UTF-8.

#ifndef SAMLAD_GATEWAY_FORMATS_CSV_CELL_H_
#define SAMLAD_GATEWAY_FORMATS_CSV_CELL_H_

#include <string>
#include <string_view>
#include <vector>

namespace samlad::formats {

// The text without blanks at both ends: ASCII white space, the blanks of Unicode,
// and U+FEFF.
std::string_view TrimCell(std::string_view cell);

// The text inside ="0123", by which programs keep a spreadsheet from changing a
// text; any other cell as it is.
std::string_view UnwrapFormula(std::string_view cell);

// A word in the form in which it is looked up: trimmed, in lower case (also the
// letters of Latin-1), with "_" for blanks and "-", and with decomposed å, ä
// and ö composed.
std::string NormaliseWord(std::string_view cell);

// As NormaliseWord, with one "_" for whatever is between words: "Förbrukat (kr)"
// is "förbrukat_kr".
std::string NormaliseHeading(std::string_view cell);

// A number as the contract writes it ("-1234.5"), or why the cell holds none.
struct CellNumber {
  std::string text;
  std::string_view fault;  // code of a finding; empty: none
  std::string expected;    // of that finding
};

// Reads a number that is written with `mark` ('.' or ',') for decimals.
// Accepted: U+2212 for minus, blanks (also U+00A0, U+2009, U+202F) before
// groups of three digits. Nothing is guessed: the other mark, a percent sign, a
// unit, a sign for "no figure", a date or blanks elsewhere are faults. An empty
// cell is an empty text.
CellNumber ReadNumber(std::string_view cell, char mark);

// Of a number that ReadNumber has read, without the leading zeros that the contract
// does not take; an example if it has more digits than that, empty if it has not.
std::string SuggestDigits(std::string_view number, char mark);

// The amount in whole kronor that a cell seems to mean: "410 000 kr", "410 tkr"
// and "410 000,50" give "410000". An example of the same form if it may be
// something else, because "410,5" can be thousands.
std::string SuggestMoney(std::string_view cell, char mark);

// Whether the mark in a number may be one of decimals or one of thousands: "1.412".
bool IsLikeThousands(std::string_view cell);

// Parts of a cell that are separated by white space, "," or ";".
std::vector<std::string> SplitWords(std::string_view cell);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_CSV_CELL_H_
