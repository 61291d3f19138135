// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/send_page.h"

#include <optional>
#include <utility>

#include "clients/cli/text/findings_printer.h"
#include "clients/cli/text/words_reasons.h"
#include "clients/sdk/error.h"
#include "clients/web/pages/page.h"
#include "clients/web/sender/checked_draft.h"
#include "clients/web/sender/draft_page.h"
#include "clients/web/sender/figures.h"
#include "clients/web/sender/findings_list.h"
#include "clients/web/sender/parts.h"
#include "clients/web/sender/upload_page.h"
#include "clients/web/sender/words.h"
#include "gateway/formats/source_map.h"
#include "gateway/ledger/hash.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::web::sender {
namespace {

// A signed draft, read.
struct Ready {
  v1::SubmitRequest request;
  v1::Report report;
  std::string shown_name, digest;
};

std::optional<Ready> ReadReady(const Draft& draft) {
  Ready ready{.request = {}, .report = {}, .shown_name = draft.file_name, .digest = ""};
  if (!ready.request.ParseFromString(draft.payload) ||
      !ready.report.ParseFromString(ready.request.report())) {
    return std::nullopt;
  }
  ready.digest = DigestOf(ready.request.report());
  return ready;
}

// The draft that this one was made of, to go back to; empty: it is not known.
std::string_view From(const Visit& visit) {
  const std::string_view form = visit.FromForm("from");
  return form.empty() ? visit.FromQuery("from") : form;
}

void AddReadyFacts(const Visit& visit, const Ready& ready, board::Html& html) {
  const v1::Report& report = ready.report;
  html.Raw("<dl class=\"facts\">\n");
  AddFact(visit.Say(kWordOrganisation), OrganisationName(visit, report.organisation()), html);
  AddFact(visit.Say(kWordObligation), ObligationName(visit, report.obligation()), html);
  AddFact(visit.Say(kWordPeriod), board::FormatPeriodName(report.period(), visit.language), html);
  AddFact(visit.Say(kWordFigures),
          board::FormatNumber(StrCat(report.observations_size()), visit.language), html);
  AddFact(visit.Say(kWordSignedOff), SignOffText(report.sign_off()), html);
  AddFact(visit.Say(kWordReplaces),
          ready.request.replaces() == 0 ? "" : Fill(visit, kWordPost, ready.request.replaces()),
          html);
  AddFact(visit.Say(kWordReason), ReasonText(visit, report.reason()), html);
  AddFact(visit.Say(kWordComment), report.comment(), html);
  AddFact(visit.Say(kWordFile), ready.shown_name, html);
  AddFact(visit.Say(kSendBytes),
          Fill(visit, kSendByteCount,
               board::FormatNumber(StrCat(ready.request.report().size()), visit.language)),
          html);
  html.Wrap("<dt>", visit.Say(kWordDigest), "</dt>")
      .Wrap("<dd class=\"mono\">", ready.digest, "</dd>\n")
      .Wrap("<dt>", visit.Say(kSendId), "</dt>")
      .Wrap("<dd class=\"mono\">", ready.request.submission_id(), "</dd>\n")
      .Raw("</dl>\n");
}

void AddSendForm(const Visit& visit, const Ready& ready, const Phrase& button, board::Html& html) {
  BeginForm(visit, StrCat("/reports/draft/", visit.FromPath("id"), "/send"), FormKind::kPlain,
            html);
  AddHidden("digest", ready.digest, html);
  AddHidden("from", From(visit), html);
  html.Raw("<div class=\"actions\">\n")
      .Wrap("<button class=\"primary\">", visit.Say(button), "</button>\n");
  if (!From(visit).empty()) {
    AddLink(StrCat("/reports/draft/", From(visit)), visit.Say(kSendBack), html);
  }
  html.Raw("\n</div>\n");
  EndForm(html);
  html.Wrap("<p class=\"hint\">", visit.Say(kSendOnce), "</p>\n");
}

// With the figure as the place of each finding, because the gateway names rows of a
// report that nobody has seen in that form.
cli::Findings AtFigures(const Visit& visit, const v1::Report& report,
                        const cli::Findings& findings) {
  cli::Findings placed;
  for (const v1::Finding& finding : findings) {
    const std::string& field = finding.location().field();
    const auto first = formats::IndexIn(field);
    std::vector<uint32_t> rows(finding.also().begin(), finding.also().end());
    if (first) rows.insert(rows.begin(), *first);
    if (!first || !field.starts_with("observations[")) rows.clear();
    if (rows.empty()) *placed.Add() = finding;
    for (const uint32_t row : rows) {
      if (row >= static_cast<uint32_t>(report.observations_size())) continue;
      const v1::Observation& figure = report.observations(static_cast<int>(row));
      v1::Finding& one = *placed.Add();
      one = finding;
      one.clear_also();
      const std::string part = BreakdownText(visit, figure);
      one.mutable_location()->Clear();
      one.mutable_location()->set_file(StrCat(figure.indicator(), part.empty() ? "" : ", ", part));
    }
  }
  return placed;
}

// What the gateway says to it now; nothing is stored.
void AddCheck(Visit& visit, const Ready& ready, board::Html& html) {
  const auto answer = visit.gateway.Validate(ready.request.report(), ready.request.replaces());
  if (!answer.ok()) {
    html.Wrap("<p class=\"notice warn\">", visit.Say(kSendUnchecked), "</p>\n");
    return;
  }
  html.Raw("<p>")
      .Text(Fill(visit, kDraftCounts, answer->counts().inserted(), answer->counts().changed(),
                 answer->counts().unchanged(), answer->counts().removed()))
      .Raw("</p>\n");
  if (answer->findings().empty()) return;
  html.Wrap("<h2>", visit.Say(kDraftFindings), "</h2>\n");
  AddFindings(visit, AtFigures(visit, ready.report, answer->findings()), {}, html);
}

Response RejectedPage(const Visit& visit, const Ready& ready, const v1::SubmitResponse& answer) {
  board::Html html = BeginPage(visit, Fill(visit, kDraftTitle, ready.shown_name));
  html.Wrap("<p class=\"notice bad\" role=\"alert\">", visit.Say(kSendRejected), "</p>\n");
  AddFindings(visit, AtFigures(visit, ready.report, answer.findings()), {}, html);
  v1::Report chosen;
  chosen.set_organisation(ready.report.organisation());
  chosen.set_obligation(ready.report.obligation());
  chosen.set_period(ready.report.period());
  AddUploadForm(visit, chosen, "", html);
  return EndPage(visit, std::move(html), 422);
}

// It is not known whether it was stored; trying again is safe.
Response UnansweredPage(const Visit& visit, const Ready& ready, const absl::Status& status) {
  board::Html html = BeginPage(visit, visit.Say(kSendFailedTitle));
  AddSteps(visit, 2, html);
  html.Wrap("<p class=\"notice bad\" role=\"alert\">", visit.Say(kSendFailed), "</p>\n");
  AddParagraph(Fill(visit, kSendWhy, cli::InLanguage(visit.language, sdk::Explain(status))), html);
  AddReadyFacts(visit, ready, html);
  AddSendForm(visit, ready, kSendRetry, html);
  return EndPage(visit, std::move(html), 503);
}

bool IsUnanswered(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsCancelled(status) || absl::IsUnknown(status) ||
         absl::IsResourceExhausted(status) || absl::IsInternal(status);
}

uint64_t PositionIn(const std::string& receipt) {
  v1::Receipt parsed;
  parsed.ParseFromString(receipt);  // the client library has checked it
  return parsed.position();
}

}  // namespace

