// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/pages/routes.h"

#include <utility>

#include "clients/web/pages/frame.h"
#include "clients/web/pages/guidance.h"
#include "clients/web/pages/home.h"
#include "clients/web/pages/page.h"

namespace samlad::web {
namespace {

struct Guidance {
  std::string_view path;
  const Phrase& title;
  void (*add)(board::Language language, board::Html& html);
};
constexpr Guidance kGuidance[] = {
    {"/help", kHelpTitle, AddHelp},
    {"/accessibility", kAccessibilityTitle, AddAccessibility},
};

template <size_t kIndex>
Response GuidancePage(Visit& visit) {
  const Guidance& guidance = kGuidance[kIndex];
  board::Html html = BeginPage(visit, visit.Say(guidance.title));
  guidance.add(visit.language, html);
  return EndPage(visit, std::move(html));
}

constexpr Route kRoutes[] = {
    {Method::kGet, "/", {}, HomePage},
    {Method::kGet, "/help", {}, GuidancePage<0>},
    {Method::kGet, "/accessibility", {}, GuidancePage<1>},
};

}  // namespace

std::span<const Route> CommonRoutes() { return kRoutes; }

std::optional<Response> PublicPage(const Request& request, const LanguageChoice& choice) {
  for (const Guidance& guidance : kGuidance) {
    if (guidance.path != request.path) continue;
    const board::Language language = choice.language;
    board::Html html = BeginDocument(
        language, language == board::Language::kSv ? guidance.title.sv : guidance.title.en, nullptr,
        request);
    guidance.add(language, html);
    EndDocument(language, html);
    Response response;
    response.body = std::move(html).Take();
    return response;
  }
  return std::nullopt;
}

}  // namespace samlad::web
