// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/digit_groups.h"

#include <optional>

#include "gateway/base/utf8.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kInterimLetters = "JKLMNRSTUWXjklmnrstuwx";

bool IsDigitClass(CharacterClass kind) {
  return kind == CharacterClass::kDigit || kind == CharacterClass::kRaisedDigit;
}

Joint JointOf(CharacterClass kind, char ascii) {
  switch (kind) {
    case CharacterClass::kDash:
      return Joint::kDash;
    case CharacterClass::kPlus:
      return Joint::kPlus;
    case CharacterClass::kDot:
      return Joint::kDot;
    case CharacterClass::kComma:
      return Joint::kComma;
    case CharacterClass::kSlash:
      return Joint::kSlash;
    case CharacterClass::kMark:
      // "=" and "~" as "_", because all three leave the numbers side by side.
      return ascii == ':' ? Joint::kColon : Joint::kUnderscore;
    case CharacterClass::kOther:
      return Joint::kOther;
    default:
      return Joint::kNone;
  }
}

bool EndsWords(Joint joint) {
  return joint == Joint::kDot || joint == Joint::kComma || joint == Joint::kColon ||
         joint == Joint::kOther;
}

}  // namespace

// What stands between two groups, character by character.
class DigitGroups::Gap {
 public:
  explicit Gap(bool broken) : broken_(broken) {}

  void Add(const Character& character) {
    if (broken_ || character.kind == CharacterClass::kInvisible) return;
    if ((letter_ == 'T' || letter_ == 't') && (character.ascii == 'F' || character.ascii == 'f')) {
      letter_ = kTwoLetters;
    } else if (letter_ != 0) {
      broken_ = true;  // the letter of an interim number touches its digits
    } else if (character.kind == CharacterClass::kBlank) {
      broken_ = ++blanks_ > kBlanksMax;
    } else if (character.kind == CharacterClass::kLetter) {
      letter_ = character.ascii;
      broken_ = letter_ == 0 || kInterimLetters.find(letter_) == kInterimLetters.npos;
    } else {
      const Joint joint = JointOf(character.kind, character.ascii);
      const bool differs = signs_ > 0 && joint != sign_;
      broken_ = joint == Joint::kNone || ++signs_ > kSignsMax ||
                (differs && (EndsWords(joint) || EndsWords(sign_)));
      if (!differs) sign_ = joint;
    }
  }

  void Finish(DigitGroup& group) const {
    group.joint = Joint::kNone;
    group.tight = blanks_ == 0;
    group.letter = broken_ ? '\0' : letter_;
    if (broken_ || (blanks_ > 0 && EndsWords(sign_))) return;
    if (signs_ > 0) {
      group.joint = sign_;
    } else if (blanks_ > 0) {
      group.joint = Joint::kBlank;
    } else if (letter_ != 0) {
      group.joint = Joint::kTouch;
    }
  }

 private:
  static constexpr int kBlanksMax = 8, kSignsMax = 3;

  bool broken_;
  int blanks_ = 0, signs_ = 0;
  Joint sign_ = Joint::kNone;
  char letter_ = 0;
};

DigitGroups::Character DigitGroups::Look() const {
  const Utf8Character read = FirstCharacter(text_.substr(at_));
  if (!read.valid) return {};
  Character character{.kind = ClassOf(read.code_point), .bytes = read.bytes};
  constexpr char32_t kWideFirst = 0xFF01, kWideLast = 0xFF5E, kWideToAscii = 0xFEE0;
  if (IsDigitClass(character.kind)) {
    character.ascii = static_cast<char>('0' + DigitValue(read.code_point).value_or(0));
  } else if (read.code_point < 0x80) {
    character.ascii = static_cast<char>(read.code_point);
  } else if (read.code_point >= kWideFirst && read.code_point <= kWideLast) {
    character.ascii = static_cast<char>(read.code_point - kWideToAscii);
  }
  return character;
}

void DigitGroups::FollowUrl(const Character& character) {
  const std::string_view rest = text_.substr(at_);
  if (character.kind == CharacterClass::kBlank || character.ascii == '<' ||
      character.ascii == '>' || character.ascii == '"') {
    in_url_ = false;
  } else if ((character.ascii == ':' && rest.starts_with("://")) ||
             (character.ascii == 'w' && rest.starts_with("www."))) {
    in_url_ = true;
  } else if (character.ascii == '?') {
    in_url_ = false;  // a query is no path
  }
}

void DigitGroups::ReadDigits(CharacterClass kind, DigitGroup& group) {
  group.begin = group.end = at_;
  group.size = 0;
  group.in_url = in_url_;
  while (at_ < text_.size()) {
    const Character character = Look();
    if (character.kind == kind) {
      if (group.size < DigitGroup::kKept) group.digits[group.size] = character.ascii;
      ++group.size;
      group.end = at_ + character.bytes;
    } else if (character.kind != CharacterClass::kInvisible) {
      return;
    }
    at_ += character.bytes;
  }
}

bool DigitGroups::Next(DigitGroup& group) {
  Gap gap(first_);
  while (at_ < text_.size()) {
    const Character character = Look();
    if (IsDigitClass(character.kind)) {
      gap.Finish(group);
      ReadDigits(character.kind, group);
      first_ = false;
      return true;
    }
    FollowUrl(character);
    gap.Add(character);
    at_ += character.bytes;
  }
  return false;
}

}  // namespace samlad::domain
