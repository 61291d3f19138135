// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/personal_data.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <initializer_list>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/domain/values/digit_groups.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";

bool IsLetter(char c) { return absl::ascii_isalpha(static_cast<unsigned char>(c)); }
bool IsLabelCharacter(char c) { return IsDigit(c) || IsLetter(c) || c == '-'; }

// --- What a number means ------------------------------------------------------

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

bool IsDay(int year, int month, int day) {
  return std::chrono::year_month_day(std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

// Without a century any leap year will do: 2000 + yy is one when 1900 + yy is,
// but for yy = 00, where it is the only one.
bool IsBirthDay(int year, int month, int day) {
  constexpr int kCoordination = 60, kMonthsMax = 12, kDaysMax = 31;
  if (day < kCoordination) return IsDay(year, month, day);
  day -= kCoordination;
  // Coordination numbers say 00 for a month or a day that nobody knows.
  if (month == 0 || day == 0) return month <= kMonthsMax && day <= kDaysMax;
  return IsDay(year, month, day);
}

bool IsYear(int year) {
  constexpr int kYearMin = 1880, kYearMax = 2099;
  return year >= kYearMin && year <= kYearMax;
}

// Six or eight digits.
bool IsBirthDate(std::string_view digits) {
  const std::string_view six = digits.substr(digits.size() - 6);
  const int year =
      digits.size() == 8 ? NumberOf(digits.substr(0, 4)) : 2000 + NumberOf(six.substr(0, 2));
  return IsYear(year) && IsBirthDay(year, NumberOf(six.substr(2, 2)), NumberOf(six.substr(4, 2)));
}

// 10 or 12 digits.
bool IsPersonalNumber(std::string_view digits) {
  return IsBirthDate(digits.substr(0, digits.size() - 4)) &&
         HasLuhnDigit(digits.substr(digits.size() - 10));
}

// --- How a number is written ---------------------------------------------------

// A personal number: bytes of the text, and how many of its digits the mask shows.
struct NumberSpan {
  size_t begin = 0, end = 0;
  size_t year_digits = 0;
};

// Digits from several groups.
class JoinedDigits {
 public:
  void Add(std::string_view digits) {
    for (const char digit : digits) {
      if (size_ < digits_.size()) digits_[size_++] = digit;
    }
  }
  std::string_view view() const { return {digits_.data(), size_}; }

 private:
  std::array<char, DigitGroup::kKept> digits_{};
  size_t size_ = 0;
};

// Finds one number after the other. It looks at a few groups of digits at a time,
// however long the text is.
class NumberFinder {
 public:
  explicit NumberFinder(std::string_view text) : text_(text), reader_(text) { Fill(); }

  std::optional<NumberSpan> Next() {
    while (count_ > 0) {
      const size_t groups = Match();
      if (groups == 0) {
        Drop(1);
        continue;
      }
      const NumberSpan span{
          .begin = At(0).begin, .end = At(groups - 1).end, .year_digits = year_digits_};
      Drop(groups);
      before_size_ = 0;  // what follows is another number
      return span;
    }
    return std::nullopt;
  }

 private:
  static constexpr size_t kAhead = 16;  // a power of two, more than the longest form has

  const DigitGroup& At(size_t i) const { return ahead_[(first_ + i) % kAhead]; }
  size_t SizeAt(size_t i) const { return i < count_ ? At(i).size : 0; }
  bool HasSizes(size_t at, std::initializer_list<size_t> sizes) const {
    return std::ranges::all_of(sizes, [&](size_t size) { return SizeAt(at++) == size; });
  }
  // How the group is joined to the one before it, as groups of digits are.
  Joint JointAt(size_t i) const {
    return i < count_ && At(i).letter == 0 ? At(i).joint : Joint::kNone;
  }
  bool IsJoined(size_t i) const { return JointAt(i) != Joint::kNone; }
  // Whether the groups from the second to the last are joined by one sign.
  bool AreJoinedAlike(size_t first, size_t last) const {
    for (size_t i = first; i <= last; ++i) {
      if (!IsJoined(i) || JointAt(i) != JointAt(first)) return false;
    }
    return true;
  }

  void Fill() {
    while (count_ < kAhead && reader_.Next(ahead_[(first_ + count_) % kAhead])) ++count_;
  }
  void Drop(size_t groups) {
    before_size_ = At(groups - 1).size;
    first_ = (first_ + groups) % kAhead;
    count_ -= groups;
    Fill();
  }

  size_t Match();
  size_t MatchWhole();
  size_t MatchVat();
  size_t MatchOddly();
  size_t DayGroups() const;
  size_t BlankDayGroups() const;
  size_t MatchAfterDay(size_t groups);
  size_t MatchInPieces(size_t piece);

  // Remembers what the mask may show.
  bool Accept(size_t digits) {
    year_digits_ = digits == 12 ? 4 : 2;
    return true;
  }
  JoinedDigits Join(size_t groups) const {
    JoinedDigits digits;
    for (size_t i = 0; i < groups; ++i) digits.Add(At(i).Digits());
    return digits;
  }
  bool IsSplitTail(size_t at) const;
  bool IsYearOfDay(size_t at) const;
  bool FollowsSe() const;
  bool FollowsLetter() const;
  bool IsFollowedByLetter(const DigitGroup& group) const;
  bool IsInHash() const;
  bool IsCountryCode() const;

  std::string_view text_;
  DigitGroups reader_;
  std::array<DigitGroup, kAhead> ahead_;
  size_t first_ = 0, count_ = 0;
  size_t before_size_ = 0;  // of the group before the first
  size_t year_digits_ = 0;
};

// Groups of the number that begins with the first group; 0: none does.
size_t NumberFinder::Match() {
  if (const size_t whole = MatchWhole(); whole > 0) return whole;
  if (const size_t vat = MatchVat(); vat > 0) return vat;
  if (const size_t odd = MatchOddly(); odd > 0) return odd;
  if (const size_t day = DayGroups(); day > 0) {
    if (const size_t all = MatchAfterDay(day); all > 0) return all;
  }
  for (const size_t piece : {size_t{1}, size_t{2}}) {
    if (const size_t all = MatchInPieces(piece); all > 0) return all;
  }
  return 0;
}

// 8112189876, 198112189876, 811218987601.
size_t NumberFinder::MatchWhole() {
  const DigitGroup& group = At(0);
  const std::string_view digits = group.Digits();
  constexpr size_t kTen = 10, kTwelve = 12;
  if ((group.size != kTen && group.size != kTwelve) || IsInHash()) return 0;
  if (group.size == kTen && IsCountryCode()) return 0;
  if (IsPersonalNumber(digits)) return Accept(group.size) ? 1 : 0;
  const bool vat = group.size == kTwelve && digits.ends_with("01");
  return vat && IsPersonalNumber(digits.substr(0, kTen)) && Accept(kTen) ? 1 : 0;
}

// SE811218987601, in whatever groups.
size_t NumberFinder::MatchVat() {
  constexpr size_t kTen = 10, kTwelve = 12;
  size_t groups = 1, size = SizeAt(0);
  if (size > kTwelve || !FollowsSe()) return 0;
  while (size < kTwelve && IsJoined(groups)) size += SizeAt(groups++);
  if (size != kTwelve) return 0;
  return IsPersonalNumber(Join(groups).view().substr(0, kTen)) && Accept(kTen) ? groups : 0;
}

// 1981-12-189876, 1981-12189876, 81.12.189876: the last four joined to the day.
size_t NumberFinder::MatchOddly() {
  if (At(0).in_url || !At(1).tight) return 0;
  if (JointAt(1) != Joint::kDash && JointAt(1) != Joint::kDot) return 0;
  size_t groups = 0;
  if (HasSizes(0, {4, 8})) groups = 2;
  if (HasSizes(0, {4, 2, 6})) groups = 3;
  if (HasSizes(0, {2, 2, 6}) && At(0).digits[0] != '0') groups = 3;  // an area code
  if (groups == 0 || !AreJoinedAlike(1, groups - 1)) return 0;
  const JoinedDigits digits = Join(groups);
  return IsPersonalNumber(digits.view()) && Accept(digits.view().size()) ? groups : 0;
}

// Groups that are a day of birth in one of its forms; 0: none.
size_t NumberFinder::DayGroups() const {
  if (SizeAt(0) == 6 || SizeAt(0) == 8) return 1;
  if (At(0).in_url) return 0;  // a path
  const auto continues = [&](Joint joint) {
    return before_size_ == SizeAt(0) && JointAt(0) == joint;
  };
  if (HasSizes(0, {2, 2, 2, 2, 4}) && AreJoinedAlike(1, 3)) return 4;
  if (HasSizes(0, {4, 2, 2}) && AreJoinedAlike(1, 2)) return 3;
  if (HasSizes(0, {2, 2, 2}) && AreJoinedAlike(1, 2) && !continues(JointAt(1))) return 3;
  // Also the form of case numbers and of accounts.
  const bool in_fours = HasSizes(0, {4, 4, 4}) && IsJoined(1) && JointAt(1) != Joint::kSlash &&
                        !continues(JointAt(1)) && !FollowsLetter() &&
                        !(IsJoined(3) && SizeAt(3) == 4);
  return in_fours ? 2 : BlankDayGroups();
}

// 8112 18-9876, 81 1218-9876: any groups, if a dash comes before the last four.
// Not an area code and a phone number, nor the rest of an amount.
size_t NumberFinder::BlankDayGroups() const {
  constexpr size_t kGroupsMax = 4, kGroupMax = 4, kSix = 6, kEight = 8;
  const bool phone = At(0).digits[0] == '0' && SizeAt(0) > 2;
  if (phone || SizeAt(0) > kGroupMax || JointAt(0) == Joint::kBlank) return 0;
  size_t size = SizeAt(0);
  for (size_t groups = 1; groups <= kGroupsMax && SizeAt(groups) <= kGroupMax; ++groups) {
    const Joint joint = JointAt(groups);
    if (joint == Joint::kDash || joint == Joint::kPlus) {
      return (size == kSix || size == kEight) && SizeAt(groups) == 4 ? groups : 0;
    }
    if (joint != Joint::kBlank) return 0;
    size += SizeAt(groups);
  }
  return 0;
}

// What follows a day: the last four, also in pairs or with a letter.
size_t NumberFinder::MatchAfterDay(size_t groups) {
  JoinedDigits digits = Join(groups);
  if (groups >= count_ || !IsBirthDate(digits.view())) return 0;
  const DigitGroup& tail = At(groups);
  const bool compact = groups == 1;
  if (tail.letter != 0) {
    const bool apart = tail.joint == Joint::kBlank;
    const bool may_be = tail.joint == Joint::kTouch || tail.joint == Joint::kDash ||
                        tail.joint == Joint::kPlus ||
                        (apart && absl::ascii_toupper(tail.letter) == 'T');
    const size_t size = tail.letter == kTwoLetters ? 2 : 3;
    const bool interim = may_be && tail.size == size && !IsFollowedByLetter(tail);
    return interim && Accept(digits.view().size() + 4) ? groups + 1 : 0;
  }
  if (!IsJoined(groups)) return 0;
  if (tail.in_url && (!tail.tight || tail.joint == Joint::kSlash)) return 0;
  // A list.
  if (!compact && (tail.joint == Joint::kComma || tail.joint == Joint::kOther)) return 0;
  size_t all = groups + 1;
  if (IsSplitTail(groups)) {
    digits.Add(tail.Digits());
    digits.Add(At(groups + 1).Digits());
    ++all;
  } else if (tail.size == 4 && !IsYearOfDay(groups)) {
    digits.Add(tail.Digits());
  } else {
    return 0;
  }
  return IsPersonalNumber(digits.view()) && Accept(digits.view().size()) ? all : 0;
}

// Whether the last four are in two groups: 811218-98 76, 811218-987-6,
// 1981 12 18 98 76.
bool NumberFinder::IsSplitTail(size_t at) const {
  const Joint joint = JointAt(at), last = JointAt(at + 1);
  const bool is_signed = joint == Joint::kDash || joint == Joint::kPlus;
  if (at == 1 && is_signed && HasSizes(at, {3, 1})) return IsJoined(at + 1);
  if (!HasSizes(at, {2, 2}) || last != Joint::kBlank) return false;
  if (at == 1) return is_signed;
  const bool goes_on = SizeAt(at + 2) == 2 && IsJoined(at + 2);
  return SizeAt(0) == 4 && JointAt(1) == Joint::kBlank && !goes_on;
}

// All digits one by one or in pairs, and no further ones beside them. A sign
// between the day and the last four may differ from the others.
size_t NumberFinder::MatchInPieces(size_t piece) {
  if (SizeAt(0) != piece || At(0).in_url || (IsJoined(0) && before_size_ == piece)) return 0;
  constexpr size_t kTwelve = 12;
  size_t groups = 1;
  while (groups * piece <= kTwelve && SizeAt(groups) == piece && IsJoined(groups)) ++groups;
  const size_t digits = groups * piece;
  if (digits != kTwelve && digits != kTwelve - 2) return 0;
  const size_t tail = groups - 4 / piece;
  // Pairs with a sign are days, times and phone numbers.
  const Joint inner = JointAt(1);
  if (piece == 2 && inner != Joint::kBlank) return 0;
  if (!AreJoinedAlike(1, tail - 1)) return 0;
  for (size_t i = tail + 1; i < groups; ++i) {
    if (JointAt(i) != inner) return 0;
  }
  return IsPersonalNumber(Join(groups).view()) && Accept(digits) ? groups : 0;
}

// Whether the group at `at` begins another day, as in 2025-09-01–2025-12-31.
bool NumberFinder::IsYearOfDay(size_t at) const {
  if (!HasSizes(at, {4, 2, 2}) || !AreJoinedAlike(at + 1, at + 2)) return false;
  const int year = NumberOf(At(at).Digits());
  return JointAt(at + 1) != Joint::kBlank && IsYear(year) &&
         IsDay(year, NumberOf(At(at + 1).Digits()), NumberOf(At(at + 2).Digits()));
}

// Whether "SE" stands before the first group, with blanks or a dash between.
bool NumberFinder::FollowsSe() const {
  size_t end = At(0).begin;
  while (end > 0 && (text_[end - 1] == ' ' || text_[end - 1] == '-')) --end;
  return end >= 2 && absl::EqualsIgnoreCase(ToAbsl(text_.substr(end - 2, 2)), "SE") &&
         (end == 2 || !IsLetter(text_[end - 3]));
}

bool NumberFinder::FollowsLetter() const {
  return At(0).begin > 0 && IsLetter(text_[At(0).begin - 1]);
}

bool NumberFinder::IsFollowedByLetter(const DigitGroup& group) const {
  return group.end < text_.size() && IsLetter(text_[group.end]);
}

// Whether the first group is part of a hash: letters and digits in hexadecimal,
// where one of many would seem to be a person.
bool NumberFinder::IsInHash() const {
  constexpr size_t kHashMin = 20, kLookMax = 64;
  const auto is_hex = [](char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); };
  size_t begin = At(0).begin, end = At(0).end;
  bool letters = false;
  while (begin > 0 && At(0).begin - begin < kLookMax && is_hex(text_[begin - 1])) {
    --begin;
    letters = letters || IsLetter(text_[begin]);
  }
  while (end < text_.size() && end - At(0).end < kLookMax && is_hex(text_[end])) {
    letters = letters || IsLetter(text_[end]);
    ++end;
  }
  // Not bytes: digits may be full-width, with unseen characters between.
  const size_t beside = (At(0).begin - begin) + (end - At(0).end);
  return letters && beside + At(0).size >= kHashMin;
}

// "+46", with a phone number of eight digits after it.
bool NumberFinder::IsCountryCode() const {
  return At(0).begin > 0 && text_[At(0).begin - 1] == '+' && !IsJoined(0) &&
         At(0).Digits().starts_with("46");
}

// Replaces digits after the first `shown` by "*". What is not seen is left out.
std::string MaskNumber(std::string_view text, size_t shown) {
  std::string masked;
  size_t digits = 0;
  while (!text.empty()) {
    const Utf8Character character = FirstCharacter(text);
    const auto digit = DigitValue(character.code_point);
    if (digit.has_value()) {
      masked += digits++ < shown ? static_cast<char>('0' + *digit) : '*';
    } else if (ClassOf(character.code_point) != CharacterClass::kInvisible) {
      masked += text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes);
  }
  return masked;
}

// --- Phone numbers and addresses -------------------------------------------------

// Number of digits from `at` on.
size_t DigitRun(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && IsDigit(text[end])) ++end;
  return end - at;
}

