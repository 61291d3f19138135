// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/pages/parts.h"

#include <algorithm>
#include <utility>

#include "clients/web/pages/page.h"
#include "clients/web/pages/parts_words.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"

namespace samlad::web::parts {
namespace {

using board::Html;
using board::Markup;
using board::Tone;

constexpr std::string_view kConfirmed = "confirmed";

constexpr Markup BadgeOf(Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return "<span class=\"badge good\">";
    case Tone::kFair:
      return "<span class=\"badge warn\">";
    case Tone::kBad:
      return "<span class=\"badge bad\">";
    default:
      return "<span class=\"badge still\">";
  }
}

constexpr Markup NoticeOf(Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return "<p class=\"notice good\" role=\"status\">";
    case Tone::kFair:
      return "<p class=\"notice warn\">";
    case Tone::kBad:
      return "<p class=\"notice bad\" role=\"alert\">";
    default:
      return "<p class=\"notice\">";
  }
}

void AddSeverity(const Visit& visit, v1::Severity severity, Html& html) {
  switch (severity) {
    case v1::SEVERITY_ERROR:
      return AddBadge(Tone::kBad, visit.Say(kError), html);
    case v1::SEVERITY_WARNING:
      return AddBadge(Tone::kFair, visit.Say(kWarning), html);
    default:
      return AddBadge(Tone::kQuiet, visit.Say(kInfo), html);
  }
}

void AddFinding(const Visit& visit, const v1::Finding& finding, Html& html) {
  html.Raw("<tr>");
  html.Wrap("<td class=\"mono\" data-label=\"", visit.Say(kPlace), "\">");
  html.Text(cli::Place(finding.location()));
  if (finding.also_size() > 0) {
    html.Raw("<br>").Text(Fill(visit, kPlaces, {StrCat(finding.occurrences())}));
  }
  html.Wrap("</td><td data-label=\"", visit.Say(kSeverity), "\">");
  AddSeverity(visit, finding.severity(), html);
  html.Wrap("</td><td data-label=\"", visit.Say(kFinding), "\">");
  html.Text(cli::MessageOf(finding, visit.language));
  html.Wrap("<br><span class=\"hint mono\">", finding.code(), "</span>");
  html.Raw("</td>");
  AddCell(visit.Say(kFix), board::Pick(finding.fix(), visit.language), html);
  html.Raw("</tr>\n");
}

// The title of a code; the code itself if the catalogue has none.
std::string_view CodeName(const Visit& visit, std::string_view list, std::string_view code) {
  for (const v1::CodeList& one : visit.catalogue->catalogue().code_lists()) {
    if (one.id() != list) continue;
    const auto at = std::ranges::find(one.codes(), code, &v1::Code::id);
    if (at == one.codes().end()) break;
    const std::string_view title = board::Pick(at->title(), visit.language);
    return title.empty() ? code : title;
  }
  return code;
}

template <class Elements>
std::string_view TitleIn(const Visit& visit, const Elements& elements, std::string_view id) {
  for (auto at = elements.rbegin(); at != elements.rend(); ++at) {  // the newest version
    if (at->id() == id) return board::Pick(at->title(), visit.language);
  }
  return id;
}

}  // namespace

void AddSign(const board::Sign& sign, Html& html) { AddBadge(sign.tone, sign.word, html); }

void AddBadge(Tone tone, std::string_view word, Html& html) {
  html.Wrap(BadgeOf(tone), word, "</span>");
}

void AddNotice(Tone tone, std::string_view text, Html& html) {
  html.Wrap(NoticeOf(tone), text, "</p>\n");
}

std::string Fill(const Visit& visit, const Phrase& phrase,
                 std::initializer_list<std::string_view> values) {
  const std::string_view text = visit.Say(phrase);
  std::string filled;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_mark = text[i] == '$' && i + 1 < text.size() && text[i + 1] >= '0' &&
                         static_cast<size_t>(text[i + 1] - '0') < values.size();
    if (is_mark) {
      filled += values.begin()[text[++i] - '0'];
    } else {
      filled += text[i];
    }
  }
  return filled;
}

void BeginList(std::string_view caption, std::initializer_list<std::string_view> headings,
               Html& html) {
  html.Wrap("<table class=\"list\"><caption class=\"unseen\">", caption, "</caption>\n<thead><tr>");
  for (const std::string_view heading : headings) {
    html.Wrap("<th scope=\"col\">", heading, "</th>");
  }
  html.Raw("</tr></thead>\n<tbody>\n");
}

void EndList(Html& html) { html.Raw("</tbody></table>\n"); }

void AddCell(std::string_view label, std::string_view text, Html& html) {
  html.Wrap("<td data-label=\"", label, "\">").Text(text).Raw("</td>");
}

void AddNumber(std::string_view label, std::string_view number, Html& html) {
  html.Wrap("<td class=\"figure\" data-label=\"", label, "\">").Text(number).Raw("</td>");
}

