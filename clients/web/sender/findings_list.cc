// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/findings_list.h"

#include <algorithm>

#include "absl/strings/str_join.h"
#include "clients/cli/text/findings_printer.h"
#include "clients/web/pages/page.h"
#include "clients/web/sender/parts.h"
#include "clients/web/sender/words.h"

namespace samlad::web::sender {
namespace {

board::Sign SignOf(const Visit& visit, v1::Severity severity) {
  switch (severity) {
    case v1::SEVERITY_ERROR:
      return {.word = visit.Say(kSeverityError), .tone = board::Tone::kBad};
    case v1::SEVERITY_WARNING:
      return {.word = visit.Say(kSeverityWarning), .tone = board::Tone::kFair};
    default:
      return {.word = visit.Say(kSeverityInfo), .tone = board::Tone::kQuiet};
  }
}

// The message; what it compares with; and, of a finding with many places, which one this is.
void AddMessageCell(const Visit& visit, const FindingLine& line, board::Html& html) {
  const v1::Finding& finding = *line.finding;
  html.Raw("<td data-label=\"").Text(visit.Say(kFindingWhat)).Raw("\">");
  html.Text(cli::MessageOf(finding, visit.language));
  if (line.place == 0 && !finding.related().empty()) {
    std::vector<std::string> related;
    for (const v1::Location& other : finding.related()) related.push_back(cli::Place(other));
    html.Wrap("<small>", Fill(visit, kFindingSee, absl::StrJoin(related, ", ")), "</small>");
  }
  if (finding.also_size() > 0) {
    html.Wrap("<small>", Fill(visit, kFindingOf, line.place + 1, finding.also_size() + 1),
              "</small>");
  }
  html.Wrap("<small class=\"mono\">", finding.code(), "</small></td>");
}

void AddLine(const Visit& visit, const FindingLine& line, const formats::SourceMap& places,
             board::Html& html) {
  const v1::Finding& finding = *line.finding;
  html.Raw("<tr><td data-label=\"").Text(visit.Say(kFindingKind)).Raw("\">");
  AddBadge(SignOf(visit, finding.severity()), html);
  html.Raw("</td><th scope=\"row\" data-label=\"")
      .Text(visit.Say(kFindingPlace))
      .Raw("\">")
      .Text(PlaceText(line, places))
      .Raw("</th>");
  AddMessageCell(visit, line, html);
  // What stands at the other places of a group is not told.
  AddCell(visit.Say(kFindingGot), line.place == 0 ? finding.got() : "…", html);
  AddCell(visit.Say(kFindingExpected), line.place == 0 ? finding.expected() : "…", html);
  AddCell(visit.Say(kFindingFix), board::Pick(finding.fix(), visit.language), html);
  html.Raw("</tr>\n");
}

}  // namespace

std::vector<FindingLine> LinesOf(const reporting::Findings& findings) {
  std::vector<FindingLine> lines;
  for (const v1::Finding& finding : findings) {
    const auto count = static_cast<size_t>(finding.also_size()) + 1;
    for (size_t place = 0; place < count; ++place) lines.push_back({&finding, place});
  }
  return lines;
}

std::string PlaceText(const FindingLine& line, const formats::SourceMap& places) {
  const v1::Location& first = line.finding->location();
  if (line.place == 0) return cli::Place(first);
  const uint32_t index = line.finding->also(static_cast<int>(line.place) - 1);
  const std::string_view field = first.field();
  const std::string_view element = formats::ElementOf(field);
  if (element.empty()) return StrCat(cli::Place(first), " (", index, ")");
  v1::Location location;
  location.set_field(
      StrCat(element.substr(0, element.find('[')), "[", index, "]", field.substr(element.size())));
  if (const auto place = places.Find(location.field())) {
    location.set_file(place->file);
    location.set_sheet(place->sheet);
    location.set_row(place->row);
    location.set_column(place->column);
  }
  return cli::Place(location);
}

void AddFindings(const Visit& visit, const reporting::Findings& findings,
                 const formats::SourceMap& places, board::Html& html) {
  if (findings.empty()) {
    AddParagraph(visit.Say(kDraftNoFindings), html);
    return;
  }
  html.Raw("<table class=\"list\">\n<caption>")
      .Text(Fill(visit, kDraftFindingsCaption, cli::Summary(findings, visit.language)))
      .Raw("</caption>\n<thead><tr>");
  for (const Phrase* word : {&kFindingKind, &kFindingPlace, &kFindingWhat, &kFindingGot,
                             &kFindingExpected, &kFindingFix}) {
    html.Wrap("<th scope=\"col\">", visit.Say(*word), "</th>");
  }
  html.Raw("</tr></thead>\n<tbody>\n");
  const std::vector<FindingLine> lines = LinesOf(findings);
  const size_t first = (PageNumber(visit) - 1) * kRowsPerPage;
  for (size_t i = first; i < std::min(lines.size(), first + kRowsPerPage); ++i) {
    AddLine(visit, lines[i], places, html);
  }
  html.Raw("</tbody>\n</table>\n");
  AddPager(visit, lines.size(), html);
}

}  // namespace samlad::web::sender
