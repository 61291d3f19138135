// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/guide.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "absl/strings/str_join.h"
#include "clients/board/html.h"
#include "clients/board/style.h"
#include "clients/board/text.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

constexpr size_t kGuideCells = 96;

std::string_view SvOrEn(Language language, std::string_view sv, std::string_view en) {
  return language == Language::kSv ? sv : en;
}

// A label and what it says.
using Fact = std::pair<std::string_view, std::string>;

std::string PlausibleRange(const v1::Indicator& indicator, Language language) {
  if (indicator.plausible_min().empty() || indicator.plausible_max().empty()) return "";
  return StrCat(FormatNumber(indicator.plausible_min(), language), "–",
                FormatNumber(indicator.plausible_max(), language));
}

std::string_view BetterText(v1::Direction direction, Language language) {
  switch (direction) {
    case v1::DIRECTION_UP:
      return SvOrEn(language, "högre", "higher");
    case v1::DIRECTION_DOWN:
      return SvOrEn(language, "lägre", "lower");
    default:
      return "";
  }
}

std::string BreakdownsText(const v1::Catalogue& catalogue, const v1::Indicator& indicator,
                           Language language) {
  static constexpr std::string_view kLists[] = {"", "area", "sex", "age", "background"};
  std::vector<std::string> names;
  for (const int dimension : indicator.breakdowns()) {
    const std::string_view id = dimension == v1::DIMENSION_CATEGORY
                                    ? std::string_view(indicator.category_list())
                                    : kLists[dimension];
    const auto list = std::ranges::find(catalogue.code_lists(), id, &v1::CodeList::id);
    if (list == catalogue.code_lists().end()) continue;
    std::vector<std::string> codes;
    for (const v1::Code& code : list->codes()) {
      codes.push_back(StrCat(Pick(code.title(), language), " (", code.id(), ")"));
    }
    names.push_back(StrCat(Pick(list->title(), language), ": ", absl::StrJoin(codes, ", ")));
  }
  return absl::StrJoin(names, "; ");
}

std::vector<Fact> FactsOf(const v1::Catalogue& catalogue, const v1::Indicator& indicator,
                          Language language) {
  std::vector<Fact> facts;
  const auto add = [&facts](std::string_view label, std::string_view text) {
    if (!text.empty()) facts.emplace_back(label, text);
  };
  add(SvOrEn(language, "Enhet", "Unit"), Pick(indicator.unit(), language));
  add(SvOrEn(language, "Täljare", "Numerator"), Pick(indicator.numerator(), language));
  add(SvOrEn(language, "Nämnare", "Denominator"), Pick(indicator.denominator(), language));
  add(SvOrEn(language, "Bättre är", "Better is"), BetterText(indicator.direction(), language));
  add(SvOrEn(language, "Rimligt", "Plausible"), PlausibleRange(indicator, language));
  add(SvOrEn(language, "Delas upp efter", "Broken down by"),
      BreakdownsText(catalogue, indicator, language));
  return facts;
}

// The newest version of each indicator of the obligation.
std::vector<const v1::Indicator*> IndicatorsOf(const v1::Catalogue& catalogue,
                                               const v1::Obligation& obligation) {
  std::map<std::string_view, const v1::Indicator*> newest;
  for (const v1::Indicator& indicator : catalogue.indicators()) {
    const v1::Indicator*& known = newest[indicator.id()];
    if (known == nullptr || known->version() < indicator.version()) known = &indicator;
  }
  std::vector<const v1::Indicator*> indicators;
  for (const std::string& id : obligation.indicators()) {
    const auto found = newest.find(id);
    if (found != newest.end()) indicators.push_back(found->second);
  }
  return indicators;
}

bool IsMandatory(const v1::Obligation& obligation, const v1::Indicator& indicator) {
  return std::ranges::find(obligation.mandatory(), indicator.id()) != obligation.mandatory().end();
}

