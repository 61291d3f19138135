// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/coordinator/review.h"

#include <utility>

#include "clients/cli/text/review_text.h"
#include "clients/cli/text/words.h"
#include "clients/sdk/submission_id.h"
#include "clients/web/coordinator/decisions.h"
#include "clients/web/coordinator/pages.h"
#include "clients/web/coordinator/words.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/parts.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"

namespace samlad::web::coordinator {
namespace {

using board::Html;
using board::Tone;
using parts::Fill;

// Name of the form's field for a remark on something.
constexpr std::string_view kRemarkPrefix = "remark:";

void AddDecisionOn(const Visit& visit, const v1::ReportSummary& summary, Html& html) {
  if (summary.review_position() == 0) return;
  html.Wrap("<dt>", visit.Say(kDecision), "</dt><dd>");
  html.Text(cli::ReviewText(summary, visit.language));
  if (!summary.review_reason().empty()) html.Raw(": ").Text(summary.review_reason());
  html.Raw("</dd>\n");
  for (const v1::ReviewRemark& remark : summary.review_remarks()) {
    parts::AddFact(visit.Say(kRemark),
                   StrCat(remark.field(), remark.field().empty() ? "" : ": ", remark.text()), html);
  }
}

std::string SignOffText(const Visit& visit, const v1::SignOff& sign_off) {
  std::string text;
  for (const std::string* part : {&sign_off.name(), &sign_off.title(), &sign_off.date()}) {
    if (!part->empty()) StrAppend(&text, text.empty() ? "" : ", ", *part);
  }
  return text.empty() ? std::string(visit.Say(kByNobody)) : text;
}

void AddRemarkFields(const Visit& visit, std::string_view action, const v1::Report& report,
                     Html& html) {
  html.Raw(visit.refused.empty() ? board::Markup("<details>") : board::Markup("<details open>"));
  html.Wrap("<summary>", visit.Say(kRemarks), "</summary>\n");
  int number = 0;
  for (const std::string& heading : RemarkHeadings(report)) {
    const std::string name = StrCat(kRemarkPrefix, heading), id = StrCat("remark-", ++number);
    const std::string_view title = parts::IndicatorName(visit, heading);
    parts::AddTextField({.name = name,
                         .label = title == heading ? heading : StrCat(heading, " ", title),
                         .value = visit.Typed(action, name),
                         .id = id,
                         .length_max = samlad::limits::kReviewReasonBytesMax},
                        html);
  }
  html.Raw("</details>\n");
}

void AddDecisionForms(const Visit& visit, const reporting::Revision& revision, Html& html) {
  const std::string action = StrCat("/review/", revision.summary.position());
  html.Wrap("<h2>", visit.Say(kDecide), "</h2>\n<div class=\"two\"><section class=\"card\">");
  html.Wrap("<h3>", visit.Say(kApprove), "</h3><p>").Text(visit.Say(kApproveLead)).Raw("</p>");
  BeginForm(visit, action, FormKind::kPlain, html);
  AddHidden("decision", "approve", html);
  html.Raw("<p class=\"actions\"><button class=\"primary\" type=\"submit\">");
  html.Text(visit.Say(kApprove)).Raw("</button></p>");
  EndForm(html);
  html.Wrap("</section>\n<section class=\"card\"><h3>", visit.Say(kReturn), "</h3><p>");
  html.Text(visit.Say(kReturnLead)).Raw("</p>");
  BeginForm(visit, action, FormKind::kPlain, html);
  AddHidden("decision", "return", html);
  parts::AddTextField({.name = "reason",
                       .label = visit.Say(kReturnReason),
                       .hint = visit.Say(kReasonHint),
                       .value = visit.Typed(action, "reason"),
                       .length_max = samlad::limits::kReviewReasonBytesMax},
                      html);
  AddRemarkFields(visit, action, revision.report, html);
  html.Raw("<p class=\"actions\"><button class=\"danger\" type=\"submit\">");
  html.Text(visit.Say(kReturn)).Raw("</button></p>");
  EndForm(html);
  html.Raw("</section></div>\n");
}

// For the custodian: what is no longer in force may have hidden something by mistake.
void AddClearingForm(const Visit& visit, const reporting::Revision& revision, Html& html) {
  const bool is_custodian = visit.catalogue->catalogue().custodian() == visit.who.organisation;
  if (!is_custodian || revision.report.observations().empty()) return;
  html.Wrap("<h2>", visit.Say(kClear), "</h2><p>").Text(visit.Say(kClearLead)).Raw("</p>");
  const std::string action = StrCat("/review/", revision.summary.position(), "/clear");
  BeginForm(visit, action, FormKind::kPlain, html);
  html.Wrap("<p class=\"field\"><label for=\"indicator\">", visit.Say(kIndicator), "</label>");
  html.Raw("<select id=\"indicator\" name=\"indicator\">");
  std::vector<std::string_view> listed;
  for (const v1::Observation& one : revision.report.observations()) {
    if (!listed.empty() && listed.back() == one.indicator()) continue;
    listed.push_back(one.indicator());
    html.Wrap("<option value=\"", one.indicator(), "\"");
    if (visit.Typed(action, "indicator") == one.indicator()) html.Raw(" selected");
    html.Raw(">").Text(one.indicator()).Raw(" ");
    html.Text(parts::IndicatorName(visit, one.indicator())).Raw("</option>");
  }
  html.Raw("</select></p>");
  parts::AddTextField({.name = "reason",
                       .label = visit.Say(kReason),
                       .hint = visit.Say(kReasonHint),
                       .value = visit.Typed(action, "reason"),
                       .id = "clear-reason",
                       .required = true,
                       .length_max = samlad::limits::kReviewReasonBytesMax},
                      html);
  parts::AddConfirmation("clear-confirmed", visit.Say(kClearConfirm), html);
  html.Raw("<p class=\"actions\"><button class=\"danger\" type=\"submit\">");
  html.Text(visit.Say(kClearButton)).Raw("</button></p>");
  EndForm(html);
}

// The report in force for the period before; nullopt: there is none.
absl::StatusOr<std::optional<v1::Report>> ReportBefore(sdk::Client& gateway,
                                                       const v1::ReportSummary& summary) {
  const auto position = reporting::FindAnybodysBefore(gateway, summary);
  if (!position.ok()) return position.status();
  if (*position == 0) return std::nullopt;
  auto before = reporting::ReadRevision(gateway, *position);
  if (!before.ok()) return before.status();
  return std::move(before->report);
}

}  // namespace

void AddReportHead(const Visit& visit, const reporting::Revision& revision, Html& html) {
  const v1::ReportSummary& summary = revision.summary;
  if (summary.superseded()) {
    parts::AddNotice(Tone::kFair, visit.Say(kSuperseded), html);
  }
  html.Raw("<dl class=\"facts\">\n");
  parts::AddFact(visit.Say(kOrganisation), parts::NameOf(visit, summary.organisation()), html);
  parts::AddFact(visit.Say(kObligation), parts::ObligationName(visit, summary.obligation()), html);
  parts::AddFact(visit.Say(kPeriod), summary.period(), html);
  parts::AddFact(visit.Say(kAccepted), board::FormatTime(summary.time_ms(), visit.zone), html);
  parts::AddFact(visit.Say(kPosition), StrCat(summary.position()), html);
  if (summary.replaces() != 0) {
    html.Wrap("<dt>", visit.Say(kReplaces), "</dt><dd><a href=\"/review/");
    html.Text(StrCat(summary.replaces())).Raw("\">");
    html.Text(Fill(visit, kReplacesEntry, {StrCat(summary.replaces())})).Raw("</a></dd>\n");
  }
  if (summary.reason() != v1::REVISION_REASON_UNSPECIFIED) {
    parts::AddFact(
        visit.Say(kRevisionReason),
        cli::Label(v1::RevisionReason_Name(summary.reason()), "REVISION_REASON_", visit.language),
        html);
  }
  parts::AddFact(visit.Say(kSignedOff), SignOffText(visit, revision.report.sign_off()), html);
  AddDecisionOn(visit, summary, html);
  html.Raw("</dl>\n");
}

v1::ReportReviewed ReviewOfForm(const Visit& visit, uint64_t report) {
  v1::ReportReviewed review;
  review.set_report(report);
  review.set_reason(std::string(visit.FromForm("reason")));
  for (const auto& [name, text] : visit.request.form) {
    if (!name.starts_with(kRemarkPrefix) || text.empty()) continue;
    v1::ReviewRemark& remark = *review.add_remarks();
    remark.set_field(name.substr(kRemarkPrefix.size()));
    remark.set_text(text);
  }
  return review;
}

Response ShowReview(Visit& visit) {
  auto revision = reporting::ReadRevision(visit.gateway, PathPosition(visit));
  if (!revision.ok()) return FailurePage(visit, revision.status());
  if (absl::Status added = reporting::AddWarnings(visit.gateway, *revision); !added.ok()) {
    return FailurePage(visit, added);
  }
  const auto before = ReportBefore(visit.gateway, revision->summary);
  if (!before.ok()) return FailurePage(visit, before.status());
  Html html =
      BeginPage(visit, StrCat(parts::NameOf(visit, revision->summary.organisation()), ", ",
                              revision->summary.period(), " – ",
                              Fill(visit, kReviewTitle, {StrCat(revision->summary.position())})));
  AddDecided(visit, html);
  AddReportHead(visit, *revision, html);
  const bool may_decide = visit.May(v1::PERMISSION_COORDINATE);
  const bool is_in_force = cli::IsInForce(revision->summary);
  AddWarnings(visit, *revision, html);
  AddReviewFigures(visit, *revision, *before, html);
  AddReviewTexts(visit, revision->report, html);
  const bool may_return_again =
      revision->summary.review() == v1::REVIEW_STATE_SENT_BACK && !revision->summary.superseded();
  if (may_decide && (is_in_force || may_return_again)) AddDecisionForms(visit, *revision, html);
  if (may_decide && !is_in_force) AddClearingForm(visit, *revision, html);
  return EndPage(visit, std::move(html));
}

Response PostReview(Visit& visit) {
  const std::string_view decision = visit.FromForm("decision");
  const bool approve = decision == "approve";
  if (!approve && decision != "return") {
    return AskAgain(visit, ShowReview, visit.Say(kChooseDecision));
  }
  v1::ReportReviewed review = ReviewOfForm(visit, PathPosition(visit));
  if (approve) {
    review.clear_reason();
    review.clear_remarks();
  } else if (review.reason().empty() && review.remarks().empty()) {
    return AskAgain(visit, ShowReview, visit.Say(kReturnNothing));
  }
  if (auto refused = NamesAPerson(visit, ShowReview, review)) return *std::move(refused);
  v1::ReviewRequest request;
  request.set_approve(approve);
  request.set_review(review.SerializeAsString());
  request.set_submission_id(
      sdk::DecisionSubmissionId(approve ? "approve" : "return", request.review()));
  return AfterDecision(visit, ShowReview, visit.request.path, visit.gateway.Review(request));
}

Response PostClearing(Visit& visit) {
  if (!parts::Confirmed(visit)) return AskAgain(visit, ShowReview, visit.Say(kNotConfirmed));
  v1::FigureCleared clearing;
  clearing.set_report(PathPosition(visit));
  clearing.set_indicator(std::string(visit.FromForm("indicator")));
  clearing.set_reason(std::string(visit.FromForm("reason")));
  if (auto refused = NamesAPerson(visit, ShowReview, clearing)) return *std::move(refused);
  v1::ClearFigureRequest request;
  request.set_clearing(clearing.SerializeAsString());
  request.set_submission_id(sdk::DecisionSubmissionId("clear", request.clearing()));
  return AfterDecision(visit, ShowReview, StrCat("/review/", clearing.report()),
                       visit.gateway.ClearFigure(request));
}

}  // namespace samlad::web::coordinator
