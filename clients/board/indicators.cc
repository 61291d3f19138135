// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <array>

#include "clients/board/page_parts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

constexpr Markup Drawing(Shape shape) {
  switch (shape) {
    case Shape::kCheck:
      return "<path d=\"M3 8.5 6.5 12 13 4.5\"/>";
    case Shape::kForward:
      return "<path d=\"M6 3.5 11 8 6 12.5\"/>";
    case Shape::kDiamond:
      return "<path class=\"solid\" d=\"M8 2 14 8 8 14 2 8Z\"/>";
    case Shape::kRing:
      return "<circle cx=\"8\" cy=\"8\" r=\"5.5\" stroke-dasharray=\"2.5 3\"/>";
    case Shape::kRise:
      return "<path d=\"M3 13 13 3M6 3h7v7\"/>";
    case Shape::kFall:
      return "<path d=\"M3 3 13 13M6 13h7V6\"/>";
    case Shape::kLevel:
      return "<path d=\"M2 8h12M10 4l4 4-4 4\"/>";
    default:
      return "<path d=\"M4 8h8\"/>";
  }
}

constexpr Markup Opening(Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return "<span class=\"sign good\">";
    case Tone::kFair:
      return "<span class=\"sign fair\">";
    case Tone::kBad:
      return "<span class=\"sign bad\">";
    default:
      return "<span class=\"sign still\">";
  }
}

// Widths as the style sheet has them, rounded up.
constexpr int kFigureColumnRem = 6;
constexpr int kOtherColumnsRem = 40;
// Columns of years that leave room for the titles on paper. Earlier years are
// listed under the title.
constexpr int kYearColumnsMax = 8;

// Of the view's periods, the first with a column of its own.
int FirstColumn(const v1::View& view) { return std::max(0, view.periods_size() - kYearColumnsMax); }

void AddFlag(const PageContext& page, v1::FigureFlag flag, Html& html) {
  html.Wrap(" <abbr class=\"flag\" title=\"", FlagText(flag, page.words), "\">[");
  html.Text(LetterOf(flag)).Raw("]</abbr>");
}

// The wanted direction, for readers whom "worse" would surprise.
std::string_view DirectionWord(v1::Direction direction, const Messages& words) {
  if (direction == v1::DIRECTION_UP) return words.direction_up;
  return direction == v1::DIRECTION_DOWN ? words.direction_down : std::string_view();
}

void AddContributions(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  html.Wrap("<details><summary>", page.words.by_organisation, "</summary><ul>\n");
  for (const v1::Contribution& contribution : row.contributions()) {
    html.Wrap("<li><span>", page.names.Of(contribution.organisation()), "</span><span>");
    AddFigure(page, contribution.figure(), html);
    html.Raw(" ");
    AddPositions(page, contribution.figure().positions(), html);
    html.Raw("</span></li>\n");
  }
  html.Raw("</ul></details>");
}

void AddCells(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  html.Wrap("<details><summary>", BreakdownTitle(page.view.query(), page.words),
            "</summary><ul>\n");
  for (const v1::CellFigure& cell : row.cells()) {
    html.Wrap("<li><span>", CellName(cell), "</span><span>");
    AddFigure(page, cell.figure(), html);
    html.Raw("</span></li>\n");
  }
  html.Raw("</ul></details>");
}

// Others' figures, distinguished from ours in words and by their source.
void AddComparison(const PageContext& page, const v1::ComparisonRow& comparison, Html& html) {
  html.Raw("<span class=\"log\">").Text(page.words.compared).Raw(", ");
  html.Text(page.In(comparison.title())).Raw(":");
  for (int i = 0; i < comparison.figures_size(); ++i) {
    const v1::ComparisonFigure& figure = comparison.figures(i);
    const std::string_view region = RegionName(i, figure.region(), page.words);
    html.Text(i > 0 ? ", " : " ");
    if (figure.value().empty()) {
      html.Text(region).Raw(": ").Text(page.words.no_value);
      continue;
    }
    if (i > 0 && i <= comparison.against_size()) {
      AddSign(SignOfComparison(comparison.against(i - 1), page.words), html);
      html.Raw(" ");
    }
    html.Text(region).Raw(" ").Text(FormatNumber(figure.value(), page.language));
    if (i == 0) html.Raw(" (").Text(figure.period()).Raw(")");
  }
  html.Raw(" · ").Text(page.words.source).Raw(": ").Text(comparison.provider()).Raw("</span>");
}

