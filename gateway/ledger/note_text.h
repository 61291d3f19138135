// SPDX-License-Identifier: EUPL-1.2
//
// The text of signed notes (C2SP signed-note): splits a note into its parts and
// verifies nothing.

#ifndef SAMLAD_GATEWAY_LEDGER_NOTE_TEXT_H_
#define SAMLAD_GATEWAY_LEDGER_NOTE_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace samlad::ledger {

// One line "— <name> <base64(key id || signature)>".
struct NoteSignature {
  std::string name;
  std::string key_id;     // 4 bytes
  std::string signature;  // raw; 64 bytes for Ed25519
};

struct NoteText {
  std::string body;  // ends in "\n"
  std::vector<NoteSignature> signatures;
};

// INVALID_ARGUMENT, naming what does not hold, for anything that is not a note
// or is beyond limits::kNoteBytesMax and kNoteSignaturesMax. What a program on
// its way did to it (line endings, byte order mark, UTF-16) is named.
absl::StatusOr<NoteText> ParseNote(std::string_view note);
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// Whether a text that should be UTF-8 begins as UTF-16 does.
bool IsUtf16(std::string_view text);

// With its final newline.
std::string FormatSignature(const NoteSignature& signature);

// The parts of `text` between separators; the last part holds the rest after
// `parts_max` - 1 separators. Views into `text`.
std::vector<std::string_view> Split(std::string_view text, char separator,
                                    size_t parts_max = static_cast<size_t>(-1));

// Names of our own keys: printable ASCII without blank and "+", at most
// limits::kOriginBytesMax.
absl::Status CheckKeyName(std::string_view name);
// Text from others, for use in a message: its first 80 bytes, with "?" for each
// byte that is not printable ASCII.
std::string Quoted(std::string_view text);

// First 4 bytes of SHA-256(name || "\n" || key), where `key` is the byte 0x01
// (Ed25519) and the public key.
std::string KeyId(std::string_view name, std::string_view key);

}  // namespace samlad::ledger

#endif  // SAMLAD_GATEWAY_LEDGER_NOTE_TEXT_H_
