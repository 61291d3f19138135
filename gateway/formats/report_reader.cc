// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/report_reader.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/formats/csv_cell.h"
#include "gateway/formats/csv_parser.h"
#include "gateway/formats/csv_reader.h"
#include "gateway/formats/file_findings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/formats/template_sheets.h"
#include "gateway/formats/text_encoding.h"
#include "gateway/formats/text_faults.h"
#include "gateway/formats/workbook.h"

namespace samlad::formats {
namespace {

void Append(std::vector<v1::Finding> from, std::vector<v1::Finding>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// Removes the line "sep=;", which names the separator to Excel and which Excel
// does not count as a row.
std::optional<char> TakeSeparatorLine(std::string_view& text) {
  const size_t end = std::min(text.find_first_of("\r\n"), text.size());
  std::string line(text.substr(0, end));
  absl::AsciiStrToLower(&line);
  if (line.size() != 5 || !line.starts_with("sep=") || line[4] == '"') return std::nullopt;
  text.remove_prefix(end);
  if (text.starts_with('\r')) text.remove_prefix(1);
  if (text.starts_with('\n')) text.remove_prefix(1);
  return line[4];
}

// The most frequent separator in the first line, outside quotes.
char DetectSeparator(std::string_view text) {
  constexpr std::array<char, 3> kSeparators = {';', ',', '\t'};
  std::array<size_t, 3> counts = {};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    const auto found = std::ranges::find(kSeparators, c);
    if (found != kSeparators.end()) ++counts[static_cast<size_t>(found - kSeparators.begin())];
  }
  return kSeparators[static_cast<size_t>(std::ranges::max_element(counts) - counts.begin())];
}

// A text in UTF-8, or why there is none.
struct Decoded {
  std::string storage;    // if the text had to be decoded
  std::string_view text;  // without byte order mark
  std::vector<v1::Finding> findings;
  bool ok = false;
};

// The record and the cell that a byte is in, as ReadCsv counts them.
LineColumn PlaceOfByte(std::string_view text, size_t offset) {
  std::string_view rest = text;
  const std::optional<char> named = TakeSeparatorLine(rest);
  const size_t end = offset + 1 - std::min(offset + 1, text.size() - rest.size());
  CsvParser parser(rest.substr(0, end), named ? *named : DetectSeparator(rest));
  LineColumn place;
  for (CsvRecord record; parser.Next(record);) {
    place = {.line = record.row, .column = static_cast<uint32_t>(record.cells.size())};
  }
  return place;
}

void Decode(std::string_view bytes, std::string_view file, Decoded& out) {
  if (bytes.size() > limits::kFileBytesMax) {
    out.findings = {FileFinding("FILE_TOO_LARGE", file, {}, StrCat(bytes.size()),
                                StrCat(limits::kFileBytesMax))};
    return;
  }
  if (IsUtf16OrUtf32(bytes)) {
    out.findings = {FileFinding("FILE_ENCODING", file, {}, "UTF-16", "UTF-8")};
    return;
  }
  bytes = WithoutByteOrderMark(WithoutEndOfFileMark(bytes));
  const auto invalid = FindInvalidUtf8(bytes);
  auto control = FindControlCharacter(bytes);
  if (!control && !invalid) control = FindTrueHighControl(bytes);
  if (control) {
    out.findings = {FileFinding("FILE_CONTROL_CHARACTER", file, PlaceOfByte(bytes, *control),
                                NameControlCharacter(bytes.substr(*control)), "")};
    return;
  }
  out.ok = true;
  out.text = bytes;
  if (!invalid) return;
  const Encoding encoding = GuessEncoding(out.text);
  const std::string_view code = encoding == Encoding::kUnknown       ? "FILE_ENCODING"
                                : encoding == Encoding::kWindows1252 ? "FILE_ENCODING_WINDOWS_1252"
                                                                     : "FILE_ENCODING_FOREIGN";
  out.ok = encoding != Encoding::kUnknown;
  out.findings = {
      FileFinding(code, file, PlaceOfByte(out.text, *invalid), NameOf(encoding), "UTF-8")};
  out.storage = DecodeFrom(encoding, out.text);
  out.text = out.storage;
}

bool IsBlankRecord(const CsvRecord& record) {
  return std::ranges::all_of(record.cells, [](const std::string& cell) { return cell.empty(); });
}

// False: the rest of the text cannot be read.
bool ReportFault(const CsvFault& fault, FileFindings& findings) {
  const LineColumn place{.line = fault.row, .column = fault.column};
  switch (fault.kind) {
    case CsvFault::Kind::kAfterQuote:
      findings.Add("CSV_QUOTE", "", -1, place, std::string(1, fault.got), "\"\"");
      return true;
    case CsvFault::Kind::kUnterminated:
      findings.Add("FILE_TRUNCATED", "", -1, place, "\"", "");
      return false;
    case CsvFault::Kind::kCellTooLong:
      findings.Add("FILE_ELEMENT_TOO_LONG", "", -1, place, "", StrCat(limits::kCsvCellBytesMax));
      return false;
    case CsvFault::Kind::kTooManyCells:
      findings.Add("FILE_TOO_MANY_VALUES", "", -1, place, "", StrCat(limits::kCsvColumnsMax));
      return false;
  }
  return false;
}

// Reads the rows after the heading row.
void ReadRows(CsvParser& parser, const CsvHeading& heading, CsvRows& rows, FileFindings& findings) {
  CsvRecord record;
  while (parser.Next(record)) {
    if (parser.fault() && !ReportFault(*parser.fault(), findings)) return;
    if (!record.ended && !IsBlankRecord(record) && record.cells.size() < heading.width) {
      findings.Add("FILE_TRUNCATED", "", -1, {.line = record.row, .column = 0}, record.cells.back(),
                   "");
      return;
    }
    if (!rows.Add(record)) {
      findings.Add("FILE_TOO_MANY_VALUES", "", -1, {.line = record.row, .column = 0}, "",
                   StrCat(limits::kFileListMax));
      return;
    }
  }
}

// The findings about the decimal mark as one about the file, because the cause is
// one: the file has another mark than its separator lets expect.
std::vector<v1::Finding> WithOneDecimalMark(std::vector<v1::Finding> findings, char separator) {
  const auto is_mark = [](const v1::Finding& finding) {
    return finding.code() == "CSV_DECIMAL_MARK";
  };
  const auto first = std::ranges::min_element(findings, {}, [&](const v1::Finding& finding) {
    return std::tuple(!is_mark(finding), finding.location().row(), finding.location().column());
  });
  v1::Finding one =
      FileFinding(separator == ';' ? "CSV_DECIMAL_POINTS" : "CSV_DECIMAL_COMMAS",
                  first->location().file(), {first->location().row(), first->location().column()},
                  first->got(), separator == '\t' ? "TAB" : std::string(1, separator));
  one.mutable_location()->set_field(std::string(ElementOf(first->location().field())));
  uint32_t occurrences = 0;
  std::vector<uint32_t> also;
  for (const v1::Finding& finding : findings) {
    if (!is_mark(finding)) continue;
    occurrences += finding.occurrences();
    also.insert(also.end(), finding.also().begin(), finding.also().end());
    if (const auto index = IndexIn(finding.location().field())) also.push_back(*index);
  }
  std::ranges::sort(also);
  const auto rest = std::ranges::unique(also);
  also.erase(rest.begin(), rest.end());
  std::erase(also, IndexIn(one.location().field()).value_or(UINT32_MAX));
  one.set_occurrences(occurrences);
  one.mutable_also()->Add(also.begin(), also.end());
  std::erase_if(findings, is_mark);
  findings.insert(findings.begin(), std::move(one));
  return findings;
}

bool EndsInAnyOf(std::string_view name, std::initializer_list<std::string_view> endings) {
  std::string lower(name);
  absl::AsciiStrToLower(&lower);
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return lower.ends_with(ending); });
}

