// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/small_number.h"

#include <algorithm>
#include <array>
#include <string>

#include "gateway/base/strings.h"

namespace samlad::domain {
namespace {

constexpr std::array<std::string_view, 6> kNumberWords = {"två", "tre",   "fyra",
                                                          "two", "three", "four"};

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// Part of a word: the bytes of letters beyond ASCII, too.
bool IsWordByte(char c) {
  return IsAsciiLetter(c) || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80;
}
// Joins digits to a date, a decimal, a share or a label.
bool JoinsDigits(char c) {
  return c == '-' || c == '/' || c == ':' || c == '%' || c == '.' || c == ',';
}

char LowerOf(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool IsNumberWord(std::string_view word) {
  std::string lower(word);
  std::ranges::transform(lower, lower.begin(), LowerOf);
  return std::ranges::find(kNumberWords, lower) != kNumberWords.end();
}

// Whether the word at [begin, end) is part of a longer number or label.
bool IsJoined(std::string_view text, size_t begin, size_t end) {
  if (begin >= 2 && JoinsDigits(text[begin - 1]) && IsWordByte(text[begin - 2])) return true;
  if (end < text.size() && text[end] == '%') return true;
  return end + 1 < text.size() && JoinsDigits(text[end]) && IsDigit(text[end + 1]);
}

}  // namespace

bool NamesSmallNumber(std::string_view text) {
  for (size_t begin = 0; begin < text.size();) {
    if (!IsWordByte(text[begin])) {
      ++begin;
      continue;
    }
    size_t end = begin;
    while (end < text.size() && IsWordByte(text[end])) ++end;
    const std::string_view word = text.substr(begin, end - begin);
    const bool is_digit = word.size() == 1 && word[0] >= '1' && word[0] <= '4';
    if ((is_digit && !IsJoined(text, begin, end)) || IsNumberWord(word)) return true;
    begin = end;
  }
  return false;
}

}  // namespace samlad::domain
