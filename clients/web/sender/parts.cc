// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/parts.h"

#include "absl/strings/numbers.h"
#include "clients/cli/text/revision_text.h"
#include "clients/cli/text/words.h"
#include "clients/web/http/form.h"
#include "clients/web/pages/parts.h"
#include "gateway/domain/values/date.h"

namespace samlad::web::sender {
namespace {

// The text of the element with that id; the id itself if there is none.
template <class List, class Text>
std::string TextIn(const List& list, std::string_view id, Text text, board::Language language) {
  for (const auto& one : list) {
    if (one.id() != id) continue;
    const std::string_view picked = board::Pick((one.*text)(), language);
    if (!picked.empty()) return std::string(picked);
  }
  return std::string(id);
}

}  // namespace

std::string Address(std::string_view path,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> query) {
  std::string address(path);
  char mark = '?';
  for (const auto& [name, value] : query) {
    if (value.empty()) continue;
    address += mark;
    StrAppend(&address, name, "=", UrlEncode(value));
    mark = '&';
  }
  return address;
}

void AddLink(std::string_view address, std::string_view text, board::Html& html) {
  html.Raw("<a href=\"").Text(address).Raw("\">").Text(text).Raw("</a>");
}

void AddButtonLink(std::string_view address, std::string_view text, bool primary,
                   board::Html& html) {
  if (primary) {
    html.Raw("<a class=\"button primary\" href=\"");
  } else {
    html.Raw("<a class=\"button\" href=\"");
  }
  html.Text(address).Raw("\">").Text(text).Raw("</a>\n");
}

void AddBadge(const board::Sign& sign, board::Html& html) {
  switch (sign.tone) {
    case board::Tone::kGood:
      html.Raw("<span class=\"badge good\">");
      break;
    case board::Tone::kFair:
      html.Raw("<span class=\"badge warn\">");
      break;
    case board::Tone::kBad:
      html.Raw("<span class=\"badge bad\">");
      break;
    case board::Tone::kQuiet:
      html.Raw("<span class=\"badge still\">");
      break;
  }
  html.Text(sign.word).Raw("</span>");
}

void AddFact(std::string_view name, std::string_view text, board::Html& html) {
  if (text.empty()) return;
  html.Wrap("<dt>", name, "</dt>").Wrap("<dd>", text, "</dd>\n");
}

void AddCell(std::string_view label, std::string_view text, board::Html& html) {
  html.Raw("<td data-label=\"").Text(label).Raw("\">").Text(text).Raw("</td>");
}

void AddNumberCell(std::string_view label, std::string_view text, board::Html& html) {
  html.Raw("<td class=\"figure\" data-label=\"").Text(label).Raw("\">").Text(text).Raw("</td>");
}

void AddParagraph(std::string_view text, board::Html& html) { html.Wrap("<p>", text, "</p>\n"); }

std::optional<uint64_t> ParsePosition(std::string_view text) {
  uint64_t position = 0;
  if (!absl::SimpleAtoi(ToAbsl(text), &position)) return std::nullopt;
  return position;
}

std::string OrganisationName(const Visit& visit, std::string_view id) {
  return TextIn(visit.catalogue->catalogue().organisations(), id, &v1::Organisation::name,
                visit.language);
}

std::string ObligationName(const Visit& visit, std::string_view id) {
  return TextIn(visit.catalogue->catalogue().obligations(), id, &v1::Obligation::title,
                visit.language);
}

std::string IndicatorName(const Visit& visit, std::string_view id) {
  return TextIn(visit.catalogue->catalogue().indicators(), id, &v1::Indicator::title,
                visit.language);
}

std::string BreakdownText(const Visit& visit, const v1::Observation& observation) {
  return parts::BreakdownName(visit, observation);
}

std::string FigureText(const Visit& visit, const v1::Observation& observation) {
  return cli::FigureOf(observation, visit.language);
}

std::string FigureKey(const v1::Observation& observation) {
  std::string key = observation.indicator();
  for (const std::string* code : {&observation.area(), &observation.sex(), &observation.age(),
                                  &observation.background(), &observation.category()}) {
    StrAppend(&key, "\n", *code == "_T" ? "" : *code);
  }
  return key;
}

std::string ReasonText(const Visit& visit, v1::RevisionReason reason) {
  if (reason == v1::REVISION_REASON_UNSPECIFIED) return "";
  return cli::Label(v1::RevisionReason_Name(reason), "REVISION_REASON_", visit.language);
}

}  // namespace samlad::web::sender
