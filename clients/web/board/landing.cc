// SPDX-License-Identifier: EUPL-1.2
//
// The first page for the board: what is new, how it stands, what to do.

#include <string>
#include <utility>
#include <vector>

#include "clients/board/page/digest.h"
#include "clients/web/board/acknowledgements.h"
#include "clients/web/board/changes.h"
#include "clients/web/board/handlers.h"
#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

bool IsAcknowledged(const absl::StatusOr<std::vector<v1::FeedEvent>>& events) {
  return events.ok() && !events->empty();
}

void AddWays(const Visit& visit, const ShownEdition& shown, bool acknowledged, board::Html& html) {
  html.Raw("<p class=\"actions\">");
  html.Wrap("<a class=\"button primary\" href=\"", InEdition(shown, "/board/page"), "\">");
  html.Text(visit.Say(kReadPage)).Raw("</a> ");
  if (!acknowledged && visit.May(v1::PERMISSION_ACKNOWLEDGE)) {
    html.Wrap("<a class=\"button\" href=\"", StrCat("/acknowledge?edition=", shown.info.position()),
              "\">");
    html.Text(visit.Say(kAcknowledgeIt)).Raw("</a> ");
  }
  html.Wrap("<a class=\"button\" href=\"", EditionPath(shown.info.position()), "\">");
  html.Text(visit.Say(kAboutEdition)).Raw("</a> ");
  html.Wrap("<a class=\"button\" href=\"/editions\">", visit.Say(kAllEditions), "</a>");
  if (visit.May(v1::PERMISSION_COORDINATE)) {
    html.Raw(" <a class=\"button\" href=\"/board/preview\">").Text(visit.Say(kPreview));
    html.Raw("</a>");
  }
  html.Raw("</p>\n");
}

void AddAsk(const Visit& visit, const ShownEdition& shown, const board::Counted& phrase,
            size_t count, std::string_view path, board::Html& html) {
  if (count == 0) return;
  html.Raw("<li>");
  AddPageLink(InEdition(shown, path), board::Say(phrase, count, visit.language), html);
  html.Raw("</li>\n");
}

void AddAsks(const Visit& visit, const ShownEdition& shown, const board::Digest& digest,
             bool acknowledged, board::Html& html) {
  const board::PageWords& words = board::PageWordsIn(visit.language);
  html.Wrap("<h2>", words.asked, "</h2>\n<ol class=\"asks\">\n");
  AddAsk(visit, shown, words.ask_reports, digest.overdue.size(), "/organisations", html);
  AddAsk(visit, shown, words.ask_follow_ups, digest.follow_ups.size(), "/projects", html);
  AddAsk(visit, shown, words.ask_recommendations, digest.recommendations.size(), "/recommendations",
         html);
  AddAsk(visit, shown, words.ask_past_end, digest.past_end.size(), "/projects", html);
  AddAsk(visit, shown, words.ask_over_budget, digest.over_budget.size(), "/projects", html);
  if (!acknowledged) {
    html.Raw("<li>");
    if (visit.May(v1::PERMISSION_ACKNOWLEDGE)) {
      AddPageLink(StrCat("/acknowledge?edition=", shown.info.position()), words.ask_acknowledge,
                  html);
    } else {
      html.Text(words.ask_acknowledge);
    }
    html.Raw("</li>\n");
  }
  html.Raw("</ol>\n");
}

void AddPlaces(const Visit& visit, const ShownEdition& shown, board::Html& html) {
  html.Wrap("<h2>", visit.Say(kMore), "</h2>\n<ul class=\"ways\">\n");
  for (const auto& [path, name] :
       {std::pair<std::string_view, const Phrase&>{"/indicators", kIndicators},
        {"/organisations", kOrganisations},
        {"/projects", kProjects},
        {"/recommendations", kRecommendations},
        {"/documents", kDocuments},
        {"/trail", kTrail}}) {
    html.Raw("<li>");
    AddPageLink(InEdition(shown, path), visit.Say(name), html);
    html.Raw("</li>\n");
  }
  html.Raw("</ul>\n");
}

}  // namespace

Response RenderLanding(const Visit& visit, const ShownEdition& shown,
                       const absl::StatusOr<std::vector<v1::FeedEvent>>& acknowledged) {
  const board::PageContext page = ContextOf(visit, shown);
  const board::Digest digest = board::DigestOf(shown.view);
  board::Html html = BeginEditionPage(
      visit, shown, StrCat(page.words.title, " ", page.Period(shown.view.query().period())),
      "/board");
  const bool is_acknowledged = IsAcknowledged(acknowledged);
  AddAcknowledgements(visit, acknowledged, html);
  AddWays(visit, shown, is_acknowledged, html);
  AddAsks(visit, shown, digest, is_acknowledged, html);
  html.Wrap("<h2>", visit.Say(kWhatIsNew), "</h2>\n");
  AddChangesInWords(visit, shown, html);
  if (shown.edition.previous() != 0) {
    html.Raw("<p>");
    AddPageLink(EditionPath(shown.info.position()), visit.Say(kSeeChanges), html);
    html.Raw("</p>\n");
  }
  board::AddSignals(page, digest, html);
  AddPlaces(visit, shown, html);
  return EndEditionPage(visit, std::move(html));
}

Response ShowLanding(Visit& visit) {
  const auto shown = ReadAskedEdition(visit);
  if (!shown.ok()) return FailEdition(visit, shown.status());
  return RenderLanding(visit, *shown, ReadAcknowledgements(visit, shown->info));
}

}  // namespace samlad::web::editions
