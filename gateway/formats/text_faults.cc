// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/text_faults.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "absl/strings/ascii.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/formats/text_encoding.h"

namespace samlad::formats {
namespace {

constexpr std::string_view kLost = "\xEF\xBF\xBD";

// What the first byte of a character of several bytes becomes in an encoding of
// one byte a character: Â and Ã, ¬ and √, ┬ and ├; â and ï begin punctuation.
struct Lead {
  std::string_view text;
  Encoding encoding;
  unsigned char byte;
  size_t more;  // bytes that follow
};
constexpr std::array<Lead, 9> kLeads = {{
    {"\u00C2", Encoding::kWindows1252, 0xC2, 1},
    {"\u00C3", Encoding::kWindows1252, 0xC3, 1},
    {"\u00E2", Encoding::kWindows1252, 0xE2, 2},
    {"\u00EF", Encoding::kWindows1252, 0xEF, 2},
    {"\u00AC", Encoding::kMacRoman, 0xC2, 1},
    {"\u221A", Encoding::kMacRoman, 0xC3, 1},
    {"\u252C", Encoding::kDos, 0xC2, 1},
    {"\u251C", Encoding::kDos, 0xC3, 1},
    {"\u201A", Encoding::kMacRoman, 0xE2, 2},
}};

// Where code page 437, which is as common as 850, differs from it: bytes 0x80 to 0xBF.
std::optional<unsigned char> ByteInCodePage437(char32_t character) {
  constexpr std::array<std::pair<char32_t, unsigned char>, 11> kOwn = {{{0x00A2, 0x9B},
                                                                        {0x00A5, 0x9D},
                                                                        {0x20A7, 0x9E},
                                                                        {0x2310, 0xA9},
                                                                        {0x2561, 0xB5},
                                                                        {0x2562, 0xB6},
                                                                        {0x2556, 0xB7},
                                                                        {0x2555, 0xB8},
                                                                        {0x255C, 0xBD},
                                                                        {0x255B, 0xBE},
                                                                        {0x2510, 0xBF}}};
  const auto own = std::ranges::find(kOwn, character, &std::pair<char32_t, unsigned char>::first);
  return own == kOwn.end() ? std::nullopt : std::optional(own->second);
}

// The character that was encoded twice at the start of `text`, and how many bytes
// it takes there; empty: none.
struct Undone {
  std::string character;
  size_t bytes = 0;
};
Undone UndoOne(std::string_view text) {
  const auto lead = std::ranges::find_if(
      kLeads, [&](const Lead& candidate) { return text.starts_with(candidate.text); });
  if (lead == kLeads.end()) return {};
  Undone undone{.character = std::string(1, static_cast<char>(lead->byte)),
                .bytes = lead->text.size()};
  for (size_t i = 0; i < lead->more; ++i) {
    const std::string_view rest = text.substr(undone.bytes);
    if (rest.empty()) return {};
    const Utf8Character next = FirstCharacter(rest);
    auto byte = ByteIn(lead->encoding, next.code_point);
    const bool high = !byte || *byte < 0x80 || *byte > 0xBF;
    if (high && lead->encoding == Encoding::kDos) byte = ByteInCodePage437(next.code_point);
    if (!byte || *byte < 0x80 || *byte > 0xBF) return {};
    undone.character.push_back(static_cast<char>(*byte));
    undone.bytes += next.bytes;
  }
  if (FindInvalidUtf8(undone.character)) return {};
  return undone;
}

std::string UndoOnce(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    Undone undone;
    if (static_cast<unsigned char>(text.front()) >= 0x80) undone = UndoOne(text);
    if (undone.bytes > 0) {
      out += undone.character;
      text.remove_prefix(undone.bytes);
      continue;
    }
    const size_t bytes = FirstCharacter(text).bytes;
    out += text.substr(0, bytes);
    text.remove_prefix(bytes);
  }
  return out;
}

struct CodePoints {
  char32_t first, last;
};

bool IsWithin(char32_t c, std::span<const CodePoints> ranges) {
  return std::ranges::any_of(
      ranges, [=](const CodePoints& range) { return c >= range.first && c <= range.last; });
}

// Joiners, direction marks, variation selectors, soft hyphens, tags.
bool IsUnseen(char32_t c) {
  constexpr CodePoints kRanges[] = {
      {0x80, 0x9F},     {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},
      {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x200B, 0x200F},
      {0x2028, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164}, {0xFE00, 0xFE0F},
      {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF}};
  return IsWithin(c, kRanges);
}

bool IsUnusualBlank(char32_t c) {
  constexpr CodePoints kRanges[] = {{0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
                                    {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};
  return IsWithin(c, kRanges);
}

bool IsDash(char32_t c) {
  constexpr CodePoints kRanges[] = {{0x2010, 0x2015}, {0x2043, 0x2043}, {0x2212, 0x2212},
                                    {0xFE58, 0xFE58}, {0xFE63, 0xFE63}, {0xFF0D, 0xFF0D}};
  return IsWithin(c, kRanges);
}

// The Latin letter that a Greek or Cyrillic one looks like, or that a full-width
// one is; 0: none.
char LatinLike(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFF01 + '!');
  constexpr std::u32string_view kLike = U"АВЕКМНОРСТХЅІЈаеорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο";
  constexpr std::string_view kLatin = "ABEKMHOPCTXSIJaeopcyxsijABEZHIKMNOPTYXo";
  static_assert(kLike.size() == kLatin.size());
  const size_t at = kLike.find(c);
  return at == kLike.npos ? '\0' : kLatin[at];
}

// Greek and Cyrillic ids are words of their own; a Latin one has Latin letters.
bool HasLatin(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return absl::ascii_isalnum(c); });
}

