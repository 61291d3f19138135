// SPDX-License-Identifier: EUPL-1.2
//
// Withdrawing a report: the question, the answer, and its receipt.

#include "absl/strings/str_replace.h"
#include "clients/cli/text/findings_printer.h"
#include "clients/sdk/submission_id.h"
#include "clients/web/pages/page.h"
#include "clients/web/sender/history_page.h"
#include "clients/web/sender/parts.h"
#include "clients/web/sender/words.h"
#include "gateway/base/limits.h"
#include "gateway/domain/findings/personal_texts.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::web::sender {
namespace {

v1::ReportWithdrawn WithdrawalOf(const v1::ReportSummary& report, std::string_view reason) {
  v1::ReportWithdrawn withdrawal;
  withdrawal.set_report(report.position());
  // Browsers end lines with CR LF.
  withdrawal.set_reason(absl::StrReplaceAll(ToAbsl(reason), {{"\r\n", "\n"}}));
  return withdrawal;
}

// What is wrong with the reason; empty: nothing.
std::string FaultOfReason(const Visit& visit, const v1::ReportWithdrawn& withdrawal) {
  const std::string& reason = withdrawal.reason();
  if (reason.find_first_not_of(" \t\r\n") == reason.npos) {
    return std::string(visit.Say(kWithdrawNoReason));
  }
  if (reason.size() > samlad::limits::kReviewReasonBytesMax) {
    return Fill(visit, kWithdrawLong, reason.size());
  }
  const auto personal = domain::FindPersonalTexts(withdrawal);
  return personal.empty() ? "" : cli::MessageOf(personal.front(), visit.language);
}

Response QuestionPage(const Visit& visit, const v1::ReportSummary& report, std::string_view reason,
                      const std::string& fault) {
  const std::string address = StrCat("/reports/", report.position());
  board::Html html = BeginPage(visit, Fill(visit, kWithdrawTitle, report.position()));
  html.Wrap("<p class=\"lede\">", visit.Say(kWithdrawLead), "</p>\n");
  html.Raw("<dl class=\"facts\">\n");
  AddFact(visit.Say(kWordReport),
          Fill(visit, kReportTitle, ObligationName(visit, report.obligation()),
               board::FormatPeriodName(report.period(), visit.language)),
          html);
  AddFact(visit.Say(kWordOrganisation), OrganisationName(visit, report.organisation()), html);
  AddFact(visit.Say(kWordAccepted), board::FormatTime(report.time_ms(), visit.zone), html);
  html.Raw("</dl>\n");
  BeginForm(visit, address + "/withdraw", FormKind::kPlain, html);
  html.Raw("<div class=\"field\"><label for=\"reason\">")
      .Text(visit.Say(kWithdrawReason))
      .Raw("</label>\n<textarea id=\"reason\" name=\"reason\" rows=\"3\" required ");
  if (fault.empty()) {
    html.Raw("aria-describedby=\"reason-hint\">");
  } else {
    html.Raw("aria-invalid=\"true\" aria-describedby=\"reason-hint reason-error\">");
  }
  html.Text(reason)
      .Raw("</textarea>\n<p class=\"hint\" id=\"reason-hint\">")
      .Text(visit.Say(kWithdrawReasonHint))
      .Raw("</p>\n");
  if (!fault.empty()) html.Wrap("<p class=\"error\" id=\"reason-error\">", fault, "</p>\n");
  html.Raw("</div>\n<div class=\"actions\">\n")
      .Wrap("<button class=\"danger\">", visit.Say(kWithdrawDo), "</button>\n");
  AddLink(address, visit.Say(kWithdrawKeep), html);
  html.Raw("\n</div>\n");
  EndForm(html);
  return EndPage(visit, std::move(html), fault.empty() ? 200 : 400);
}

absl::StatusOr<v1::ReportSummary> SummaryOfPath(Visit& visit) {
  const auto position = ParsePosition(visit.FromPath("position"));
  if (!position) return absl::NotFoundError(StrCat("position: ", visit.FromPath("position")));
  auto revision = visit.gateway.GetRevision(*position);
  if (!revision.ok()) return revision.status();
  return std::move(*revision->mutable_summary());
}

// As the command names its files.
std::string WithdrawalStem(const v1::ReportSummary& report) {
  return StrCat("withdrawal-", report.position());
}

}  // namespace

Response AskWithdrawal(Visit& visit) {
  const auto report = SummaryOfPath(visit);
  if (!report.ok()) return FailurePage(visit, report.status());
  return QuestionPage(visit, *report, visit.Typed(visit.request.path, "reason"), "");
}

Response WithdrawReport(Visit& visit) {
  const auto report = SummaryOfPath(visit);
  if (!report.ok()) return FailurePage(visit, report.status());
  const v1::ReportWithdrawn withdrawal = WithdrawalOf(*report, visit.FromForm("reason"));
  const std::string fault = FaultOfReason(visit, withdrawal);
  if (!fault.empty()) return QuestionPage(visit, *report, withdrawal.reason(), fault);
  v1::WithdrawRequest request;
  request.set_withdrawal(withdrawal.SerializeAsString());
  request.set_submission_id(sdk::DecisionSubmissionId("withdraw", request.withdrawal()));
  const auto answer = visit.gateway.Withdraw(request);
  if (!answer.ok()) return AskAgainAfter(visit, AskWithdrawal, answer.status());
  return SeeOther(StrCat("/reports/", report->position(), "?withdrawn=1"));
}

Response GetWithdrawalReceipt(Visit& visit) {
  const auto report = SummaryOfPath(visit);
  if (!report.ok()) return FailurePage(visit, report.status());
  v1::GetReceiptRequest request;
  request.set_position(report->review_position());
  const auto receipt = visit.gateway.GetReceipt(request);
  if (!receipt.ok()) return FailurePage(visit, receipt.status());
  const auto file = ledger::ReceiptToFile(*receipt);
  if (!file.ok()) return FailurePage(visit, file.status());
  return Download(WithdrawalStem(*report) + ".receipt.json", "application/json", *file);
}

Response GetWithdrawalBytes(Visit& visit) {
  const auto report = SummaryOfPath(visit);
  if (!report.ok()) return FailurePage(visit, report.status());
  if (report->review() != v1::REVIEW_STATE_WITHDRAWN) {
    return FailurePage(visit, absl::NotFoundError(StrCat("withdrawal: ", report->position())));
  }
  return Download(WithdrawalStem(*report) + ".decision.binpb", "application/octet-stream",
                  WithdrawalOf(*report, report->review_reason()).SerializeAsString());
}

}  // namespace samlad::web::sender
