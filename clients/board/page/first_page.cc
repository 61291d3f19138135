// SPDX-License-Identifier: EUPL-1.2
//
// The first page: what a board must know in a minute, within one A4 page.

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "clients/board/page/page_parts.h"
#include "clients/board/text.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

// What one line of what the board is asked to do has room for: names, and their
// cells together.
constexpr size_t kNamesShown = 2;
constexpr size_t kNamesCells = 60;

template <class T>
std::span<const T> Shown(const std::vector<T>& list) {
  return std::span(list).first(std::min(list.size(), kShownMax));
}

template <class T>
size_t MoreThanShown(const std::vector<T>& list) {
  return list.size() - Shown(list).size();
}

void AddHeader(const PageContext& page, Html& html) {
  html.Raw("<header>\n<div>\n");
  html.Wrap("<p class=\"eyebrow\">", page.words.audience, "</p>\n");
  html.Wrap("<h1>", page.words.title, " ").Text(page.Period(page.view.query().period()));
  html.Raw("</h1>\n").Wrap("<p class=\"city\">", page.In(page.view.title()), "</p>\n</div>\n");
  html.Raw("<p class=\"moment\">");
  if (page.view.time_ms() != 0) {
    html.Wrap("<span>", page.page_words.state_of, " ").Text(page.Time(page.view.time_ms()));
    html.Raw("</span>\n");
  }
  html.Wrap("<span>", Fill(page.page_words.basis, page.Count(page.view.as_of())), "</span>");
  html.Raw("</p>\n</header>\n");
}

std::string LeadOnTargets(const PageContext& page, const Digest& digest) {
  const PageWords& words = page.page_words;
  if (digest.with_target == 0) return std::string(words.lead_no_targets);
  const std::string whole = page.Count(digest.with_target);
  const size_t off = digest.off_target.size();
  if (off == 0) return Fill(words.lead_none_off, whole);
  return Fill(off == 1 ? words.lead_off_target.one : words.lead_off_target.many, page.Count(off),
              whole);
}

void AddLead(const PageContext& page, const Digest& digest, Html& html) {
  const PageWords& words = page.page_words;
  html.Wrap("<p class=\"lead\"><strong>", LeadOnTargets(page, digest), "</strong> ");
  html.Text(
      Fill(words.lead_changes, page.Count(digest.worse.size()), page.Count(digest.better.size())));
  html.Raw(" ").Text(digest.reports_due == 0
                         ? std::string(words.lead_no_reports)
                         : Fill(words.lead_reports, page.Count(digest.reports_in),
                                page.Count(digest.reports_due)));
  html.Raw("</p>\n");
}

// One line of what the board is asked to do: "demand 6 overdue reports AB Eidar,
// Socialtjänsten and 4 more".
void AddAsk(const PageContext& page, const Counted& phrase, SectionId section,
            const std::vector<Picked>& names, Html& html) {
  if (names.empty()) return;
  html.Raw("<li>");
  AddLink(section, Say(phrase, names.size(), page.language), html);
  html.Raw(" <span>");
  const size_t shown = std::min(names.size(), kNamesShown);
  for (size_t i = 0; i < shown; ++i) {
    const std::string name = Shorten(names[i].text, kNamesCells / shown);
    html.Text(i > 0 ? ", " : "").Text(Picked{name, names[i].stands_in});
  }
  if (names.size() > shown) {
    html.Raw(" ").Text(Say(page.page_words.more, names.size() - shown, page.language));
  }
  html.Raw("</span></li>\n");
}

template <class Row>
std::vector<Picked> Titles(const PageContext& page, const std::vector<const Row*>& rows) {
  std::vector<Picked> titles;
  for (const Row* row : rows) titles.push_back(page.In(row->title()));
  return titles;
}

void AddAsks(const PageContext& page, const Digest& digest, Html& html) {
  const PageWords& words = page.page_words;
  html.Wrap("<section class=\"asks\">\n<h2>", words.asked, "</h2>\n<ol>\n");
  std::vector<Picked> owners;
  for (const Overdue& overdue : digest.overdue) owners.push_back(page.In(overdue.report->name()));
  AddAsk(page, words.ask_reports, SectionId::kReports, owners, html);
  AddAsk(page, words.ask_follow_ups, SectionId::kProjects, Titles(page, digest.follow_ups), html);
  AddAsk(page, words.ask_recommendations, SectionId::kRecommendations,
         Titles(page, digest.recommendations), html);
  AddAsk(page, words.ask_past_end, SectionId::kProjects, Titles(page, digest.past_end), html);
  AddAsk(page, words.ask_over_budget, SectionId::kProjects, Titles(page, digest.over_budget), html);
  if (!digest.acknowledged) {
    html.Raw("<li>");
    AddLink(SectionId::kAcknowledgements, words.ask_acknowledge, html);
    html.Raw("</li>\n");
  }
  html.Raw("</ol>\n</section>\n");
}

void BeginList(std::string_view title, size_t count, std::string_view none, Html& html) {
  html.Wrap("<section>\n<h3>", title, " ").Wrap("<span>", StrCat(count), "</span></h3>\n");
  if (count == 0) html.Wrap("<p>", none, "</p>\n");
  if (count > 0) html.Raw("<ul>\n");
}

