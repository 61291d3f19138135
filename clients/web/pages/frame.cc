// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/pages/frame.h"

#include <algorithm>
#include <string>
#include <utility>

#include "clients/board/language.h"
#include "clients/web/http/form.h"
#include "clients/web/pages/words.h"
#include "gateway/base/strings.h"

namespace samlad::web {
namespace {

using board::Html;
using board::Language;

constexpr v1::Permission kSenders[] = {v1::PERMISSION_SUBMIT, v1::PERMISSION_READ_OWN};
constexpr v1::Permission kReaders[] = {v1::PERMISSION_READ_BOARD, v1::PERMISSION_COORDINATE,
                                       v1::PERMISSION_AUDIT};
constexpr v1::Permission kCoordinators[] = {v1::PERMISSION_COORDINATE};
constexpr v1::Permission kPlanners[] = {v1::PERMISSION_COORDINATE, v1::PERMISSION_ADMINISTER};
constexpr v1::Permission kSystems[] = {v1::PERMISSION_ADMINISTER, v1::PERMISSION_AUDIT,
                                       v1::PERMISSION_COORDINATE};
constexpr v1::Permission kAuditors[] = {v1::PERMISSION_AUDIT};

constexpr Place kPlaces[] = {
    {"/", {"Start", "Start"}, {}},
    {"/due", {"Att lämna", "To report"}, kSenders},
    {"/reports", {"Rapporter", "Reports"}, kSenders},
    {"/board", {"Lägesbild", "Board page"}, kReaders},
    {"/editions", {"Utgåvor", "Editions"}, kReaders},
    {"/inbox", {"Att granska", "To review"}, kCoordinators},
    {"/obligations", {"Uppdrag", "Obligations"}, kCoordinators},
    {"/catalogue", {"Katalog", "Catalogue"}, kPlanners},
    {"/publish", {"Publicera", "Publish"}, kCoordinators},
    {"/systems", {"System", "Systems"}, kSystems},
    {"/log", {"Logg", "Log"}, kAuditors},
    {"/verify", {"Kontrollera kvitton", "Verify receipts"}, {}},
};

std::string_view In(Language language, const Phrase& phrase) {
  return language == Language::kSv ? phrase.sv : phrase.en;
}

bool MayGo(const Visit& visit, const Place& place) {
  return place.any_of.empty() ||
         std::ranges::any_of(place.any_of, [&visit](v1::Permission one) { return visit.May(one); });
}

bool IsHere(std::string_view path, std::string_view place) {
  if (place == "/") return path == "/";
  return path == place || (path.starts_with(place) && path[place.size()] == '/');
}

void AddPlaces(const Visit& visit, Language language, std::string_view path, Html& html) {
  html.Wrap("<nav class=\"places\" aria-label=\"", In(language, kMenu), "\"><ul>");
  for (const Place& place : kPlaces) {
    if (!MayGo(visit, place)) continue;
    html.Wrap("<li><a href=\"", place.path, "\"");
    if (IsHere(path, place.path)) html.Raw(" aria-current=\"page\"");
    html.Wrap(">", In(language, place.name), "</a></li>");
  }
  html.Raw("</ul></nav>");
}

void AddWho(const Visit& visit, Language language, Html& html) {
  const v1::Organisation& own = visit.Own();
  html.Wrap("<p class=\"who\"><span class=\"unseen\">", In(language, kSignedInAs), "</span> ");
  if (own.id().empty()) {
    html.Wrap("<b>", visit.who.organisation, "</b>");
  } else {
    html.Wrap("<b>", board::PickMarked(own.name(), language), "</b>");
  }
  html.Raw("<small>").Text(In(language, kSystem)).Raw(" ").Text(visit.who.system);
  html.Raw(" · ").Text(In(language, kCertificateEnds)).Raw(" ");
  html.Text(board::FormatTime(visit.who.not_after_ms, visit.zone).substr(0, 10));
  html.Raw("</small></p>");
}

// The address that is shown again in another language: of the answer to a form, the
// page that has the form, because the answer has no address of its own.
Request Shown(const Request& request) {
  Request shown;
  const std::string_view from = FirstOf(request.headers, "referer");
  const size_t host = from.find("://");
  const size_t path = host == from.npos ? host : from.find('/', host + 3);
  const bool is_form = request.method == Method::kPost && path != from.npos;
  if (is_form && ParseTarget(from.substr(path), shown).ok()) return shown;
  shown.path = request.path;
  shown.query = request.query;
  return shown;
}

// The same page in another language.
std::string AddressIn(Language language, const Request& shown) {
  std::string address = StrCat(shown.path, "?lang=", board::Tag(language));
  for (const auto& [name, value] : shown.query) {
    if (name == "lang" || name == "token") continue;
    StrAppend(&address, "&", UrlEncode(name), "=", UrlEncode(value));
  }
  return address;
}

void AddLanguages(Language language, const Request& request, Html& html) {
  const Request shown = Shown(request);
  html.Wrap("<nav class=\"languages\" aria-label=\"", In(language, kLanguageMenu), "\">");
  const bool is_swedish = language == Language::kSv;
  html.Wrap("<a lang=\"sv\" hreflang=\"sv\" href=\"", AddressIn(Language::kSv, shown), "\"");
  if (is_swedish) html.Raw(" aria-current=\"true\"");
  html.Raw(">Svenska</a> ");
  html.Wrap("<a lang=\"en\" hreflang=\"en\" href=\"", AddressIn(Language::kEn, shown), "\"");
  if (!is_swedish) html.Raw(" aria-current=\"true\"");
  html.Raw(">English</a></nav>");
}

void AddRefusal(Language language, const Refusal& refusal, Html& html) {
  html.Wrap("<p class=\"lede\">", In(language, refusal.what), "</p>");
  html.Wrap("<h2>", In(language, kWhatToDo), "</h2>");
  html.Wrap("<p>", In(language, refusal.fix), "</p>");
}

}  // namespace

std::span<const Place> Places() { return kPlaces; }

Html BeginDocument(Language language, std::string_view title, const Visit* visit,
                   const Request& request) {
  Html html;
  html.Wrap("<!doctype html>\n<html lang=\"", board::Tag(language), "\"><head>");
  html.Raw(
      "<meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
  html.Wrap("<title>", title, " – Samlad</title>");
  html.Raw(
      "<link rel=\"stylesheet\" href=\"/style.css\"><link rel=\"icon\" href=\"data:,\">"
      "</head><body>");
  html.Wrap("<a class=\"skip\" href=\"#main\">", In(language, kSkip), "</a>");
  html.Raw("<header class=\"top\"><div class=\"bar\"><a class=\"brand\" href=\"/\">Samlad");
  if (visit != nullptr) {
    html.Wrap("<small>", board::PickMarked(visit->catalogue->catalogue().title(), language),
              "</small>");
  }
  html.Raw("</a>");
  if (visit != nullptr) AddWho(*visit, language, html);
  AddLanguages(language, request, html);
  html.Raw("</div>");
  if (visit != nullptr) AddPlaces(*visit, language, request.path, html);
  html.Raw("</header><main id=\"main\" tabindex=\"-1\">");
  html.Wrap("<h1>", title, "</h1>");
  return html;
}

void EndDocument(Language language, Html& html) {
  html.Raw("</main><footer class=\"foot\">");
  html.Wrap("<p>", In(language, kFoot), "</p><p>");
  html.Wrap("<a href=\"/help\">", In(language, kHelpLink), "</a> ");
  html.Wrap("<a href=\"/accessibility\">", In(language, kAccessibilityLink), "</a></p>");
  html.Raw("</footer></body></html>\n");
}

Response RefusalPage(const LanguageChoice& language, const Refusal& refusal,
                     const Request& request) {
  const Language first = language.language;
  Html html = BeginDocument(first, In(first, refusal.title), nullptr, request);
  AddRefusal(first, refusal, html);
  if (!language.is_known) {
    html.Wrap("<section lang=\"en\"><h2>", refusal.title.en, "</h2>");
    html.Wrap("<p>", refusal.what.en, "</p>").Wrap("<p>", refusal.fix.en, "</p></section>");
  }
  if (!refusal.detail.empty()) {
    html.Wrap("<p class=\"hint mono\" lang=\"en\">", refusal.detail, "</p>");
  }
  EndDocument(first, html);
  Response response;
  response.status = refusal.status;
  response.body = std::move(html).Take();
  return response;
}

}  // namespace samlad::web