// Bytes of a blank at `at`; 0: there is none.
size_t SkipBlank(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(std::min(at, text.size()));
  for (const std::string_view blank : {std::string_view(" "), kNoBreakSpace}) {
    if (rest.starts_with(blank)) return blank.size();
  }
  return 0;
}

// Replaces the digits after the first `shown`.
std::string MaskPhone(std::string_view text, size_t shown) {
  std::string masked;
  size_t digits = 0;
  for (const char c : text) masked += IsDigit(c) && ++digits > shown ? '*' : c;
  return masked;
}

// Bytes of the phone number that begins at `at`; 0: there is none.
size_t PhoneAt(std::string_view text, size_t at) {
  constexpr size_t kDigitsMax = 15;
  const bool international = text[at] == '+';
  size_t end = at + (international ? 1 : 0);
  size_t digits = DigitRun(text, end);
  const size_t first = digits;
  end += digits;
  if (first == 0 || (!international && text[at] != '0')) return 0;
  if (first == 10) return international || text.substr(at, 2) == "07" ? end - at : 0;

  const size_t dash = end < text.size() && text[end] == '-' ? 1 : 0;
  if (!international && (dash == 0 || first > 4)) return 0;
  end += dash;
  while (digits <= kDigitsMax) {
    const size_t blank = SkipBlank(text, end);
    const size_t group = DigitRun(text, end + blank);
    if (group == 0) break;
    digits += group;
    end += blank + group;
  }
  const bool plausible =
      international ? digits >= 10 && digits <= kDigitsMax : digits >= 9 && digits <= 11;
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

// Whether the text can hold anything that is looked for; most texts cannot, and
// are not read character by character then. Every digit that is not ASCII begins
// with such a byte; 0xC3 begins "å" and no digit.
bool MayHoldPersonalData(std::string_view text) {
  constexpr int kDigitsMin = 8;  // 811218-TF12; phone numbers have more
  constexpr unsigned char kFirstLead = 0xC2, kLatinLetter = 0xC3;
  int digits = 0;
  bool at_sign = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    digits += IsDigit(c) || (byte >= kFirstLead && byte != kLatinLetter) ? 1 : 0;
    at_sign |= c == '@';
  }
  return at_sign || digits >= kDigitsMin;
}

}  // namespace