void EndList(const PageContext& page, size_t count, size_t more, SectionId section, Html& html) {
  if (count > 0) html.Raw("</ul>\n");
  AddMore(page, more, section, html);
  html.Raw("</section>\n");
}

void AddTitle(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  html.Wrap("<li><a class=\"t\" href=\"#i-", row.indicator(), "\">");
  html.Text(page.In(row.title())).Raw("</a><span class=\"n\">");
}

void AddUnit(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  if (!page.In(row.unit()).text.empty()) html.Raw(" ").Text(page.In(row.unit()));
}

void AddMoved(const PageContext& page, const Moved& moved, Html& html) {
  const v1::IndicatorRow& row = *moved.row;
  AddTitle(page, row, html);
  AddShape(SignOf(TrendShown(row), row.direction(), page.words), html);
  if (moved.change) html.Text(FormatSigned(moved.change->size, page.language));
  html.Raw("</span><span class=\"m\">");
  if (moved.change) {
    html.Text(page.Number(moved.change->from->value())).Raw(" (");
    html.Text(moved.change->from->period()).Raw(") → ");
  }
  html.Text(page.Number(row.figure().value()));
  AddUnit(page, row, html);
  html.Raw("</span></li>\n");
}

void AddMoves(const PageContext& page, std::string_view title, std::string_view none,
              const std::vector<Moved>& moves, Html& html) {
  BeginList(title, moves.size(), none, html);
  for (const Moved& moved : Shown(moves)) AddMoved(page, moved, html);
  EndList(page, moves.size(), MoreThanShown(moves), SectionId::kRows, html);
}

// "target 76 (2026) · 3,1 to go · behind the line to it"
void AddWhy(const PageContext& page, const OffTarget& off, Html& html) {
  const v1::IndicatorRow& row = *off.row;
  html.Text(Fill(page.page_words.target_is, page.Number(row.target())));
  AddUnit(page, row, html);
  if (row.target_period() != row.figure().period()) {
    html.Wrap(" (", page.Period(row.target_period()), ")");
  }
  if (off.gap) {
    html.Raw(" · ").Text(Fill(page.page_words.to_go, FormatSize(off.gap->size, page.language)));
  }
  html.Raw(" · ").Text(WhyOf(page, row));
}

void AddOffTargets(const PageContext& page, const Digest& digest, Html& html) {
  const auto& list = digest.off_target;
  BeginList(page.page_words.off_target, list.size(), page.words.off_target_none, html);
  for (const OffTarget& off : Shown(list)) {
    AddTitle(page, *off.row, html);
    AddShape(SignOf(StatusShown(*off.row), page.words), html);
    html.Text(page.Number(off.row->figure().value())).Raw("</span><span class=\"m\">");
    AddWhy(page, off, html);
    html.Raw("</span></li>\n");
  }
  EndList(page, list.size(), MoreThanShown(list), SectionId::kRows, html);
}

void AddOverdue(const PageContext& page, const Digest& digest, Html& html) {
  const PageWords& words = page.page_words;
  BeginList(words.overdue, digest.overdue.size(), words.overdue_none, html);
  for (const Overdue& overdue : Shown(digest.overdue)) {
    const v1::ObligationState& report = *overdue.report;
    html.Wrap("<li><span class=\"t\">", page.In(report.name()), "</span><span class=\"n\">");
    html.Text(overdue.days ? Say(words.days_late, static_cast<size_t>(*overdue.days), page.language)
                           : std::string(words.no_days));
    html.Wrap("</span><span class=\"m\">", Fill(words.was_due, report.due()), " · ");
    html.Text(page.In(report.title())).Raw("</span></li>\n");
  }
  EndList(page, digest.overdue.size(), MoreThanShown(digest.overdue), SectionId::kReports, html);
}

}  // namespace

void AddFirstPage(const PageContext& page, const Digest& digest, Html& html) {
  html.Raw("<div class=\"first\">\n");
  AddHeader(page, html);
  if (!page.options.notice.empty()) {
    html.Wrap("<p class=\"selection\"><strong>", page.options.notice, "</strong></p>\n");
  }
  if (page.view.query().priority_areas_size() + page.view.query().indicators_size() +
          page.view.query().organisations_size() >
      0) {
    html.Wrap("<p class=\"selection\"><strong>", page.words.filtered, "</strong></p>\n");
  }
  AddLead(page, digest, html);
  AddSignals(page, digest, html);
  AddAsks(page, digest, html);
  html.Wrap("<h2 class=\"unseen\">", page.words.brief, "</h2>\n<div class=\"lists\">\n");
  AddMoves(page, page.page_words.worse, page.page_words.worse_none, digest.worse, html);
  AddMoves(page, page.page_words.better, page.page_words.better_none, digest.better, html);
  AddOffTargets(page, digest, html);
  AddOverdue(page, digest, html);
  html.Raw("</div>\n</div>\n");
}

}  // namespace samlad::board