Loaded ReadOne(const ReportFile& file, DecimalMark mark, v1::Report* report) {
  if (EndsInAnyOf(file.name, {".yaml", ".yml", ".json"})) {
    return LoadMessage(file.text, file.name, report);
  }
  const bool csv = EndsInAnyOf(file.name, {".csv"});
  // No text begins as a workbook does, so one with the wrong ending is read as one.
  if ((csv && KindOfFile(file.text) != FileKind::kOther) ||
      EndsInAnyOf(file.name, {".xlsx", ".xlsm", ".xls", ".ods"})) {
    return ReadReportWorkbook(file.text, file.name, mark, report);
  }
  if (csv) return ReadCsv(file.text, file.name, mark, report);
  const size_t dot = std::min(file.name.rfind('.'), file.name.size());
  Loaded loaded;
  loaded.findings = {FileFinding("FILE_KIND", file.name, {0, 0}, file.name.substr(dot),
                                 ".xlsx | .xlsm | .csv | .yaml | .yml | .json")};
  return loaded;
}

// Adds to a finding of a contradiction the place in the earlier file.
void PointAtEarlierFiles(const SourceMap& earlier, std::vector<v1::Finding>& findings) {
  for (v1::Finding& finding : findings) {
    if (finding.code() != "FILE_CONFLICT" && finding.code() != "TEMPLATE_CONFLICT") continue;
    std::vector<v1::Finding> located(1);
    v1::Location& related = *located.front().add_related();
    related.set_field(finding.location().field());
    earlier.Locate(located);
    if (related.sheet() == kAboutSheet && finding.code() == "FILE_CONFLICT") {
      // Nobody sees that sheet.
      v1::Finding template_finding = domain::MakeFinding(
          "TEMPLATE_CONFLICT", finding.location().field(), finding.expected(), finding.got());
      *template_finding.mutable_location() = finding.location();
      finding = std::move(template_finding);
    }
    if (!related.file().empty()) *finding.add_related() = related;
  }
}

}  // namespace

