// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/text_encoding.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"

namespace samlad::formats {
namespace {

// The code points of bytes 0x80 to 0x9F; 0: undefined.
constexpr std::array<char16_t, 32> kWindows1252High = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The code points of bytes 0x80 to 0xFF.
using HighHalf = std::array<char16_t, 128>;
constexpr HighHalf kMacRomanHigh = {
    0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4, 0x00E3,
    0x00E5, 0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF, 0x00F1, 0x00F3,
    0x00F2, 0x00F4, 0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x2020, 0x00B0, 0x00A2, 0x00A3,
    0x00A7, 0x2022, 0x00B6, 0x00DF, 0x00AE, 0x00A9, 0x2122, 0x00B4, 0x00A8, 0x2260, 0x00C6, 0x00D8,
    0x221E, 0x00B1, 0x2264, 0x2265, 0x00A5, 0x00B5, 0x2202, 0x2211, 0x220F, 0x03C0, 0x222B, 0x00AA,
    0x00BA, 0x03A9, 0x00E6, 0x00F8, 0x00BF, 0x00A1, 0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB,
    0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3, 0x00D5, 0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D,
    0x2018, 0x2019, 0x00F7, 0x25CA, 0x00FF, 0x0178, 0x2044, 0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02,
    0x2021, 0x00B7, 0x201A, 0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1, 0x00CB, 0x00C8, 0x00CD, 0x00CE,
    0x00CF, 0x00CC, 0x00D3, 0x00D4, 0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9, 0x0131, 0x02C6, 0x02DC,
    0x00AF, 0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7,
};
constexpr HighHalf kCodePage850High = {
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF,
    0x00EE, 0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9,
    0x00FF, 0x00D6, 0x00DC, 0x00F8, 0x00A3, 0x00D8, 0x00D7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA,
    0x00F1, 0x00D1, 0x00AA, 0x00BA, 0x00BF, 0x00AE, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB,
    0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00C1, 0x00C2, 0x00C0, 0x00A9, 0x2563, 0x2551, 0x2557,
    0x255D, 0x00A2, 0x00A5, 0x2510, 0x2514, 0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x00E3, 0x00C3,
    0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256C, 0x00A4, 0x00F0, 0x00D0, 0x00CA, 0x00CB,
    0x00C8, 0x0131, 0x00CD, 0x00CE, 0x00CF, 0x2518, 0x250C, 0x2588, 0x2584, 0x00A6, 0x00CC, 0x2580,
    0x00D3, 0x00DF, 0x00D4, 0x00D2, 0x00F5, 0x00D5, 0x00B5, 0x00FE, 0x00DE, 0x00DA, 0x00DB, 0x00D9,
    0x00FD, 0x00DD, 0x00AF, 0x00B4, 0x00AD, 0x00B1, 0x2017, 0x00BE, 0x00B6, 0x00A7, 0x00F7, 0x00B8,
    0x00B0, 0x00A8, 0x00B7, 0x00B9, 0x00B3, 0x00B2, 0x25A0, 0x00A0,
};

unsigned char ByteAt(std::string_view bytes, size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

bool IsUpper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(unsigned char c) { return c >= 'a' && c <= 'z'; }
bool IsLetter(unsigned char c) { return IsUpper(c) || IsLower(c); }

// What one byte beyond ASCII, between its neighbours, speaks for.
struct Votes {
  size_t windows = 0, mac = 0, dos = 0;

  void Take(unsigned char before, unsigned char byte, unsigned char after) {
    const bool within = IsLetter(before) && IsLetter(after);
    const bool beside = IsLetter(before) || IsLetter(after);
    const bool capital = !IsLower(before) && IsLetter(after);
    switch (byte) {
      case 0xC4:
      case 0xC5:
      case 0xC9:
      case 0xD6:
      case 0xE4:
      case 0xE5:
      case 0xE9:
      case 0xF6:
        windows += beside ? 1 : 0;
        break;
      case 0x8A:
      case 0x8C:
      case 0x9A:  // ä å ö
        mac += beside ? 1 : 0;
        break;
      case 0x8E:  // é in Mac Roman, Ä in MS-DOS
        mac += IsLower(before) ? 1 : 0;
        dos += capital ? 1 : 0;
        break;
      case 0x80:
      case 0x81:
      case 0x85:  // Ä Å Ö
        mac += capital ? 1 : 0;
        break;
      case 0x86:
      case 0x8F:  // å Å
        dos += beside ? 1 : 0;
        break;
      case 0x84:  // ä, or a quotation mark before a word
        dos += IsLetter(before) ? 1 : 0;
        break;
      case 0x82:
      case 0x94:  // é ö, or quotation marks beside a word
        dos += within ? 1 : 0;
        break;
      case 0x99:  // Ö, or a trade mark behind a word
        dos += capital && !IsLetter(before) ? 1 : 0;
        break;
      default:
        break;
    }
  }
};

// Whether å, ä, ö or é is there in UTF-8.
bool HasUtf8Letters(std::string_view bytes) {
  constexpr std::string_view kSecond = "\xA5\xA4\xB6\x85\x84\x96\xA9";
  for (size_t at = bytes.find('\xC3'); at != bytes.npos; at = bytes.find('\xC3', at + 1)) {
    if (at + 1 < bytes.size() && kSecond.find(bytes[at + 1]) != kSecond.npos) return true;
  }
  return false;
}

std::string DecodeHighHalf(std::string_view bytes, const HighHalf& high) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const unsigned char byte : bytes) {
    if (byte < 0x80) {
      out.push_back(static_cast<char>(byte));
    } else {
      AppendUtf8(high[byte - 0x80], out);
    }
  }
  return out;
}

std::string DecodeMixed(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const Utf8Character character = FirstCharacter(bytes);
    if (character.valid) {
      out += bytes.substr(0, character.bytes);
    } else {
      out += DecodeWindows1252(bytes.substr(0, 1)).value_or("?");
    }
    bytes.remove_prefix(character.bytes);
  }
  return out;
}

}  // namespace

