// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/app.h"

#include <algorithm>
#include <utility>

#include "clients/board/style.h"
#include "clients/web/audit/style.h"
#include "clients/web/board/style.h"
#include "clients/web/coordinator/style.h"
#include "clients/web/limits.h"
#include "clients/web/pages/frame.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/routes.h"
#include "clients/web/pages/style.h"
#include "clients/web/pages/words.h"
#include "clients/web/refusals.h"
#include "clients/web/router.h"
#include "clients/web/session/certificate.h"
#include "gateway/base/strings.h"

namespace samlad::web {
namespace {

// Every page asks for it, so the browser keeps it for a while.
constexpr int kStyleCacheS = 300;

Response StyleSheet() {
  Response response;
  response.content_type = "text/css; charset=utf-8";
  response.body =
      StrCat(board::kBaseStyle, kFrameStyle, kBoardStyle, kCoordinatorStyle, kAuditStyle);
  response.cache_s = kStyleCacheS;
  return response;
}

absl::TimeZone ZoneOf(const v1::Catalogue& catalogue) {
  absl::TimeZone zone;
  return absl::LoadTimeZone(catalogue.time_zone(), &zone) ? zone : absl::UTCTimeZone();
}

bool IsAllowed(const Visit& visit, const Route& route) {
  return route.any_of.empty() ||
         std::ranges::any_of(route.any_of, [&visit](v1::Permission one) { return visit.May(one); });
}

Response StaleForm(const Visit& visit) {
  board::Html html = BeginPage(visit, visit.Say(kStaleFormTitle));
  html.Wrap("<p class=\"lede\">", visit.Say(kStaleForm), "</p>");
  html.Wrap("<p>", visit.Say(kStaleFormDo), "</p>");
  return EndPage(visit, std::move(html), 403);
}

}  // namespace

App::App(AppOptions options, std::unique_ptr<Seats> seats, const Clock& clock, telemetry::Log log)
    : options_(std::move(options)),
      seats_(std::move(seats)),
      clock_(clock),
      log_(std::move(log)),
      routes_(AllRoutes()) {
  if (!options_.own) return;
  entrance_.emplace(options_.print_token);
  entrance_->Offer(clock_.NowMs());
}

void App::ConnectTo(ServerOptions& options) {
  options.body_bytes_max = [this](const Request& head) { return BodyBytesMax(head); };
  options.owner_of = [this](const Request& request) { return OwnerOf(request); };
  options.answer = [this](const Request& request) { return Answer(request); };
  options.refuse = [this](int status, const Request& head) { return Refuse(status, head); };
  options.on_served = [this](const Served& served) { LogServed(served); };
}

Response App::Refuse(int status, const Request& head) {
  return RefusalPage(ChooseLanguage(head), RefusalOfServer(status), head);
}

size_t App::BodyBytesMax(const Request& head) {
  return WhoIs(head) ? limits::kBodyBytesMax : limits::kStrangerBodyBytesMax;
}

std::string App::OwnerOf(const Request& request) {
  const auto who = WhoIs(request);
  return who ? who->owner : StrCat("address ", request.address);
}

Response App::Answer(const Request& request) {
  const LanguageChoice language = ChooseLanguage(request);
  auto early = AnswerWithoutSignIn(request, language);
  if (early) return *std::move(early);
  const auto who = WhoIs(request);
  Response response =
      who ? AnswerSignedIn(request, *who, language) : AnswerStranger(request, language);
  if (!language.cookie.empty()) response.cookies.push_back(language.cookie);
  return response;
}

std::optional<Response> App::AnswerWithoutSignIn(const Request& request,
                                                 const LanguageChoice& language) {
  switch (CheckGate(request, options_.site)) {
    case Gate::kOtherHost:
      return RefusalPage(language, RefusalOfOtherHost(options_.site.origin), request);
    case Gate::kOtherSite:
      return RefusalPage(language, RefusalOfOtherSite(), request);
    case Gate::kOpen:
      break;
  }
  if (request.method == Method::kGet && request.path == "/style.css") return StyleSheet();
  const std::string_view token = FirstOf(request.query, "token");
  if (!entrance_ || token.empty()) return std::nullopt;
  // Also with a token that does not hold: the address must not stay in sight.
  Response response = SeeOther("/");
  if (auto cookie = entrance_->Enter(token, clock_.NowMs())) {
    response.cookies.push_back(*std::move(cookie));
  }
  return response;
}

std::optional<SignedIn> App::WhoIs(const Request& request) {
  if (entrance_) {
    auto session = entrance_->SessionOf(request);
    if (!session) return std::nullopt;
    SignedIn who = *options_.own;
    who.owner = *std::move(session);
    return who;
  }
  const auto& shown = request.certificate;
  if (shown == nullptr || shown->fault != CertificateFault::kNone) return std::nullopt;
  auto who = SystemOf(shown->chain_pem);
  // It may have expired while the connection was open.
  if (!who.ok() || clock_.NowMs() > who->not_after_ms) return std::nullopt;
  return *std::move(who);
}

Response App::AnswerStranger(const Request& request, const LanguageChoice& language) {
  if (request.method == Method::kGet) {
    if (auto page = PublicPage(request, language)) return *std::move(page);
  }
  if (entrance_) {
    entrance_->Offer(clock_.NowMs());
    return RefusalPage(language, RefusalOfEntrance(), request);
  }
  const auto& shown = request.certificate;
  if (shown != nullptr && shown->fault == CertificateFault::kNone) {
    return RefusalPage(language, RefusalOfExpired(), request);
  }
  return RefusalPage(language, RefusalOfCertificate(shown.get()), request);
}

Response App::AnswerSignedIn(const Request& request, const SignedIn& who,
                             const LanguageChoice& language) {
  const int64_t now_ms = clock_.NowMs();
  // On loopback nobody shows one: the gateway sees the profile's own identity.
  const std::shared_ptr<Seat> seat = seats_->Find(
      request.certificate == nullptr ? "" : std::string_view(request.certificate->chain_pem),
      now_ms);
  const auto catalogue = seat->Catalogue(now_ms);
  if (!catalogue.ok()) {
    return RefusalPage(language, RefusalOfGateway(catalogue.status()), request);
  }
  const std::string csrf = form_key_.TokenFor(who.owner);
  Visit visit{.request = request,
              .language = language.language,
              .who = who,
              .gateway = seat->client(),
              .catalogue = *catalogue,
              .drafts = drafts_,
              .csrf = csrf,
              .now_ms = now_ms,
              .zone = ZoneOf((*catalogue)->catalogue()),
              .log_key = options_.log_key,
              .memory = options_.memory};
  return AnswerVisit(visit);
}

Response App::AnswerVisit(Visit& visit) {
  const Request& request = visit.request;
  if (request.method == Method::kPost &&
      !form_key_.Holds(visit.FromForm("csrf"), visit.who.owner)) {
    return StaleForm(visit);
  }
  Found found = FindRoute(routes_, request.method, request.path);
  if (found.route == nullptr && found.other_method) return Refuse(405, request);
  if (found.route == nullptr) {
    return FailurePage(visit, absl::NotFoundError(ToAbsl(visit.Say(kMissingHere))));
  }
  if (!IsAllowed(visit, *found.route)) {
    return FailurePage(visit, absl::PermissionDeniedError(ToAbsl(visit.Say(kNoPermission))));
  }
  visit.path_values = std::move(found.path_values);
  return found.route->handler(visit);
}

void App::LogServed(const Served& served) const {
  const Request& request = served.request;
  const auto shown = request.certificate;
  std::string organisation, system;
  if (shown != nullptr) {
    if (const auto who = SystemOf(shown->chain_pem); who.ok()) {
      organisation = who->organisation;
      system = who->system;
    }
  }
  log_.Info("request answered", {{"method", request.method == Method::kPost ? "POST" : "GET"},
                                 {"path", request.path},
                                 {"status", served.status},
                                 {"bytes", served.bytes},
                                 {"duration_ms", served.duration_ms},
                                 {"address", request.address},
                                 {"organisation", organisation},
                                 {"system", system}});
}

}  // namespace samlad::web
