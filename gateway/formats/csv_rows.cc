// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>

#include "absl/strings/str_replace.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/domain/values/written_text.h"
#include "gateway/formats/csv_cell.h"
#include "gateway/formats/csv_reader.h"
#include "gateway/formats/scalar_field.h"
#include "gateway/formats/text_encoding.h"
#include "gateway/formats/text_faults.h"
#include "google/protobuf/message.h"

namespace samlad::formats {
namespace {

using google::protobuf::Message;

constexpr size_t kStrangersFollowed = 32;

// The known word that is meant; empty: none.
std::string_view Meant(const CsvColumn& column, std::string_view cell) {
  const std::string word = NormaliseWord(cell);
  const auto known = std::ranges::find(column.words, word, &CsvWord::written);
  return known == column.words.end() ? std::string_view() : known->meant;
}

// A decimal with a point, with at most so many digits as a figure has behind it.
// The same if it is larger than a figure.
std::string RoundDecimals(const std::string& number) {
  constexpr size_t kDecimals = limits::kDecimalScale;
  const size_t point = number.find('.');
  if (point == number.npos || number.size() - point - 1 <= kDecimals) return number;
  const auto kept = domain::ParseDecimal(number.substr(0, point + 1 + kDecimals));
  if (!kept) return number;
  const bool up = number[point + 1 + kDecimals] >= '5';
  const int64_t step = !up ? 0 : number.starts_with('-') ? -1 : 1;
  std::string rounded = domain::FormatMicros(kept->micros + step, limits::kDecimalScale);
  rounded.erase(rounded.find_last_not_of('0') + 1);
  if (rounded.ends_with('.')) rounded.pop_back();
  return rounded;
}

}  // namespace

CsvRows::CsvRows(const CsvHeading& heading, std::string_view file, std::string_view sheet,
                 char mark, FileFindings& findings, SourceMap& places, v1::Report& report)
    : file_(file),
      sheet_(sheet),
      mark_(mark),
      findings_(findings),
      places_(places),
      report_(report),
      list_(v1::Report::descriptor()->FindFieldByName(std::string(heading.table->list))),
      strangers_(heading.strangers),
      held_(heading.strangers.size()) {
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
  place_ = {.line = record.row, .column = 0};
  places_.Set(path_, PlaceOfCell());
  const size_t width = std::min(targets_.size(), record.cells.size());
  // There may be fewer cells than columns, because Excel leaves out separators
  // at the end of some rows.
  for (size_t i = 0; i < width; ++i) {
    place_.column = static_cast<uint32_t>(i + 1);
    const auto kind =
        record.kinds.empty() ? std::nullopt : std::optional<CellKind>(record.kinds[i]);
    AddCell(targets_[i], TrimCell(record.cells[i]), kind, row);
  }
  for (size_t i = 0; i < strangers_.size(); ++i) {
    const size_t cell = strangers_[i].cell;
    // Of many such columns the first row is enough.
    if (i >= kStrangersFollowed && !held_[i].empty()) continue;
    if (cell < record.cells.size() && !is_blank(record.cells[cell])) {
      held_[i].push_back(static_cast<uint32_t>(index_));
    }
  }
  const auto beyond = std::find_if_not(record.cells.begin() + static_cast<std::ptrdiff_t>(width),
                                       record.cells.end(), is_blank);
  if (beyond != record.cells.end()) {
    place_.column = static_cast<uint32_t>(beyond - record.cells.begin() + 1);
    Report("CSV_ROW_LENGTH", path_, StrCat(record.cells.size()), StrCat(targets_.size()));
  }
  return true;
}

bool CsvRows::IsUnfilled(const CsvRecord& record) const {
  if (list_->name() == "activities") return false;
  for (size_t i = 0; i < record.cells.size(); ++i) {
    if (TrimCell(record.cells[i]).empty()) continue;
    const CsvColumn* column = i < targets_.size() ? targets_[i].column : nullptr;
    if (column == nullptr) {
      // A note says nothing; a column that is not known may hold the figure.
      const bool stranger = std::ranges::count(strangers_, i, &CsvStranger::cell) > 0;
      if (stranger || i >= targets_.size()) return false;
      continue;
    }
    const bool is_key = column->kind == CsvKind::kId || column->kind == CsvKind::kCode ||
                        column->kind == CsvKind::kPeriod || column->field == "indicator_version";
    if (!is_key) return false;
  }
  return true;
}

bool CsvRows::CheckKind(const Target& target, std::string_view cell, CellKind kind) {
  const bool number = target.column->kind == CsvKind::kNumber;
  if (kind == CellKind::kWithoutResult) {
    Refuse(target, "WORKBOOK_CELL_FORMULA", "", "");
  } else if (kind == CellKind::kError) {
    Refuse(target, "FILE_SPREADSHEET_ERROR", cell, "");
  } else if (number && kind == CellKind::kPercent) {
    Refuse(target, "WORKBOOK_CELL_PERCENT", cell, cell.substr(0, cell.find(' ')));
  } else if (number && kind == CellKind::kDate) {
    Refuse(target, "CSV_DATE", cell, "12.5");
  } else if (const auto control = FindControlCharacter(cell)) {
    Refuse(target, "FILE_CONTROL_CHARACTER", NameControlCharacter(cell.substr(*control)), "");
  } else {
    return true;
  }
  return false;
}

void CsvRows::AddCell(const Target& target, std::string_view cell, std::optional<CellKind> kind,
                      Message& row) {
  if (target.column == nullptr || cell.empty()) return;
  if (kind && !CheckKind(target, cell, *kind)) return;
  if (target.column->kind == CsvKind::kNumber) {
    AddNumber(target, UnwrapFormula(cell), kind, row);
    return;
  }
  const std::optional<std::string> text = ReadText(target, UnwrapFormula(cell));
  if (!text) return;
  switch (target.column->kind) {
    case CsvKind::kText:
      SetText(target, absl::StrReplaceAll(*text, {{"\r\n", "\n"}, {"\r", "\n"}}), cell, row);
      break;
    case CsvKind::kId:
    case CsvKind::kNumber:
      SetText(target, *text, cell, row);
      break;
    case CsvKind::kCode: {
      const std::string_view meant = Meant(*target.column, *text);
      SetText(target, meant.empty() ? std::string_view(*text) : meant, cell, row);
      break;
    }
    case CsvKind::kStatus:
      SetStatus(target, *text, row);
      break;
    case CsvKind::kWords:
      for (const std::string& word : SplitWords(*text)) {
        if (domain::IsSpreadsheetError(word)) {
          Refuse(target, "FILE_SPREADSHEET_ERROR", word, "");
        } else {
          SetText(target, word, word, row);
        }
      }
      break;
    case CsvKind::kPeriod:
      SetPeriod(*text);
      break;
  }
}

std::optional<std::string> CsvRows::ReadText(const Target& target, std::string_view cell) {
  if (domain::IsSpreadsheetError(cell)) {
    Refuse(target, "FILE_SPREADSHEET_ERROR", cell, "");
    return std::nullopt;
  }
  std::string text(cell);
  if (MayBeDamaged(cell)) {
    text = UndoDoubleEncoding(cell);
    if (text != cell) {
      const auto [damaged, repaired] = FirstDifference(cell, text);
      findings_.Add("FILE_ENCODED_TWICE", "", -1, place_, damaged, repaired);
    }
    if (HasLostCharacter(text)) {
      findings_.Add("FILE_CHARACTER_LOST", "", -1, place_, text, "");
    }
  }
  if (target.column->kind != CsvKind::kText && HasUnseenCharacter(text)) {
    std::string meant = WithoutUnseen(text);
    Refuse(target, "FILE_INVISIBLE_CHARACTER", ShowUnseen(text), meant);
    text = std::move(meant);
  }
  return text;
}

std::optional<char> CsvRows::MarkOf(std::string_view cell, std::optional<CellKind> kind) const {
  if (kind && *kind != CellKind::kText) return '.';
  if (mark_ != kMarkOfEachCell) return mark_;
  const bool comma = cell.find(',') != cell.npos, point = cell.find('.') != cell.npos;
  // No thousands begin with 0.
  const bool thousands = IsLikeThousands(cell) && !cell.starts_with('0') && IsDigit(cell.back());
  if (thousands || (comma && point)) return std::nullopt;
  return comma ? ',' : '.';
}

std::string CsvRows::Rounded(const Target& target, std::string_view cell,
                             const std::string& number) {
  std::string rounded = RoundDecimals(number);
  if (rounded != number)
    Report("WORKBOOK_CELL_ROUNDED", StrCat(path_, ".", target.column->field), cell, rounded);
  return rounded;
}

void CsvRows::AddNumber(const Target& target, std::string_view cell, std::optional<CellKind> kind,
                        Message& row) {
  const std::optional<char> mark = MarkOf(cell, kind);
  CellNumber number = ReadNumber(cell, mark.value_or('.'));
  if (!mark && (number.fault.empty() || number.fault == "CSV_DECIMAL_MARK" ||
                number.fault == "CSV_NUMBER")) {
    Refuse(target, "WORKBOOK_NUMBER_AS_TEXT", cell, "");
    return;
  }
  NoteMark(cell, number);
  if (kind == CellKind::kNumber && number.fault.empty() && IsDecimal(*target.field)) {
    number.text = Rounded(target, cell, number.text);
  }
  if (number.fault.empty()) {
    // The gateway would tell of it with a decimal point, which the file must not have.
    const std::string digits = IsDecimal(*target.field) && !number.text.empty()
                                   ? SuggestDigits(number.text, mark.value_or('.'))
                                   : "";
    if (digits.empty()) {
      SetText(target, number.text, cell, row);
    } else {
      Refuse(target, "CSV_NUMBER_DIGITS", cell, digits);
    }
  } else if (number.fault == "CSV_UNIT" && IsMoney(*target.field)) {
    Refuse(target, "FILE_MONEY", cell, SuggestMoney(cell, mark.value_or('.')));
  } else if (number.fault == "FILE_INVISIBLE_CHARACTER") {
    Refuse(target, number.fault, ShowUnseen(cell), number.expected);
  } else {
    Refuse(target, number.fault, cell, number.expected);
  }
}

void CsvRows::NoteMark(std::string_view cell, const CellNumber& number) {
  if (number.fault.empty()) {
    own_mark_ = own_mark_ || number.text.find('.') != number.text.npos;
  } else if (number.fault == "CSV_DECIMAL_MARK") {
    // "1.234,5" has both.
    own_mark_ = own_mark_ || cell.find(mark_) != cell.npos;
    other_mark_ = other_mark_ || !IsLikeThousands(cell);
  }
}

void CsvRows::Refuse(const Target& target, std::string_view code, std::string_view got,
                     std::string_view expected) {
  const std::string path = StrCat(path_, ".", target.column->field);
  places_.Set(path, PlaceOfCell());
  Report(code, path, got, expected);
}

void CsvRows::SetText(const Target& target, std::string_view text, std::string_view got,
                      Message& row) {
  const std::string path = StrCat(path_, ".", target.column->field);
  places_.Set(path, PlaceOfCell());
  // A new row has no earlier value, so there is no conflict.
  const SetResult result = SetScalar({.text = text, .quoted = true}, row, *target.field);
  if (result == SetResult::kSet) return;
  const ScalarFault fault = DescribeFault(result, text, row, *target.field);
  Report(fault.code, path, got,
         fault.code == "FILE_MONEY" ? SuggestMoney(got, mark_ == ',' ? ',' : '.') : fault.expected);
}

void CsvRows::SetStatus(const Target& target, std::string_view cell, Message& row) {
  const std::string path = StrCat(path_, ".", target.column->field);
  places_.Set(path, PlaceOfCell());
  const std::string_view meant = Meant(*target.column, cell);
  const std::string_view text = meant.empty() ? cell : meant;
  if (SetScalar({.text = text, .quoted = true}, row, *target.field) == SetResult::kSet) return;
  Report("CSV_STATUS", path, cell, target.column->choices);
}

void CsvRows::SetPeriod(std::string_view cell) {
  if (report_.period().empty()) {
    report_.set_period(std::string(cell));
    places_.Set("period", PlaceOfCell());
  }
  if (report_.period() != cell) Report("CSV_PERIOD_MISMATCH", path_, cell, report_.period());
}

std::vector<v1::Finding> CsvRows::TakeStrangers() {
  std::vector<v1::Finding> findings;
  for (size_t i = 0; i < strangers_.size(); ++i) {
    const CsvStranger& stranger = strangers_[i];
    const std::vector<uint32_t>& held = held_[i];
    if (held.empty()) {
      if (stranger.code != "CSV_COLUMN_NAMELESS") {
        findings.push_back(
            FileFinding("CSV_COLUMN_EMPTY", file_, stranger.place, stranger.got, ""));
      }
      continue;
    }
    v1::Finding finding =
        FileFinding(stranger.code, file_, stranger.place, stranger.got, stranger.expected);
    finding.mutable_location()->set_field(
        StrCat(std::string_view(list_->name()), "[", held.front(), "]"));
    finding.mutable_also()->Add(held.begin() + 1, held.end());
    finding.set_occurrences(static_cast<uint32_t>(held.size()));
    findings.push_back(std::move(finding));
  }
  return findings;
}

void CsvRows::Report(std::string_view code, std::string_view field, std::string_view got,
                     std::string_view expected) {
  findings_.Add(code, field, static_cast<int64_t>(index_), place_, got, expected);
}

}  // namespace samlad::formats
