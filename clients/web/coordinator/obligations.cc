// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/coordinator/obligations.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "absl/time/civil_time.h"
#include "clients/board/messages.h"
#include "clients/board/words.h"
#include "clients/web/coordinator/decisions.h"
#include "clients/web/coordinator/pages.h"
#include "clients/web/coordinator/words.h"
#include "clients/web/pages/clock.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/parts.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/date.h"

namespace samlad::web::coordinator {
namespace {

using board::Html;
using board::Tone;
using parts::Fill;

// By organisation, then by obligation.
using Cells = std::map<std::pair<std::string_view, std::string_view>, const v1::ObligationState*>;

bool IsSent(const v1::ObligationState& one) {
  return one.position() != 0 && one.state() != v1::REPORT_STATE_RETURNED;
}

std::string DutyAddress(const v1::ObligationState& one) {
  return StrCat("/obligations/", one.organisation(), "/", one.obligation(), "/", one.period());
}

void AddMatrixCell(const Visit& visit, std::string_view obligation, const v1::ObligationState* one,
                   Html& html) {
  if (one == nullptr) {
    html.Raw("<td class=\"none\"></td>");
    return;
  }
  const std::string title(parts::ObligationName(visit, obligation));
  html.Wrap("<td data-label=\"", title, "\">");
  html.Wrap("<a href=\"", DutyAddress(*one), "\">");
  parts::AddSign(board::SignOf(*one, board::MessagesIn(visit.language)), html);
  html.Raw("<span class=\"unseen\"> ").Text(one->organisation()).Raw(" ").Text(title);
  html.Raw("</span></a>");
  if (!one->due().empty()) html.Wrap("<br><span class=\"hint\">", one->due(), "</span>");
  html.Raw("</td>");
}

void AddPeriodForm(const Visit& visit, std::string_view period,
                   const std::vector<std::string>& periods, Html& html) {
  html.Raw("<form class=\"filter\" method=\"get\" action=\"/obligations\">");
  html.Wrap("<label for=\"period\">", visit.Say(kPeriod), "</label>");
  html.Raw("<select id=\"period\" name=\"period\">");
  for (const std::string& one : periods) {
    html.Wrap("<option value=\"", one, "\"");
    if (one == period) html.Raw(" selected");
    html.Wrap(">", board::FormatPeriodName(one, visit.language), "</option>");
  }
  html.Wrap("</select><button type=\"submit\">", visit.Say(kShow), "</button></form>\n");
}

bool IsClosed(const Visit& visit, std::string_view period) {
  return std::ranges::any_of(visit.catalogue->catalogue().periods(), [&](const v1::Period& one) {
    return one.id() == period && one.closed();
  });
}

// Begins the form of one decision on a due report.
void BeginDecision(const Visit& visit, const v1::ObligationState& duty, const Phrase& title,
                   const Phrase& lead, std::string_view verb, Html& html) {
  html.Wrap("<section class=\"card\"><h2>", visit.Say(title), "</h2><p>");
  html.Text(visit.Say(lead)).Raw("</p>");
  BeginForm(visit, StrCat(DutyAddress(duty), "/", verb), FormKind::kPlain, html);
  parts::AddSubmissionId(html);
}

void EndDecision(const Visit& visit, const v1::ObligationState& duty, const Phrase& button,
                 std::string_view verb, Html& html) {
  parts::AddTextField({.name = "reason",
                       .label = visit.Say(kReason),
                       .hint = visit.Say(kReasonHint),
                       .value = visit.Typed(StrCat(DutyAddress(duty), "/", verb), "reason"),
                       .id = StrCat(verb, "-reason"),
                       .required = true,
                       .length_max = samlad::limits::kReviewReasonBytesMax},
                      html);
  parts::AddConfirmation(StrCat(verb, "-confirmed"), visit.Say(kStays), html);
  html.Raw("<p class=\"actions\"><button class=\"danger\" type=\"submit\">");
  html.Text(visit.Say(button)).Raw("</button></p>");
  EndForm(html);
  html.Raw("</section>\n");
}

// The due report that the path names.
absl::StatusOr<v1::ObligationState> FindDuty(const Visit& visit) {
  v1::GetTrailRequest request;
  request.set_period(std::string(visit.FromPath("period")));
  request.set_organisation(std::string(visit.FromPath("organisation")));
  const auto trail = visit.gateway.GetTrail(request);
  if (!trail.ok()) return trail.status();
  for (const v1::TrailRow& row : trail->rows()) {
    if (row.obligation().obligation() == visit.FromPath("obligation")) return row.obligation();
  }
  return absl::NotFoundError(ToAbsl(visit.Say(kNoDuty)));
}

std::string DutyPath(const Visit& visit) {
  return StrCat("/obligations/", visit.FromPath("organisation"), "/", visit.FromPath("obligation"),
                "/", visit.FromPath("period"));
}

void AddDutyFacts(const Visit& visit, const v1::ObligationState& duty, Html& html) {
  html.Raw("<dl class=\"facts\">\n").Wrap("<dt>", visit.Say(kState), "</dt><dd>");
  parts::AddSign(board::SignOf(duty, board::MessagesIn(visit.language)), html);
  html.Raw("</dd>\n");
  parts::AddFact(visit.Say(kDue), board::FormatDay(duty.due(), visit.language), html);
  parts::AddFact(visit.Say(kAccepted), board::FormatTime(duty.accepted_ms(), visit.zone), html);
  parts::AddFact(visit.Say(kRevisions), StrCat(duty.revisions()), html);
  parts::AddFact(visit.Say(kReason), duty.reason(), html);
  parts::AddFact(visit.Say(kOpenUntil), duty.reopened_until(), html);
  for (const v1::ReviewRemark& remark : duty.remarks()) {
    parts::AddFact(visit.Say(kRemark), StrCat(remark.field(), ": ", remark.text()), html);
  }
  html.Raw("</dl>\n");
  if (duty.position() == 0) return;
  html.Wrap("<p class=\"actions\"><a class=\"button\" href=\"/review/", StrCat(duty.position()),
            "\">");
  html.Text(Fill(visit, kSeeReport, {StrCat(duty.position())})).Raw("</a></p>\n");
}

}  // namespace

std::vector<std::string> PeriodsOf(const v1::GetTrailResponse& trail) {
  std::vector<std::string> periods;
  for (const v1::TrailRow& row : trail.rows()) {
    const std::string& period = row.obligation().period();
    if (std::ranges::find(periods, period) == periods.end()) periods.push_back(period);
  }
  return periods;
}

std::string NearestPeriod(const v1::GetTrailResponse& trail, std::string_view today) {
  absl::CivilDay now;
  if (!absl::ParseCivilTime(ToAbsl(today), &now)) return "";
  std::string nearest;
  absl::civil_diff_t least = 0;
  for (const v1::TrailRow& row : trail.rows()) {
    absl::CivilDay due;
    if (!absl::ParseCivilTime(row.obligation().due(), &due)) continue;
    const absl::civil_diff_t away = std::abs(due - now);
    if (!nearest.empty() && away >= least) continue;
    nearest = row.obligation().period();
    least = away;
  }
  if (nearest.empty() && !trail.rows().empty()) nearest = trail.rows(0).obligation().period();
  return nearest;
}

void AddMatrix(const Visit& visit, const v1::GetTrailResponse& trail, std::string_view period,
               Html& html) {
  Cells cells;
  std::vector<std::string_view> organisations, obligations;
  const auto add = [](std::vector<std::string_view>& ids, std::string_view id) {
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  };
  size_t owed = 0, sent = 0;
  for (const v1::TrailRow& row : trail.rows()) {
    const v1::ObligationState& one = row.obligation();
    if (one.period() != period) continue;
    ++owed;
    sent += IsSent(one) ? 1 : 0;
    if (!PassesFilter(visit,
                      StrCat(one.organisation(), " ", board::Pick(one.name(), visit.language)))) {
      continue;
    }
    cells[{one.organisation(), one.obligation()}] = &one;
    add(organisations, one.organisation());
    add(obligations, one.obligation());
  }
  if (owed == 0) return parts::AddNotice(Tone::kQuiet, visit.Say(kMatrixEmpty), html);
  html.Wrap("<p>", Fill(visit, kMatrixCount, {StrCat(sent), StrCat(owed)}), "</p>\n");
  if (cells.empty()) return parts::AddNotice(Tone::kQuiet, visit.Say(kNothingPasses), html);
  std::ranges::sort(organisations);
  html.Raw("<div class=\"matrix\"><table class=\"list\"><caption>");
  html.Text(Fill(visit, kMatrixCaption, {board::FormatPeriodName(period, visit.language)}));
  html.Wrap("</caption><thead><tr><th scope=\"col\">", visit.Say(kOrganisation), "</th>");
  for (const std::string_view obligation : obligations) {
    html.Wrap("<th scope=\"col\">", parts::ObligationName(visit, obligation), "</th>");
  }
  html.Raw("</tr></thead><tbody>\n");
  for (const std::string_view organisation : organisations) {
    html.Raw("<tr>");
    parts::AddRowHead(parts::NameOf(visit, organisation), html);
    for (const std::string_view obligation : obligations) {
      const auto cell = cells.find({organisation, obligation});
      AddMatrixCell(visit, obligation, cell == cells.end() ? nullptr : cell->second, html);
    }
    html.Raw("</tr>\n");
  }
  parts::EndList(html);
  html.Raw("</div>\n");
}

void AddDutyForms(const Visit& visit, const v1::ObligationState& duty, Html& html) {
  html.Raw("<div class=\"two\">\n");
  if (duty.state() == v1::REPORT_STATE_WAIVED) {
    BeginDecision(visit, duty, kLift, kLiftLead, "waive", html);
    AddHidden("lift", "yes", html);
    EndDecision(visit, duty, kLift, "waive", html);
  } else if (IsSent(duty)) {
    html.Wrap("<section class=\"card\"><h2>", visit.Say(kWaive), "</h2><p>");
    html.Text(visit.Say(kWaiveNotNow)).Raw("</p></section>\n");
  } else {
    BeginDecision(visit, duty, kWaive, kWaiveLead, "waive", html);
    EndDecision(visit, duty, kWaive, "waive", html);
  }
  if (IsClosed(visit, duty.period())) {
    BeginDecision(visit, duty, kReopen, kReopenLead, "reopen", html);
    parts::AddTextField({.name = "until",
                         .label = visit.Say(kLastDay),
                         .value = visit.Typed(StrCat(DutyAddress(duty), "/reopen"), "until"),
                         .type = "date",
                         .required = true},
                        html);
    EndDecision(visit, duty, kReopen, "reopen", html);
  }
  html.Raw("</div>\n");
}

Response ShowObligations(Visit& visit) {
  const auto trail = visit.gateway.GetTrail({});
  if (!trail.ok()) return FailurePage(visit, trail.status());
  std::string period(visit.FromQuery("period"));
  if (period.empty()) period = NearestPeriod(*trail, domain::FormatDate(GatewayToday(visit)));
  Html html = BeginPage(visit, visit.Say(kMatrixTitle));
  html.Raw("<div class=\"toolbar\">");
  AddPeriodForm(visit, period, PeriodsOf(*trail), html);
  AddFilterBox(visit, "/obligations", html);
  html.Raw("</div>\n");
  AddMatrix(visit, *trail, period, html);
  return EndPage(visit, std::move(html));
}

Response ShowDuty(Visit& visit) {
  const auto duty = FindDuty(visit);
  if (!duty.ok()) return FailurePage(visit, duty.status());
  Html html = BeginPage(visit, Fill(visit, kDutyTitle,
                                    {board::Pick(duty->name(), visit.language),
                                     board::Pick(duty->title(), visit.language),
                                     board::FormatPeriodName(duty->period(), visit.language)}));
  AddDecided(visit, html);
  AddDutyFacts(visit, *duty, html);
  if (visit.May(v1::PERMISSION_COORDINATE)) AddDutyForms(visit, *duty, html);
  return EndPage(visit, std::move(html));
}

Response PostWaiver(Visit& visit) {
  const bool lift = visit.FromForm("lift") == "yes";
  if (!parts::Confirmed(visit)) return AskAgain(visit, ShowDuty, visit.Say(kNotConfirmed));
  v1::ObligationWaived waiver;
  waiver.set_organisation(std::string(visit.FromPath("organisation")));
  waiver.set_obligation(std::string(visit.FromPath("obligation")));
  waiver.set_period(std::string(visit.FromPath("period")));
  waiver.set_reason(std::string(visit.FromForm("reason")));
  waiver.set_lifted(lift);
  if (auto refused = NamesAPerson(visit, ShowDuty, waiver)) return *std::move(refused);
  v1::WaiveRequest request;
  request.set_submission_id(std::string(visit.FromForm("submission_id")));
  request.set_waiver(waiver.SerializeAsString());
  return AfterDecision(visit, ShowDuty, DutyPath(visit), visit.gateway.Waive(request));
}

Response PostReopening(Visit& visit) {
  if (!parts::Confirmed(visit)) return AskAgain(visit, ShowDuty, visit.Say(kNotConfirmed));
  v1::PeriodReopened reopening;
  reopening.set_organisation(std::string(visit.FromPath("organisation")));
  reopening.set_obligation(std::string(visit.FromPath("obligation")));
  reopening.set_period(std::string(visit.FromPath("period")));
  reopening.set_reason(std::string(visit.FromForm("reason")));
  reopening.set_last_day(std::string(visit.FromForm("until")));
  if (auto refused = NamesAPerson(visit, ShowDuty, reopening)) return *std::move(refused);
  v1::ReopenRequest request;
  request.set_submission_id(std::string(visit.FromForm("submission_id")));
  request.set_reopening(reopening.SerializeAsString());
  return AfterDecision(visit, ShowDuty, DutyPath(visit), visit.gateway.Reopen(request));
}

}  // namespace samlad::web::coordinator
