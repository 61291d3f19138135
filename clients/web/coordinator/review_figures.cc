// SPDX-License-Identifier: EUPL-1.2
//
// Figures, texts and warnings of a report.

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "clients/cli/text/revision_text.h"
#include "clients/web/coordinator/review.h"
#include "clients/web/coordinator/words.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/parts.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/personal_data.h"
#include "gateway/domain/values/small_number.h"

namespace samlad::web::coordinator {
namespace {

using board::Html;
using board::Tone;
using parts::Fill;

using FigureKey = std::pair<std::string_view, std::vector<std::string_view>>;
FigureKey KeyOf(const v1::Observation& one) { return {one.indicator(), cli::CodesOf(one)}; }

// One line of the table.
struct FigureLine {
  const v1::Observation* period_before = nullptr;
  const v1::Observation* version_before = nullptr;
  const v1::Observation* now = nullptr;
  const Phrase* mark = nullptr;

  const v1::Observation& Any() const {
    return now != nullptr ? *now : version_before != nullptr ? *version_before : *period_before;
  }
};

const v1::Observation* BeforeOf(const v1::ObservationChange& change) {
  return change.has_before() ? &change.before() : nullptr;
}

std::vector<FigureLine> FigureLines(const reporting::Revision& revision, const v1::Report& before) {
  std::map<FigureKey, const v1::ObservationChange*> changes;
  for (const v1::ObservationChange& change : revision.changes) {
    changes[KeyOf(change.has_after() ? change.after() : change.before())] = &change;
  }
  const bool is_first = revision.summary.replaces() == 0;
  std::vector<FigureLine> lines;
  for (const cli::FigurePair& pair : cli::PairFigures(before, revision.report)) {
    FigureLine line{pair.before, is_first ? nullptr : pair.now, pair.now, nullptr};
    const auto change = changes.find(KeyOf(line.Any()));
    if (change != changes.end()) {
      line.version_before = BeforeOf(*change->second);
      line.mark = !change->second->has_before()  ? &kNew
                  : !change->second->has_after() ? &kRemoved
                                                 : &kChanged;
      changes.erase(change);
    } else if (pair.now == nullptr) {
      line.mark = &kNotNow;
    }
    lines.push_back(line);
  }
  // Removed, and not in the period before either.
  for (const auto& [key, change] : changes) {
    lines.push_back({nullptr, BeforeOf(*change), nullptr, &kRemoved});
  }
  return lines;
}

void AddTextFlags(const Visit& visit, std::string_view text, Html& html) {
  if (domain::FindPersonalData(text).number_count > 0) {
    html.Raw(" ");
    parts::AddBadge(Tone::kBad, visit.Say(kIdentityNumber), html);
  }
  if (domain::NamesSmallNumber(text)) {
    html.Raw(" ");
    parts::AddBadge(Tone::kFair, visit.Say(kSmallNumber), html);
  }
}

void AddFigureCell(const Visit& visit, std::string_view label, const v1::Observation* figure,
                   Html& html) {
  parts::AddNumber(label, figure == nullptr ? "" : cli::FigureOf(*figure, visit.language), html);
}

void AddFigureLine(const Visit& visit, const FigureLine& line, std::string_view period_before,
                   std::string_view period, bool is_first, Html& html) {
  const v1::Observation& any = line.Any();
  html.Raw("<tr>").Wrap("<th scope=\"row\">", any.indicator(), "<br><span class=\"hint\">");
  html.Text(parts::IndicatorName(visit, any.indicator())).Raw("</span></th>");
  parts::AddCell(visit.Say(kBreakdown), parts::BreakdownName(visit, any), html);
  if (!period_before.empty()) AddFigureCell(visit, period_before, line.period_before, html);
  if (!is_first) AddFigureCell(visit, visit.Say(kBefore), line.version_before, html);
  html.Wrap("<td class=\"figure\" data-label=\"", period, "\">");
  if (line.now != nullptr) html.Text(cli::FigureOf(*line.now, visit.language));
  if (line.mark != nullptr) {
    html.Raw(" ");
    parts::AddBadge(Tone::kFair, visit.Say(*line.mark), html);
  }
  html.Wrap("</td><td data-label=\"", visit.Say(kComment), "\">");
  if (line.now != nullptr) {
    html.Text(line.now->comment());
    AddTextFlags(visit, line.now->comment(), html);
    if (!line.now->source().empty()) {
      html.Raw(" <span class=\"hint\">").Text(visit.Say(kSource)).Raw(": ");
      html.Text(line.now->source()).Raw("</span>");
    }
  }
  html.Raw("</td></tr>\n");
}

void BeginFigures(const Visit& visit, std::string_view period_before, std::string_view period,
                  bool is_first, Html& html) {
  html.Wrap("<table class=\"list\"><caption class=\"unseen\">", visit.Say(kFigures),
            "</caption><thead><tr>");
  html.Wrap("<th scope=\"col\">", visit.Say(kIndicator), "</th>");
  html.Wrap("<th scope=\"col\">", visit.Say(kBreakdown), "</th>");
  if (!period_before.empty()) {
    html.Wrap("<th scope=\"col\" class=\"figure\">", period_before, "</th>");
  }
  if (!is_first) html.Wrap("<th scope=\"col\" class=\"figure\">", visit.Say(kBefore), "</th>");
  html.Wrap("<th scope=\"col\" class=\"figure\">", period, "</th>");
  html.Wrap("<th scope=\"col\">", visit.Say(kComment), "</th></tr></thead><tbody>\n");
}

void AddReviewText(const Visit& visit, std::string_view field, std::string_view label,
                   std::string_view text, Html& html) {
  if (text.empty()) return;
  html.Raw("<tr>");
  parts::AddRowHead(field, html);
  parts::AddCell(visit.Say(kField), label, html);
  html.Wrap("<td data-label=\"", visit.Say(kText), "\">").Text(text);
  AddTextFlags(visit, text, html);
  html.Raw("</td></tr>\n");
}

}  // namespace

void AddReviewFigures(const Visit& visit, const reporting::Revision& revision,
                      const std::optional<v1::Report>& before, Html& html) {
  html.Wrap("<h2>", visit.Say(kFigures), "</h2>\n");
  const v1::ReportSummary& summary = revision.summary;
  const bool is_first = summary.replaces() == 0;
  if (!is_first) {
    html.Raw("<p>").Text(Fill(visit, kChangedFigures, {StrCat(revision.changes.size())}));
    html.Raw(" ").Text(visit.Say(revision.prose_changed ? kTextsDiffer : kTextsSame));
    html.Raw("</p>\n");
  }
  const v1::Report& earlier = before ? *before : v1::Report::default_instance();
  std::vector<FigureLine> lines = FigureLines(revision, earlier);
  if (lines.empty()) return parts::AddNotice(Tone::kQuiet, visit.Say(kNoFigures), html);
  std::erase_if(lines, [&visit](const FigureLine& line) {
    const v1::Observation& any = line.Any();
    return !PassesFilter(
        visit, StrCat(any.indicator(), " ", parts::IndicatorName(visit, any.indicator()), " ",
                      parts::BreakdownName(visit, any), " ",
                      line.mark == nullptr ? std::string_view() : visit.Say(*line.mark)));
  });
  AddFilterBox(visit, visit.request.path, html);
  if (lines.empty()) return parts::AddNotice(Tone::kQuiet, visit.Say(kNothingPasses), html);
  BeginFigures(visit, earlier.period(), summary.period(), is_first, html);
  const size_t begin = std::min((PageNumber(visit) - 1) * kRowsPerPage, lines.size());
  const size_t count = std::min(kRowsPerPage, lines.size() - begin);
  for (const FigureLine& line : std::span(lines).subspan(begin, count)) {
    AddFigureLine(visit, line, earlier.period(), summary.period(), is_first, html);
  }
  parts::EndList(html);
  AddPager(visit, lines.size(), html);
}

void AddReviewTexts(const Visit& visit, const v1::Report& report, Html& html) {
  html.Wrap("<h2>", visit.Say(kTexts), "</h2>\n");
  if (report.activities().empty() && report.follow_ups().empty() && report.comment().empty()) {
    return parts::AddNotice(Tone::kQuiet, visit.Say(kNoTexts), html);
  }
  html.Wrap("<p class=\"hint\">", visit.Say(kTextsHint), "</p>\n");
  parts::BeginList(visit.Say(kTexts), {visit.Say(kAbout), visit.Say(kField), visit.Say(kText)},
                   html);
  for (const v1::Activity& one : report.activities()) {
    const std::string about = Fill(visit, kActivity, {one.id()});
    AddReviewText(visit, about, "title", one.title(), html);
    AddReviewText(visit, about, "description", one.description(), html);
  }
  for (const v1::FollowUp& one : report.follow_ups()) {
    const std::string about = Fill(visit, kFollowUp, {one.project()});
    AddReviewText(visit, about, "effect", one.effect(), html);
    AddReviewText(visit, about, "deviation", one.deviation(), html);
    AddReviewText(visit, about, "next_step", one.next_step(), html);
  }
  AddReviewText(visit, visit.Say(kWholeReport), "comment", report.comment(), html);
  parts::EndList(html);
}

void AddWarnings(const Visit& visit, const reporting::Revision& revision, Html& html) {
  html.Wrap("<h2>", visit.Say(kWarnings), "</h2>\n");
  if (revision.findings.empty()) {
    html.Wrap("<p>", visit.Say(kNoWarnings), "</p>\n");
    return;
  }
  parts::AddFindings(visit, revision.findings, visit.Say(kWarnings), html);
}

std::vector<std::string> RemarkHeadings(const v1::Report& report) {
  std::vector<std::string> headings;
  const auto add = [&headings](const std::string& heading) {
    if (!heading.empty() && std::ranges::find(headings, heading) == headings.end()) {
      headings.push_back(heading);
    }
  };
  for (const v1::Observation& one : report.observations()) add(one.indicator());
  for (const v1::Activity& one : report.activities()) add(one.id());
  for (const v1::FollowUp& one : report.follow_ups()) add(one.project());
  return headings;
}

}  // namespace samlad::web::coordinator
