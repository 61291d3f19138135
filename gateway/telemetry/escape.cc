// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/escape.h"

#include <cstddef>

#include "gateway/base/character_class.h"
#include "gateway/base/limits.h"
#include "gateway/base/utf8.h"

namespace samlad::telemetry {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

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
    } else if (IsUnprintable(c)) {
      AppendJsonEscape(c, out);
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
