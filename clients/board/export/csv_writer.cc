// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/csv_writer.h"

#include <algorithm>

#include "clients/board/text.h"

namespace samlad::board {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kEndOfLine = "\r\n";

char SeparatorFor(DecimalMark mark) { return mark == DecimalMark::kComma ? ';' : ','; }

bool NeedsQuotes(std::string_view text, char separator) {
  return std::ranges::any_of(
      text, [separator](char c) { return c == separator || c == '"' || c == '\n' || c == '\r'; });
}

void AppendDecimal(std::string_view decimal, DecimalMark mark, std::string& out) {
  const size_t begin = out.size();
  out += decimal;
  if (mark == DecimalMark::kComma)
    std::replace(out.begin() + static_cast<ptrdiff_t>(begin), out.end(), '.', ',');
}

}  // namespace

void AppendCsvCell(std::string_view text, char separator, std::string& out) {
  if (!NeedsQuotes(text, separator)) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void AppendCsvText(std::string_view text, char separator, std::string& out) {
  if (text.empty()) return;
  if (!BeginsFormula(text)) {
    AppendCsvCell(text, separator, out);
    return;
  }
  std::string guarded = "'";
  guarded += text;
  AppendCsvCell(guarded, separator, out);
}

absl::Status CsvWriter::Begin(const Table& table) {
  table_ = &table;
  std::string& out = pieces_.text();
  out += kByteOrderMark;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out += SeparatorFor(mark_);
    AppendCsvCell(HeadingOf(table.columns[i], language_), SeparatorFor(mark_), out);
  }
  out += kEndOfLine;
  return pieces_.Pass();
}

absl::Status CsvWriter::Add(std::span<const TableCell> row) {
  std::string& out = pieces_.text();
  const char separator = SeparatorFor(mark_);
  for (size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out += separator;
    const TableCell& cell = row[i];
    switch (table_->columns[i].kind) {
      case ColumnKind::kFigure:
        if (!cell.code.empty()) {
          out += cell.code;
        } else if (IsPlainDecimal(cell.text)) {
          AppendDecimal(cell.text, mark_, out);
        } else {
          AppendCsvText(cell.text, separator, out);
        }
        break;
      case ColumnKind::kWhole:
      case ColumnKind::kTime:
      case ColumnKind::kPositions:
        out += cell.text;
        break;
      default:
        AppendCsvText(cell.text, separator, out);
    }
  }
  out += kEndOfLine;
  return pieces_.Pass();
}

}  // namespace samlad::board