std::string DueText(const v1::Obligation& obligation) {
  std::vector<std::string> periods;
  for (const v1::DuePeriod& due : obligation.periods()) {
    if (!due.due().empty()) periods.push_back(StrCat(due.period(), " (", due.due(), ")"));
  }
  return absl::StrJoin(periods, ", ");
}

void AppendWrapped(std::string_view text, std::string_view indent, std::string* out) {
  const std::string clean = EscapeControls(text, KeepLines::kNo);
  StrAppend(out, indent, WrapWords(clean, kGuideCells - indent.size(), indent), "\n");
}

void AddIndicator(const v1::Catalogue& catalogue, const v1::Obligation& obligation,
                  const v1::Indicator& indicator, Language language, Html& html) {
  html.Wrap("<h3>", indicator.id(), " ").Text(PickMarked(indicator.title(), language));
  html.Raw("</h3>\n");
  if (IsMandatory(obligation, indicator)) {
    html.Wrap("<p><strong>", SvOrEn(language, "Obligatoriskt", "Mandatory"), "</strong></p>\n");
  }
  html.Wrap("<p>", PickMarked(indicator.definition(), language), "</p>\n<ul>\n");
  for (const auto& [label, text] : FactsOf(catalogue, indicator, language)) {
    html.Wrap("<li>", label, ": ").Text(text).Raw("</li>\n");
  }
  html.Raw("</ul>\n");
}

std::string_view GuideTitle(Language language) {
  return SvOrEn(language, "Vad ni rapporterar", "What you report");
}

}  // namespace

std::string RenderGuideText(const GuideRequest& request, Language language) {
  std::string text;
  for (const v1::Obligation* obligation : request.obligations) {
    AppendWrapped(StrCat(Pick(obligation->title(), language), " (", obligation->id(), ")"), "",
                  &text);
    const std::string due = DueText(*obligation);
    if (!due.empty()) {
      AppendWrapped(StrCat(SvOrEn(language, "Senast: ", "Due: "), due), "  ", &text);
    }
    for (const v1::Indicator* indicator : IndicatorsOf(request.catalogue, *obligation)) {
      const std::string_view mandatory = IsMandatory(*obligation, *indicator)
                                             ? SvOrEn(language, " – obligatoriskt", " – mandatory")
                                             : "";
      text += "\n";
      AppendWrapped(StrCat(indicator->id(), " ", Pick(indicator->title(), language), mandatory),
                    "  ", &text);
      AppendWrapped(Pick(indicator->definition(), language), "    ", &text);
      for (const auto& [label, fact] : FactsOf(request.catalogue, *indicator, language)) {
        AppendWrapped(StrCat(label, ": ", fact), "    ", &text);
      }
    }
    text += "\n";
  }
  return text;
}

std::string RenderGuidePage(const GuideRequest& request, Language language) {
  Html html;
  html.Raw("<!DOCTYPE html>\n<html lang=\"").Text(Tag(language));
  html.Raw(
      "\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>");
  html.Text(GuideTitle(language)).Raw("</title>\n<style>").Raw(kBaseStyle);
  html.Raw("</style>\n</head>\n<body>\n<div class=\"page\">\n<header>\n<h1>");
  html.Text(GuideTitle(language)).Raw("</h1>\n");
  html.Wrap("<p class=\"lede\">", PickMarked(request.catalogue.title(), language),
            "</p>\n</header>\n<main id=\"main\">\n");
  for (const v1::Obligation* obligation : request.obligations) {
    html.Wrap("<h2>", PickMarked(obligation->title(), language), "</h2>\n");
    const std::string due = DueText(*obligation);
    if (!due.empty()) {
      html.Wrap("<p>", SvOrEn(language, "Senast: ", "Due: "), "").Text(due).Raw("</p>\n");
    }
    for (const v1::Indicator* indicator : IndicatorsOf(request.catalogue, *obligation)) {
      AddIndicator(request.catalogue, *obligation, *indicator, language, html);
    }
  }
  html.Raw("</main>\n</div>\n</body>\n</html>\n");
  return std::move(html).Take();
}

}  // namespace samlad::board
