// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/escape.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/str_format.h"
#include "gateway/base/limits.h"
#include "gateway/base/utf8.h"

namespace samlad::telemetry {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

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
    const auto [c, bytes, valid] = FirstCharacter(text.substr(taken));
    if (!valid) {
      out += kReplacement;  // one for each bad byte
    } else if (Unsafe(c)) {
      absl::StrAppendFormat(&out, "\\u%04x", static_cast<uint32_t>(c));
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
