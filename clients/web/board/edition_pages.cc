// SPDX-License-Identifier: EUPL-1.2
//
// The list of editions, and one of them: what it says about itself.

#include <string>
#include <utility>
#include <vector>

#include "clients/board/export/tables.h"
#include "clients/board/page/charts.h"
#include "clients/web/board/acknowledgements.h"
#include "clients/web/board/changes.h"
#include "clients/web/board/handlers.h"
#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

void AddEditionLine(const Visit& visit, const v1::EditionInfo& edition, board::Html& html) {
  html.Raw("<tr><th scope=\"row\">");
  AddPageLink(EditionPath(edition.position()), StrCat(edition.number()), html);
  html.Raw("</th>");
  AddCell(visit.Say(kPeriod), board::FormatPeriodName(edition.period(), visit.language), html);
  AddCell(visit.Say(kPublished), board::FormatTime(edition.time_ms(), visit.zone), html);
  AddCell(visit.Say(kAsOfEntries), StrCat(edition.as_of()), html);
  AddCell(visit.Say(kEntry), StrCat(edition.position()), html);
  BeginCell("SHA-256", html);
  html.Wrap("<span class=\"mono\">", board::FormatHex(edition.digest()), "</span></td></tr>\n");
}

// Who could have published it: the log names only a position to its readers.
std::string Publishers(const Visit& visit, const ShownEdition& shown) {
  std::string names;
  for (const v1::Organisation& one : shown.catalogue->catalogue().organisations()) {
    for (const int permission : one.permissions()) {
      if (permission != v1::PERMISSION_COORDINATE) continue;
      StrAppend(&names, names.empty() ? "" : ", ", board::Pick(one.name(), visit.language));
    }
  }
  return names;
}

void AddEditionFacts(const Visit& visit, const ShownEdition& shown, board::Html& html) {
  html.Raw("<dl class=\"facts\">\n");
  AddFact(visit.Say(kPeriod), board::FormatPeriodName(shown.info.period(), visit.language), html);
  AddFact(visit.Say(kAsOf), board::FormatTime(shown.view.time_ms(), visit.zone), html);
  AddFact(visit.Say(kAsOfEntries), StrCat(shown.info.as_of()), html);
  AddFact(visit.Say(kPublished), board::FormatTime(shown.info.time_ms(), visit.zone), html);
  AddFact(visit.Say(kPublishedBy), Publishers(visit, shown), html);
  AddFact(visit.Say(kCatalogueEntry), StrCat(shown.view.catalogue_position()), html);
  html.Wrap("<dt>", visit.Say(kEditionBefore), "</dt><dd>");
  if (const v1::EditionInfo* before = shown.Before()) {
    AddPageLink(EditionPath(before->position()),
                board::Fill(visit.Say(kEditionOf), StrCat(before->number()),
                            board::FormatPeriodName(before->period(), visit.language)),
                html);
  } else {
    html.Text(visit.Say(kNone));
  }
  html.Raw("</dd>\n</dl>\n");
}

void AddHidden(const Visit& visit, const ShownEdition& shown, board::Html& html) {
  const v1::EditionSummary& summary = shown.edition.summary();
  html.Wrap("<h2>", visit.Say(kHiddenTitle), "</h2>\n")
      .Wrap("<p>",
            board::Fill(visit.Say(kShownOf),
                        board::FormatNumber(StrCat(summary.shown()), visit.language),
                        board::FormatNumber(StrCat(summary.figures()), visit.language)),
            "</p>\n");
  if (summary.indicators().empty()) return;
  html.Wrap("<details><summary>", visit.Say(kHiddenByIndicator), "</summary>\n");
  BeginList(visit.Say(kHiddenByIndicator),
            {visit.Say(kIndicator), visit.Say(kShownFigures), visit.Say(kShare), visit.Say(kNote)},
            html);
  for (const v1::IndicatorSummary& one : summary.indicators()) {
    const v1::IndicatorRow* row = FindRow(shown.view, one.indicator());
    html.Raw("<tr><th scope=\"row\">");
    AddPageLink(IndicatorPath(shown, one.indicator()),
                row == nullptr ? board::Picked{one.indicator()}
                               : board::PickMarked(row->title(), visit.language),
                html);
    html.Raw("</th>");
    AddCell(visit.Say(kShownFigures),
            board::Fill(visit.Say(kOf), StrCat(one.shown()), StrCat(one.figures())), html);
    BeginCell(visit.Say(kShare), html);
    board::AddBar(one.shown(), one.figures(), html);
    html.Raw("</td>");
    AddCell(visit.Say(kNote), one.coarsened() ? visit.Say(kCoarsened) : "–", html);
    html.Raw("</tr>\n");
  }
  EndList(html);
  html.Raw("</details>\n");
}

