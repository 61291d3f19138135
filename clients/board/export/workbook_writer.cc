// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/workbook_writer.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

#include "absl/time/civil_time.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

// What a spreadsheet keeps of a number.
constexpr ptrdiff_t kSheetDigitsMax = 15;
// Formats for so many decimals and fewer; more are shown as they are.
constexpr size_t kSheetDecimalsMax = 6;

ptrdiff_t SignificantDigits(std::string_view decimal) {
  const size_t first = std::min(decimal.find_first_of("123456789"), decimal.size());
  return std::ranges::count_if(decimal.substr(first), IsDigit);
}

// What a decimal is to a spreadsheet; nullopt: not a number that it keeps whole.
std::optional<double> SheetNumber(std::string_view text) {
  if (!IsPlainDecimal(text) || SignificantDigits(text) > kSheetDigitsMax) return std::nullopt;
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::optional<int> NumberAt(std::string_view text, size_t at, size_t size) {
  if (text.size() < at + size) return std::nullopt;
  int number = 0;
  const char* const end = text.data() + at + size;
  const auto [stop, error] = std::from_chars(text.data() + at, end, number);
  if (stop != end || error != std::errc()) return std::nullopt;
  return number;
}

// "2026-02-15" as the days since the spreadsheets' beginning.
std::optional<double> SheetDay(std::string_view text) {
  const auto year = NumberAt(text, 0, 4), month = NumberAt(text, 5, 2), day = NumberAt(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  return static_cast<double>(absl::CivilDay(*year, *month, *day) - absl::CivilDay(1899, 12, 30));
}

// "2026-02-15T14:04:00+01:00" as that local time.
std::optional<double> SheetTime(std::string_view text) {
  const auto day = SheetDay(text);
  const auto hour = NumberAt(text, 11, 2), minute = NumberAt(text, 14, 2),
             second = NumberAt(text, 17, 2);
  if (!day || !hour || !minute || !second) return std::nullopt;
  return *day + (*hour * 3600 + *minute * 60 + *second) / 86400.0;
}

double WidthOf(const Column& column) {
  if (column.name.ends_with("title") || column.name == "value" || column.name == "measure") {
    return column.kind == ColumnKind::kFigure ? 14 : 44;
  }
  switch (column.kind) {
    case ColumnKind::kTime:
      return 17;
    case ColumnKind::kText:
      return column.name.ends_with("name") ? 28 : 18;
    default:
      return 14;
  }
}

bool IsHexDigits(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

// Spreadsheets read "_x000D_" as the character with that number, so that the mark
// itself is escaped where a text has it.
std::string EscapeForSheet(std::string_view text) {
  std::string escaped;
  size_t from = 0;
  constexpr size_t kMarkSize = 7;
  for (size_t at = text.find("_x"); at != text.npos; at = text.find("_x", at + 1)) {
    const std::string_view mark = text.substr(at, kMarkSize);
    if (mark.size() < kMarkSize || mark.back() != '_' || !IsHexDigits(mark.substr(2, 4))) continue;
    escaped.append(text.substr(from, at - from)).append("_x005F");
    from = at;
  }
  return escaped.append(text.substr(from));
}

}  // namespace

class WorkbookWriter::Book {
 public:
  Book(const std::string& path, Language language) : language_(language) {
    std::error_code no_folder;
    folder_ = std::filesystem::temp_directory_path(no_folder).string();
    if (no_folder) folder_ = P_tmpdir;
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder_.data();
    book_ = workbook_new_opt(path.c_str(), &options);
    if (book_ == nullptr) return;
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    day_ = Format("yyyy-mm-dd");
    time_ = Format("yyyy-mm-dd hh:mm");
    whole_ = Format("0");
    std::string format = "#,##0";
    for (size_t decimals = 0; decimals < figures_.size(); ++decimals) {
      if (decimals > 0) format += decimals == 1 ? ".0" : "0";
      figures_[decimals] = Format(format.c_str());
    }
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  ~Book() {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }

  absl::Status Begin(const Table& table) {
    table_ = &table;
    sheet_ = book_ == nullptr
                 ? nullptr
                 : workbook_add_worksheet(book_, std::string(TitleOf(table, language_)).c_str());
    if (sheet_ == nullptr) return Full();
    for (size_t i = 0; i < table.columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet_, column, column, WidthOf(table.columns[i]), nullptr);
      Put(0, i, HeadingOf(table.columns[i], language_), bold_);
    }
    worksheet_freeze_panes(sheet_, 1, 0);
    // Periods and ids of digits alone are texts on purpose.
    worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    rows_ = 0;
    return absl::OkStatus();
  }

  absl::Status Add(std::span<const TableCell> row) {
    ++rows_;
    if (rows_ > limits::kSheetRowsMax) return NoRoom("");
    for (size_t i = 0; i < row.size(); ++i) {
      const Column& column = table_->columns[i];
      if (row[i].text.size() > limits::kWorkbookCellBytesMax) return NoRoom(column.name);
      PutCell(i, row[i], column.kind);
    }
    return absl::OkStatus();
  }

  absl::Status End() {
    if (rows_ > 0) {
      worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(rows_),
                           static_cast<lxw_col_t>(table_->columns.size() - 1));
    }
    // The library does not say that its temporary file could not be written.
    std::FILE* const rows = sheet_->optimize_tmpfile;
    return std::fflush(rows) != 0 || std::ferror(rows) != 0 ? Full() : absl::OkStatus();
  }

  absl::Status Finish() {
    const lxw_error error = workbook_close(book_);  // and frees it
    book_ = nullptr;
    if (error == LXW_NO_ERROR) return absl::OkStatus();
    return absl::ResourceExhaustedError(
        StrCat("cannot write the workbook: ", lxw_strerror(error), "; is the disk full?"));
  }

 private:
  // Names the place alone, because the caller speaks the reader's language.
  absl::Status NoRoom(std::string_view column) const {
    return absl::OutOfRangeError(
        StrCat(table_->name, ", row ", rows_, column.empty() ? "" : ", ", column));
  }

  absl::Status Full() const {
    return absl::ResourceExhaustedError(
        StrCat("cannot write temporary files in ", folder_, "; make room there, or set TMPDIR"));
  }

  lxw_format* Format(const char* number) {
    lxw_format* format = workbook_add_format(book_);
    format_set_num_format(format, number);
    return format;
  }

  void Put(lxw_row_t row, size_t column, std::string_view text, lxw_format* format) {
    if (text.empty()) return;
    if (text.find("_x") == text.npos) {
      text_ = text;
    } else {
      text_ = EscapeForSheet(text);
    }
    worksheet_write_string(sheet_, row, static_cast<lxw_col_t>(column), text_.c_str(), format);
  }

  // As a number with that format if it is one, else as the text.
  void PutNumber(size_t column, std::string_view text, std::optional<double> number,
                 lxw_format* format) {
    const auto row = static_cast<lxw_row_t>(rows_);
    if (!number) return Put(row, column, text, nullptr);
    worksheet_write_number(sheet_, row, static_cast<lxw_col_t>(column), *number, format);
  }

  void PutCell(size_t column, const TableCell& cell, ColumnKind kind) {
    const std::string_view text = cell.text;
    switch (kind) {
      case ColumnKind::kFigure: {
        if (!cell.code.empty())
          return Put(static_cast<lxw_row_t>(rows_), column, cell.code, nullptr);
        const size_t point = text.find('.');
        const size_t decimals = point == text.npos ? 0 : text.size() - point - 1;
        return PutNumber(column, text, SheetNumber(text),
                         decimals < figures_.size() ? figures_[decimals] : nullptr);
      }
      case ColumnKind::kWhole:
        return PutNumber(column, text, SheetNumber(text), whole_);
      case ColumnKind::kDay:
        return PutNumber(column, text, SheetDay(text), day_);
      case ColumnKind::kTime:
        return PutNumber(column, text, SheetTime(text), time_);
      default:
        return Put(static_cast<lxw_row_t>(rows_), column, text, nullptr);
    }
  }

  const Language language_;
  std::string folder_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;  // of the workbook
  lxw_format *bold_ = nullptr, *day_ = nullptr, *time_ = nullptr, *whole_ = nullptr;
  std::array<lxw_format*, kSheetDecimalsMax + 1> figures_{};  // by decimals
  const Table* table_ = nullptr;
  size_t rows_ = 0;  // without the heading
  std::string text_;
};

WorkbookWriter::WorkbookWriter(const std::string& path, Language language)
    : book_(std::make_unique<Book>(path, language)) {}
WorkbookWriter::~WorkbookWriter() = default;
absl::Status WorkbookWriter::Begin(const Table& table) { return book_->Begin(table); }
absl::Status WorkbookWriter::Add(std::span<const TableCell> row) { return book_->Add(row); }
absl::Status WorkbookWriter::End() { return book_->End(); }
absl::Status WorkbookWriter::Finish() { return book_->Finish(); }

}  // namespace samlad::board
