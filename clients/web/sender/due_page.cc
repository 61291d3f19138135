// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/due_page.h"

#include <algorithm>
#include <vector>

#include "clients/board/calendar.h"
#include "clients/board/messages.h"
#include "clients/reporting/make_template.h"
#include "clients/sdk/file_stem.h"
#include "clients/web/pages/clock.h"
#include "clients/web/pages/page.h"
#include "clients/web/sender/parts.h"
#include "clients/web/sender/words.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/values/periods.h"

namespace samlad::web::sender {
namespace {

using Duty = v1::ObligationState;

bool IsToDo(const Duty& duty) {
  return duty.state() == v1::REPORT_STATE_EXPECTED || duty.state() == v1::REPORT_STATE_MISSING ||
         duty.state() == v1::REPORT_STATE_RETURNED;
}

// Whether it can be reported now: it came back, it is late, or its period is over.
bool IsToDoNow(const Duty& duty, std::chrono::sys_days today) {
  if (duty.state() != v1::REPORT_STATE_EXPECTED) return true;
  const auto period = domain::ParsePeriod(duty.period());
  return !duty.due().empty() && period && std::chrono::sys_days(domain::LastDay(*period)) < today;
}

// What a filter finds it by.
std::string SearchText(const Visit& visit, const Duty& duty) {
  return StrCat(duty.organisation(), " ", board::Pick(duty.name(), visit.language), " ",
                duty.obligation(), " ", board::Pick(duty.title(), visit.language), " ",
                duty.period(), " ", duty.due(), " ",
                board::SignOf(duty, board::MessagesIn(visit.language)).word);
}

void AddRemarks(const Visit& visit, const Duty& duty, board::Html& html) {
  const bool sent_back = duty.state() == v1::REPORT_STATE_RETURNED && duty.position() != 0;
  if (duty.state() == v1::REPORT_STATE_RETURNED && duty.position() == 0) {
    html.Wrap("<p class=\"notice warn\">", visit.Say(kDueRejected), "</p>\n");
  }
  if (duty.reason().empty() && duty.remarks().empty()) return;
  html.Raw("<div class=\"notice warn\"><p>")
      .Text(visit.Say(sent_back ? kDueSentBack : kDueWithdrawn))
      .Raw(" ")
      .Text(duty.reason())
      .Raw("</p>\n");
  if (!duty.remarks().empty()) {
    html.Raw("<ul>\n");
    for (const v1::ReviewRemark& remark : duty.remarks()) {
      html.Raw("<li>");
      if (!remark.field().empty()) html.Wrap("<b>", remark.field(), "</b> ");
      html.Text(remark.text()).Raw("</li>\n");
    }
    html.Raw("</ul>\n");
  }
  html.Raw("</div>\n");
}

std::string TemplateAddress(const Duty& duty, std::string_view format) {
  return Address("/due/template", {{"organisation", duty.organisation()},
                                   {"obligation", duty.obligation()},
                                   {"period", duty.period()},
                                   {"format", format}});
}

void AddActions(const Visit& visit, const Duty& duty, board::Html& html) {
  const bool reported = duty.position() != 0;
  const bool to_do = IsToDo(duty);
  html.Raw("<div class=\"actions\">\n");
  if (visit.May(v1::PERMISSION_SUBMIT)) {
    AddButtonLink(Address("/reports/new", {{"organisation", duty.organisation()},
                                           {"obligation", duty.obligation()},
                                           {"period", duty.period()}}),
                  visit.Say(reported ? kDueUploadCorrection : kDueUpload), to_do, html);
  }
  AddButtonLink(TemplateAddress(duty, "xlsx"),
                visit.Say(reported ? kDueTemplateCorrection : kDueTemplate), false, html);
  AddLink(TemplateAddress(duty, "csv"), visit.Say(kDueTemplateCsv), html);
  if (reported) {
    html.Raw("\n");
    AddLink(StrCat("/reports/", duty.position()), visit.Say(kDueShow), html);
  }
  html.Raw("\n</div>\n");
}

void AddDuty(const Visit& visit, const Duty& duty, std::chrono::sys_days today, board::Html& html) {
  const board::Sign sign = board::SignOf(duty, board::MessagesIn(visit.language));
  html.Raw("<li class=\"card\">\n<h3>")
      .Text(board::PickMarked(duty.title(), visit.language))
      .Text(StrCat(", ", board::FormatPeriodName(duty.period(), visit.language)))
      .Raw("</h3>\n<p>");
  AddBadge(sign, html);
  const bool open = duty.state() != v1::REPORT_STATE_WAIVED && IsToDo(duty);
  const std::string days = open ? DaysText(visit, duty.due(), today) : "";
  html.Raw(" ").Text(duty.due().empty() ? std::string(visit.Say(kDueNoDate))
                                        : board::FormatDay(duty.due(), visit.language));
  if (!days.empty()) html.Raw(" · <b>").Text(days).Raw("</b>");
  html.Raw("</p>\n");
  if (duty.organisation() != visit.who.organisation) {
    html.Raw("<p>").Text(board::PickMarked(duty.name(), visit.language)).Raw("</p>\n");
  }
  if (!duty.reopened_until().empty()) {
    AddParagraph(Fill(visit, kDueReopened, board::FormatDay(duty.reopened_until(), visit.language)),
                 html);
  }
  AddRemarks(visit, duty, html);
  if (duty.state() != v1::REPORT_STATE_WAIVED) AddActions(visit, duty, html);
  html.Raw("</li>\n");
}

void AddDuties(const Visit& visit, const Phrase& heading, const std::vector<const Duty*>& duties,
               std::chrono::sys_days today, board::Html& html) {
  if (duties.empty()) return;
  html.Wrap("<h2>", visit.Say(heading), "</h2>\n").Raw("<ul class=\"cards\">\n");
  for (const Duty* duty : duties) AddDuty(visit, *duty, today, html);
  html.Raw("</ul>\n");
}

// The one that the address names; nullptr: it is none of this sender's.
const Duty* FindDuty(const Visit& visit, const v1::ListObligationsResponse& owed) {
  const auto found = std::ranges::find_if(owed.obligations(), [&](const Duty& duty) {
    return duty.organisation() == visit.FromQuery("organisation") &&
           duty.obligation() == visit.FromQuery("obligation") &&
           duty.period() == visit.FromQuery("period");
  });
  return found == owed.obligations().end() ? nullptr : &*found;
}

}  // namespace

std::string DaysText(const Visit& visit, const std::string& due, std::chrono::sys_days today) {
  const auto day = domain::ParseDate(due);
  if (!day) return "";
  const auto left = (std::chrono::sys_days(*day) - today).count();
  if (left == 0) return std::string(visit.Say(kDueToday));
  if (left == 1) return std::string(visit.Say(kDueOneDayLeft));
  if (left == -1) return std::string(visit.Say(kDueOneDayLate));
  return left > 0 ? Fill(visit, kDueDaysLeft, left) : Fill(visit, kDueDaysLate, -left);
}

void RenderDue(const Visit& visit, const v1::ListObligationsResponse& owed,
               std::chrono::sys_days today, board::Html& html) {
  std::vector<const Duty*> to_do, later, done, waived;
  size_t passed = 0;
  for (const Duty& duty : owed.obligations()) {
    if (!PassesFilter(visit, SearchText(visit, duty))) continue;
    ++passed;
    if (duty.state() == v1::REPORT_STATE_WAIVED) {
      waived.push_back(&duty);
    } else if (!IsToDo(duty)) {
      done.push_back(&duty);
    } else {
      (IsToDoNow(duty, today) ? to_do : later).push_back(&duty);
    }
  }
  // ISO 8601 days sort as text; those without one come last.
  const auto by_day = [](const Duty* duty) {
    return std::pair(duty->due().empty(), std::string_view(duty->due()));
  };
  for (auto* duties : {&to_do, &later, &done, &waived})
    std::ranges::stable_sort(*duties, {}, by_day);
  if (passed == 0 && owed.obligations_size() > 0) {
    AddParagraph(visit.Say(kDueNoneFits), html);
    return;
  }
  if (to_do.empty()) {
    html.Wrap("<p class=\"notice good\">", visit.Say(kDueNothing), "</p>\n");
  }
  AddDuties(visit, kDueNow, to_do, today, html);
  AddDuties(visit, kDueDone, done, today, html);
  AddDuties(visit, kDueLater, later, today, html);
  AddDuties(visit, kDueWaived, waived, today, html);
}

Response ShowDue(Visit& visit) {
  const auto owed = visit.gateway.ListObligations("");
  if (!owed.ok()) return FailurePage(visit, owed.status());
  board::Html html = BeginPage(visit, visit.Say(kDueTitle));
  html.Wrap("<p class=\"lede\">",
            Fill(visit, kDueLead, OrganisationName(visit, visit.who.organisation)), "</p>\n");
  html.Raw("<div class=\"toolbar\">\n");
  AddFilterBox(visit, "/due", html);
  AddLink("/due/calendar", visit.Say(kDueCalendar), html);
  html.Raw("\n</div>\n");
  RenderDue(visit, *owed, GatewayToday(visit), html);
  return EndPage(visit, std::move(html));
}

Response ShowCalendar(Visit& visit) {
  const auto owed = visit.gateway.ListObligations("");
  if (!owed.ok()) return FailurePage(visit, owed.status());
  return Download("samlad.ics", "text/calendar; charset=utf-8",
                  board::RenderCalendar(owed->obligations(), GatewayNow(visit), visit.language));
}

Response GetTemplate(Visit& visit) {
  const auto owed = visit.gateway.ListObligations(visit.FromQuery("period"));
  if (!owed.ok()) return FailurePage(visit, owed.status());
  const Duty* duty = FindDuty(visit, *owed);
  if (duty == nullptr) {
    return FailurePage(visit, absl::NotFoundError(ToAbsl(visit.Say(kTemplateWhich))));
  }
  const bool csv = visit.FromQuery("format") == "csv";
  const auto made = reporting::MakeTemplate(visit.gateway, *visit.catalogue, *duty,
                                            csv ? "csv" : "xlsx", visit.language);
  if (!made.ok()) return FailurePage(visit, made.status());
  const std::string stem =
      sdk::FileStem({duty->organisation(), duty->obligation(), duty->period()});
  if (csv) return Download(stem + ".csv", "text/csv; charset=utf-8", made->text);
  return Download(stem + ".xlsx",
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", made->text);
}

}  // namespace samlad::web::sender
