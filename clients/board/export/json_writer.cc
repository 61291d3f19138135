// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/json_writer.h"

#include <algorithm>

#include "gateway/base/character_class.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

void AppendJsonText(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      AppendJsonEscape(static_cast<char32_t>(c), out);
    } else {
      out += c;
    }
  }
  out += '"';
}

// "a b" as ["a", "b"].
void AppendJsonList(std::string_view text, ColumnKind kind, std::string& out) {
  const char separator = kind == ColumnKind::kNames ? ' ' : '|';
  out += '[';
  while (!text.empty()) {
    const size_t end = std::min(text.find(separator), text.size());
    if (kind == ColumnKind::kNames) {
      AppendJsonText(text.substr(0, end), out);
    } else {
      out += text.substr(0, end);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!text.empty()) out += ", ";
  }
  out += ']';
}

void AppendJsonNumber(const TableCell& cell, std::string& out) {
  if (!cell.code.empty() || cell.text.empty()) {
    out += "null";
  } else if (IsPlainDecimal(cell.text)) {
    out += cell.text;
  } else {
    AppendJsonText(cell.text, out);
  }
}

// What is before the value of a member.
std::string NameOfMember(std::string_view name) { return StrCat("\"", name, "\": "); }

void AppendJsonCell(const TableCell& cell, ColumnKind kind, std::string& out) {
  switch (kind) {
    case ColumnKind::kFigure:
    case ColumnKind::kWhole:
      return AppendJsonNumber(cell, out);
    case ColumnKind::kFlag:
      out += cell.code.empty() ? "null" : cell.code;
      return;
    case ColumnKind::kWord:
      return AppendJsonText(cell.code, out);
    case ColumnKind::kNames:
    case ColumnKind::kPositions:
      return AppendJsonList(cell.text, kind, out);
    case ColumnKind::kDay:
    case ColumnKind::kTime:
      if (cell.text.empty()) {
        out += "null";
        return;
      }
      [[fallthrough]];
    case ColumnKind::kText:
      return AppendJsonText(cell.text, out);
  }
}

}  // namespace

absl::Status JsonWriter::Begin(const Table& table) {
  std::string& out = pieces_.text();
  out += table_ == nullptr ? "{" : ",\n";
  table_ = &table;
  out += StrCat("\"", table.name, "\": [");
  names_.clear();
  for (const Column& column : table.columns) names_.push_back(NameOfMember(column.name));
  has_rows_ = false;
  return absl::OkStatus();
}

absl::Status JsonWriter::Add(std::span<const TableCell> row) {
  std::string& out = pieces_.text();
  out += has_rows_ ? ",\n{" : "\n{";
  has_rows_ = true;
  for (size_t i = 0; i < row.size(); ++i) {
    const Column& column = table_->columns[i];
    if (i > 0) out += ", ";
    out += names_[i];
    AppendJsonCell(row[i], column.kind, out);
    if (column.kind != ColumnKind::kFigure) continue;
    out += StrCat(", \"", column.name, "_code\": ");
    AppendJsonText(row[i].code, out);
  }
  out += '}';
  return pieces_.Pass();
}

absl::Status JsonWriter::End() {
  pieces_.text() += has_rows_ ? "\n]" : "]";
  return absl::OkStatus();
}

absl::Status JsonWriter::Finish() {
  pieces_.text() += table_ == nullptr ? "{}\n" : "}\n";
  return pieces_.Flush();
}

}  // namespace samlad::board
