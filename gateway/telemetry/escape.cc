// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/escape.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/str_format.h"
#include "gateway/base/limits.h"

namespace samlad::telemetry {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t code_point;
  size_t bytes;
};

// Length of the sequence that `lead` starts, or 0.
size_t SequenceBytes(uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

// First code point of a non-empty text (Unicode 15, table 3-7). One bad byte
// is one U+FFFD.
Decoded DecodeUtf8(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const size_t n = SequenceBytes(byte(0));
  if (n == 0 || n > text.size()) return {kReplacement, 1};
  if (n == 1) return {byte(0), 1};
  char32_t code = byte(0) & (0x7F >> n);
  for (size_t i = 1; i < n; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {kReplacement, 1};
    code = code << 6 | (byte(i) & 0x3F);
  }
  const bool overlong = (n == 3 && code < 0x800) || (n == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return {kReplacement, 1};
  return {code, n};
}

bool Unsafe(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) ||       // C0, DEL, C1
         c == 0x2028 || c == 0x2029 ||                 // line separators
         c == 0x061C || c == 0x200E || c == 0x200F ||  // direction marks
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void AppendEscaped(std::string_view text, std::string_view also, std::string& out) {
  size_t taken = 0;
  while (taken < text.size()) {
    if (taken >= limits::kLogTextBytesMax) {
      out += "\u2026";
      return;
    }
    const auto [c, bytes] = DecodeUtf8(text.substr(taken));
    if (Unsafe(c)) {
      absl::StrAppendFormat(&out, "\\u%04x", static_cast<uint32_t>(c));
    } else if (c == kReplacement) {
      out += "\uFFFD";
    } else {
      if (bytes == 1 && also.find(text[taken]) != also.npos) out += '\\';
      out += text.substr(taken, bytes);
    }
    taken += bytes;
  }
}

}  // namespace

void AppendJsonString(std::string_view text, std::string& out) {
  out += '"';
  AppendEscaped(text, "\"\\", out);
  out += '"';
}

void AppendHumanText(std::string_view text, std::string& out) { AppendEscaped(text, "", out); }

void AppendHumanValue(std::string_view text, std::string& out) {
  const bool quoted = text.empty() || text.find_first_of(" \"=\\") != text.npos;
  quoted ? AppendJsonString(text, out) : AppendHumanText(text, out);
}

}  // namespace samlad::telemetry
