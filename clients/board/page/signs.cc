// SPDX-License-Identifier: EUPL-1.2
//
// Signs, figures, positions and tables: the small parts of all others.

#include "clients/board/page/page_parts.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

constexpr Markup UseOf(Shape shape) {
  switch (shape) {
    case Shape::kCheck:
      return "<use href=\"#ck\"/>";
    case Shape::kForward:
      return "<use href=\"#fw\"/>";
    case Shape::kDiamond:
      return "<use href=\"#dm\"/>";
    case Shape::kRing:
      return "<use href=\"#rg\"/>";
    case Shape::kRise:
      return "<use href=\"#up\"/>";
    case Shape::kFall:
      return "<use href=\"#dn\"/>";
    case Shape::kLevel:
      return "<use href=\"#lv\"/>";
    case Shape::kPlus:
      return "<use href=\"#pl\"/>";
    case Shape::kMinus:
      return "<use href=\"#mi\"/>";
    case Shape::kEqual:
      return "<use href=\"#eq\"/>";
    case Shape::kSquare:
      return "<use href=\"#sq\"/>";
    default:
      return "<use href=\"#ds\"/>";
  }
}

constexpr Markup OpeningOf(Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return "<span class=\"s g\">";
    case Tone::kFair:
      return "<span class=\"s f\">";
    case Tone::kBad:
      return "<span class=\"s b\">";
    default:
      return "<span class=\"s\">";
  }
}

void AddFlag(const PageContext& page, v1::FigureFlag flag, Html& html) {
  html.Wrap(" <abbr title=\"", FlagText(flag, page.words), "\">[");
  html.Text(LetterOf(flag)).Raw("]</abbr>");
}

}  // namespace

std::string WhyOf(const PageContext& page, const v1::IndicatorRow& row) {
  const auto baseline = page.options.baselines.find(row.indicator());
  const bool is_behind = StatusShown(row) == v1::TARGET_STATUS_OFF_TRACK &&
                         row.target_period() != row.figure().period();
  if (is_behind && baseline != page.options.baselines.end()) {
    if (const auto line = OnTheLine(row, baseline->second)) {
      return Fill(page.page_words.would_be, page.Number(*line));
    }
  }
  return WhyStatus(row, page.page_words);
}

std::string PageContext::Count(uint64_t count) const {
  return FormatNumber(StrCat(count), language);
}

// Status has filled shapes, trend has arrows, and comparison has rings.
void AddShapes(Html& html) {
  html.Raw(
      "<svg class=\"shapes\" width=\"0\" height=\"0\" aria-hidden=\"true\">\n"
      "<symbol id=\"ck\" viewBox=\"0 0 16 16\"><circle class=\"fill\" cx=\"8\" cy=\"8\" r=\"7\"/>"
      "<path class=\"cut\" d=\"M4.5 8.3 7 10.8l4.6-5.3\"/></symbol>\n"
      "<symbol id=\"fw\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"6.2\"/>"
      "<path d=\"M6.6 4.9 9.7 8l-3.1 3.1\"/></symbol>\n"
      "<symbol id=\"dm\" viewBox=\"0 0 16 16\"><path class=\"fill\" d=\"M8 .8 15.2 8 8 15.2.8 "
      "8Z\"/>"
      "<path class=\"cut\" d=\"M8 4.6v4M8 11.2v.1\"/></symbol>\n"
      "<symbol id=\"rg\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"6\" "
      "stroke-dasharray=\"2.4 2.3\"/></symbol>\n"
      "<symbol id=\"up\" viewBox=\"0 0 16 16\"><path d=\"M3 13 13 3M5.5 3H13v7.5\"/></symbol>\n"
      "<symbol id=\"dn\" viewBox=\"0 0 16 16\"><path d=\"M3 3l10 10M5.5 13H13V5.5\"/></symbol>\n"
      "<symbol id=\"lv\" viewBox=\"0 0 16 16\"><path d=\"M1.5 8h13M10 3.5 14.5 8 10 12.5\"/>"
      "</symbol>\n"
      "<symbol id=\"pl\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"6.2\"/>"
      "<path d=\"M8 5v6M5 8h6\"/></symbol>\n"
      "<symbol id=\"mi\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"6.2\"/>"
      "<path d=\"M5 8h6\"/></symbol>\n"
      "<symbol id=\"eq\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"6.2\"/>"
      "<path d=\"M5 6.5h6M5 9.5h6\"/></symbol>\n"
      "<symbol id=\"sq\" viewBox=\"0 0 16 16\"><path class=\"fill\" d=\"M3 "
      "3h10v10H3Z\"/></symbol>\n"
      "<symbol id=\"ds\" viewBox=\"0 0 16 16\"><path d=\"M4 8h8\"/></symbol>\n</svg>\n");
}

void AddShape(const Sign& sign, Html& html) {
  html.Raw(OpeningOf(sign.tone)).Raw("<svg aria-hidden=\"true\">").Raw(UseOf(sign.shape));
  html.Raw("</svg></span>");
}

void AddSign(const Sign& sign, Html& html) {
  html.Raw(OpeningOf(sign.tone)).Raw("<svg aria-hidden=\"true\">").Raw(UseOf(sign.shape));
  html.Wrap("</svg>", sign.word, "</span>");
}

void AddFigure(const PageContext& page, const v1::Figure& figure, Html& html) {
  if (figure.code() == v1::FIGURE_CODE_UNSPECIFIED) {
    html.Text(page.Number(figure.value()));
  } else {
    html.Wrap("<abbr title=\"", CodeText(figure.code(), page.words), "\">");
    html.Text(CodeOf(figure.code())).Raw("</abbr>");
  }
  for (const int flag : figure.flags()) {
    AddFlag(page, static_cast<v1::FigureFlag>(flag), html);
  }
}

void AddPositionList(const google::protobuf::RepeatedField<uint64_t>& positions, Html& html) {
  for (int i = 0; i < positions.size(); ++i) {
    html.Text(StrCat(i > 0 ? ", " : "", positions[i]));
  }
}

void AddPosition(const PageContext& page, uint64_t position, Html& html) {
  if (position == 0) return;
  html.Wrap("<small>", page.words.log, " ").Text(StrCat(position)).Raw("</small>");
}

void BeginTable(Markup opening, std::string_view caption,
                std::initializer_list<std::string_view> headings, Html& html) {
  html.Raw(opening).Wrap("<caption class=\"unseen\">", caption, "</caption>\n<thead><tr>");
  for (const std::string_view heading : headings) {
    html.Wrap("<th scope=\"col\">", heading, "</th>");
  }
  html.Raw("</tr></thead>\n<tbody>\n");
}

void EndTable(Html& html) { html.Raw("</tbody></table>\n"); }

}  // namespace samlad::board
