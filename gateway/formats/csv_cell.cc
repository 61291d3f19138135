// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/csv_cell.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "gateway/base/strings.h"

namespace samlad::formats {
namespace {

// U+00A0 no-break, U+2009 thin, U+202F narrow no-break space; U+FEFF.
constexpr std::array<std::string_view, 4> kUnicodeBlanks = {"\xC2\xA0", "\xE2\x80\x89",
                                                            "\xE2\x80\xAF", "\xEF\xBB\xBF"};

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
  return absl::StrReplaceAll(
      ToAbsl(text),
      {{"\xC2\xA0", " "}, {"\xE2\x80\x89", " "}, {"\xE2\x80\xAF", " "}, {"\xE2\x88\x92", "-"}});
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

}  // namespace

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

CellNumber ReadNumber(std::string_view cell, char mark) {
  std::string text = PlainNumber(TrimCell(cell));
  if (text.empty()) return {};
  const std::string example = mark == ',' ? "12,5" : "12.5";
  if (text.ends_with('%')) return {.text = {}, .fault = "CSV_PERCENT", .expected = example};
  if (text.find_first_not_of("0123456789-., ") != text.npos) {
    return {.text = {}, .fault = "CSV_NUMBER", .expected = example};
  }
  if (text.find(mark == ',' ? '.' : ',') != text.npos) {
    return {.text = {}, .fault = "CSV_DECIMAL_MARK", .expected = std::string(1, mark)};
  }
  std::string joined = text;
  std::erase(joined, ' ');
  if (joined.size() < text.size()) {
    const size_t sign = text.starts_with('-') ? 1 : 0;
    const size_t whole_end = std::min(text.find(mark), text.size());
    const bool grouped = IsGrouped(std::string_view(text).substr(sign, whole_end - sign)) &&
                         text.find(' ', whole_end) == text.npos;
    if (!grouped) return {.text = {}, .fault = "CSV_THOUSANDS", .expected = joined};
  }
  std::ranges::replace(joined, ',', '.');
  if (!IsDecimal(joined)) return {.text = {}, .fault = "CSV_NUMBER", .expected = example};
  return {.text = std::move(joined), .fault = {}, .expected = {}};
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
