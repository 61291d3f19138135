// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/coordinator/plan.h"

#include <utility>

#include "clients/web/coordinator/decisions.h"
#include "clients/web/coordinator/pages.h"
#include "clients/web/coordinator/words.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/parts.h"
#include "gateway/base/strings.h"

namespace samlad::web::coordinator {
namespace {

using board::Html;
using board::Tone;
using parts::Fill;

void AddKind(const Visit& visit, v1::ChangeKind kind, Html& html) {
  html.Wrap("<td data-label=\"", visit.Say(kKind), "\">");
  const Phrase& word = kind == v1::CHANGE_KIND_ADDED     ? kAdded
                       : kind == v1::CHANGE_KIND_REMOVED ? kGone
                                                         : kOther;
  const Tone tone = kind == v1::CHANGE_KIND_REMOVED ? Tone::kFair : Tone::kQuiet;
  parts::AddBadge(tone, visit.Say(word), html);
  html.Raw("</td>");
}

void AddCatalogueChanges(const Visit& visit, const v1::CatalogueServicePlanResponse& plan,
                         Html& html) {
  if (plan.changes().empty()) return;
  html.Wrap("<h2>", visit.Say(kChanges), "</h2>\n");
  parts::BeginList(visit.Say(kChanges),
                   {visit.Say(kWhat), visit.Say(kKind), visit.Say(kNow), visit.Say(kThen)}, html);
  for (const v1::CatalogueChange& change : plan.changes()) {
    html.Raw("<tr>").Wrap("<th scope=\"row\" class=\"mono\">", change.path(), "</th>");
    AddKind(visit, change.kind(), html);
    parts::AddCell(visit.Say(kNow), change.before(), html);
    parts::AddCell(visit.Say(kThen), change.after(), html);
    html.Raw("</tr>\n");
  }
  parts::EndList(html);
}

std::string DueOf(const Visit& visit, const v1::CatalogueConsequence& one) {
  std::string due = one.due();
  if (one.kind() == v1::CHANGE_KIND_CHANGED) due = StrCat(one.due_before(), " → ", one.due());
  if (one.begins_before_member()) {
    StrAppend(&due, due.empty() ? "" : " · ", visit.Say(kBeforeMember));
  }
  return due;
}

std::string DutyOf(const Visit& visit, const v1::CatalogueConsequence& one) {
  if (!one.publication().empty()) return Fill(visit, kEditionByRule, {one.publication()});
  const std::string title(board::Pick(one.title(), visit.language));
  return one.project().empty() ? title : Fill(visit, kFollowUp, {title});
}

void AddConsequences(const Visit& visit, const v1::CatalogueServicePlanResponse& plan, Html& html) {
  if (plan.consequences().empty()) return;
  html.Wrap("<h2>", visit.Say(kConsequences), "</h2>\n");
  parts::BeginList(visit.Say(kConsequences),
                   {visit.Say(kOrganisation), visit.Say(kKind), visit.Say(kWhat),
                    visit.Say(kPeriod), visit.Say(kDue)},
                   html);
  for (const v1::CatalogueConsequence& one : plan.consequences()) {
    html.Raw("<tr>");
    const bool is_edition = !one.publication().empty();
    parts::AddRowHead(
        is_edition ? visit.Say(kByTheGateway) : board::Pick(one.name(), visit.language), html);
    AddKind(visit, one.kind(), html);
    parts::AddCell(visit.Say(kWhat), DutyOf(visit, one), html);
    parts::AddCell(visit.Say(kPeriod), one.period(), html);
    parts::AddCell(visit.Say(kDue), DueOf(visit, one), html);
    html.Raw("</tr>\n");
  }
  parts::EndList(html);
  const auto shown = static_cast<uint64_t>(plan.consequences_size());
  if (plan.consequences_total() <= shown) return;
  html.Wrap("<p>", Fill(visit, kConsequencesMore, {StrCat(plan.consequences_total() - shown)}),
            "</p>\n");
}

void AddOutcome(const Visit& visit, std::string_view file, const cli::CatalogueInput& input,
                const v1::CatalogueServicePlanResponse& plan, Html& html) {
  const std::string base = StrCat(plan.base());
  if (cli::HasSeverity(plan.findings(), v1::SEVERITY_ERROR)) {
    return parts::AddNotice(Tone::kBad, Fill(visit, kPlanRefused, {file}), html);
  }
  if (plan.changes().empty()) {
    return parts::AddNotice(Tone::kQuiet, Fill(visit, kPlanNothing, {file, base}), html);
  }
  parts::AddNotice(Tone::kGood, Fill(visit, kPlanReady, {file, StrCat(plan.changes_size()), base}),
                   html);
  if (input.base && *input.base != plan.base()) {
    parts::AddNotice(Tone::kFair, Fill(visit, kPlanOtherBase, {StrCat(*input.base), base}), html);
    return;
  }
  html.Wrap("<p>", visit.Say(kPlanApply), "</p>\n");
  html.Wrap("<pre class=\"mono\">samlad admin catalogue apply ", file, "</pre>\n");
}

}  // namespace

void AddPlan(const Visit& visit, std::string_view file, const cli::CatalogueInput& input,
             const v1::CatalogueServicePlanResponse& plan, Html& html) {
  AddOutcome(visit, file, input, plan, html);
  if (!plan.findings().empty()) {
    html.Wrap("<h2>", visit.Say(kFindings), "</h2>\n");
    parts::AddFindings(visit, cli::Locate(plan.findings(), input.places), visit.Say(kFindings),
                       html);
  }
  AddConsequences(visit, plan, html);
  AddCatalogueChanges(visit, plan, html);
}

Response ShowPlanForm(Visit& visit) {
  Html html = BeginPage(visit, visit.Say(kPlanTitle));
  html.Wrap("<p>", visit.Say(kPlanLead), "</p>\n");
  BeginForm(visit, "/catalogue/plan", FormKind::kWithFiles, html);
  html.Wrap("<p class=\"field\"><label for=\"file\">", visit.Say(kPlanFile), "</label>");
  html.Raw("<input type=\"file\" id=\"file\" name=\"file\" required></p>");
  html.Wrap("<p class=\"actions\"><button class=\"primary\" type=\"submit\">",
            visit.Say(kPlanButton), "</button></p>");
  EndForm(html);
  return EndPage(visit, std::move(html));
}

Response PostPlan(Visit& visit) {
  if (visit.request.uploads.empty() || visit.request.uploads.front().content.empty()) {
    return AskAgain(visit, ShowPlanForm, visit.Say(kPlanNoFile));
  }
  const Upload& upload = visit.request.uploads.front();
  const cli::CatalogueInput input = cli::ReadCatalogue(upload.content, upload.name);
  Html html = BeginPage(visit, visit.Say(kPlanTitle));
  if (!input.readable) {
    parts::AddNotice(Tone::kBad, Fill(visit, kPlanUnreadable, {upload.name}), html);
    parts::AddFindings(visit, input.findings, visit.Say(kFindings), html);
    return EndPage(visit, std::move(html));
  }
  const auto plan = visit.gateway.Plan(input.bytes, input.base);
  if (!plan.ok()) return FailurePage(visit, plan.status());
  AddPlan(visit, upload.name, input, *plan, html);
  return EndPage(visit, std::move(html));
}

}  // namespace samlad::web::coordinator
