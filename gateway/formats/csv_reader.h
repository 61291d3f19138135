// SPDX-License-Identifier: EUPL-1.2
//
// The steps of ReadCsv and ReadReportWorkbook between records and messages: finding
// the table that a heading row announces, and turning a row into a message.

#ifndef SAMLAD_GATEWAY_FORMATS_CSV_READER_H_
#define SAMLAD_GATEWAY_FORMATS_CSV_READER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/formats/csv_cell.h"
#include "gateway/formats/csv_parser.h"
#include "gateway/formats/csv_tables.h"
#include "gateway/formats/file_findings.h"
#include "gateway/formats/source_map.h"
#include "google/protobuf/descriptor.h"
#include "samlad/v1/report.pb.h"

namespace samlad::formats {

// A column that is not read: what is reported if it holds something.
struct CsvStranger {
  size_t cell = 0;
  LineColumn place;
  std::string_view code;
  std::string got, expected;
};

// What the heading row says: a table, and the column of each cell.
struct CsvHeading {
  const CsvTable* table = nullptr;        // null: not recognised
  std::vector<const CsvColumn*> columns;  // by cell; null: not read
  size_t width = 0;                       // without empty headings at the end
  std::vector<CsvStranger> strangers;
  std::vector<v1::Finding> findings;  // located
};

// How many headings the table that knows most of them knows. One that is not
// required is not enough to tell a heading row from text.
struct HeadingFit {
  size_t known = 0;
  bool is_heading = false;
};
HeadingFit FitOfHeadings(const CsvRecord& record);

// Finds the table that knows most of the headings. A heading in brackets and one
// of CsvNotes() is a note, which is passed over. `findings` takes what is wrong
// with the texts themselves.
CsvHeading ReadHeading(const CsvRecord& record, std::string_view file, FileFindings& findings);

// Adds what the sender calls the fields of the table's rows, and would call those
// that the file does not have.
void NoteHeadings(const CsvHeading& heading, const CsvRecord& record, std::string_view file,
                  Loaded& loaded);

// Turns the records of one table into elements of the report. Holds no rows.
// Not thread-safe; `findings`, `places` and `report` outlive it.
class CsvRows {
 public:
  // `mark`: '.' or ','; kMarkOfEachCell: a text tells by itself, as far as it can.
  // Numbers of a workbook are written with a point. `sheet`: of a workbook.
  static constexpr char kMarkOfEachCell = 0;
  CsvRows(const CsvHeading& heading, std::string_view file, std::string_view sheet, char mark,
          FileFindings& findings, SourceMap& places, v1::Report& report);

  // Whether the row has no more than what it is about, as in a template that nobody
  // has filled in: no figure, and nothing of a follow-up. Rows of activities never
  // are.
  bool IsUnfilled(const CsvRecord& record) const;

  // Adds one record, unless it is blank. False: the list has
  // limits::kFileListMax elements, and the record was not read.
  bool Add(const CsvRecord& record);

  // Index of the element that Add added last.
  size_t index() const { return index_; }

  // After the last record: the columns that were not read, as one finding each.
  std::vector<v1::Finding> TakeStrangers();
  // Whether every number with a decimal mark has the other one, and it cannot be
  // one of thousands in all of them.
  bool OtherMarkThroughout() const { return !own_mark_ && other_mark_; }

 private:
  // A column in the file, resolved once.
  struct Target {
    const CsvColumn* column = nullptr;                         // null: not read
    const google::protobuf::FieldDescriptor* field = nullptr;  // null: kPeriod
  };

  void AddCell(const Target& target, std::string_view cell, std::optional<CellKind> kind,
               google::protobuf::Message& row);
  // False: the cell is nothing that its column can hold, whatever is shown.
  bool CheckKind(const Target& target, std::string_view cell, CellKind kind);
  // The text of a cell without what spreadsheets and encodings did to it, which
  // is reported. nullopt: nothing of it can be read.
  std::optional<std::string> ReadText(const Target& target, std::string_view cell);
  void AddNumber(const Target& target, std::string_view cell, std::optional<CellKind> kind,
                 google::protobuf::Message& row);
  // The mark of the number in a cell; nullopt: it may be of either kind.
  std::optional<char> MarkOf(std::string_view cell, std::optional<CellKind> kind) const;
  // Rounds a computed number to the decimals that a figure has.
  std::string Rounded(const Target& target, std::string_view cell, const std::string& number);
  void NoteMark(std::string_view cell, const CellNumber& number);
  // A cell that cannot be read.
  void Refuse(const Target& target, std::string_view code, std::string_view got,
              std::string_view expected);
  void SetText(const Target& target, std::string_view text, std::string_view got,
               google::protobuf::Message& row);
  void SetStatus(const Target& target, std::string_view cell, google::protobuf::Message& row);
  void SetPeriod(std::string_view cell);
  void Report(std::string_view code, std::string_view field, std::string_view got,
              std::string_view expected);

  Place PlaceOfCell() const {
    return {.file = file_, .sheet = sheet_, .row = place_.line, .column = place_.column};
  }

  const std::string file_;
  const std::string sheet_;
  const char mark_;
  FileFindings& findings_;
  SourceMap& places_;
  v1::Report& report_;
  const google::protobuf::FieldDescriptor* list_;
  std::vector<Target> targets_;
  std::vector<CsvStranger> strangers_;
  std::vector<std::vector<uint32_t>> held_;  // by stranger: elements in which it holds something
  bool own_mark_ = false;                    // a number was read that has the decimal mark
  bool other_mark_ = false;                  // one was refused that has the other
  std::string path_;                         // of the row's element
  size_t index_ = 0;                         // of the row's element
  LineColumn place_;                         // of the cell at hand
};

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_CSV_READER_H_
