// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/language_choice.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "absl/strings/numbers.h"
#include "gateway/base/strings.h"

namespace samlad::web {
namespace {

constexpr std::string_view kCookie = "samlad-language";

std::optional<board::Language> LanguageOf(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  if (primary == "sv") return board::Language::kSv;
  if (primary == "en") return board::Language::kEn;
  return std::nullopt;
}

// The first of those with the highest weight (RFC 9110, 12.5.4).
std::optional<board::Language> Accepted(std::string_view header) {
  std::optional<board::Language> best;
  double best_weight = 0;
  while (!header.empty()) {
    const size_t end = std::min(header.find(','), header.size());
    std::string_view item = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
    const size_t semicolon = std::min(item.find(";q="), item.size());
    double weight = 1;
    if (semicolon < item.size() && !absl::SimpleAtod(ToAbsl(item.substr(semicolon + 3)), &weight)) {
      continue;
    }
    const auto language = LanguageOf(item.substr(0, semicolon));
    if (language && weight > best_weight) {
      best = language;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace

LanguageChoice ChooseLanguage(const Request& request) {
  if (const auto asked = LanguageOf(FirstOf(request.query, "lang"))) {
    return {.language = *asked,
            .is_known = true,
            .cookie = StrCat(kCookie, "=", board::Tag(*asked),
                             "; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax")};
  }
  if (const auto kept = LanguageOf(FirstOf(request.cookies, kCookie))) {
    return {.language = *kept, .is_known = true};
  }
  if (const auto accepted = Accepted(FirstOf(request.headers, "accept-language"))) {
    return {.language = *accepted, .is_known = true};
  }
  return {};
}

}  // namespace samlad::web
