// SPDX-License-Identifier: EUPL-1.2
//
// Report files of every form, one or several for one report: YAML or JSON
// carries any part of samlad.v1.Report, CSV carries observations, activities
// or project follow-ups (distinguished by their headings).

#ifndef SAMLAD_GATEWAY_FORMATS_REPORT_READER_H_
#define SAMLAD_GATEWAY_FORMATS_REPORT_READER_H_

#include <string>
#include <string_view>
#include <vector>

#include "gateway/formats/source_map.h"
#include "samlad/v1/report.pb.h"

namespace samlad::formats {

// How a CSV file writes numbers.
enum class DecimalMark {
  kDetect,  // comma if the field separator is ";", else point
  kPoint,
  kComma,
};

struct ReportFile {
  std::string name;  // ends in .yaml, .yml, .json or .csv
  std::string text;
};

// Reads one CSV text into `report`, appending. RFC 4180; UTF-8 with or without
// byte order mark, or Windows-1252 (noted as an INFO finding); separator ";",
// "," or tab, detected; headings in any order, Swedish or English; a "period"
// column must agree with the report's period, or sets it if it is empty.
// Places are rows and columns of a spreadsheet: a cell that holds line breaks is
// one row, and the line "sep=;" is none.
Loaded ReadCsv(std::string_view text, std::string_view file, DecimalMark mark, v1::Report* report);

// The cells of a CSV text as ReadCsv takes them, to be shown again: the rows of its
// places, counted from 0, without what follows the last filled cell. As far as the text
// can be read, and up to limits::kWorkbookPartBytesMax with 40 bytes more a cell.
struct CsvCells {
  std::vector<std::vector<std::string>> rows;
  char decimal_mark = '.';
};
CsvCells ReadCsvCells(std::string_view text, DecimalMark mark);

// Reads all files of one report. A later file adds to the earlier ones; files
// that contradict each other about a field give a finding.
Loaded ReadReport(const std::vector<ReportFile>& files, DecimalMark mark, v1::Report* report);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_REPORT_READER_H_
