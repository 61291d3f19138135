// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/written_text.h"
#include "gateway/formats/csv_cell.h"
#include "gateway/formats/csv_reader.h"
#include "gateway/formats/file_findings.h"
#include "gateway/formats/report_reader.h"
#include "gateway/formats/scalar_field.h"
#include "gateway/formats/template_reader.h"
#include "gateway/formats/template_sheets.h"
#include "gateway/formats/workbook.h"

namespace samlad::formats {
namespace {

// Rows in which the headings may be: below a title and some lines of text.
constexpr size_t kRowsToHeading = 20;

void MoveTo(std::vector<v1::Finding> from, std::vector<v1::Finding>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// What a cell holds, as it is shown. A formula without result is not empty.
std::string ShownText(const SheetCell& cell) {
  if (cell.kind == CellKind::kWithoutResult) return "=";
  if (cell.kind != CellKind::kPercent) return cell.text;
  return StrCat(ToPlainDecimal(StrCat(cell.text, "e2")).text, " %");
}

bool HoldsSomething(const SheetRow& row) {
  return std::ranges::any_of(row.cells, [](const SheetCell& cell) {
    return cell.kind == CellKind::kWithoutResult || !TrimCell(cell.text).empty();
  });
}

// As a record of `width` cells, which is reused. False: a cell is there twice.
bool FillRecord(const SheetRow& row, size_t width, CsvRecord& record) {
  record.row = row.row;
  record.ended = true;
  record.cells.assign(width, "");
  record.kinds.assign(width, CellKind::kText);
  for (const SheetCell& cell : row.cells) {
    if (cell.column > width) continue;
    std::string& text = record.cells[cell.column - 1];
    if (!text.empty()) return false;
    text = ShownText(cell);
    record.kinds[cell.column - 1] = cell.kind;
  }
  return true;
}

// The list of findings in a workbook that was annotated and is sent in again.
bool IsFindingsSheet(const Sheet& sheet) {
  if (sheet.rows.empty() || sheet.rows.front().cells.empty()) return false;
  const std::string& title = sheet.rows.front().cells.front().text;
  return title == kFindingsTitle.sv || title == kFindingsTitle.en;
}

size_t WidthOf(std::span<const SheetRow> rows) {
  uint32_t width = 0;
  for (const SheetRow& row : rows) {
    for (const SheetCell& cell : row.cells) width = std::max(width, cell.column);
  }
  return width;
}

// The row among the first that knows most headings; nullopt: none is a heading row.
std::optional<size_t> FindHeadingRow(const Sheet& sheet) {
  std::optional<size_t> found;
  size_t known = 0, seen = 0;
  CsvRecord record;
  for (size_t i = 0; i < sheet.rows.size() && seen < kRowsToHeading; ++i) {
    if (!HoldsSomething(sheet.rows[i])) continue;
    ++seen;
    const size_t width = std::min(WidthOf({&sheet.rows[i], 1}), limits::kCsvColumnsMax);
    if (!FillRecord(sheet.rows[i], width, record)) continue;
    const HeadingFit fit = FitOfHeadings(record);
    if (!fit.is_heading || fit.known <= known) continue;
    found = i;
    known = fit.known;
  }
  return found;
}

// "indikator (indicator) | titel (title) | projekt (project)".
std::string KnownHeadings() {
  std::vector<std::string> known;
  for (const CsvTable& table : CsvTables()) {
    const auto column = std::ranges::find_if(table.columns, &CsvColumn::required);
    known.push_back(StrCat(column->swedish, " (", column->field, ")"));
  }
  return absl::StrJoin(known, " | ");
}

// A spreadsheet takes and shows the decimals of its user's language, whatever mark
// they have in the file.
void ShowDecimalCommas(std::vector<v1::Finding>& findings) {
  for (v1::Finding& finding : findings) {
    const bool number =
        finding.code() == "WORKBOOK_CELL_PERCENT" || finding.code() == "WORKBOOK_CELL_ROUNDED";
    if (!number && !finding.code().starts_with("CSV_")) continue;
    for (const std::string& written : {number ? finding.got() : "", finding.expected()}) {
      if (written.find('.') == written.npos) continue;
      const std::string comma = domain::WithDecimalCommas(written);
      for (std::string* text :
           {finding.mutable_message()->mutable_sv(), finding.mutable_fix()->mutable_sv()}) {
        absl::StrReplaceAll({{written, comma}}, text);
      }
    }
  }
}

// Reads one sheet with headings.
class TableReader {
 public:
  TableReader(const Sheet& sheet, std::string_view file, char mark, const TemplateNames& names,
              Loaded& loaded, v1::Report& report)
      : sheet_(sheet),
        file_(file),
        mark_(mark),
        names_(names),
        loaded_(loaded),
        report_(report),
        findings_(file, sheet.name) {}

  void Read(size_t heading_row) {
    const std::span<const SheetRow> rows = std::span(sheet_.rows).subspan(heading_row);
    heading_row_ = rows.front().row;
    width_ = WidthOf(rows);
    if (width_ > limits::kCsvColumnsMax) {
      Tell("FILE_TOO_MANY_VALUES", {rows.front().row, static_cast<uint32_t>(width_)},
           ColumnName(static_cast<uint32_t>(width_)), StrCat(limits::kCsvColumnsMax));
      loaded_.cut_off = true;
    } else if (!FillRecord(rows.front(), width_, record_)) {
      TellTwice(rows.front().row);
    } else {
      record_.kinds.clear();
      const CsvRecord headings = record_;
      heading_ = ReadHeading(headings, file_, findings_);
      AddFindings(std::move(heading_.findings));
      if (heading_.table != nullptr) {
        TellRowsAbove(heading_row);
        ReadRows(rows.subspan(1));
        NoteHeadings(heading_, headings, file_, loaded_);
      }
    }
    std::vector<v1::Finding> findings = findings_.Take();
    ShowDecimalCommas(findings);
    MoveTo(std::move(findings), loaded_.findings);
  }

 private:
  struct ReadRow {
    uint32_t row = 0;
    size_t element = 0;
  };

  void ReadRows(std::span<const SheetRow> rows) {
    CsvRows table(heading_, file_, sheet_.name, mark_, findings_, loaded_.places, report_);
    uint32_t unfilled = 0, first_unfilled = 0, hidden = 0, first_hidden = 0;
    for (const SheetRow& row : rows) {
      if (!HoldsSomething(row)) continue;
      if (!FillRecord(row, width_, record_)) {
        TellTwice(row.row);
        continue;
      }
      ResolveNames();
      if (table.IsUnfilled(record_)) {
        if (unfilled++ == 0) first_unfilled = row.row;
        PlaceUnfilled(row.row);
        continue;
      }
      if (row.hidden && hidden++ == 0) first_hidden = row.row;
      if (!table.Add(record_)) {
        Tell("FILE_TOO_MANY_VALUES", {row.row, 0}, "", StrCat(limits::kFileListMax));
        loaded_.cut_off = true;
        break;
      }
      read_.push_back({.row = row.row, .element = table.index()});
    }
    if (unfilled > 0) Tell("WORKBOOK_ROWS_UNFILLED", {first_unfilled, 0}, StrCat(unfilled), "");
    if (hidden > 0) Tell("WORKBOOK_HIDDEN_ROWS", {first_hidden, 0}, StrCat(hidden), "");
    TellMerged();
    TellHiddenColumns(rows);
    AddFindings(table.TakeStrangers());
  }

  // Where the template asks for the total that record_ is about.
  void PlaceUnfilled(uint32_t row) {
    if (heading_.table->list != "observations") return;
    std::string_view indicator;
    for (size_t i = 0; i < width_; ++i) {
      const CsvColumn* column = heading_.columns[i];
      if (column == nullptr || TrimCell(record_.cells[i]).empty()) continue;
      if (column->field == "indicator") {
        indicator = TrimCell(record_.cells[i]);
      } else if (column->kind != CsvKind::kPeriod) {
        return;  // of a part
      }
    }
    const std::string path = PathOfUnfilled(indicator);
    if (indicator.empty() || loaded_.places.Find(path)) return;
    loaded_.places.Set(path, {.file = file_, .sheet = sheet_.name, .row = row});
  }

  // Codes for the names of a template, in record_.
  void ResolveNames() {
    for (size_t i = 0; i < width_; ++i) {
      const CsvColumn* column = heading_.columns[i];
      if (column == nullptr || record_.cells[i].empty()) continue;
      if (column->kind != CsvKind::kId && column->kind != CsvKind::kCode) continue;
      const std::string_view code = names_.CodeOf(column->field, record_.cells[i]);
      if (!code.empty()) record_.cells[i] = std::string(code);
    }
  }

  void TellRowsAbove(size_t heading_row) {
    const auto above = std::span(sheet_.rows).first(heading_row);
    const auto count = std::ranges::count_if(above, HoldsSomething);
    if (count == 0) return;
    const auto first = std::ranges::find_if(above, HoldsSomething);
    Tell("WORKBOOK_ROWS_ABOVE", {first->row, 0}, StrCat(count), "");
  }

  // Of merged cells only the first has a content, so that the others seem to be
  // about all areas, or about nothing.
  void TellMerged() {
    size_t looked_at = 0;
    for (const CellRange& range : sheet_.merged) {
      std::vector<uint32_t> columns;
      for (uint32_t c = range.first_column; c <= std::min<size_t>(range.last_column, width_); ++c) {
        if (heading_.columns[c - 1] != nullptr) columns.push_back(c);
      }
      if (columns.empty() || (range.first_row == range.last_row && columns.size() < 2)) continue;
      auto row = std::ranges::lower_bound(read_, range.first_row, {}, &ReadRow::row);
      for (; row != read_.end() && row->row <= range.last_row; ++row) {
        // Ranges that overlap are none that a spreadsheet wrote.
        if (++looked_at > limits::kFileListMax) return;
        const std::string field = StrCat(heading_.table->list, "[", row->element, "].",
                                         heading_.columns[columns.front() - 1]->field);
        findings_.Add("WORKBOOK_CELL_MERGED", field, static_cast<int64_t>(row->element),
                      {row->row, columns.front()},
                      StrCat(CellName(range.first_row, range.first_column), ":",
                             CellName(range.last_row, range.last_column)),
                      "");
      }
    }
  }

  void TellHiddenColumns(std::span<const SheetRow> rows) {
    std::vector<bool> hidden(width_);
    for (const ColumnRange& range : sheet_.hidden_columns) {
      for (size_t c = std::max(range.first, 1u); c <= std::min<size_t>(range.last, width_); ++c) {
        hidden[c - 1] = heading_.columns[c - 1] != nullptr;
      }
    }
    std::vector<bool> holds(width_);
    for (const SheetRow& row : rows) {
      for (const SheetCell& cell : row.cells) holds[cell.column - 1] = true;
    }
    std::vector<std::string> names;
    uint32_t first = 0;
    for (uint32_t c = 1; c <= width_; ++c) {
      if (!hidden[c - 1] || !holds[c - 1]) continue;
      if (names.empty()) first = c;
      names.push_back(ColumnName(c));
    }
    if (names.empty()) return;
    Tell("WORKBOOK_HIDDEN_COLUMNS", {heading_row_, first}, absl::StrJoin(names, ", "), "");
  }

  void TellTwice(uint32_t row) {
    findings_.Add("FILE_WORKBOOK", "", -1, {row, 0},
                  StrCat("a cell of row ", row, " is there twice"), "XLSX");
  }

  void AddFindings(std::vector<v1::Finding> findings) {
    for (v1::Finding& finding : findings) finding.mutable_location()->set_sheet(sheet_.name);
    MoveTo(std::move(findings), loaded_.findings);
  }

  void Tell(std::string_view code, LineColumn place, std::string_view got,
            std::string_view expected) {
    v1::Finding finding = FileFinding(code, file_, place, got, expected);
    finding.mutable_location()->set_sheet(sheet_.name);
    loaded_.findings.push_back(std::move(finding));
  }

  const Sheet& sheet_;
  const std::string file_;
  const char mark_;
  const TemplateNames& names_;
  Loaded& loaded_;
  v1::Report& report_;
  FileFindings findings_;
  CsvHeading heading_;
  uint32_t heading_row_ = 0;
  size_t width_ = 0;
  CsvRecord record_;
  std::vector<ReadRow> read_;
};

// Reads one workbook.
class ReportWorkbookReader {
 public:
  ReportWorkbookReader(std::string_view file, DecimalMark mark, v1::Report& report)
      : file_(file),
        mark_(mark == DecimalMark::kDetect  ? CsvRows::kMarkOfEachCell
              : mark == DecimalMark::kComma ? ','
                                            : '.'),
        report_(report) {}

  Loaded Read(std::string_view bytes) && {
    auto workbook = Workbook::Open(bytes);
    if (!workbook.ok()) {
      Tell(workbook.status());
    } else if (ReadAbout(*workbook) && ReadSheets(*workbook) && !any_read_) {
      TellNoTable(*workbook);
    }
    return std::move(loaded_);
  }

 private:
  // False: the workbook cannot be read, which was told.
  bool ReadAbout(Workbook& workbook) {
    const auto entry = std::ranges::find(workbook.sheets(), kAboutSheet, &Workbook::Entry::name);
    if (entry == workbook.sheets().end()) return true;
    const auto sheet = workbook.Read(static_cast<size_t>(entry - workbook.sheets().begin()));
    if (!sheet.ok()) return Tell(sheet.status());
    FileFindings findings(file_, sheet->name);
    TemplateSheet about = ReadTemplateSheet(*sheet, file_, findings, loaded_.places, report_);
    MoveTo(findings.Take(), loaded_.findings);
    loaded_.templates.push_back(std::move(about.origin));
    names_ = std::move(about.names);
    is_template_ = true;
    return true;
  }

  bool ReadSheets(Workbook& workbook) {
    for (size_t i = 0; i < workbook.sheets().size(); ++i) {
      const Workbook::Entry& entry = workbook.sheets()[i];
      if (entry.name == kAboutSheet || (is_template_ && IsReadMe(entry.name))) continue;
      if (loaded_.findings.size() > limits::kFindingsMax) {
        return Tell(absl::ResourceExhaustedError(
            StrCat("it has more than ", limits::kFindingsMax, " findings; correct the first")));
      }
      const auto sheet = workbook.Read(i);
      if (!sheet.ok()) return Tell(sheet.status());
      if (IsFindingsSheet(*sheet)) continue;
      if (std::ranges::any_of(sheet->rows, HoldsSomething)) ReadSheet(*sheet, entry.hidden);
    }
    return true;
  }

  static bool IsReadMe(std::string_view name) {
    return name == kReadMeSheet.sv || name == kReadMeSheet.en;
  }

  void ReadSheet(const Sheet& sheet, bool hidden) {
    const bool sign_off = IsSignOffSheet(sheet);
    const std::optional<size_t> heading = sign_off ? std::nullopt : FindHeadingRow(sheet);
    if (!sign_off && !heading) {
      Tell(sheet, "WORKBOOK_SHEET_UNREAD", KnownHeadings());
      return;
    }
    any_read_ = true;
    if (hidden) {
      Tell(sheet, "WORKBOOK_HIDDEN_SHEET", "");
    } else if (sign_off) {
      FileFindings findings(file_, sheet.name);
      ReadSignOffSheet(sheet, file_, findings, loaded_.places, report_);
      MoveTo(findings.Take(), loaded_.findings);
    } else {
      TableReader(sheet, file_, mark_, names_, loaded_, report_).Read(*heading);
    }
  }

  void TellNoTable(const Workbook& workbook) {
    // Each sheet was told of by itself; the cause is one.
    std::erase_if(loaded_.findings, [](const v1::Finding& finding) {
      return finding.code() == "WORKBOOK_SHEET_UNREAD";
    });
    const auto append = [](std::string* text, const Workbook::Entry& entry) {
      text->append(entry.name);
    };
    loaded_.findings.push_back(FileFinding("WORKBOOK_NO_TABLE", file_, {0, 0},
                                           absl::StrJoin(workbook.sheets(), ", ", append),
                                           KnownHeadings()));
  }

  void Tell(const Sheet& sheet, std::string_view code, std::string_view expected) {
    loaded_.findings.push_back(FileFinding(code, file_, {0, 0}, sheet.name, expected));
    loaded_.findings.back().mutable_location()->set_sheet(sheet.name);
  }

  // Always false.
  bool Tell(const absl::Status& status) {
    const bool large = status.code() == absl::StatusCode::kResourceExhausted;
    loaded_.findings.push_back(FileFinding(large ? "WORKBOOK_TOO_LARGE" : "FILE_WORKBOOK", file_,
                                           {0, 0}, samlad::Message(status), "XLSX"));
    loaded_.cut_off = true;
    return false;
  }

  const std::string file_;
  const char mark_;
  v1::Report& report_;
  Loaded loaded_;
  TemplateNames names_;
  bool is_template_ = false;
  bool any_read_ = false;  // a table or a sign-off
};

}  // namespace

Loaded ReadReportWorkbook(std::string_view bytes, std::string_view file, DecimalMark mark,
                          v1::Report* report) {
  Loaded loaded;
  const auto tell = [&](std::string_view code, std::string_view got, std::string_view expected) {
    loaded.findings.push_back(FileFinding(code, file, {0, 0}, got, expected));
    return std::move(loaded);
  };
  if (bytes.size() > limits::kFileBytesMax) {
    return tell("FILE_TOO_LARGE", StrCat(bytes.size()), StrCat(limits::kFileBytesMax));
  }
  if (bytes.empty()) return tell("FILE_EMPTY", "", "");
  const FileKind kind = KindOfFile(bytes);
  if (kind == FileKind::kOldOrProtected) return tell("FILE_OLD_WORKBOOK", "", "");
  if (kind == FileKind::kOpenDocument) return tell("FILE_OPEN_DOCUMENT", "", "");
  return ReportWorkbookReader(file, mark, *report).Read(bytes);
}

}  // namespace samlad::formats