// What the character was probably meant as: nothing, "-", " " or a letter.
// nullopt: itself.
std::optional<std::string> MeantAs(char32_t c, bool latin) {
  if (c < 0x80) return std::nullopt;
  if (IsUnseen(c)) return "";
  if (IsUnusualBlank(c)) return " ";
  if (IsDash(c)) return "-";
  const char like = LatinLike(c);
  if (like != 0 && latin) return std::string(1, like);
  return std::nullopt;
}

template <typename Write>
std::string Rewrite(std::string_view text, const Write& write) {
  const bool latin = HasLatin(text);
  std::string out;
  while (!text.empty()) {
    const Utf8Character character = FirstCharacter(text);
    const auto meant = MeantAs(character.code_point, latin);
    out +=
        meant ? write(character.code_point, *meant) : std::string(text.substr(0, character.bytes));
    text.remove_prefix(character.bytes);
  }
  return out;
}

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

std::string_view WordAt(std::string_view text, size_t at) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t begin = at == 0 ? 0 : text.find_last_of(kBlanks, at - 1) + 1;  // npos + 1 is 0
  return text.substr(begin, std::min(text.find_first_of(kBlanks, at), text.size()) - begin);
}

}  // namespace

bool MayBeDamaged(std::string_view text) {
  if (HasLostCharacter(text)) return true;
  return std::ranges::any_of(kLeads,
                             [&](const Lead& lead) { return text.find(lead.text) != text.npos; });
}

bool HasLostCharacter(std::string_view text) { return text.find(kLost) != text.npos; }

std::string UndoDoubleEncoding(std::string_view text) {
  constexpr int kTimesMax = 3;
  std::string undone(text);
  for (int i = 0; i < kTimesMax && MayBeDamaged(undone); ++i) {
    std::string again = UndoOnce(undone);
    if (again == undone) break;
    undone = std::move(again);
  }
  return undone;
}

std::optional<size_t> FindTrueHighControl(std::string_view text) {
  const auto found = FindHighControlCharacter(text);
  if (!found || !FindHighControlCharacter(UndoDoubleEncoding(text))) return std::nullopt;
  return found;
}

bool HasUnseenCharacter(std::string_view text) {
  return !IsAscii(text) && WithoutUnseen(text) != text;
}

std::string ShowUnseen(std::string_view text) {
  return Rewrite(text, [](char32_t c, const std::string& /*meant*/) {
    std::string hex = StrCat(absl::Hex(static_cast<uint32_t>(c), absl::kZeroPad4));
    absl::AsciiStrToUpper(&hex);
    return StrCat("<U+", hex, ">");
  });
}

std::string WithoutUnseen(std::string_view text) {
  return Rewrite(text, [](char32_t /*c*/, const std::string& meant) { return meant; });
}

WordPair FirstDifference(std::string_view damaged, std::string_view repaired) {
  const auto [left, right] = std::ranges::mismatch(damaged, repaired);
  size_t at = static_cast<size_t>(left - damaged.begin());
  // Back to the start of a character.
  while (at > 0 && at < damaged.size() &&
         (static_cast<unsigned char>(damaged[at]) & 0xC0) == 0x80) {
    --at;
  }
  const size_t begin_of_word = at == 0 ? 0 : damaged.find_last_of(" \t\r\n", at - 1) + 1;
  return {.damaged = WordAt(damaged, at), .repaired = WordAt(repaired, begin_of_word)};
}

}  // namespace samlad::formats
