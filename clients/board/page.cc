// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page.h"

#include <string>
#include <string_view>
#include <utility>

#include "clients/board/page_parts.h"
#include "clients/board/page_style.h"
#include "clients/board/summary.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

// With more years the tables are printed in landscape.
constexpr int kPortraitYearsMax = 3;

bool IsFiltered(const v1::ViewQuery& query) {
  return query.priority_areas_size() + query.indicators_size() + query.organisations_size() > 0;
}

void AddHead(const PageContext& page, Html& html) {
  html.Raw("<!DOCTYPE html>\n<html lang=\"").Text(Tag(page.language));
  html.Raw(
      "\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>");
  html.Text(page.words.title).Raw(" ");
  html.Text(FormatPeriodName(page.view.query().period(), page.language)).Raw(" – ");
  html.Text(page.In(page.view.title()).text).Raw("</title>\n<style>").Raw(kPageStyle);
  if (page.view.periods_size() > kPortraitYearsMax) html.Raw(kLandscapeStyle);
  html.Raw("</style>\n</head>\n<body>\n<div class=\"page\">\n");
}

void AddHeader(const PageContext& page, Html& html) {
  html.Wrap("<a class=\"skip\" href=\"#main\">", page.words.skip, "</a>\n<header>\n");
  html.Wrap("<p class=\"eyebrow\">", page.words.audience, "</p>\n");
  html.Raw("<h1>").Text(page.words.title).Raw(" ");
  html.Text(FormatPeriodName(page.view.query().period(), page.language)).Raw("</h1>\n");
  html.Wrap("<p class=\"lede\">", page.In(page.view.title()), "</p>\n");
  html.Raw("<p class=\"quiet\">").Text(page.words.as_of).Raw(" ");
  html.Text(FormatNumber(StrCat(page.view.as_of()), page.language)).Raw(" ");
  html.Text(page.words.entries);
  if (page.view.time_ms() != 0) {
    html.Raw(", ").Text(page.words.latest_entry).Raw(" ").Text(page.Time(page.view.time_ms()));
  }
  html.Raw(".</p>\n");
  if (IsFiltered(page.view.query())) {
    html.Wrap("<p><strong>", page.words.filtered, "</strong></p>\n");
  }
  html.Raw("</header>\n<main id=\"main\">\n");
}

void BeginBrief(std::string_view title, size_t count, Html& html) {
  html.Wrap("<section>\n<h3><span class=\"count\">", StrCat(count), "</span> ");
  html.Text(title).Raw("</h3>\n");
}

// The figures of the row's years, earliest first: "68 → 71 → 73,5".
void AddSeries(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  for (const v1::Figure& figure : row.history()) {
    AddFigure(page, figure, html);
    html.Raw(" → ");
  }
  html.Raw("<strong>");
  AddFigure(page, row.figure(), html);
  html.Raw("</strong> ").Text(page.In(row.unit()));
}

void AddOffTarget(const PageContext& page, const Summary& summary, Html& html) {
  BeginBrief(page.words.off_target, summary.off_target.size(), html);
  if (summary.off_target.empty()) html.Wrap("<p>", page.words.off_target_none, "</p>\n");
  html.Raw("<ul>\n");
  for (const v1::IndicatorRow* row : summary.off_target) {
    html.Wrap("<li><strong>", page.In(row->title()), "</strong><span class=\"quiet\">");
    AddFigure(page, row->figure(), html);
    html.Raw(" ").Text(page.In(row->unit())).Raw(" · ").Text(page.words.target).Raw(" ");
    html.Text(FormatNumber(row->target(), page.language)).Raw(" (");
    html.Text(FormatPeriodName(row->target_period(), page.language)).Raw(")</span></li>\n");
  }
  html.Raw("</ul>\n");
  if (summary.not_judged > 0) {
    html.Wrap("<p class=\"quiet\">", StrCat(summary.not_judged), " ");
    html.Text(page.words.none_judged).Raw("</p>\n");
  }
  html.Raw("</section>\n");
}

void AddChanged(const PageContext& page, const Summary& summary, Html& html) {
  BeginBrief(page.words.changed, summary.changed.size(), html);
  if (summary.changed.empty()) html.Wrap("<p>", page.words.changed_none, "</p>\n");
  html.Raw("<ul>\n");
  for (const v1::IndicatorRow* row : summary.changed) {
    html.Wrap("<li><strong>", page.In(row->title()), "</strong><span class=\"quiet\">");
    AddSign(SignOf(row->trend(), row->direction(), page.words), html);
    html.Raw(" &ensp;");
    AddSeries(page, *row, html);
    html.Raw("</span></li>\n");
  }
  html.Raw("</ul>\n</section>\n");
}