void AddProse(const Visit& visit, const v1::EditionSummary& summary, board::Html& html) {
  html.Wrap("<h2>", visit.Say(kProse), "</h2>\n");
  if (summary.prose_left_out().empty()) {
    html.Wrap("<p>", visit.Say(kProseApproved), "</p>\n");
    return;
  }
  html.Wrap("<p>", visit.Say(kProseLeftOut), "</p>\n<ul>\n");
  for (const std::string& one : summary.prose_left_out()) html.Wrap("<li>", one, "</li>\n");
  html.Raw("</ul>\n");
}

void AddDownloads(const Visit& visit, const ShownEdition& shown, board::Html& html) {
  const std::string path = EditionPath(shown.info.position());
  html.Wrap("<h2>", visit.Say(kDownloads), "</h2>\n<ul class=\"downloads\">\n");
  const auto add = [&](const std::string& to, const Phrase& name) {
    html.Raw("<li>");
    AddPageLink(to, visit.Say(name), html);
    html.Raw("</li>\n");
  };
  add(StrCat("/board/page?download=1&edition=", shown.info.position()), kDownloadPage);
  add(path + "/export/xlsx", kDownloadWorkbook);
  add(path + "/export/csv", kDownloadCsv);
  add(path + "/export/sdmx-csv", kDownloadSdmx);
  add(path + "/export/json", kDownloadJson);
  add(path + "/file", kDownloadFile);
  html.Raw("</ul>\n");
  html.Wrap("<details><summary>", visit.Say(kCsvTables), "</summary>\n<ul>\n");
  for (const board::Table& table : board::ExportTables()) {
    html.Raw("<li>");
    AddPageLink(StrCat(path, "/export/csv?table=", table.name), table.name, html);
    html.Raw("</li>\n");
  }
  html.Raw("</ul></details>\n");
}

void AddEvidence(const Visit& visit, const ShownEdition& shown, std::string_view checkpoint,
                 board::Html& html) {
  html.Wrap("<h2>", visit.Say(kEvidence), "</h2>\n");
  html.Wrap("<p>", visit.Say(kEvidenceText), "</p>\n<dl class=\"facts\">\n");
  AddFact(visit.Say(kEntry), StrCat(shown.info.position()), html);
  AddFact(visit.Say(kEditionDigest), board::FormatHex(shown.info.digest()), html);
  AddFact(visit.Say(kViewDigest), board::FormatHex(shown.info.view_digest()), html);
  html.Raw("</dl>\n");
  html.Wrap("<h3>", visit.Say(kCheckpoint), "</h3>\n");
  if (checkpoint.empty()) {
    html.Wrap("<p>", visit.Say(kCheckpointUnknown), "</p>\n");
  } else {
    html.Wrap("<pre class=\"mono\" tabindex=\"0\">", checkpoint, "</pre>\n");
  }
}

