// SPDX-License-Identifier: EUPL-1.2
//
// What is wrong with a text although its encoding is valid: it was encoded twice,
// a character was lost, a character is not seen. Pure functions over valid UTF-8.

#ifndef SAMLAD_GATEWAY_FORMATS_TEXT_FAULTS_H_
#define SAMLAD_GATEWAY_FORMATS_TEXT_FAULTS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace samlad::formats {

// Whether the text could have been encoded twice or hold U+FFFD; cheap, so that
// most texts are not looked at further.
bool MayBeDamaged(std::string_view text);

// Whether a character was replaced by U+FFFD.
bool HasLostCharacter(std::string_view text);

// The text with the characters put right that are UTF-8 read as Windows-1252, Mac
// Roman or code page 850: "kÃ¶n" becomes "kön". Equal to `text`: there are none.
std::string UndoDoubleEncoding(std::string_view text);

// Offset of the first control character U+0080 to U+009F that is not part of text
// that was encoded twice; nullopt: none.
std::optional<size_t> FindTrueHighControl(std::string_view text);

// Whether an id, a number or a heading holds a character that is not seen, or
// that only looks like "-", a blank or a Latin letter.
bool HasUnseenCharacter(std::string_view text);
// The text with such characters as "<U+200B>".
std::string ShowUnseen(std::string_view text);
// The text as it was probably meant: without those that are not seen, and with
// "-", blanks and Latin letters for those that look like them.
std::string WithoutUnseen(std::string_view text);

// The word around the first difference between a text and its repaired form.
struct WordPair {
  std::string_view damaged, repaired;
};
WordPair FirstDifference(std::string_view damaged, std::string_view repaired);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_TEXT_FAULTS_H_