std::string_view WithoutByteOrderMark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  return text;
}

bool IsUtf16OrUtf32(std::string_view text) {
  using namespace std::string_view_literals;
  if (text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv) ||
      text.starts_with("\0\0\xFE\xFF"sv)) {
    return true;
  }
  constexpr size_t kLookedAt = 200;
  const std::string_view begin = text.substr(0, std::min(text.size(), kLookedAt) / 2 * 2);
  std::array<size_t, 2> zeros = {};
  for (size_t i = 0; i < begin.size(); ++i) {
    if (begin[i] == '\0') ++zeros[i % 2];
  }
  const auto [few, many] = std::minmax(zeros[0], zeros[1]);
  return begin.size() >= 8 && few == 0 && many * 4 > begin.size();
}

std::optional<size_t> FindControlCharacter(std::string_view text) {
  const auto found = std::ranges::find_if(text, [](unsigned char c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
  });
  if (found == text.end()) return std::nullopt;
  return static_cast<size_t>(found - text.begin());
}

std::optional<size_t> FindHighControlCharacter(std::string_view text) {
  for (size_t at = text.find('\xC2'); at != text.npos; at = text.find('\xC2', at + 1)) {
    const unsigned char second = ByteAt(text, at + 1);
    if (second >= 0x80 && second <= 0x9F) return at;
  }
  return std::nullopt;
}

std::string NameControlCharacter(std::string_view text) {
  constexpr std::array<std::string_view, 32> kNames = {
      "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS",  "HT",  "LF",
      "VT",  "FF",  "CR",  "SO",  "SI",  "DLE", "DC1", "DC2", "DC3", "DC4", "NAK",
      "SYN", "ETB", "CAN", "EM",  "SUB", "ESC", "FS",  "GS",  "RS",  "US"};
  const auto c = static_cast<uint32_t>(FirstCharacter(text).code_point);
  const std::string_view name = c < kNames.size() ? kNames[c] : c == 0x7F ? "DEL" : "C1";
  std::string hex = StrCat(absl::Hex(c, absl::kZeroPad4));
  absl::AsciiStrToUpper(&hex);
  return StrCat("U+", hex, " (", name, ")");
}

std::string_view WithoutEndOfFileMark(std::string_view text) {
  const size_t end = text.find_last_not_of("\x1A\r\n");
  const std::string_view tail = text.substr(end == text.npos ? 0 : end + 1);
  if (tail.find('\x1A') == tail.npos) return text;
  return text.substr(0, text.size() - tail.size() + std::min(tail.find('\x1A'), tail.size()));
}

Encoding GuessEncoding(std::string_view bytes) {
  if (HasUtf8Letters(bytes)) return Encoding::kMixed;
  Votes votes;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) continue;
    votes.Take(i == 0 ? 0 : ByteAt(bytes, i - 1), ByteAt(bytes, i), ByteAt(bytes, i + 1));
  }
  if (votes.mac > votes.windows && votes.mac >= votes.dos) return Encoding::kMacRoman;
  if (votes.dos > votes.windows) return Encoding::kDos;
  return DecodeWindows1252(bytes) ? Encoding::kWindows1252 : Encoding::kUnknown;
}

std::string_view NameOf(Encoding encoding) {
  switch (encoding) {
    case Encoding::kWindows1252:
      return "Windows-1252";
    case Encoding::kMacRoman:
      return "Mac Roman";
    case Encoding::kDos:
      return "code page 850 (MS-DOS)";
    case Encoding::kMixed:
      return "UTF-8 + Windows-1252";
    case Encoding::kUnknown:
      break;
  }
  return "?";
}

std::string DecodeFrom(Encoding encoding, std::string_view bytes) {
  switch (encoding) {
    case Encoding::kWindows1252:
      return DecodeWindows1252(bytes).value_or("");
    case Encoding::kMacRoman:
      return DecodeHighHalf(bytes, kMacRomanHigh);
    case Encoding::kDos:
      return DecodeHighHalf(bytes, kCodePage850High);
    case Encoding::kMixed:
      return DecodeMixed(bytes);
    case Encoding::kUnknown:
      break;
  }
  return "";
}

std::optional<unsigned char> ByteIn(Encoding encoding, char32_t character) {
  if (encoding == Encoding::kWindows1252) {
    if (character >= 0x80 && character <= 0xFF) return static_cast<unsigned char>(character);
    const auto found = std::ranges::find(kWindows1252High, character);
    if (found == kWindows1252High.end() || character == 0) return std::nullopt;
    return static_cast<unsigned char>(0x80 + (found - kWindows1252High.begin()));
  }
  const HighHalf& high = encoding == Encoding::kMacRoman ? kMacRomanHigh : kCodePage850High;
  const auto found = std::ranges::find(high, character);
  if (found == high.end()) return std::nullopt;
  return static_cast<unsigned char>(0x80 + (found - high.begin()));
}

std::optional<std::string> DecodeWindows1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const unsigned char byte : bytes) {
    const bool in_table = byte >= 0x80 && byte < 0xA0;
    const char16_t c = in_table ? kWindows1252High[byte - 0x80] : char16_t{byte};
    if (in_table && c == 0) return std::nullopt;
    AppendUtf8(c, out);
  }
  return out;
}

LineColumn LineColumnAt(std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {.line = static_cast<uint32_t>(1 + std::ranges::count(before, '\n')),
          .column = static_cast<uint32_t>(1 + CountCodePoints(before.substr(line_start)))};
}

}  // namespace samlad::formats
