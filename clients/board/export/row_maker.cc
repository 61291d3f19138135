// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/row_maker.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "clients/board/text.h"
#include "clients/board/words.h"
#include "gateway/base/check.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

// Whether nothing in the text has to be looked at: printable ASCII and the letters
// of Latin-1, which are nearly all that there is.
bool IsPlainText(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c < 0x7F) continue;
    const bool is_letter = c == 0xC3 && i + 1 < text.size() &&
                           (static_cast<unsigned char>(text[i + 1]) & 0xC0) == 0x80;
    if (!is_letter) return false;
    ++i;
  }
  return true;
}

}  // namespace

std::string& RowMaker::Made() {
  Check(cells_.size() < width_, "the row has a column for the cell");
  std::string& made = made_[cells_.size()];
  made.clear();
  return made;
}

RowMaker& RowMaker::Text(std::string_view text) {
  if (IsPlainText(text)) return Put({text, {}});
  std::string& made = Made();
  made = EscapeControls(text, KeepLines::kYes);
  return Put({made, {}});
}

RowMaker& RowMaker::Word(std::string_view word, std::string_view enumerator,
                         std::string_view prefix) {
  std::string& made = Made();
  made = enumerator.substr(prefix.size());
  absl::AsciiStrToLower(&made);
  if (made == "unspecified") made.clear();
  return Put({word, made});
}

RowMaker& RowMaker::Word(std::string_view word, std::string_view code) { return Put({word, code}); }

RowMaker& RowMaker::Flag(bool is_so) {
  const bool swedish = language_ == Language::kSv;
  return is_so ? Put({swedish ? "ja" : "yes", "true"}) : Put({swedish ? "nej" : "no", "false"});
}

RowMaker& RowMaker::Value(const v1::Figure& figure) {
  return figure.code() == v1::FIGURE_CODE_UNSPECIFIED ? Decimal(figure.value())
                                                      : Sign(CodeOf(figure.code()));
}

RowMaker& RowMaker::Signs(const v1::Figure& figure) {
  std::string& made = Made();
  for (const int flag : figure.flags()) {
    StrAppend(&made, made.empty() ? "[" : " [", LetterOf(static_cast<v1::FigureFlag>(flag)), "]");
  }
  return Put({made, {}});
}

RowMaker& RowMaker::Whole(int64_t number) {
  std::string& made = Made();
  StrAppend(&made, number);
  return Put({made, {}});
}

RowMaker& RowMaker::Time(int64_t time_ms) {
  if (time_ms == 0) return Nothing();
  std::string& made = Made();
  made = absl::FormatTime("%Y-%m-%d%ET%H:%M:%S%Ez", absl::FromUnixMillis(time_ms), zone_);
  return Put({made, {}});
}

RowMaker& RowMaker::Names(const google::protobuf::RepeatedPtrField<std::string>& names) {
  std::string& made = Made();
  for (const std::string& name : names) StrAppend(&made, made.empty() ? "" : " ", name);
  if (!IsPlainText(made)) made = EscapeControls(made, KeepLines::kNo);
  return Put({made, {}});
}

RowMaker& RowMaker::Positions(const google::protobuf::RepeatedField<uint64_t>& positions) {
  std::string& made = Made();
  for (const uint64_t position : positions) StrAppend(&made, made.empty() ? "" : "|", position);
  return Put({made, {}});
}

RowMaker& RowMaker::CoverageOf(const v1::Coverage& coverage) {
  Whole(coverage.reported()).Whole(coverage.expected());
  return Whole(static_cast<int64_t>(coverage.reported_weight()))
      .Whole(static_cast<int64_t>(coverage.expected_weight()));
}

bool RowMaker::Done() {
  Check(cells_.size() == width_, "the row has a cell for each column");
  if (status_.ok()) status_ = writer_.Add(cells_);
  cells_.clear();
  return status_.ok();
}

}  // namespace samlad::board