void AddRowHead(std::string_view text, Html& html) {
  html.Wrap("<th scope=\"row\">", text, "</th>");
}

void AddFact(std::string_view name, std::string_view value, Html& html) {
  if (!value.empty()) html.Wrap("<dt>", name, "</dt>").Wrap("<dd>", value, "</dd>\n");
}

void AddTextField(const TextField& field, Html& html) {
  const std::string_view id = field.id.empty() ? field.name : field.id;
  html.Raw("<div class=\"field\">").Wrap("<label for=\"", id, "\">").Text(field.label);
  html.Raw("</label>");
  if (!field.hint.empty()) {
    html.Wrap("<p class=\"hint\" id=\"", id, "-hint\">").Text(field.hint).Raw("</p>");
  }
  const bool lines = field.type == "lines";
  html.Raw(lines ? Markup("<textarea rows=\"6\"") : Markup("<input"));
  html.Wrap(" id=\"", id, "\"").Wrap(" name=\"", field.name, "\"");
  if (!lines) html.Wrap(" type=\"", field.type, "\"").Wrap(" value=\"", field.value, "\"");
  if (!field.hint.empty()) html.Wrap(" aria-describedby=\"", id, "-hint\"");
  if (field.length_max > 0) html.Wrap(" maxlength=\"", StrCat(field.length_max), "\"");
  if (field.required) html.Raw(" required");
  html.Raw(">");
  if (lines) html.Text(field.value).Raw("</textarea>");
  html.Raw("</div>\n");
}

void AddConfirmation(std::string_view id, std::string_view label, Html& html) {
  html.Wrap("<p class=\"field\"><label for=\"", id, "\">");
  html.Wrap("<input type=\"checkbox\" id=\"", id, "\" name=\"confirmed\" value=\"yes\" required>");
  html.Text(label).Raw("</label></p>\n");
}

bool Confirmed(const Visit& visit) { return visit.FromForm(kConfirmed) == "yes"; }

void AddSubmissionId(Html& html) {
  AddHidden("submission_id", ledger::ToHex(ledger::RandomBytes(sizeof(ledger::Hash))), html);
}

void AddFindings(const Visit& visit, const cli::Findings& findings, std::string_view caption,
                 Html& html) {
  BeginList(caption,
            {visit.Say(kPlace), visit.Say(kSeverity), visit.Say(kFinding), visit.Say(kFix)}, html);
  for (const v1::Finding& finding : findings) AddFinding(visit, finding, html);
  EndList(html);
}

std::string_view KindName(const Visit& visit, v1::OrganisationKind kind) {
  switch (kind) {
    case v1::ORGANISATION_KIND_BOARD:
      return visit.Say(kKindBoard);
    case v1::ORGANISATION_KIND_AUDIT:
      return visit.Say(kKindAudit);
    case v1::ORGANISATION_KIND_OFFICE:
      return visit.Say(kKindOffice);
    case v1::ORGANISATION_KIND_DEPARTMENT:
      return visit.Say(kKindDepartment);
    case v1::ORGANISATION_KIND_COMPANY:
      return visit.Say(kKindCompany);
    case v1::ORGANISATION_KIND_FEDERATION:
      return visit.Say(kKindFederation);
    case v1::ORGANISATION_KIND_PARTNER:
      return visit.Say(kKindPartner);
    case v1::ORGANISATION_KIND_AUTHORITY:
      return visit.Say(kKindAuthority);
    default:
      return "–";
  }
}

std::string BreakdownName(const Visit& visit, const v1::Observation& one) {
  const v1::Catalogue& catalogue = visit.catalogue->catalogue();
  std::string_view category;
  for (const v1::Indicator& indicator : catalogue.indicators()) {
    if (indicator.id() == one.indicator()) category = indicator.category_list();
  }
  const std::pair<std::string_view, std::string_view> codes[] = {{"area", one.area()},
                                                                 {"sex", one.sex()},
                                                                 {"age", one.age()},
                                                                 {"background", one.background()},
                                                                 {category, one.category()}};
  std::string text;
  for (const auto& [list, code] : codes) {
    if (code.empty() || code == "_T") continue;
    StrAppend(&text, text.empty() ? "" : ", ", CodeName(visit, list, code));
  }
  return text;
}

std::string_view NameOf(const Visit& visit, std::string_view organisation) {
  for (const v1::Organisation& one : visit.catalogue->catalogue().organisations()) {
    if (one.id() == organisation) return board::Pick(one.name(), visit.language);
  }
  return organisation;
}

std::string_view IndicatorName(const Visit& visit, std::string_view indicator) {
  return TitleIn(visit, visit.catalogue->catalogue().indicators(), indicator);
}

std::string_view ObligationName(const Visit& visit, std::string_view obligation) {
  return TitleIn(visit, visit.catalogue->catalogue().obligations(), obligation);
}

}  // namespace samlad::web::parts
