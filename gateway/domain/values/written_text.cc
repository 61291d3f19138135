// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/written_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "gateway/base/strings.h"

namespace samlad::domain {
namespace {

constexpr size_t kErrorBytesMax = 40;
constexpr std::array<std::string_view, 10> kErrorsWithoutMark = {
    "#N/A",          "#N/D",         "#I/T",   "#NV",  "#SAKNAS",
    "#GETTING_DATA", "#HÄMTAR_DATA", "#SPILL", "#REF", "#NAN"};

// In lower case.
constexpr std::array<std::string_view, 46> kNoFigureSigns = {".",
                                                             "..",
                                                             "...",
                                                             "….",
                                                             "…",
                                                             "‥",
                                                             "-",
                                                             "--",
                                                             "---",
                                                             "–",
                                                             "—",
                                                             "−",
                                                             "‐",
                                                             "‑",
                                                             "x",
                                                             "xx",
                                                             "xxx",
                                                             "*",
                                                             "**",
                                                             ":",
                                                             "~",
                                                             "/",
                                                             "?",
                                                             "[c]",
                                                             "[x]",
                                                             "[z]",
                                                             "[u]",
                                                             "[w]",
                                                             "c",
                                                             "nan",
                                                             "na",
                                                             "n/a",
                                                             "n.a.",
                                                             "#",
                                                             "null",
                                                             "none",
                                                             "nil",
                                                             "inf",
                                                             "-inf",
                                                             "infinity",
                                                             "i.u.",
                                                             "u.s.",
                                                             "uppgift saknas",
                                                             "saknas",
                                                             "missing",
                                                             "ej tillgängligt"};

bool IsErrorLetter(char c) {
  return (c >= 'A' && c <= 'Z') || IsDigit(c) || c == '/' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  absl::AsciiStrToLower(&lower);
  return lower;
}

std::optional<int> Number(std::string_view text, size_t digits_max) {
  int number = 0;
  if (text.empty() || text.size() > digits_max || !std::ranges::all_of(text, IsDigit) ||
      !absl::SimpleAtoi(ToAbsl(text), &number)) {
    return std::nullopt;
  }
  return number;
}

// 1 to 12 by the name of a month, also cut to three letters; 0: none.
int MonthOf(std::string_view word) {
  struct Month {
    std::string_view swedish, english;
  };
  constexpr Month kMonths[] = {
      {"januari", "january"}, {"februari", "february"}, {"mars", "march"},
      {"april", "april"},     {"maj", "may"},           {"juni", "june"},
      {"juli", "july"},       {"augusti", "august"},    {"september", "september"},
      {"oktober", "october"}, {"november", "november"}, {"december", "december"}};
  if (word.ends_with('.')) word.remove_suffix(1);
  if (word.size() < 3) return 0;
  int month = 0;
  for (const auto& [swedish, english] : kMonths) {
    ++month;
    if (swedish.starts_with(word) || english.starts_with(word)) return month;
  }
  return 0;
}

// The parts between "-", "/", "." and blanks, and whether there are letters.
std::vector<std::string_view> DateParts(std::string_view text) {
  constexpr std::string_view kSeparators = "-/. ";
  std::vector<std::string_view> parts;
  for (size_t begin = 0; begin <= text.size() && parts.size() < 4;) {
    const size_t end = std::min(text.find_first_of(kSeparators, begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

// "15-jul", "jul-15", "15 juli 2026".
std::string OfNamedMonth(const std::vector<std::string_view>& parts) {
  for (size_t i = 0; i < parts.size() && i < 2; ++i) {
    const int month = MonthOf(parts[i]);
    if (month == 0) continue;
    const auto other = Number(parts[1 - i], 4);
    return other ? StrCat(month, "-", *other % 100) : "";
  }
  return "";
}

// "2026-07-15", "15/7/2026", "7/15/26".
std::string OfNumbers(const std::vector<std::string_view>& parts) {
  if (parts.size() != 3) return "";
  const bool year_first = parts[0].size() == 4;
  if (!year_first && parts[2].size() != 4 && parts[2].size() != 2) return "";
  const auto year = Number(parts[year_first ? 0 : 2], 4);
  const auto first = Number(parts[year_first ? 1 : 0], 2);
  const auto second = Number(parts[year_first ? 2 : 1], 2);
  if (!year || !first || !second) return "";
  const bool day_first = !year_first && *first > 12;
  const int month = day_first ? *second : *first;
  const int day = day_first ? *first : *second;
  if (month < 1 || month > 12 || day < 1 || day > 31) return "";
  return StrCat(month, "-", day);
}

}  // namespace

bool IsSpreadsheetError(std::string_view text) {
  if (text.size() < 2 || text.size() > kErrorBytesMax) {
    return text.size() > 1 && std::ranges::all_of(text, [](char c) { return c == '#'; });
  }
  if (text.front() == '#') {
    if (std::ranges::all_of(text, [](char c) { return c == '#'; })) return true;
    std::string upper(text);
    absl::AsciiStrToUpper(&upper);
    if (std::ranges::find(kErrorsWithoutMark, upper) != kErrorsWithoutMark.end()) return true;
    const std::string_view name = text.substr(1, text.size() - 2);
    return name.size() >= 2 && (text.back() == '!' || text.back() == '?') &&
           std::ranges::all_of(name, IsErrorLetter) &&
           name.find_first_of(
               "ABCDEFGHIJKLMNOPQRSTUVW"
               "XYZ") != name.npos;
  }
  const bool calc = text.starts_with("Err:") || text.starts_with("Fel:");
  return calc && text.size() == 7 && std::ranges::all_of(text.substr(4), IsDigit);
}

bool IsNoFigureSign(std::string_view text) {
  if (text.empty() || text.size() > 20) return false;
  return std::ranges::find(kNoFigureSigns, Lower(text)) != kNoFigureSigns.end();
}

std::string BehindDate(std::string_view text) {
  constexpr size_t kDateBytesMax = 30;
  if (text.size() < 5 || text.size() > kDateBytesMax || text.find_first_of("-/. ") == text.npos) {
    return "";
  }
  std::string lower = Lower(text);
  // A time of day that came with the date.
  if (const size_t time = lower.find(" 00:00"); time != lower.npos) lower.resize(time);
  if (lower.size() > 10 && lower[10] == 't' && IsDigit(lower[0])) lower.resize(10);
  const std::vector<std::string_view> parts = DateParts(lower);
  if (parts.size() < 2 || parts.size() > 3) return "";
  const std::string named = OfNamedMonth(parts);
  return named.empty() ? OfNumbers(parts) : named;
}

bool IsFigure(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || !IsDigit(text.front()) || !IsDigit(text.back())) return false;
  size_t marks = 0;
  for (const char c : text) {
    if (c == ',' || c == '.') ++marks;
    if (!IsDigit(c) && c != ',' && c != '.' && c != ' ') return false;
  }
  return marks <= 1;
}

std::string WithDecimalCommas(std::string_view text) {
  const auto belongs = [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '/' ||
           c == ':' || c == '@' || static_cast<unsigned char>(c) >= 0xC3;
  };
  std::string out(text);
  for (size_t begin = 0; begin < text.size();) {
    if (!belongs(text[begin])) {
      ++begin;
      continue;
    }
    size_t end = begin;
    while (end < text.size() && belongs(text[end])) ++end;
    std::string_view token = text.substr(begin, end - begin);
    const bool ends_sentence = token.ends_with('.');
    if (ends_sentence) token.remove_suffix(1);
    const size_t point = token.find('.');
    if (point != token.npos && point > 0 && point + 1 < token.size() &&
        std::ranges::all_of(token.substr(0, point), IsDigit) &&
        std::ranges::all_of(token.substr(point + 1), IsDigit) &&
        (end == text.size() || text[end] != ',' || end + 1 == text.size() ||
         !IsDigit(text[end + 1]))) {
      out[begin + point] = ',';
    }
    begin = end;
  }
  return out;
}

}  // namespace samlad::domain
