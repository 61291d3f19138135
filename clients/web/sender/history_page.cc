// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/history_page.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "clients/cli/text/findings_printer.h"
#include "clients/cli/text/review_text.h"
#include "clients/reporting/revision.h"
#include "clients/sdk/file_stem.h"
#include "clients/web/pages/page.h"
#include "clients/web/sender/figures.h"
#include "clients/web/sender/parts.h"
#include "clients/web/sender/upload_page.h"
#include "clients/web/sender/words.h"
#include "gateway/ledger/receipt.h"

namespace samlad::web::sender {
namespace {

using Summary = v1::ReportSummary;

board::Sign StateOf(const Visit& visit, const Summary& report) {
  const auto sign = [&](const Phrase& word, board::Tone tone) {
    return board::Sign{.word = visit.Say(word), .tone = tone};
  };
  if (report.review() == v1::REVIEW_STATE_WITHDRAWN) {
    return sign(kHistoryWithdrawn, board::Tone::kQuiet);
  }
  if (report.superseded()) return sign(kHistorySuperseded, board::Tone::kQuiet);
  if (report.review() == v1::REVIEW_STATE_SENT_BACK) {
    return sign(kHistorySentBack, board::Tone::kBad);
  }
  if (report.review() == v1::REVIEW_STATE_APPROVED) {
    return sign(kHistoryApproved, board::Tone::kGood);
  }
  return sign(kHistoryInForce, board::Tone::kGood);
}

// Of each report, by position: 1 is the first of its obligation and period.
std::map<uint64_t, size_t> VersionsOf(const v1::ListReportsResponse& reports) {
  using Key = std::tuple<std::string_view, std::string_view, std::string_view>;
  std::map<Key, std::vector<uint64_t>> positions;
  for (const Summary& one : reports.reports()) {
    positions[{one.organisation(), one.obligation(), one.period()}].push_back(one.position());
  }
  std::map<uint64_t, size_t> versions;
  for (auto& [key, of_key] : positions) {
    std::ranges::sort(of_key);
    for (size_t i = 0; i < of_key.size(); ++i) versions[of_key[i]] = i + 1;
  }
  return versions;
}

void AddHistoryRow(const Visit& visit, const Summary& report, size_t version, board::Html& html) {
  html.Raw("<tr><th scope=\"row\" data-label=\"").Text(visit.Say(kWordReport)).Raw("\">");
  AddLink(StrCat("/reports/", report.position()),
          Fill(visit, kReportTitle, ObligationName(visit, report.obligation()),
               board::FormatPeriodName(report.period(), visit.language)),
          html);
  html.Raw("</th>");
  AddCell(visit.Say(kWordOrganisation), OrganisationName(visit, report.organisation()), html);
  html.Raw("<td data-label=\"").Text(visit.Say(kWordState)).Raw("\">");
  AddBadge(StateOf(visit, report), html);
  html.Raw("</td>");
  AddNumberCell(visit.Say(kWordVersion), StrCat(version), html);
  AddCell(visit.Say(kWordAccepted), board::FormatTime(report.time_ms(), visit.zone), html);
  AddNumberCell(visit.Say(kWordFigures),
                board::FormatNumber(StrCat(report.observations()), visit.language), html);
  html.Raw("<td data-label=\"").Text(visit.Say(kHistoryReceipt)).Raw("\">");
  AddLink(StrCat("/reports/", report.position(), "/receipt"),
          StrCat(visit.Say(kHistoryDownload), " (", report.position(), ")"), html);
  html.Raw("</td></tr>\n");
}

// A report as the page needs it.
struct ShownReport {
  reporting::Revision result;
  std::optional<v1::Report> previous;  // of the period before
};

absl::StatusOr<ShownReport> ReadShown(Visit& visit, uint64_t position) {
  auto result = reporting::ReadRevision(visit.gateway, position);
  if (!result.ok()) return result.status();
  if (absl::Status added = reporting::AddWarnings(visit.gateway, *result); !added.ok()) {
    return added;
  }
  ShownReport shown{.result = *std::move(result), .previous = std::nullopt};
  const auto before = reporting::FindOwnBefore(visit.gateway, shown.result.summary);
  if (!before.ok() || *before == 0) return shown;
  auto previous = reporting::ReadRevision(visit.gateway, *before);
  if (previous.ok()) shown.previous = std::move(previous->report);
  return shown;
}

void AddOutcome(const Visit& visit, const Summary& report, board::Html& html) {
  const std::string_view sent = visit.FromQuery("sent");
  const bool withdrawn = !visit.FromQuery("withdrawn").empty();
  if (withdrawn && report.review() == v1::REVIEW_STATE_WITHDRAWN) {
    html.Wrap("<p class=\"notice good\" role=\"status\">", visit.Say(kWithdrawDone), "</p>\n");
  } else if (!sent.empty()) {
    AddSteps(visit, 3, html);
    html.Wrap("<p class=\"notice good\" role=\"status\">",
              Fill(visit, sent == "again" ? kReportAgain : kReportSent, report.position()),
              "</p>\n");
  }
}

void AddDownloads(const Visit& visit, const Summary& report, board::Html& html) {
  const std::string address = StrCat("/reports/", report.position());
  AddParagraph(visit.Say(kReportProof), html);
  html.Raw("<div class=\"actions\">\n");
  AddButtonLink(address + "/receipt", visit.Say(kReportGetReceipt), true, html);
  AddButtonLink(address + "/bytes", visit.Say(kReportGetBytes), false, html);
  if (report.review() == v1::REVIEW_STATE_WITHDRAWN) {
    AddButtonLink(address + "/withdrawal/receipt", visit.Say(kWithdrawReceipt), false, html);
    AddButtonLink(address + "/withdrawal/bytes", visit.Say(kWithdrawBytes), false, html);
  }
  html.Raw("</div>\n");
}

void AddReportFacts(const Visit& visit, const reporting::Revision& result, board::Html& html) {
  const Summary& report = result.summary;
  html.Raw("<p>");
  AddBadge(StateOf(visit, report), html);
  html.Raw("</p>\n<dl class=\"facts\">\n");
  AddFact(visit.Say(kWordOrganisation), OrganisationName(visit, report.organisation()), html);
  AddFact(visit.Say(kWordAccepted), board::FormatTime(report.time_ms(), visit.zone), html);
  AddFact(visit.Say(kWordPosition), StrCat(report.position()), html);
  AddFact(visit.Say(kReportVerdict),
          visit.Say(report.verdict() == v1::VERDICT_ACCEPTED ? kVerdictClean : kVerdictWarnings),
          html);
  AddFact(visit.Say(kWordReplaces),
          report.replaces() == 0 ? "" : Fill(visit, kWordPost, report.replaces()), html);
  AddFact(visit.Say(kWordReason), ReasonText(visit, report.reason()), html);
  AddFact(visit.Say(kWordSignedOff), SignOffText(result.report.sign_off()), html);
  html.Raw("</dl>\n");
}

void AddReview(const Visit& visit, const Summary& report, board::Html& html) {
  html.Wrap("<h2>", visit.Say(kReportReview), "</h2>\n");
  switch (report.review()) {
    case v1::REVIEW_STATE_APPROVED:
      AddParagraph(Fill(visit, kReportApproved, report.review_position()), html);
      break;
    case v1::REVIEW_STATE_SENT_BACK:
      AddParagraph(Fill(visit, kReportSentBack, report.review_position(), report.review_reason()),
                   html);
      break;
    case v1::REVIEW_STATE_WITHDRAWN:
      AddParagraph(
          Fill(visit, kReportWithdrawnBy, report.review_position(), report.review_reason()), html);
      break;
    default:
      AddParagraph(visit.Say(kReportNoReview), html);
  }
  if (report.review_remarks().empty()) return;
  html.Raw("<ul>\n");
  for (const v1::ReviewRemark& remark : report.review_remarks()) {
    html.Raw("<li>").Wrap("<b>", remark.field(), "</b> ").Text(remark.text()).Raw("</li>\n");
  }
  html.Raw("</ul>\n");
}

void AddRevisionChanges(const Visit& visit, const reporting::Revision& result, board::Html& html) {
  html.Wrap("<h2>", visit.Say(kReportChanges), "</h2>\n");
  if (result.summary.replaces() == 0) {
    AddParagraph(visit.Say(kReportFirst), html);
    return;
  }
  AddChanges(visit, result.summary.replaces(), result.changes, html);
  if (result.prose_changed) AddParagraph(visit.Say(kReportProse), html);
}

void AddWarningList(const Visit& visit, const reporting::Revision& result, board::Html& html) {
  if (result.findings.empty()) return;
  html.Wrap("<h2>", visit.Say(kReportWarnings), "</h2>\n").Raw("<ul>\n");
  for (const v1::Finding& finding : result.findings) {
    html.Raw("<li>").Text(cli::MessageOf(finding, visit.language));
    if (finding.occurrences() > 1) html.Text(StrCat(" (", finding.occurrences(), ")"));
    html.Raw("</li>\n");
  }
  html.Raw("</ul>\n");
}

void AddNextActions(const Visit& visit, const Summary& report, board::Html& html) {
  html.Raw("<div class=\"actions\">\n");
  if (cli::IsInForce(report) && visit.May(v1::PERMISSION_SUBMIT)) {
    AddButtonLink(Address("/reports/new", {{"organisation", report.organisation()},
                                           {"obligation", report.obligation()},
                                           {"period", report.period()}}),
                  visit.Say(kDueUploadCorrection), false, html);
    AddButtonLink(StrCat("/reports/", report.position(), "/withdraw"), visit.Say(kReportWithdraw),
                  false, html);
  }
  AddLink("/reports", visit.Say(kBackToHistory), html);
  html.Raw("\n</div>\n");
}

// The position of the path, and the report there.
absl::StatusOr<v1::GetRevisionResponse> RevisionOfPath(Visit& visit) {
  const auto position = ParsePosition(visit.FromPath("position"));
  if (!position) return absl::NotFoundError(StrCat("position: ", visit.FromPath("position")));
  return visit.gateway.GetRevision(*position);
}

std::string StemOf(const Summary& report) {
  return sdk::FileStem({report.organisation(), report.obligation(), report.period()});
}

Response DownloadReceipt(Visit& visit, uint64_t position, const std::string& stem) {
  v1::GetReceiptRequest request;
  request.set_position(position);
  const auto receipt = visit.gateway.GetReceipt(request);
  if (!receipt.ok()) return FailurePage(visit, receipt.status());
  const auto file = ledger::ReceiptToFile(*receipt);
  if (!file.ok()) return FailurePage(visit, file.status());
  return Download(stem + ".receipt.json", "application/json", *file);
}

}  // namespace

void RenderHistory(const Visit& visit, const v1::ListReportsResponse& reports, board::Html& html) {
  const std::map<uint64_t, size_t> versions = VersionsOf(reports);
  std::vector<const Summary*> rows;
  for (const Summary& one : reports.reports()) {
    const std::string text =
        StrCat(one.organisation(), " ", OrganisationName(visit, one.organisation()), " ",
               one.obligation(), " ", ObligationName(visit, one.obligation()), " ", one.period(),
               " ", StateOf(visit, one).word, " ", one.position());
    if (PassesFilter(visit, text)) rows.push_back(&one);
  }
  if (rows.empty()) {
    AddParagraph(visit.Say(reports.reports().empty() ? kHistoryNone : kDueNoneFits), html);
    return;
  }
  html.Raw("<table class=\"list\">\n")
      .Wrap("<caption>", visit.Say(kHistoryCaption), "</caption>\n")
      .Raw("<thead><tr>");
  for (const Phrase* word : {&kWordReport, &kWordOrganisation, &kWordState, &kWordVersion,
                             &kWordAccepted, &kWordFigures, &kHistoryReceipt}) {
    html.Wrap("<th scope=\"col\">", visit.Say(*word), "</th>");
  }
  html.Raw("</tr></thead>\n<tbody>\n");
  const size_t first = (PageNumber(visit) - 1) * kRowsPerPage;
  for (size_t row = first; row < std::min(rows.size(), first + kRowsPerPage); ++row) {
    AddHistoryRow(visit, *rows[row], versions.at(rows[row]->position()), html);
  }
  html.Raw("</tbody>\n</table>\n");
  AddPager(visit, rows.size(), html);
}

Response ShowHistory(Visit& visit) {
  const auto reports = visit.gateway.ListReports("");
  if (!reports.ok()) return FailurePage(visit, reports.status());
  board::Html html = BeginPage(visit, visit.Say(kHistoryTitle));
  html.Raw("<div class=\"toolbar\">\n");
  AddFilterBox(visit, "/reports", html);
  html.Raw("</div>\n");
  RenderHistory(visit, *reports, html);
  return EndPage(visit, std::move(html));
}

Response ShowReport(Visit& visit) {
  const auto position = ParsePosition(visit.FromPath("position"));
  if (!position) {
    return FailurePage(visit,
                       absl::NotFoundError(StrCat("position: ", visit.FromPath("position"))));
  }
  const auto shown = ReadShown(visit, *position);
  if (!shown.ok()) return FailurePage(visit, shown.status());
  const reporting::Revision& result = shown->result;
  const Summary& summary = result.summary;
  board::Html html =
      BeginPage(visit, Fill(visit, kReportTitle, ObligationName(visit, summary.obligation()),
                            board::FormatPeriodName(summary.period(), visit.language)));
  AddOutcome(visit, summary, html);
  AddReportFacts(visit, result, html);
  AddDownloads(visit, summary, html);
  AddReview(visit, summary, html);
  AddRevisionChanges(visit, result, html);
  html.Wrap("<h2>", visit.Say(kReportFigures), "</h2>\n");
  AddFigures(visit, result.report, shown->previous ? &*shown->previous : nullptr, html);
  AddWarningList(visit, result, html);
  AddTexts(visit, result.report, html);
  AddNextActions(visit, summary, html);
  return EndPage(visit, std::move(html));
}

Response GetReportReceipt(Visit& visit) {
  const auto revision = RevisionOfPath(visit);
  if (!revision.ok()) return FailurePage(visit, revision.status());
  return DownloadReceipt(visit, revision->summary().position(), StemOf(revision->summary()));
}

Response GetReportBytes(Visit& visit) {
  const auto revision = RevisionOfPath(visit);
  if (!revision.ok()) return FailurePage(visit, revision.status());
  return Download(StemOf(revision->summary()) + ".report.binpb", "application/octet-stream",
                  revision->report());
}

}  // namespace samlad::web::sender
