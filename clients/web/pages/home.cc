// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/pages/home.h"

#include <algorithm>
#include <utility>

#include "clients/board/html.h"
#include "clients/web/pages/frame.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/words.h"

namespace samlad::web {
namespace {

// What each place is for, on the start page.
struct Lead {
  std::string_view path;
  Phrase text;
};
constexpr Lead kLeads[] = {
    {"/due",
     {"Vad din organisation ska lämna, och när. Ladda upp en arbetsbok, se anmärkningarna och "
      "lämna.",
      "What your organisation owes, and when. Upload a workbook, see the findings and report."}},
    {"/reports",
     {"Vad ni har lämnat, med kvitton, skillnader och det som har återsänts.",
      "What you have reported, with receipts, differences and what was sent back."}},
    {"/board",
     {"Stadens alla nyckeltal: läge, mål, utveckling och vad som saknas.",
      "All the city's indicators: status, target, trend and what is missing."}},
    {"/editions",
     {"Lägesbilder som har publicerats. De ändras aldrig.",
      "Views that were published. They never change."}},
    {"/inbox",
     {"Rapporter som väntar på granskning, med skillnader mot förra perioden.",
      "Reports that await review, with differences from the last period."}},
    {"/obligations",
     {"Alla uppdrag och perioder: lämnat, försenat, befriat.",
      "All obligations and periods: reported, late, waived."}},
    {"/catalogue",
     {"Katalogen som gäller, och vad en ny skulle ändra.",
      "The catalogue in force, and what a new one would change."}},
    {"/publish",
     {"Publicera en utgåva för styrelsen, och se först vad som döljs.",
      "Publish an edition for the board, and first see what is hidden."}},
    {"/systems",
     {"Certifikat som har synts, hur länge de gäller, och spärrar.",
      "Certificates that were seen, how long they are valid, and revocations."}},
    {"/log",
     {"Kontrollpunkter, och loggen som den var en viss dag.",
      "Checkpoints, and the log as it was on a certain day."}},
    {"/verify",
     {"Släpp kvitton här och kontrollera dem mot loggens nyckel.",
      "Drop receipts here and verify them with the log's key."}},
};

bool IsAllowed(const Visit& visit, const Place& place) {
  return place.any_of.empty() ||
         std::ranges::any_of(place.any_of, [&visit](v1::Permission one) { return visit.May(one); });
}

}  // namespace

Response HomePage(Visit& visit) {
  board::Html html = BeginPage(visit, board::Pick(visit.Own().name(), visit.language));
  if (visit.Own().permissions().empty()) {
    html.Wrap("<p class=\"notice warn\">", visit.Say(kHomeNothing), "</p>");
  }
  html.Raw("<ul class=\"cards\">");
  for (const Place& place : Places()) {
    const auto lead = std::ranges::find(kLeads, place.path, &Lead::path);
    if (lead == std::end(kLeads) || !IsAllowed(visit, place)) continue;
    html.Wrap("<li class=\"card\"><h2><a href=\"", place.path, "\">");
    html.Text(visit.Say(place.name)).Raw("</a></h2>");
    html.Wrap("<p>", visit.Say(lead->text), "</p></li>");
  }
  html.Raw("</ul>");
  return EndPage(visit, std::move(html));
}

}  // namespace samlad::web
