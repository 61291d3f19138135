// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/csv_cell.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/written_text.h"
#include "gateway/formats/text_faults.h"

namespace samlad::formats {
namespace {

// Blanks of Unicode, and U+FEFF.
constexpr std::array<std::string_view, 17> kUnicodeBlanks = {
    "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
    "\u2007", "\u2008", "\u2009", "\u200A", "\u202F", "\u205F", "\u3000", "\uFEFF"};

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool TrimOnce(std::string_view& text, std::string_view blank) {
  if (text.starts_with(blank)) {
    text.remove_prefix(blank.size());
    return true;
  }
  if (text.ends_with(blank)) {
    text.remove_suffix(blank.size());
    return true;
  }
  return false;
}

// A number with ASCII blanks and ASCII minus.
std::string PlainNumber(std::string_view text) {
  return absl::StrReplaceAll(ToAbsl(text), {{"\u00A0", " "},
                                            {"\u2007", " "},
                                            {"\u2008", " "},
                                            {"\u2009", " "},
                                            {"\u202F", " "},
                                            {"\u2212", "-"}});
}

// Digits in groups of three, with blanks between them: "1 234 567".
bool IsGrouped(std::string_view digits) {
  const size_t first = std::min(digits.find(' '), digits.size());
  if (first < 1 || first > 3) return false;
  for (size_t at = first; at < digits.size(); at += 4) {
    const std::string_view group = digits.substr(at, 4);
    if (group.size() != 4 || group[0] != ' ' || !std::ranges::all_of(group.substr(1), IsDigit)) {
      return false;
    }
  }
  return std::ranges::all_of(digits.substr(0, first), IsDigit);
}

// "-", digits, and a point with digits.
bool IsDecimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view decimals = text.substr(std::min(point + 1, text.size()));
  return !whole.empty() && decimals.empty() == (point == text.size()) &&
         std::ranges::all_of(whole, IsDigit) && std::ranges::all_of(decimals, IsDigit);
}

// "410 000 kr": a figure, and what is written behind it.
struct FigureAndUnit {
  std::string_view figure, unit;
};
FigureAndUnit SplitUnit(std::string_view text) {
  const size_t end = text.find_first_not_of("0123456789-., ");
  if (end == text.npos || text.find_first_of("0123456789", end) != text.npos) return {};
  const std::string_view figure = TrimCell(text.substr(0, end));
  if (figure.empty() || !IsDigit(figure.back())) return {};
  return {.figure = figure, .unit = text.substr(end)};
}

// How many zeros a unit of money stands for; 0 for "kr" and what is not known.
size_t ZerosOf(std::string_view unit) {
  const std::string word = NormaliseHeading(unit);
  for (const std::string_view thousand : {"tkr", "tsek", "ksek", "kkr", "tusen", "t", "k"}) {
    if (word == thousand || word == StrCat(thousand, "_kr") ||
        word == StrCat(thousand, "_kronor")) {
      return 3;
    }
  }
  for (const std::string_view million :
       {"mkr", "mnkr", "msek", "mn", "milj", "miljon", "miljoner", "mio", "m"}) {
    if (word == million || word == StrCat(million, "_kr") || word == StrCat(million, "_kronor")) {
      return 6;
    }
  }
  return 0;
}

bool IsThousandsGroup(std::string_view text, char mark) {
  const size_t first = text.find(mark);
  return first != text.npos && first >= 1 && first <= 3 && text.size() == first + 4;
}

std::string Example(char mark) { return mark == ',' ? "12,5" : "12.5"; }

CellNumber Fault(std::string_view code, std::string expected) {
  return {.text = {}, .fault = code, .expected = std::move(expected)};
}

// What else a cell is that is no number, as far as it can be told.
CellNumber NameWhatItIs(std::string_view cell, const std::string& text, char mark) {
  if (domain::IsSpreadsheetError(cell)) return Fault("FILE_SPREADSHEET_ERROR", "");
  if (domain::IsNoFigureSign(cell)) return Fault("CSV_SYMBOL", Example(mark));
  if (text.ends_with('%')) {
    const CellNumber number = ReadNumber(std::string_view(text).substr(0, text.size() - 1), mark);
    const bool read = number.fault.empty() && !number.text.empty();
    return Fault("CSV_PERCENT",
                 read ? std::string(TrimCell(text.substr(0, text.size() - 1))) : Example(mark));
  }
  if (HasUnseenCharacter(text)) return Fault("FILE_INVISIBLE_CHARACTER", WithoutUnseen(text));
  if (!domain::BehindDate(text).empty()) return Fault("CSV_DATE", Example(mark));
  const auto [figure, unit] = SplitUnit(text);
  if (!unit.empty()) {
    const bool read = ZerosOf(unit) == 0 && ReadNumber(figure, mark).fault.empty();
    return Fault("CSV_UNIT", read ? std::string(figure) : Example(mark));
  }
  return {};
}

}  // namespace

std::string_view UnwrapFormula(std::string_view cell) {
  if (cell.size() < 4 || !cell.starts_with("=\"") || !cell.ends_with('"')) return cell;
  const std::string_view inside = cell.substr(2, cell.size() - 3);
  return inside.find('"') == inside.npos ? inside : cell;
}

