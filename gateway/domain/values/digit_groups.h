// SPDX-License-Identifier: EUPL-1.2
//
// The groups of digits of a text, and what stands between them.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_DIGIT_GROUPS_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_DIGIT_GROUPS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gateway/base/character_class.h"

namespace samlad::domain {

// What joins a group of digits to the one before it.
enum class Joint : uint8_t {
  kNone,   // they do not belong together
  kTouch,  // nothing; only before the letter of an interim number
  kBlank,
  kDash,
  kPlus,
  kSlash,
  kUnderscore,
  // These join only without blanks around them, because they end words.
  kDot,
  kComma,
  kColon,
  kOther,  // any other sign
};

// 811218-TF12
inline constexpr char kTwoLetters = 'F';

// Digits that follow each other, with nothing but unseen characters between.
struct DigitGroup {
  static constexpr size_t kKept = 12;

  size_t begin = 0, end = 0;  // bytes in the text
  size_t size = 0;            // digits
  std::array<char, kKept> digits{};
  Joint joint = Joint::kNone;  // to the group before it
  bool tight = false;          // without blanks
  // Between joint and digits: the letter of an interim number, kTwoLetters for the
  // "TF" of a school's; 0: none.
  char letter = 0;
  bool in_url = false;

  std::string_view Digits() const { return {digits.data(), size < kKept ? size : kKept}; }
};

// Reads one group after the other; the text outlives it.
class DigitGroups {
 public:
  explicit DigitGroups(std::string_view text) : text_(text) {}
  // False: there are no more.
  bool Next(DigitGroup& group);

 private:
  struct Character {
    CharacterClass kind = CharacterClass::kOther;
    char ascii = 0;  // a digit's value as ASCII, an ASCII character; 0: another
    size_t bytes = 1;
  };
  class Gap;

  Character Look() const;
  void FollowUrl(const Character& character);
  void ReadDigits(CharacterClass kind, DigitGroup& group);

  std::string_view text_;
  size_t at_ = 0;
  bool first_ = true, in_url_ = false;
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_DIGIT_GROUPS_H_