// The years that have no column: "2015: 68 · 2016: 71".
void AddEarlier(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  const int count = std::min(FirstColumn(page.view), row.history_size());
  if (count == 0) return;
  html.Raw("<span class=\"log\">");
  for (int i = 0; i < count; ++i) {
    html.Text(i > 0 ? " · " : "").Text(row.history(i).period()).Raw(": ");
    AddFigure(page, row.history(i), html);
  }
  html.Raw("</span>");
}

void AddRowHead(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  html.Wrap("<tr><th scope=\"row\"><span class=\"name\">", page.In(row.title()), "</span>");
  html.Wrap("<span class=\"log\">", row.indicator(), "");
  if (!page.In(row.unit()).text.empty()) html.Raw(" · ").Text(page.In(row.unit()));
  const std::string_view direction = DirectionWord(row.direction(), page.words);
  if (!direction.empty()) html.Raw(" · ").Text(direction);
  if (row.figure().indicator_version() > 1) {
    html.Raw(" · ").Text(page.words.version).Raw(" ");
    html.Text(StrCat(row.figure().indicator_version()));
  }
  // Only the name is shown for a single organisation, because its contribution
  // is the figure itself.
  if (row.contributions_size() == 1) {
    html.Raw(" · ").Text(page.names.Of(row.contributions(0).organisation()));
  }
  html.Raw("</span>");
  if (HasOverYears(row)) {
    html.Raw("<span class=\"log\">").Text(page.words.over_years).Raw(" ");
    html.Text(row.over_years().period()).Raw(": ");
    AddFigure(page, row.over_years(), html);
    html.Raw("</span>");
  }
  AddEarlier(page, row, html);
  for (const v1::ComparisonRow& comparison : row.comparisons()) {
    AddComparison(page, comparison, html);
  }
  if (row.contributions_size() > 1) AddContributions(page, row, html);
  if (!row.cells().empty()) AddCells(page, row, html);
  html.Raw("</th>");
}

void AddTarget(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  html.Raw("<td class=\"figure\">");
  if (row.target().empty()) {
    html.Raw("–</td>");
    return;
  }
  html.Text(FormatNumber(row.target(), page.language));
  if (row.target_period() != row.figure().period()) {
    html.Wrap("<span class=\"log\">", row.target_period(), "</span>");
  }
  html.Raw("</td>");
}

void AddRow(const PageContext& page, const v1::IndicatorRow& row, Html& html) {
  AddRowHead(page, row, html);
  for (int i = FirstColumn(page.view); i < row.history_size(); ++i) {
    html.Raw("<td class=\"figure\">");
    AddFigure(page, row.history(i), html);
    html.Raw("</td>");
  }
  html.Raw("<td class=\"now\">");
  AddFigure(page, row.figure(), html);
  AddPositions(page, row.figure().positions(), html);
  html.Raw("</td>");
  AddTarget(page, row, html);
  html.Raw("<td>");
  AddSign(SignOf(row.status(), page.words), html);
  html.Raw("</td><td>");
  AddSign(SignOf(row.trend(), row.direction(), page.words), html);
  html.Raw("</td><td class=\"nowrap\">").Text(StrCat(row.figure().coverage().reported()));
  html.Raw(" ").Text(page.words.of).Raw(" ");
  html.Text(StrCat(row.figure().coverage().expected())).Raw("</td></tr>\n");
}

void AddHeadings(const PageContext& page, Html& html) {
  html.Wrap("<thead><tr><th scope=\"col\">", page.words.indicator, "</th>");
  for (int i = FirstColumn(page.view); i < page.view.periods_size(); ++i) {
    html.Wrap("<th scope=\"col\" class=\"figure\">", page.view.periods(i), "</th>");
  }
  html.Wrap("<th scope=\"col\" class=\"figure\">", page.words.target, "</th>");
  html.Wrap("<th scope=\"col\" class=\"status\">", page.words.status, "</th>");
  html.Wrap("<th scope=\"col\" class=\"trend\">", page.words.trend, "</th>");
  html.Wrap("<th scope=\"col\" class=\"coverage\">", page.words.coverage, "</th>");
  html.Raw("</tr></thead>\n");
}