std::string DigestOf(std::string_view bytes) {
  const ledger::Hash hash = ledger::Sha256({bytes});
  return ledger::ToHex(ledger::AsBytes(hash));
}

Response ShowReady(Visit& visit, const Draft& draft) {
  const auto ready = ReadReady(draft);
  if (!ready) return DraftGonePage(visit);
  board::Html html = BeginPage(visit, visit.Say(kSendTitle));
  AddSteps(visit, 2, html);
  html.Wrap("<p class=\"lede\">", visit.Say(kSendLead), "</p>\n");
  AddReadyFacts(visit, *ready, html);
  AddSendForm(visit, *ready, kSendDo, html);
  AddCheck(visit, *ready, html);
  return EndPage(visit, std::move(html));
}

Response SendDraft(Visit& visit) {
  const auto draft = FindDraft(visit, visit.FromPath("id"), kSigned);
  if (!draft.ok()) return DraftGonePage(visit);
  const auto ready = ReadReady(**draft);
  if (!ready) return DraftGonePage(visit);
  if (visit.FromForm("digest") != ready->digest) {
    return FailurePage(visit, absl::FailedPreconditionError(ToAbsl(visit.Say(kSendOther))));
  }
  const auto answer = visit.gateway.Submit(ready->request);
  if (!answer.ok()) {
    return IsUnanswered(answer.status()) ? UnansweredPage(visit, *ready, answer.status())
                                         : FailurePage(visit, answer.status());
  }
  if (answer->verdict() == v1::VERDICT_REJECTED) return RejectedPage(visit, *ready, *answer);
  // The signed draft stays: a second press finds it, and gets the same receipt.
  if (!From(visit).empty()) visit.drafts.Forget(visit.who.owner, From(visit));
  return SeeOther(StrCat("/reports/", PositionIn(answer->receipt()), "?sent=1"));
}

}  // namespace samlad::web::sender