std::string PersonalData::JoinNumbers(size_t shown_max) const {
  const size_t shown = std::min(shown_max, numbers.size());
  std::string joined =
      absl::StrJoin(numbers.begin(), numbers.begin() + static_cast<ptrdiff_t>(shown), ", ");
  if (number_count > shown) joined += ", …";
  return joined;
}

PersonalData FindPersonalData(std::string_view text) {
  PersonalData found;
  if (!MayHoldPersonalData(text)) return found;
  NumberFinder finder(text);
  std::optional<NumberSpan> number = finder.Next();
  size_t at = 0;
  while ((at = text.find_first_of("@+0123456789", at)) != std::string_view::npos ||
         number.has_value()) {
    // Digits of other scripts begin a number, too.
    if (number.has_value() && number->begin <= at) {
      if (found.numbers.size() < PersonalData::kNumbersMax) {
        found.numbers.push_back(MaskNumber(text.substr(number->begin, number->end - number->begin),
                                           number->year_digits));
      }
      ++found.number_count;
      at = number->end;
      number = finder.Next();
      continue;
    }
    if (text[at] == '@') {
      const size_t domain = EmailDomainAt(text, at);
      if (domain > 0 && found.email.empty()) {
        found.email = StrCat("***", text.substr(at, domain + 1));
      }
      ++at;
      continue;
    }
    const size_t phone = PhoneAt(text, at);
    // A number within it is a person's, whatever it looks like from its start.
    if (phone > 0 && !(number.has_value() && number->begin < at + phone)) {
      if (found.phone.empty()) found.phone = MaskPhone(text.substr(at, phone), 3);
      at += phone;
      continue;
    }
    at += std::max<size_t>(1, DigitRun(text, at));
  }
  return found;
}

std::string HidePersonalNumbers(std::string_view text) {
  std::string hidden(text);
  // Again, because digits that seemed to belong to a hidden number may be another.
  for (bool found = true; found;) {
    const std::string before = std::exchange(hidden, "");
    size_t done = 0;
    NumberFinder finder(before);
    while (const std::optional<NumberSpan> number = finder.Next()) {
      hidden += before.substr(done, number->begin - done);
      hidden += MaskNumber(before.substr(number->begin, number->end - number->begin), 0);
      done = number->end;
    }
    hidden += before.substr(done);
    found = done > 0;
  }
  return hidden;
}

}  // namespace samlad::domain