// The text before and after a caption.
struct Caption {
  Markup open, close;
};
constexpr Caption kHeading = {"<caption><h3>", "</h3></caption>\n"};
constexpr Caption kUnseen = {"<caption class=\"unseen\">", "</caption>\n"};  // a heading is above

// One table of indicators under its caption. It scrolls sideways on narrow
// screens, also by keyboard.
template <class Rows>
void AddTable(const PageContext& page, const Picked& title, const Caption& caption,
              const Rows& rows, std::string_view id, Html& html) {
  html.Raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"").Text(title.text);
  html.Raw("\">\n");
  // Columns of one width in every table: figures, then title and states.
  const int years = page.view.periods_size() - FirstColumn(page.view);
  const int width_rem = kFigureColumnRem * (years + 1) + kOtherColumnsRem;
  html.Wrap("<table class=\"indicators\" style=\"min-width: ", StrCat(width_rem), "rem\">");
  html.Raw(caption.open);
  if (!id.empty()) html.Wrap("<span class=\"id\">", id, "</span> ");
  html.Text(title).Raw(caption.close);
  AddHeadings(page, html);
  html.Raw("<tbody>\n");
  for (const v1::IndicatorRow& row : rows) AddRow(page, row, html);
  html.Raw("</tbody></table>\n</div>\n");
}

}  // namespace

void AddSign(const Sign& sign, Html& html) {
  html.Raw(Opening(sign.tone)).Raw("<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\">");
  html.Raw(Drawing(sign.shape)).Wrap("</svg>", sign.word, "</span>");
}

void AddFigure(const PageContext& page, const v1::Figure& figure, Html& html) {
  if (figure.code() == v1::FIGURE_CODE_UNSPECIFIED) {
    html.Text(FormatNumber(figure.value(), page.language));
  } else {
    html.Wrap("<abbr class=\"code\" title=\"", CodeText(figure.code(), page.words), "\">");
    html.Text(CodeOf(figure.code())).Raw("</abbr>");
  }
  for (const int flag : figure.flags()) {
    AddFlag(page, static_cast<v1::FigureFlag>(flag), html);
  }
}

void AddPositions(const PageContext& page,
                  const google::protobuf::RepeatedField<uint64_t>& positions, Html& html) {
  if (positions.empty()) return;
  html.Wrap("<span class=\"log\">", page.words.log, " ");
  for (int i = 0; i < positions.size(); ++i) {
    if (i > 0) html.Raw(", ");
    html.Text(StrCat(positions[i]));
  }
  html.Raw("</span>");
}

void AddAreas(const PageContext& page, Html& html) {
  html.Wrap("<h2 class=\"sheet\">", page.words.areas, "</h2>\n");
  for (const v1::AreaView& area : page.view.areas()) {
    if (area.rows().empty()) {
      html.Raw("<h3>").Text(area.id()).Raw(" ").Text(page.In(area.title())).Raw("</h3>\n");
      html.Wrap("<p class=\"quiet\">", page.words.no_rows, "</p>\n");
    } else {
      AddTable(page, page.In(area.title()), kHeading, area.rows(), area.id(), html);
    }
  }
}

void AddOwnParts(const PageContext& page, Html& html) {
  for (const v1::OrganisationView& section : page.view.organisations()) {
    const std::string title = StrCat(page.words.own_part, ": ", page.In(section.name()).text);
    html.Wrap("<h2>", page.words.own_part, ": ").Text(page.In(section.name())).Raw("</h2>\n");
    AddTable(page, Picked{title}, kUnseen, section.rows(), "", html);
  }
}

void AddLegend(const PageContext& page, Html& html) {
  const Messages& words = page.words;
  const std::array<std::array<std::string_view, 2>, 7> lines = {{{"[c]", words.code_c},
                                                                 {"[x]", words.code_x},
                                                                 {"[z]", words.code_z},
                                                                 {"[p]", words.flag_p},
                                                                 {"[e]", words.flag_e},
                                                                 {"[r]", words.flag_r},
                                                                 {"[b]", words.flag_b}}};
  html.Wrap("<h2>", words.legend, "</h2>\n<dl>\n");
  for (const auto& [code, meaning] : lines) {
    html.Wrap("<dt>", code, "</dt>").Wrap("<dd>", meaning, "</dd>\n");
  }
  html.Wrap("</dl>\n<p class=\"quiet\">", words.coverage_text, "</p>\n");
}

}  // namespace samlad::board
