// SPDX-License-Identifier: EUPL-1.2
//
// The tables that CSV files carry: their columns, what these are called, and
// the words that people write in them. Data, no code.

#ifndef SAMLAD_GATEWAY_FORMATS_CSV_TABLES_H_
#define SAMLAD_GATEWAY_FORMATS_CSV_TABLES_H_

#include <span>
#include <string_view>

namespace samlad::formats {

// A word that people write, and the code that it means.
struct CsvWord {
  std::string_view written;  // as NormaliseWord gives it
  std::string_view meant;
};

enum class CsvKind {
  kText,
  kId,      // of something in the catalogue or in the report
  kNumber,  // exact decimal or whole number
  kCode,    // a word of the column's list, or any other code, unchanged
  kStatus,  // a value of the field's enum, or a word of the column's list
  kWords,   // several values in one cell
  kPeriod,  // the report's period, not a field of the row
};

struct CsvColumn {
  std::string_view field;    // of the row's message; also the English heading
  std::string_view swedish;  // heading
  std::string_view other;    // one more heading; may be empty
  CsvKind kind = CsvKind::kText;
  bool required = false;
  std::span<const CsvWord> words = {};  // kCode, kStatus
  std::string_view choices = {};        // kStatus: what a finding offers
};

struct CsvTable {
  std::string_view list;  // field of samlad.v1.Report that the rows go to
  std::span<const CsvColumn> columns;
};

// Observations, activities, follow-ups.
std::span<const CsvTable> CsvTables();

// Headings of columns that our templates write for people and that are passed
// over: what an indicator is called, its unit and its definition. As
// NormaliseHeading gives them.
std::span<const std::string_view> CsvNotes();

// What people call a column that has another heading here, as NormaliseHeading
// gives it, and that heading. For suggestions only.
std::span<const CsvWord> CsvOtherNames();

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_CSV_TABLES_H_
