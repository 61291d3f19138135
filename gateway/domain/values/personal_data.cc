// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/personal_data.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <initializer_list>

#include "gateway/base/strings.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsLabelCharacter(char c) { return IsDigit(c) || IsLetter(c) || c == '-'; }

// NumberOf of digits from `at` on.
size_t DigitRun(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && IsDigit(text[end])) ++end;
  return end - at;
}

// Bytes of the first of `candidates` at `at`; 0: none.
size_t Skip(std::string_view text, size_t at, std::initializer_list<std::string_view> candidates) {
  for (const std::string_view candidate : candidates) {
    if (text.substr(std::min(at, text.size())).starts_with(candidate)) return candidate.size();
  }
  return 0;
}

size_t SkipBlank(std::string_view text, size_t at) { return Skip(text, at, {" ", kNoBreakSpace}); }

// Between the day and the last four: word processors turn "-" into dashes.
size_t SkipSeparator(std::string_view text, size_t at) {
  size_t end = at + SkipBlank(text, at);
  end += Skip(text, end, {"-", "+", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212"});
  end += SkipBlank(text, end);
  return end - at;
}

// Replaces the digits after the first `shown`.
std::string Mask(std::string_view text, size_t shown) {
  std::string masked;
  size_t digits = 0;
  for (const char c : text) masked += IsDigit(c) && ++digits > shown ? '*' : c;
  return masked;
}

int NumberOf(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

// Ten digits, the last a check digit (ISO/IEC 7812-1, annex B).
bool HasLuhnDigit(std::string_view digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int product = (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  return sum % 10 == 0;
}

// Without a century any leap year will do: 2000 + yy is one when 1900 + yy is,
// but for yy = 00, where it is the only one.
bool IsBirthDay(int year, int month, int day) {
  constexpr int kCoordination = 60;
  if (day > kCoordination) day -= kCoordination;
  return std::chrono::year_month_day(std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

// 10 or 12 digits.
bool IsPersonalNumber(std::string_view digits) {
  constexpr int kYearMin = 1880, kYearMax = 2099;
  const std::string_view ten = digits.substr(digits.size() - 10);
  const int year =
      digits.size() == 12 ? NumberOf(digits.substr(0, 4)) : 2000 + NumberOf(ten.substr(0, 2));
  return year >= kYearMin && year <= kYearMax &&
         IsBirthDay(year, NumberOf(ten.substr(2, 2)), NumberOf(ten.substr(4, 2))) &&
         HasLuhnDigit(ten);
}

// Bytes of the personal number whose digits begin at `at`; 0: there is none.
size_t PersonalNumberAt(std::string_view text, size_t at) {
  const size_t run = DigitRun(text, at);
  if (run == 10 || run == 12) return IsPersonalNumber(text.substr(at, run)) ? run : 0;
  if (run != 6 && run != 8) return 0;

  constexpr size_t kLast = 4;
  const size_t last = at + run + SkipSeparator(text, at + run);
  if (last == at + run || DigitRun(text, last) != kLast) return 0;
  std::array<char, 12> digits;
  std::ranges::copy(text.substr(at, run), digits.begin());
  std::ranges::copy(text.substr(last, kLast), digits.begin() + run);
  return IsPersonalNumber({digits.data(), run + kLast}) ? last + kLast - at : 0;
}

// Bytes of the phone number that begins at `at`; 0: there is none.
size_t PhoneAt(std::string_view text, size_t at) {
  const bool international = text[at] == '+';
  size_t end = at + (international ? 1 : 0);
  size_t digits = DigitRun(text, end);
  const size_t first = digits;
  end += digits;
  if (first == 0 || (!international && text[at] != '0')) return 0;
  if (first == 10) return international || text.substr(at, 2) == "07" ? end - at : 0;

  const size_t dash = Skip(text, end, {"-"});
  if (!international && (dash == 0 || first > 4)) return 0;
  end += dash;
  for (;;) {
    const size_t blank = SkipBlank(text, end);
    const size_t group = DigitRun(text, end + blank);
    if (group == 0) break;
    digits += group;
    end += blank + group;
  }
  const bool plausible = international ? digits >= 10 && digits <= 15 : digits >= 9 && digits <= 11;
  return plausible ? end - at : 0;
}

// Bytes of the domain of the address whose "@" is at `at`; 0: no address.
size_t EmailDomainAt(std::string_view text, size_t at) {
  if (at == 0 || !(IsLabelCharacter(text[at - 1]) || text[at - 1] == '_')) return 0;
  size_t end = at + 1, dot = 0;
  while (end < text.size() && (IsLabelCharacter(text[end]) || text[end] == '.')) {
    const bool inner = end + 2 < text.size() && IsLetter(text[end + 1]) && IsLetter(text[end + 2]);
    if (text[end] == '.' && !inner) break;  // the end of a sentence
    if (text[end] == '.') dot = end;
    ++end;
  }
  return dot > at + 1 ? end - at - 1 : 0;
}

}  // namespace

PersonalData FindPersonalData(std::string_view text) {
  PersonalData found;
  size_t at = 0;
  while ((at = text.find_first_of("@+0123456789", at)) != std::string_view::npos) {
    if (text[at] == '@') {
      const size_t domain = EmailDomainAt(text, at);
      if (domain > 0 && found.email.empty())
        found.email = StrCat("***", text.substr(at, domain + 1));
      ++at;
      continue;
    }
    if (const size_t bytes = PersonalNumberAt(text, at); bytes > 0) {
      const size_t run = DigitRun(text, at);
      const size_t shown = run == 8 || run == 12 ? 4 : 2;
      if (found.number.empty()) found.number = Mask(text.substr(at, bytes), shown);
      at += bytes;
      continue;
    }
    if (const size_t bytes = PhoneAt(text, at); bytes > 0) {
      if (found.phone.empty()) found.phone = Mask(text.substr(at, bytes), 3);
      at += bytes;
      continue;
    }
    at += std::max<size_t>(1, DigitRun(text, at));
  }
  return found;
}

}  // namespace samlad::domain
