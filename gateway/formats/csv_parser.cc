// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/csv_parser.h"

#include "gateway/base/limits.h"

namespace samlad::formats {
namespace {

bool IsLineBreak(char c) { return c == '\n' || c == '\r'; }

}  // namespace

std::string& CsvParser::AddCell(CsvRecord& record) {
  if (cells_ == record.cells.size()) record.cells.emplace_back();
  std::string& cell = record.cells[cells_++];
  cell.clear();  // keeps the memory of the previous record
  state_ = State::kCellStart;
  return cell;
}

void CsvParser::SetFault(CsvFault::Kind kind, const CsvRecord& record, char got) {
  if (fault_) return;
  fault_ = CsvFault{
      .kind = kind, .row = record.row, .column = static_cast<uint32_t>(cells_), .got = got};
}

bool CsvParser::Take(char c, CsvRecord& record) {
  std::string& cell = record.cells[cells_ - 1];
  if (state_ == State::kQuoted) {
    if (c == '"') {
      state_ = State::kQuoteInQuoted;
    } else {
      cell.push_back(c);
    }
    return true;
  }
  if (c == separator_) {
    AddCell(record);
    return true;
  }
  if (IsLineBreak(c)) return false;
  if (c == '"' && state_ == State::kCellStart) {
    state_ = State::kQuoted;
    return true;
  }
  if (c == '"' && state_ == State::kQuoteInQuoted) {
    state_ = State::kQuoted;  // "" within quotes is one quote
  } else if (state_ == State::kQuoteInQuoted) {
    SetFault(CsvFault::Kind::kAfterQuote, record, c);
    state_ = State::kUnquoted;
  } else {
    state_ = State::kUnquoted;
  }
  cell.push_back(c);
  return true;
}

bool CsvParser::Next(CsvRecord& record) {
  fault_.reset();
  if (offset_ == text_.size()) return false;
  cells_ = 0;
  record.row = ++row_;
  record.ended = false;
  AddCell(record);
  while (offset_ < text_.size() && !record.ended) {
    const char c = text_[offset_++];
    record.ended = !Take(c, record);
    if (record.ended && c == '\r' && offset_ < text_.size() && text_[offset_] == '\n') ++offset_;
    const bool too_long = record.cells[cells_ - 1].size() > limits::kCsvCellBytesMax;
    if (too_long || cells_ > limits::kCsvColumnsMax) {
      fault_.reset();  // the new fault ends the text
      SetFault(too_long ? CsvFault::Kind::kCellTooLong : CsvFault::Kind::kTooManyCells, record);
      offset_ = text_.size();
    }
  }
  if (!record.ended && !fault_ && state_ == State::kQuoted) {
    SetFault(CsvFault::Kind::kUnterminated, record);
  }
  record.cells.resize(cells_);
  return true;
}

}  // namespace samlad::formats
