// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/pages/home.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "clients/board/html.h"
#include "clients/web/pages/frame.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/words.h"
#include "gateway/base/strings.h"

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
     {"Vad varje organisation får göra, och vilka certifikat som är spärrade.",
      "What each organisation may do, and which certificates are revoked."}},
    {"/log",
     {"Kontrollpunkter, och loggen som den var en viss dag.",
      "Checkpoints, and the log as it was on a certain day."}},
    {"/verify",
     {"Kontrollera kvitton mot loggens nyckel, genom att ladda upp dem.",
      "Verify receipts with the log's key, by uploading them."}},
};

bool IsAllowed(const Visit& visit, const Place& place) {
  return place.any_of.empty() ||
         std::ranges::any_of(place.any_of, [&visit](v1::Permission one) { return visit.May(one); });
}

// What waits behind a place, in a figure and a few words.
struct Waiting {
  std::string figure;
  std::string words;
};

std::optional<Waiting> DueReports(const Visit& visit) {
  const auto listed = visit.gateway.ListObligations("");
  if (!listed.ok()) return std::nullopt;
  size_t open = 0, sent_back = 0;
  std::string first;
  for (const v1::ObligationState& one : listed->obligations()) {
    sent_back += one.state() == v1::REPORT_STATE_RETURNED;
    const bool is_open = one.state() == v1::REPORT_STATE_EXPECTED ||
                         one.state() == v1::REPORT_STATE_MISSING ||
                         one.state() == v1::REPORT_STATE_RETURNED;
    if (!is_open) continue;
    ++open;
    if (first.empty() || (!one.due().empty() && one.due() < first)) first = one.due();
  }
  std::string words(visit.Say(open == 1 ? kOneDue : kManyDue));
  if (!first.empty()) {
    StrAppend(&words, "; ", visit.Say(kFirstDue), " ", board::FormatDay(first, visit.language));
  }
  if (sent_back > 0) StrAppend(&words, "; ", sent_back, " ", visit.Say(kSentBack));
  return Waiting{StrCat(open), words};
}

std::optional<Waiting> ReportsUnderReview(const Visit& visit) {
  const auto trail = visit.gateway.GetTrail({});
  if (!trail.ok()) return std::nullopt;
  const auto count = std::ranges::count_if(trail->rows(), [](const v1::TrailRow& row) {
    return row.obligation().state() == v1::REPORT_STATE_UNDER_REVIEW;
  });
  return Waiting{StrCat(count), std::string(visit.Say(kUnderReview))};
}

std::optional<Waiting> NewestEdition(const Visit& visit) {
  const auto listed = visit.gateway.ListEditions();
  if (!listed.ok() || listed->editions().empty()) return std::nullopt;
  const v1::EditionInfo& newest = listed->editions(0);
  return Waiting{StrCat(newest.number()),
                 StrCat(visit.Say(kNewestEdition), " ",
                        board::FormatPeriodName(newest.period(), visit.language), ", ",
                        board::FormatTime(newest.time_ms(), visit.zone))};
}

struct Counter {
  std::string_view path;
  std::optional<Waiting> (*count)(const Visit& visit);
};
constexpr Counter kCounters[] = {
    {"/due", DueReports}, {"/inbox", ReportsUnderReview}, {"/editions", NewestEdition}};

void AddCard(const Visit& visit, const Place& place, const Lead& lead, board::Html& html) {
  html.Wrap("<li class=\"card\"><h2><a href=\"", place.path, "\">");
  html.Text(visit.Say(place.name)).Raw("</a></h2>");
  const auto counter = std::ranges::find(kCounters, place.path, &Counter::path);
  // A card without its figure still leads on.
  const auto waiting = counter == std::end(kCounters) ? std::nullopt : counter->count(visit);
  if (waiting) {
    html.Wrap("<p class=\"waiting\"><b>", waiting->figure, "</b> ");
    html.Text(waiting->words).Raw("</p>");
  }
  html.Wrap("<p>", visit.Say(lead.text), "</p></li>");
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
    AddCard(visit, place, *lead, html);
  }
  html.Raw("</ul>");
  return EndPage(visit, std::move(html));
}

}  // namespace samlad::web
