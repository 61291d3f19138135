// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/note_text.h"

#include <algorithm>
#include <optional>

#include "absl/status/status.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/ledger/base64.h"
#include "gateway/ledger/hash.h"

namespace samlad::ledger {
namespace {

constexpr std::string_view kSignatureStart = "\u2014 ";  // em dash
constexpr size_t kKeyIdBytes = 4;

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }

// The characters that Unicode calls White_Space.
bool IsSpace(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

// Names of others' keys may hold any UTF-8 but spaces and "+". They are skipped
// and never compared.
bool IsForeignKeyName(std::string_view name) {
  if (name.empty()) return false;
  while (!name.empty()) {
    const Utf8Character first = FirstCharacter(name);
    const char32_t c = first.code_point;
    if (!first.valid || c < 0x20 || c == 0x7F || c == '+' || IsSpace(c)) return false;
    name.remove_prefix(first.bytes);
  }
  return true;
}

absl::StatusOr<NoteSignature> ParseSignature(std::string_view line) {
  if (!line.starts_with(kSignatureStart)) {
    return absl::InvalidArgumentError("does not start with an em dash and a blank");
  }
  const std::vector<std::string_view> parts = Split(line.substr(kSignatureStart.size()), ' ');
  if (parts.size() != 2 || !IsForeignKeyName(parts[0])) {
    return absl::InvalidArgumentError(
        "has no proper key name: valid UTF-8 without spaces of any kind and without \"+\"");
  }
  const std::optional<std::string> bytes = DecodeBase64(parts[1]);
  if (!bytes || bytes->size() <= kKeyIdBytes) {
    return absl::InvalidArgumentError("has no signature in proper base64");
  }
  return NoteSignature{.name = std::string(parts[0]),
                       .key_id = bytes->substr(0, kKeyIdBytes),
                       .signature = bytes->substr(kKeyIdBytes)};
}

// What programs through which a file passed are known to do to it; OK: nothing.
absl::Status CheckUntouched(std::string_view note) {
  std::string what;
  if (IsUtf16(note)) {
    what = "is UTF-16; save it as UTF-8, or fetch it again";
  } else if (note.starts_with(kByteOrderMark)) {
    what =
        "begins with a byte order mark, which an editor added and nobody signed; save it as UTF-8 "
        "without BOM, or fetch it again";
  } else if (note.starts_with("c2sp.org/tlog-proof@")) {
    what =
        "is a C2SP tlog-proof, which is another format; this program writes and reads its own: "
        "`samlad audit prove --save FILE`";
  } else if (note.find('\r') != note.npos) {
    what =
        "has line endings of Windows (CR LF), which nobody signed; fetch it again as it is, "
        "without "
        "conversion of line endings";
  } else if (const auto at = FindInvalidUtf8(note)) {
    what = StrCat("is not UTF-8 at byte ", *at);
  }
  return what.empty() ? absl::OkStatus() : absl::InvalidArgumentError(StrCat("the note ", what));
}

}  // namespace

absl::StatusOr<NoteText> ParseNote(std::string_view note) {
  if (note.size() > limits::kNoteBytesMax) {
    return absl::InvalidArgumentError(
        StrCat("the note has ", note.size(), " bytes, at most ", limits::kNoteBytesMax));
  }
  if (absl::Status untouched = CheckUntouched(note); !untouched.ok()) return untouched;
  if (std::ranges::any_of(note, IsControl)) {
    return absl::InvalidArgumentError("the note holds a control character");
  }
  // The last blank line: the body may hold others.
  const size_t blank = note.rfind("\n\n");
  if (blank != note.npos && note.substr(blank + 2).starts_with(kSignatureStart) &&
      !note.ends_with('\n')) {
    return absl::InvalidArgumentError(
        "the note's last line does not end in a newline; it was cut off, or a program removed the "
        "newline: fetch it again, or add a newline at its end");
  }
  if (blank == note.npos || !note.ends_with('\n') || blank + 2 == note.size()) {
    return absl::InvalidArgumentError(
        "the note has no blank line followed by signature lines, each ending in a newline");
  }
  NoteText text{.body = std::string(note.substr(0, blank + 1)), .signatures = {}};
  const std::string_view lines = note.substr(blank + 2, note.size() - blank - 3);
  for (std::string_view line : Split(lines, '\n')) {
    if (text.signatures.size() == limits::kNoteSignaturesMax) {
      return absl::InvalidArgumentError(
          StrCat("the note has more than ", limits::kNoteSignaturesMax, " signatures"));
    }
    absl::StatusOr<NoteSignature> signature = ParseSignature(line);
    if (!signature.ok()) {
      return absl::InvalidArgumentError(
          StrCat("signature line ", text.signatures.size() + 1, " ", signature.status().message()));
    }
    text.signatures.push_back(*std::move(signature));
  }
  return text;
}

bool IsUtf16(std::string_view text) {
  return text.starts_with("\xFE\xFF") || text.starts_with("\xFF\xFE") ||
         text.substr(0, 4).find('\0') != text.npos;
}

std::string FormatSignature(const NoteSignature& signature) {
  return StrCat(kSignatureStart, signature.name, " ",
                EncodeBase64(StrCat(signature.key_id, signature.signature)), "\n");
}

std::vector<std::string_view> Split(std::string_view text, char separator, size_t parts_max) {
  std::vector<std::string_view> parts;
  for (size_t end; parts.size() + 1 < parts_max; text.remove_prefix(end + 1)) {
    end = text.find(separator);
    if (end == text.npos) break;
    parts.push_back(text.substr(0, end));
  }
  parts.push_back(text);
  return parts;
}

absl::Status CheckKeyName(std::string_view name) {
  const bool printable = std::ranges::all_of(name, [](char c) { return c > 0x20 && c < 0x7f; });
  if (!name.empty() && name.size() <= limits::kOriginBytesMax && printable &&
      name.find('+') == name.npos) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(StrCat(Quoted(name), " cannot name a key: use 1 to ",
                                           limits::kOriginBytesMax,
                                           " printable ASCII characters, no blank and no \"+\""));
}

std::string Quoted(std::string_view text) {
  constexpr size_t kShownMax = 80;
  std::string shown(text.substr(0, kShownMax));
  std::ranges::replace_if(shown, [](char c) { return c < 0x20 || c > 0x7e; }, '?');
  return StrCat("\"", shown, text.size() > kShownMax ? "..." : "", "\"");
}

std::string KeyId(std::string_view name, std::string_view key) {
  return std::string(AsBytes(Sha256({name, "\n", key})).substr(0, kKeyIdBytes));
}

}  // namespace samlad::ledger
