// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/coordinator/publish.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "clients/cli/session/dimensions.h"
#include "clients/cli/session/verify_edition.h"
#include "clients/cli/text/output.h"
#include "clients/web/coordinator/decisions.h"
#include "clients/web/coordinator/pages.h"
#include "clients/web/coordinator/words.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/parts.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/receipt.h"

namespace samlad::web::coordinator {
namespace {

using board::Html;
using board::Tone;
using parts::Fill;

constexpr const Phrase* kDimensionTitles[] = {&kByArea, &kBySex, &kByAge, &kByBackground,
                                              &kByCategory};
constexpr std::string_view kCoarseValue = "coarse", kWithoutValue = "without";

// Name of the form's field for a dimension.
std::string FieldOf(std::string_view dimension) { return StrCat("by-", dimension); }

std::string Percent(uint32_t part, uint32_t whole) {
  return whole == 0 ? "" : StrCat((part * 100 + whole / 2) / whole, " %");
}

void AddPeriodChoice(const Visit& visit, Html& html) {
  html.Wrap("<p class=\"field\"><label for=\"period\">", visit.Say(kPeriod), "</label>");
  html.Raw("<select id=\"period\" name=\"period\"><option value=\"\">");
  html.Text(visit.Say(kNewestYear)).Raw("</option>");
  for (const v1::Period& period : visit.catalogue->catalogue().periods()) {
    html.Wrap("<option value=\"", period.id(), "\"");
    if (visit.Typed("/publish", "period") == period.id()) html.Raw(" selected");
    html.Raw(">").Text(board::FormatPeriodName(period.id(), visit.language)).Raw("</option>");
  }
  html.Raw("</select></p>\n");
}

void AddDimensionChoices(const Visit& visit, Html& html) {
  html.Wrap("<fieldset><legend>", visit.Say(kCoarseness), "</legend><div class=\"two\">\n");
  for (size_t i = 0; i < cli::kDimensionNames.size(); ++i) {
    const std::string field = FieldOf(cli::kDimensionNames[i]);
    html.Wrap("<p class=\"field\"><label for=\"", field, "\">");
    html.Text(visit.Say(*kDimensionTitles[i])).Raw("</label>");
    html.Wrap("<select id=\"", field, "\"").Wrap(" name=\"", field, "\">");
    html.Wrap("<option value=\"\">", visit.Say(kAsItIs), "</option>");
    for (const auto& [value, word] :
         {std::pair(kCoarseValue, &kCoarse), {kWithoutValue, &kWithout}}) {
      html.Wrap("<option value=\"", value, "\"");
      if (visit.Typed("/publish", field) == value) html.Raw(" selected");
      html.Wrap(">", visit.Say(*word), "</option>");
    }
    html.Raw("</select></p>\n");
  }
  html.Raw("</div></fieldset>\n");
}

void AddNames(const Visit& visit, const Phrase& title,
              const google::protobuf::RepeatedPtrField<std::string>& names, Html& html) {
  if (names.empty()) return;
  html.Wrap("<h3>", visit.Say(title), "</h3><ul>");
  for (const std::string& name : names) html.Wrap("<li class=\"mono\">", name, "</li>");
  html.Raw("</ul>\n");
}

// The approval of a text, in the order of the form.
void AddProseBoxes(const Visit& visit, const v1::PublishEditionRequest& request,
                   const v1::EditionSummary& summary, Html& html) {
  if (summary.prose_to_approve().empty()) return;
  html.Wrap("<fieldset><legend>", visit.Say(kProseToApprove), "</legend><p>");
  html.Text(visit.Say(kProseLead)).Raw("</p>");
  int number = 0;
  for (const std::string& name : summary.prose_to_approve()) {
    const std::string id = StrCat("prose-", ++number);
    html.Wrap("<p><label for=\"", id, "\">");
    html.Wrap("<input type=\"checkbox\" name=\"prose\" id=\"", id, "\"");
    html.Wrap(" value=\"", name, "\"");
    const auto& ticked = request.approved_prose();
    if (std::ranges::find(ticked, name) != ticked.end()) html.Raw(" checked");
    html.Raw(">").Text(name).Raw("</label></p>\n");
  }
  html.Raw("</fieldset>\n");
}

// The part of an edition's page that a dry run and the published one share.
void AddEditionHead(const Visit& visit, const cli::EditionFile& file, Html& html) {
  html.Wrap("<p>", Fill(visit, kFromEntries, {StrCat(file.view().query().as_of())}), "</p>\n");
  AddEditionSummary(visit, file.edition(), html);
}

std::string TitleOf(const Visit& visit, const Phrase& title, const cli::EditionFile& file) {
  return Fill(visit, title,
              {StrCat(file.edition().number()),
               board::FormatPeriodName(file.view().query().period(), visit.language)});
}

Response ShowDryRun(Visit& visit, v1::PublishEditionRequest request) {
  v1::PublishEditionRequest dry = request;
  dry.set_dry_run(true);
  dry.clear_approved_prose();  // so that each is still asked about
  const auto response = visit.gateway.PublishEdition(dry);
  if (!response.ok()) return AskAgainAfter(visit, ShowPublishForm, response.status());
  const auto file = cli::MakeEditionFile(response->edition(), 0);
  if (!file.ok()) return FailurePage(visit, file.status());
  Html html = BeginPage(visit, TitleOf(visit, kDryTitle, *file));
  AddEditionHead(visit, *file, html);
  // What is published is what was shown, however the log has grown.
  request.set_period(file->view().query().period());
  request.set_as_of(file->view().query().as_of());
  AddPublishForm(visit, request, file->edition().summary(), html);
  return EndPage(visit, std::move(html));
}

}  // namespace

v1::PublishEditionRequest RequestOfForm(const Visit& visit) {
  v1::PublishEditionRequest request;
  request.set_period(std::string(visit.FromForm("period")));
  uint64_t as_of = 0;
  if (absl::SimpleAtoi(ToAbsl(visit.FromForm("as_of")), &as_of)) request.set_as_of(as_of);
  for (const std::string& dimension : cli::kDimensionNames) {
    const std::string_view chosen = visit.FromForm(FieldOf(dimension));
    if (chosen == kCoarseValue) request.add_coarse(cli::DimensionOf(dimension));
    if (chosen == kWithoutValue) request.add_left_out(cli::DimensionOf(dimension));
  }
  const auto [begin, end] = visit.request.form.equal_range("prose");
  for (auto at = begin; at != end; ++at) request.add_approved_prose(at->second);
  return request;
}

void AddEditionSummary(const Visit& visit, const v1::Edition& edition, Html& html) {
  html.Wrap("<h2>", visit.Say(kDifference), "</h2>\n");
  if (edition.number() <= 1) {
    html.Wrap("<p>", visit.Say(kFirstEdition), "</p>\n");
  } else {
    html.Wrap("<p class=\"lines\">", board::Pick(edition.difference().words(), visit.language),
              "</p>\n");
  }
  const v1::EditionSummary& summary = edition.summary();
  html.Wrap("<h2>", visit.Say(kDisclosure), "</h2>\n<p>");
  html.Text(Fill(visit, kShownOf, {StrCat(summary.shown()), StrCat(summary.figures())}));
  html.Raw("</p>\n");
  if (!summary.indicators().empty()) {
    parts::BeginList(visit.Say(kDisclosure),
                     {visit.Say(kIndicator), visit.Say(kShown), visit.Say(kHidden),
                      visit.Say(kShare), visit.Say(kNote)},
                     html);
    for (const v1::IndicatorSummary& one : summary.indicators()) {
      html.Raw("<tr>");
      parts::AddRowHead(StrCat(one.indicator(), " ", parts::IndicatorName(visit, one.indicator())),
                        html);
      parts::AddNumber(visit.Say(kShown), StrCat(one.shown()), html);
      parts::AddNumber(visit.Say(kHidden), StrCat(one.figures() - one.shown()), html);
      parts::AddNumber(visit.Say(kShare), Percent(one.shown(), one.figures()), html);
      parts::AddCell(visit.Say(kNote), one.coarsened() ? visit.Say(kCoarsened) : "", html);
      html.Raw("</tr>\n");
    }
    parts::EndList(html);
  }
  AddNames(visit, kProseLeftOut, summary.prose_left_out(), html);
}

void AddPublishForm(const Visit& visit, const v1::PublishEditionRequest& request,
                    const v1::EditionSummary& summary, Html& html) {
  html.Wrap("<h2>", visit.Say(kPublishTitle), "</h2>\n");
  BeginForm(visit, "/publish", FormKind::kPlain, html);
  AddHidden("action", "publish", html);
  parts::AddSubmissionId(html);
  AddHidden("period", request.period(), html);
  AddHidden("as_of", StrCat(request.as_of()), html);
  for (const std::string& dimension : cli::kDimensionNames) {
    const v1::Dimension one = cli::DimensionOf(dimension);
    const bool coarse = std::ranges::find(request.coarse(), one) != request.coarse().end();
    const bool without = std::ranges::find(request.left_out(), one) != request.left_out().end();
    if (coarse || without) {
      AddHidden(FieldOf(dimension), coarse ? kCoarseValue : kWithoutValue, html);
    }
  }
  AddProseBoxes(visit, request, summary, html);
  parts::AddConfirmation("confirmed", visit.Say(kPublishConfirm), html);
  html.Wrap("<p class=\"hint\">", visit.Say(kTakesTime), "</p>");
  html.Wrap("<p class=\"actions\"><button class=\"primary\" type=\"submit\">",
            visit.Say(kPublishButton), "</button></p>");
  EndForm(html);
}

Response ShowPublishForm(Visit& visit) {
  Html html = BeginPage(visit, visit.Say(kPublishTitle));
  html.Wrap("<p>", visit.Say(kPublishLead), "</p>\n");
  BeginForm(visit, "/publish", FormKind::kPlain, html);
  AddHidden("action", "show", html);
  AddPeriodChoice(visit, html);
  AddDimensionChoices(visit, html);
  html.Wrap("<p class=\"hint\">", visit.Say(kTakesTime), "</p>");
  html.Wrap("<p class=\"actions\"><button class=\"primary\" type=\"submit\">", visit.Say(kDryRun),
            "</button></p>");
  EndForm(html);
  return EndPage(visit, std::move(html));
}

Response PostPublish(Visit& visit) {
  v1::PublishEditionRequest request = RequestOfForm(visit);
  if (visit.FromForm("action") != "publish") return ShowDryRun(visit, std::move(request));
  if (!parts::Confirmed(visit)) {
    visit.refused = visit.Say(kNotConfirmed);
    return ShowDryRun(visit, std::move(request));
  }
  request.set_submission_id(std::string(visit.FromForm("submission_id")));
  const auto response = visit.gateway.PublishEdition(request);
  if (!response.ok()) return FailurePage(visit, response.status());
  const auto receipt = ledger::ParseReceipt(response->receipt());
  if (!receipt.ok()) return FailurePage(visit, absl::DataLossError(receipt.status().message()));
  return SeeOther(StrCat("/published/", receipt->position()));
}

Response ShowPublished(Visit& visit) {
  const auto response = visit.gateway.GetEdition(PathPosition(visit));
  if (!response.ok()) return FailurePage(visit, response.status());
  const auto file = cli::MakeEditionFile(response->edition(), response->position());
  if (!file.ok()) return FailurePage(visit, file.status());
  Html html = BeginPage(visit, TitleOf(visit, kPublishedTitle, *file));
  const std::string position = StrCat(file->position());
  parts::AddNotice(Tone::kGood, Fill(visit, kPublishedAt, {position}), html);
  html.Wrap("<p class=\"actions\"><a class=\"button\" href=\"/decisions/", position, "/receipt\">");
  html.Text(visit.Say(kDownloadReceipt)).Raw("</a> ");
  html.Wrap("<a class=\"button\" href=\"/published/", position, "/file\">");
  html.Text(visit.Say(kDownloadEdition)).Raw("</a></p>\n");
  AddEditionHead(visit, *file, html);
  return EndPage(visit, std::move(html));
}

Response GetEditionFile(Visit& visit) {
  const auto response = visit.gateway.GetEdition(PathPosition(visit));
  if (!response.ok()) return FailurePage(visit, response.status());
  const auto file = cli::MakeEditionFile(response->edition(), response->position());
  if (!file.ok()) return FailurePage(visit, file.status());
  return Download(StrCat("edition-", file->edition().number(), ".json"), "application/json",
                  cli::ToJson(*file));
}

}  // namespace samlad::web::coordinator
