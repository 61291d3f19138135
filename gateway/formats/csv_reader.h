// SPDX-License-Identifier: EUPL-1.2
//
// The steps of ReadCsv (report_reader.h) between parsed records and messages:
// finding the table that a heading row announces, and turning a row into a
// message.

#ifndef SAMLAD_GATEWAY_FORMATS_CSV_READER_H_
#define SAMLAD_GATEWAY_FORMATS_CSV_READER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/formats/csv_parser.h"
#include "gateway/formats/csv_tables.h"
#include "gateway/formats/file_findings.h"
#include "gateway/formats/source_map.h"
#include "google/protobuf/descriptor.h"
#include "samlad/v1/report.pb.h"

namespace samlad::formats {

// What the heading row says: a table, and the column of each cell.
struct CsvHeading {
  const CsvTable* table = nullptr;        // null: not recognised
  std::vector<const CsvColumn*> columns;  // by cell; null: not read
  std::vector<v1::Finding> findings;      // located
};

// Finds the table that knows most of the headings.
CsvHeading ReadHeading(const CsvRecord& record, std::string_view file);

// Turns the records of one table into elements of the report. Holds no rows.
// Not thread-safe; `findings`, `places` and `report` outlive it.
class CsvRows {
 public:
  // `mark`: '.' or ','.
  CsvRows(const CsvHeading& heading, std::string_view file, char mark, FileFindings& findings,
          SourceMap& places, v1::Report& report);

  // Adds one record, unless it is blank. False: the list has
  // limits::kFileListMax elements, and the record was not read.
  bool Add(const CsvRecord& record);

 private:
  // A column in the file, resolved once.
  struct Target {
    const CsvColumn* column = nullptr;                         // null: not read
    const google::protobuf::FieldDescriptor* field = nullptr;  // null: kPeriod
  };

  void AddCell(const Target& target, std::string_view cell, google::protobuf::Message& row);
  void SetText(const Target& target, std::string_view text, std::string_view got,
               google::protobuf::Message& row);
  void SetStatus(const Target& target, std::string_view cell, google::protobuf::Message& row);
  void SetPeriod(std::string_view cell);
  void Report(std::string_view code, std::string_view field, std::string_view got,
              std::string_view expected);

  const std::string file_;
  const char mark_;
  FileFindings& findings_;
  SourceMap& places_;
  v1::Report& report_;
  const google::protobuf::FieldDescriptor* list_;
  std::vector<Target> targets_;
  std::string path_;  // of the row's element
  size_t index_ = 0;  // of the row's element
  LineColumn place_;  // of the cell at hand
};

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_CSV_READER_H_
