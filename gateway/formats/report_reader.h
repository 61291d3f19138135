// SPDX-License-Identifier: EUPL-1.2
//
// Report files of every form, one or several for one report: YAML or JSON
// carries any part of samlad.v1.Report, CSV and the sheets of a workbook carry
// observations, activities or project follow-ups (distinguished by their
// headings), and a workbook that is a template the sign-off and whose report it is.

#ifndef SAMLAD_GATEWAY_FORMATS_REPORT_READER_H_
#define SAMLAD_GATEWAY_FORMATS_REPORT_READER_H_

#include <string>
#include <string_view>
#include <vector>

#include "gateway/formats/source_map.h"
#include "samlad/v1/report.pb.h"

namespace samlad::formats {

// How a CSV file, and a text in a workbook, writes numbers.
enum class DecimalMark {
  kDetect,  // CSV: comma if the field separator is ";", else point; workbook: by the text
  kPoint,
  kComma,
};

struct ReportFile {
  std::string name;  // ends in .xlsx, .xlsm, .csv, .yaml, .yml or .json
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

// Reads a workbook (XLSX, XLSM) into `report`, appending: each visible sheet that has
// a heading row which ReadCsv would know among its first rows, the sheet for the
// sign-off, and the hidden sheet of a template (template_sheets.h). Every other sheet
// with a content is named. Rows in which only the key is written are no figures.
// A password, .xls and OpenDocument are named. Places have the sheet's name.
Loaded ReadReportWorkbook(std::string_view bytes, std::string_view file, DecimalMark mark,
                          v1::Report* report);

// Reads all files of one report. A later file adds to the earlier ones; files
// that contradict each other about a field give a finding.
Loaded ReadReport(const std::vector<ReportFile>& files, DecimalMark mark, v1::Report* report);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_REPORT_READER_H_