Loaded ReadCsv(std::string_view text, std::string_view file, DecimalMark mark, v1::Report* report) {
  Loaded loaded;
  Decoded decoded;
  Decode(text, file, decoded);
  loaded.findings = std::move(decoded.findings);
  if (!decoded.ok) return loaded;

  std::string_view rest = decoded.text;
  const std::optional<char> named = TakeSeparatorLine(rest);
  const char separator = named ? *named : DetectSeparator(rest);
  CsvParser parser(rest, separator);
  FileFindings findings(file);
  CsvRecord first;
  bool any = parser.Next(first);
  while (any && IsBlankRecord(first)) any = parser.Next(first);
  if (!any) {
    loaded.findings.push_back(FileFinding("FILE_EMPTY", file, {}, "", ""));
    return loaded;
  }
  const bool readable = !parser.fault() || ReportFault(*parser.fault(), findings);
  if (readable) {
    CsvHeading heading = ReadHeading(first, file, findings);
    Append(std::move(heading.findings), loaded.findings);
    if (heading.table != nullptr) {
      const bool comma =
          mark == DecimalMark::kComma || (mark == DecimalMark::kDetect && separator == ';');
      CsvRows rows(heading, file, "", comma ? ',' : '.', findings, loaded.places, *report);
      ReadRows(parser, heading, rows, findings);
      Append(rows.TakeStrangers(), loaded.findings);
      NoteHeadings(heading, first, file, loaded);
      if (mark == DecimalMark::kDetect && rows.OtherMarkThroughout()) {
        Append(WithOneDecimalMark(findings.Take(), separator), loaded.findings);
        return loaded;
      }
    }
  }
  Append(findings.Take(), loaded.findings);
  return loaded;
}

CsvCells ReadCsvCells(std::string_view text, DecimalMark mark) {
  CsvCells cells;
  Decoded decoded;
  Decode(text, "", decoded);
  std::string_view rest = decoded.text;
  const std::optional<char> named = TakeSeparatorLine(rest);
  const char separator = named ? *named : DetectSeparator(rest);
  const bool comma =
      mark == DecimalMark::kComma || (mark == DecimalMark::kDetect && separator == ';');
  cells.decimal_mark = comma ? ',' : '.';
  CsvParser parser(rest, separator);
  CsvRecord record;
  constexpr size_t kCellBytes = 40;
  for (size_t bytes = 0; bytes < limits::kWorkbookPartBytesMax && parser.Next(record);) {
    while (!record.cells.empty() && record.cells.back().empty()) record.cells.pop_back();
    for (const std::string& cell : record.cells) bytes += kCellBytes + cell.size();
    cells.rows.resize(record.row);
    cells.rows.back() = record.cells;
    bytes += kCellBytes;
  }
  return cells;
}

Loaded ReadReport(const std::vector<ReportFile>& files, DecimalMark mark, v1::Report* report) {
  Loaded all;
  for (const ReportFile& file : files) {
    Loaded one = ReadOne(file, mark, report);
    PointAtEarlierFiles(all.places, one.findings);
    Append(std::move(one.findings), all.findings);
    all.places.Merge(std::move(one.places));
    all.cut_off = all.cut_off || one.cut_off;
    std::ranges::move(one.headings, std::back_inserter(all.headings));
    std::ranges::move(one.templates, std::back_inserter(all.templates));
  }
  return all;
}

}  // namespace samlad::formats