std::string_view TrimCell(std::string_view cell) {
  while (true) {
    while (!cell.empty() && IsBlank(cell.front())) cell.remove_prefix(1);
    while (!cell.empty() && IsBlank(cell.back())) cell.remove_suffix(1);
    const auto trim = [&](std::string_view blank) { return TrimOnce(cell, blank); };
    if (!std::ranges::any_of(kUnicodeBlanks, trim)) return cell;
  }
}

std::string NormaliseWord(std::string_view cell) {
  std::string word = absl::StrReplaceAll(ToAbsl(TrimCell(cell)), {{"\xC2\xA0", "_"},
                                                                  {" ", "_"},
                                                                  {"-", "_"},
                                                                  {"a\xCC\x8A", "å"},
                                                                  {"A\xCC\x8A", "å"},
                                                                  {"a\xCC\x88", "ä"},
                                                                  {"A\xCC\x88", "ä"},
                                                                  {"o\xCC\x88", "ö"},
                                                                  {"O\xCC\x88", "ö"}});
  absl::AsciiStrToLower(&word);
  // U+00C0 to U+00DE are the capitals of the characters 32 positions later,
  // except for the multiplication sign.
  for (size_t i = 1; i < word.size(); ++i) {
    const auto byte = static_cast<unsigned char>(word[i]);
    if (word[i - 1] == '\xC3' && byte >= 0x80 && byte <= 0x9E && byte != 0x97) {
      word[i] = static_cast<char>(byte + 0x20);
    }
  }
  return word;
}

std::string NormaliseHeading(std::string_view cell) {
  const std::string word = NormaliseWord(cell);
  std::string heading;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    const bool joins = byte < 0x80 && !absl::ascii_isalnum(byte) && c != '%';
    if (!joins) {
      heading.push_back(c);
    } else if (!heading.empty() && heading.back() != '_') {
      heading.push_back('_');
    }
  }
  if (heading.ends_with('_')) heading.pop_back();
  return heading;
}

CellNumber ReadNumber(std::string_view cell, char mark) {
  cell = TrimCell(cell);
  std::string text = PlainNumber(cell);
  if (text.empty()) return {};
  if (CellNumber other = NameWhatItIs(cell, text, mark); !other.fault.empty()) return other;
  if (text.find_first_not_of("0123456789-., ") != text.npos) {
    return Fault("CSV_NUMBER", Example(mark));
  }
  if (text.find(mark == ',' ? '.' : ',') != text.npos) {
    return Fault("CSV_DECIMAL_MARK", std::string(1, mark));
  }
  std::string joined = text;
  std::erase(joined, ' ');
  if (joined.size() < text.size()) {
    const size_t sign = text.starts_with('-') ? 1 : 0;
    const size_t whole_end = std::min(text.find(mark), text.size());
    const bool grouped = IsGrouped(std::string_view(text).substr(sign, whole_end - sign)) &&
                         text.find(' ', whole_end) == text.npos;
    if (!grouped) return Fault("CSV_THOUSANDS", joined);
  }
  std::ranges::replace(joined, ',', '.');
  if (!IsDecimal(joined)) return Fault("CSV_NUMBER", Example(mark));
  return {.text = std::move(joined), .fault = {}, .expected = {}};
}

std::string SuggestDigits(std::string_view number, char mark) {
  constexpr size_t kWholeMax = 12, kDecimalsMax = 6;
  const size_t sign = number.starts_with('-') ? 1 : 0;
  const size_t point = std::min(number.find('.'), number.size());
  const size_t first = std::min(number.find_first_not_of('0', sign), point - 1);
  const size_t decimals = number.size() - std::min(point + 1, number.size());
  if (point - first > kWholeMax || decimals > kDecimalsMax) return Example(mark);
  if (first == sign) return {};
  std::string suggested = StrCat(number.substr(0, sign), number.substr(first));
  std::ranges::replace(suggested, '.', mark);
  return suggested;
}

std::string SuggestMoney(std::string_view cell, char mark) {
  constexpr std::string_view kExample = "410000";
  const std::string text = PlainNumber(TrimCell(cell));
  const auto [figure, unit] = SplitUnit(text);
  const CellNumber number = ReadNumber(unit.empty() ? text : figure, mark);
  if (!number.fault.empty() || number.text.starts_with('-')) return std::string(kExample);
  const size_t point = std::min(number.text.find('.'), number.text.size());
  std::string whole = number.text.substr(0, point);
  std::string decimals = number.text.substr(std::min(point + 1, number.text.size()));
  const size_t zeros = ZerosOf(unit);
  if (zeros == 0 && whole.size() < 4 && (unit.empty() || !decimals.empty())) {
    return std::string(kExample);
  }
  decimals.resize(zeros, '0');
  whole += decimals;
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  return whole;
}

bool IsLikeThousands(std::string_view cell) {
  const std::string text = PlainNumber(TrimCell(cell));
  return IsThousandsGroup(text, '.') || IsThousandsGroup(text, ',');
}

std::vector<std::string> SplitWords(std::string_view cell) {
  constexpr std::string_view kSeparators = " \t\r\n,;";
  std::vector<std::string> words;
  const std::string text = absl::StrReplaceAll(ToAbsl(cell), {{"\xC2\xA0", " "}});
  size_t begin = text.find_first_not_of(kSeparators);
  while (begin != text.npos) {
    const size_t end = std::min(text.find_first_of(kSeparators, begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(kSeparators, end);
  }
  return words;
}

}  // namespace samlad::formats
