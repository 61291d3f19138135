// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>

#include "absl/strings/str_replace.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/csv_cell.h"
#include "gateway/formats/csv_reader.h"
#include "gateway/formats/scalar_field.h"
#include "google/protobuf/message.h"

namespace samlad::formats {
namespace {

using google::protobuf::Message;

// The known word that is meant; empty: none.
std::string_view Meant(const CsvColumn& column, std::string_view cell) {
  const std::string word = NormaliseWord(cell);
  const auto known = std::ranges::find(column.words, word, &CsvWord::written);
  return known == column.words.end() ? std::string_view() : known->meant;
}

}  // namespace

CsvRows::CsvRows(const CsvHeading& heading, std::string_view file, char mark,
                 FileFindings& findings, SourceMap& places, v1::Report& report)
    : file_(file),
      mark_(mark),
      findings_(findings),
      places_(places),
      report_(report),
      list_(v1::Report::descriptor()->FindFieldByName(std::string(heading.table->list))) {
  for (const CsvColumn* column : heading.columns) {
    const bool is_field = column != nullptr && column->kind != CsvKind::kPeriod;
    targets_.push_back(
        {.column = column,
         .field = is_field ? list_->message_type()->FindFieldByName(std::string(column->field))
                           : nullptr});
  }
}

bool CsvRows::Add(const CsvRecord& record) {
  const auto is_blank = [](const std::string& cell) { return TrimCell(cell).empty(); };
  if (std::ranges::all_of(record.cells, is_blank)) return true;
  index_ = static_cast<size_t>(report_.GetReflection()->FieldSize(report_, list_));
  if (index_ >= limits::kFileListMax) return false;

  Message& row = *report_.GetReflection()->AddMessage(&report_, list_);
  path_ = StrCat(std::string_view(list_->name()), "[", index_, "]");
  places_.Set(path_, {.file = file_, .sheet = {}, .row = record.row, .column = 0});
  place_ = {.line = record.row, .column = 0};
  const size_t width = std::min(targets_.size(), record.cells.size());
  // There may be fewer cells than columns, because Excel leaves out separators
  // at the end of some rows.
  for (size_t i = 0; i < width; ++i) {
    place_.column = static_cast<uint32_t>(i + 1);
    AddCell(targets_[i], TrimCell(record.cells[i]), row);
  }
  const auto beyond = std::find_if_not(record.cells.begin() + static_cast<std::ptrdiff_t>(width),
                                       record.cells.end(), is_blank);
  if (beyond != record.cells.end()) {
    place_.column = static_cast<uint32_t>(beyond - record.cells.begin() + 1);
    Report("CSV_ROW_LENGTH", path_, StrCat(record.cells.size()), StrCat(targets_.size()));
  }
  return true;
}

void CsvRows::AddCell(const Target& target, std::string_view cell, Message& row) {
  if (target.column == nullptr || cell.empty()) return;
  switch (target.column->kind) {
    case CsvKind::kText:
      SetText(target, absl::StrReplaceAll(ToAbsl(cell), {{"\r\n", "\n"}, {"\r", "\n"}}), cell, row);
      break;
    case CsvKind::kNumber: {
      const CellNumber number = ReadNumber(cell, mark_);
      if (number.fault.empty()) {
        SetText(target, number.text, cell, row);
      } else {
        Report(number.fault, StrCat(path_, ".", target.column->field), cell, number.expected);
      }
      break;
    }
    case CsvKind::kCode: {
      const std::string_view meant = Meant(*target.column, cell);
      SetText(target, meant.empty() ? cell : meant, cell, row);
      break;
    }
    case CsvKind::kStatus:
      SetStatus(target, cell, row);
      break;
    case CsvKind::kWords:
      for (const std::string& word : SplitWords(cell)) SetText(target, word, word, row);
      break;
    case CsvKind::kPeriod:
      SetPeriod(cell);
      break;
  }
}

void CsvRows::SetText(const Target& target, std::string_view text, std::string_view got,
                      Message& row) {
  const std::string path = StrCat(path_, ".", target.column->field);
  places_.Set(path, {.file = file_, .sheet = {}, .row = place_.line, .column = place_.column});
  // A new row has no earlier value, so there is no conflict.
  const SetResult result = SetScalar({.text = text, .quoted = true}, row, *target.field);
  if (result == SetResult::kSet) return;
  const bool out_of_range = result == SetResult::kOutOfRange;
  Report(out_of_range ? "FILE_OUT_OF_RANGE" : "FILE_WRONG_TYPE", path, got,
         AcceptedScalars(*target.field));
}

void CsvRows::SetStatus(const Target& target, std::string_view cell, Message& row) {
  const std::string path = StrCat(path_, ".", target.column->field);
  places_.Set(path, {.file = file_, .sheet = {}, .row = place_.line, .column = place_.column});
  const std::string_view meant = Meant(*target.column, cell);
  const std::string_view text = meant.empty() ? cell : meant;
  if (SetScalar({.text = text, .quoted = true}, row, *target.field) == SetResult::kSet) return;
  Report("CSV_STATUS", path, cell, target.column->choices);
}

void CsvRows::SetPeriod(std::string_view cell) {
  if (report_.period().empty()) {
    report_.set_period(std::string(cell));
    places_.Set("period",
                {.file = file_, .sheet = {}, .row = place_.line, .column = place_.column});
  }
  if (report_.period() != cell) Report("CSV_PERIOD_MISMATCH", path_, cell, report_.period());
}

void CsvRows::Report(std::string_view code, std::string_view field, std::string_view got,
                     std::string_view expected) {
  findings_.Add(code, field, static_cast<int64_t>(index_), place_, got, expected);
}

}  // namespace samlad::formats