void AddDuty(const PageContext& page, const Picked& organisation, std::string_view kind,
             const Picked& what, std::string_view due, const Sign& sign, Html& html) {
  html.Wrap("<li><strong>", organisation, "</strong><span class=\"quiet\">");
  AddSign(sign, html);
  html.Raw(" &ensp;").Text(kind).Text(kind.empty() ? "" : ": ").Text(what);
  if (!due.empty()) {
    html.Wrap(" · <span class=\"nowrap\">", page.words.due, " ").Text(due).Raw("</span>");
  }
  html.Raw("</span></li>\n");
}

void AddOverdue(const PageContext& page, const Summary& summary, Html& html) {
  const size_t count = summary.OverdueCount();
  BeginBrief(page.words.overdue, count, html);
  if (count == 0) html.Wrap("<p>", page.words.overdue_none, "</p>\n");
  html.Raw("<ul>\n");
  for (const v1::ObligationState* state : summary.overdue_reports) {
    AddDuty(page, page.In(state->name()), "", page.In(state->title()), state->due(),
            SignOf(*state, page.words), html);
  }
  for (const v1::ProjectRow* project : summary.overdue_projects) {
    AddDuty(page, page.names.Of(project->owner()), page.words.follow_up, page.In(project->title()),
            project->due(), SignOf(project->state(), page.words), html);
  }
  for (const v1::RecommendationRow* row : summary.overdue_recommendations) {
    AddDuty(page, page.names.Of(row->owner()), page.words.recommendation, page.In(row->title()),
            row->due(), SignOf(row->state(), page.words), html);
  }
  html.Raw("</ul>\n</section>\n");
}

// Names only, by state, because what is missing after its deadline is listed
// under "overdue".
void AddNotReported(const PageContext& page, const Summary& summary, Html& html) {
  BeginBrief(page.words.not_reported, summary.not_reported.size(), html);
  if (summary.not_reported.empty()) {
    html.Wrap("<p>",
              summary.reports_due == 0 ? page.words.nobody_owes : page.words.not_reported_none,
              "</p>\n");
  }
  html.Raw("<ul>\n");
  // A report with a position was sent back; one without was rejected at once.
  const std::pair<v1::ReportState, bool> kinds[] = {{v1::REPORT_STATE_MISSING, false},
                                                    {v1::REPORT_STATE_RETURNED, true},
                                                    {v1::REPORT_STATE_RETURNED, false},
                                                    {v1::REPORT_STATE_EXPECTED, false}};
  for (const auto& [state, has_position] : kinds) {
    bool begun = false;
    for (const v1::ObligationState* owed : summary.not_reported) {
      if (owed->state() != state || (owed->position() != 0) != has_position) continue;
      if (begun) {
        html.Raw(", ");
      } else {
        html.Raw("<li>");
        AddSign(SignOf(*owed, page.words), html);
        html.Raw("<span class=\"quiet\">");
        begun = true;
      }
      html.Text(page.In(owed->name()));
    }
    if (begun) html.Raw("</span></li>\n");
  }
  html.Raw("</ul>\n</section>\n");
}

void AddBrief(const PageContext& page, Html& html) {
  const Summary summary = Summarise(page.view);
  html.Wrap("<h2>", page.words.brief, "</h2>\n<div class=\"brief\">\n");
  html.Raw("<div>\n");
  AddOffTarget(page, summary, html);
  AddOverdue(page, summary, html);
  AddNotReported(page, summary, html);
  html.Raw("</div>\n<div>\n");
  AddChanged(page, summary, html);
  html.Raw("</div>\n</div>\n");
}

}  // namespace

std::string RenderBoardPage(const v1::View& view, Language language) {
  const PageContext page{.view = view,
                         .language = language,
                         .words = MessagesIn(language),
                         .names = NamesInView(view, language),
                         .zone = ZoneOf(view)};
  Html html;
  AddHead(page, html);
  AddHeader(page, html);
  AddBrief(page, html);
  AddAreas(page, html);
  AddOwnParts(page, html);
  AddLegend(page, html);
  AddReporting(page, html);
  AddActivities(page, html);
  AddProjects(page, html);
  AddRecommendations(page, html);
  AddAcknowledgements(page, html);
  AddClearings(page, html);
  AddEvidence(page, html);
  html.Raw("</main>\n</div>\n</body>\n</html>\n");
  return std::move(html).Take();
}

}  // namespace samlad::board