void AddReports(const Visit& visit, const ShownEdition& shown, board::Html& html) {
  html.Wrap("<details><summary>",
            board::Fill(visit.Say(kReportsUsed), StrCat(shown.edition.reports_size())),
            "</summary>\n");
  BeginList(
      visit.Say(kReportsCaption),
      {visit.Say(kEntry), visit.Say(kOrganisation), visit.Say(kObligation), visit.Say(kPeriod)},
      html);
  for (const v1::EditionReport& report : shown.edition.reports()) {
    html.Raw("<tr><th scope=\"row\">");
    AddEntry(shown, report.position(), html);
    html.Raw("</th>");
    BeginCell(visit.Say(kOrganisation), html);
    html.Text(NameIn(visit, shown, report.organisation())).Raw("</td>");
    AddCell(visit.Say(kObligation), report.obligation(), html);
    AddCell(visit.Say(kPeriod), report.period(), html);
    html.Raw("</tr>\n");
  }
  EndList(html);
  html.Raw("</details>\n");
}

}  // namespace

Response RenderEditions(const Visit& visit, const v1::ListEditionsResponse& listed) {
  board::Html html = BeginPage(visit, visit.Say(kEditions));
  html.Wrap("<p>", visit.Say(kEditionsText), "</p>\n");
  AddFilterBox(visit, "/editions", html);
  BeginList(visit.Say(kEditions),
            {visit.Say(kNumber), visit.Say(kPeriod), visit.Say(kPublished), visit.Say(kAsOfEntries),
             visit.Say(kEntry), "SHA-256"},
            html);
  const size_t first = (PageNumber(visit) - 1) * kRowsPerPage;
  size_t rows = 0;
  for (const v1::EditionInfo& edition : listed.editions()) {
    if (!PassesFilter(visit, StrCat(edition.number(), " ", edition.period(), " ",
                                    board::FormatTime(edition.time_ms(), visit.zone), " ",
                                    board::FormatHex(edition.digest())))) {
      continue;
    }
    if (rows >= first && rows < first + kRowsPerPage) AddEditionLine(visit, edition, html);
    ++rows;
  }
  EndList(html);
  if (rows == 0) html.Wrap("<p>", visit.Say(kNothingFound), "</p>\n");
  AddPager(visit, rows, html);
  return EndPage(visit, std::move(html));
}

Response ShowEditions(Visit& visit) {
  const auto listed = visit.gateway.ListEditions();
  if (!listed.ok()) return FailurePage(visit, listed.status());
  if (listed->editions().empty()) {
    return FailEdition(visit, absl::FailedPreconditionError(ToAbsl(visit.Say(kNoEdition))));
  }
  return RenderEditions(visit, *listed);
}

Response RenderEdition(const Visit& visit, const ShownEdition& shown,
                       const absl::StatusOr<std::vector<v1::FeedEvent>>& acknowledged,
                       std::string_view checkpoint) {
  board::Html html =
      BeginEditionPage(visit, shown,
                       board::Fill(visit.Say(kEditionOf), StrCat(shown.info.number()),
                                   board::FormatPeriodName(shown.info.period(), visit.language)),
                       "/board");
  AddEditionFacts(visit, shown, html);
  AddAcknowledgements(visit, acknowledged, html);
  html.Wrap("<h2>", visit.Say(kWhatIsNew), "</h2>\n");
  AddChangesInWords(visit, shown, html);
  AddChangesInFigures(visit, shown, html);
  AddHidden(visit, shown, html);
  AddProse(visit, shown.edition.summary(), html);
  AddDownloads(visit, shown, html);
  AddEvidence(visit, shown, checkpoint, html);
  AddReports(visit, shown, html);
  return EndEditionPage(visit, std::move(html));
}

Response ShowEdition(Visit& visit) {
  const auto position = ReadPosition(visit.FromPath("position"));
  if (!position) return NotThere(visit, kNoEditionThere, visit.FromPath("position"));
  const auto shown = ReadEdition(visit, *position);
  if (!shown.ok()) return FailEdition(visit, shown.status());
  const auto checkpoint = visit.gateway.GetCheckpoint();
  return RenderEdition(
      visit, *shown, ReadAcknowledgements(visit, shown->info),
      checkpoint.ok() ? std::string_view(checkpoint->checkpoint()) : std::string_view());
}

}  // namespace samlad::web::editions
