// SPDX-License-Identifier: EUPL-1.2
//
// The board takes note of an edition. The submission id follows from what is sent, so
// that the same form sent twice is one entry with one receipt.

#include <algorithm>
#include <string>
#include <utility>

#include "clients/board/page/board_page.h"
#include "clients/board/summary.h"
#include "clients/sdk/error.h"
#include "clients/sdk/file_stem.h"
#include "clients/sdk/submission_id.h"
#include "clients/web/board/acknowledgements.h"
#include "clients/web/board/handlers.h"
#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/receipt.h"

namespace samlad::web::editions {
namespace {

// What was written in the form.
struct Written {
  std::string edition, minute = {}, decision = {}, corrects = {};
};

struct Faults {
  std::string all, minute = {}, decision = {}, corrects = {};
  bool any() const {
    return !all.empty() || !minute.empty() || !decision.empty() || !corrects.empty();
  }
};

std::string CheckLength(const Visit& visit, std::string_view text, size_t bytes_max) {
  if (!text.empty() && text.size() <= bytes_max) return "";
  return board::Fill(visit.Say(kWriteBytes), StrCat(bytes_max));
}

Faults CheckWritten(const Visit& visit, const Written& written) {
  Faults faults;
  faults.minute = CheckLength(visit, written.minute, samlad::limits::kMinuteBytesMax);
  faults.decision = CheckLength(visit, written.decision, samlad::limits::kDecisionBytesMax);
  if (!written.corrects.empty() && !ReadPosition(written.corrects)) {
    faults.corrects = visit.Say(kWritePosition);
  }
  return faults;
}

// Label, hint and error of a field, whose ids begin with `name`.
void BeginField(std::string_view name, std::string_view label, std::string_view hint,
                const std::string& fault, board::Html& html) {
  html.Wrap("<div class=\"field\"><label for=\"", name, "\">").Text(label).Raw("</label>\n");
  html.Wrap("<p class=\"hint\" id=\"", name, "-hint\">").Text(hint).Raw("</p>\n");
  if (!fault.empty()) {
    html.Wrap("<p class=\"error\" id=\"", name, "-error\">").Text(fault).Raw("</p>\n");
  }
}

// The attributes of its input.
void AddFieldAttributes(std::string_view name, const std::string& fault, board::Html& html) {
  html.Wrap(" id=\"", name, "\" name=\"").Text(name).Wrap("\" aria-describedby=\"", name, "-hint");
  if (!fault.empty()) html.Wrap(" ", name, "-error\" aria-invalid=\"true");
  html.Raw("\"");
}

void AddLine(std::string_view name, std::string_view label, std::string_view hint,
             const std::string& value, const std::string& fault, bool required, board::Html& html) {
  BeginField(name, label, hint, fault, html);
  html.Raw("<input type=\"text\" autocomplete=\"off\"");
  AddFieldAttributes(name, fault, html);
  if (required) html.Raw(" required");
  html.Wrap(" value=\"", value, "\"></div>\n");
}

void AddForm(const Visit& visit, const Written& written, const Faults& faults, board::Html& html) {
  if (!faults.all.empty()) {
    html.Wrap("<p class=\"notice bad prose\" role=\"alert\">", faults.all, "</p>\n");
  }
  BeginForm(visit, "/acknowledge", FormKind::kPlain, html);
  AddHidden("edition", written.edition, html);
  AddLine("minute", visit.Say(kMinute), visit.Say(kMinuteHint), written.minute, faults.minute, true,
          html);
  BeginField("decision", visit.Say(kDecisionLabel), visit.Say(kDecisionHint), faults.decision,
             html);
  html.Raw("<textarea rows=\"4\" required");
  AddFieldAttributes("decision", faults.decision, html);
  // A first line feed after the tag is dropped (WHATWG HTML, 13.1.2.5).
  html.Wrap(">\n", written.decision, "</textarea></div>\n");
  AddLine("corrects", visit.Say(kCorrects), visit.Say(kCorrectsHint), written.corrects,
          faults.corrects, false, html);
  html.Wrap("<p class=\"actions\"><button class=\"primary\">", visit.Say(kAcknowledgeIt),
            "</button></p>\n");
  EndForm(html);
}

Response AskAgain(const Visit& visit, const Written& written, const Faults& faults, int status) {
  board::Html html = BeginPage(visit, visit.Say(kAcknowledgeTitle));
  AddForm(visit, written, faults, html);
  return EndPage(visit, std::move(html), status);
}

// The gateway's refusal, with what was written still there.
Response AskAfterFailure(const Visit& visit, const Written& written, const absl::Status& status) {
  const bool is_down = absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
                       absl::IsResourceExhausted(status);
  if (absl::IsPermissionDenied(status) || absl::IsUnauthenticated(status)) {
    return FailurePage(visit, status);
  }
  return AskAgain(visit, written,
                  {.all = StrCat(visit.Say(is_down ? kNotSure : kNotAcknowledgedYet), "\n",
                                 sdk::Explain(status))},
                  is_down ? 503 : 400);
}

Response RenderQuestion(const Visit& visit, const ShownEdition& shown) {
  const board::Summary summary = board::Summarise(shown.view);
  board::Html html = BeginEditionPage(visit, shown, visit.Say(kAcknowledgeTitle), "/acknowledge");
  html.Wrap("<p>", visit.Say(kAcknowledgeText), "</p>\n<dl class=\"facts\">\n");
  AddFact(visit.Say(kViewDigest), board::FormatHex(shown.info.view_digest()), html);
  AddFact(visit.Say(kReports),
          board::Fill(visit.Say(kOf), StrCat(summary.reports_due - summary.not_reported.size()),
                      StrCat(summary.reports_due)),
          html);
  html.Raw("</dl>\n<p>");
  AddPageLink(StrCat("/board/page?edition=", shown.info.position()), visit.Say(kReadPage), html);
  html.Raw("</p>\n");
  AddForm(visit,
          {.edition = StrCat(shown.info.position()),
           .corrects = std::string(visit.FromQuery("corrects"))},
          {}, html);
  return EndEditionPage(visit, std::move(html));
}

v1::AcknowledgeRequest RequestFor(const ShownEdition& shown, std::string_view minute,
                                  std::string_view decision, uint64_t corrects) {
  v1::View view;
  view.ParseFromString(shown.edition.view());  // parsed once already
  v1::AcknowledgeRequest request;
  *request.mutable_query() = view.query();
  const std::string digest{ledger::AsBytes(ledger::Sha256({shown.edition.view()}))};
  request.set_view_digest(digest);
  request.set_minute(std::string(minute));
  request.set_decision(std::string(decision));
  request.set_corrects(corrects);
  request.set_submission_id(
      sdk::AcknowledgementSubmissionId(view.query().as_of(), digest, minute, decision, corrects));
  return request;
}

// What an acknowledgement is about.
struct Acknowledgement {
  v1::FeedEvent event;
  ShownEdition shown;
};

// Of this position; NOT_FOUND also if what was acknowledged is no edition.
absl::StatusOr<Acknowledgement> ReadWhole(Visit& visit) {
  const auto position = ReadPosition(visit.FromPath("position"));
  if (!position) {
    return absl::NotFoundError(
        board::Fill(visit.Say(kNoAcknowledgementThere), visit.FromPath("position")));
  }
  auto event = ReadAcknowledgement(visit, *position);
  if (!event.ok()) return event.status();
  const auto listed = visit.gateway.ListEditions();
  if (!listed.ok()) return listed.status();
  for (const v1::EditionInfo& edition : listed->editions()) {
    if (edition.as_of() != event->as_of() || edition.period() != event->period() ||
        edition.position() > event->position()) {
      continue;
    }
    auto shown = ReadEdition(visit, edition.position());
    if (!shown.ok()) return shown.status();
    return Acknowledgement{*std::move(event), *std::move(shown)};
  }
  return absl::NotFoundError(board::Fill(visit.Say(kNoAcknowledgementThere), StrCat(*position)));
}

bool IsOwn(const Visit& visit, const v1::FeedEvent& event) {
  return event.organisation() == visit.who.organisation;
}

std::string StemOf(const Acknowledgement& whole) {
  return sdk::FileStem({"acknowledgement", whole.event.period(), StrCat(whole.event.as_of()),
                        StrCat(whole.event.position())});
}

}  // namespace

Response AskAcknowledgement(Visit& visit) { return WithAskedEdition(visit, RenderQuestion); }

Response TakeAcknowledgement(Visit& visit) {
  const Written written = {.edition = std::string(visit.FromForm("edition")),
                           .minute = std::string(visit.FromForm("minute")),
                           .decision = std::string(visit.FromForm("decision")),
                           .corrects = std::string(visit.FromForm("corrects"))};
  const auto edition = ReadPosition(written.edition);
  if (!edition) return NotThere(visit, kNoEditionThere, written.edition);
  const Faults faults = CheckWritten(visit, written);
  if (faults.any()) return AskAgain(visit, written, faults, 400);
  const auto shown = ReadEdition(visit, *edition);
  if (!shown.ok()) return AskAfterFailure(visit, written, shown.status());
  const auto response = visit.gateway.Acknowledge(RequestFor(
      *shown, written.minute, written.decision, ReadPosition(written.corrects).value_or(0)));
  if (!response.ok()) return AskAfterFailure(visit, written, response.status());
  const auto receipt = ledger::ParseReceipt(response->receipt());
  if (!receipt.ok()) return FailurePage(visit, receipt.status());
  return SeeOther(AcknowledgementPath(receipt->position()));
}

Response ShowAcknowledgement(Visit& visit) {
  const auto whole = ReadWhole(visit);
  if (!whole.ok()) return FailEdition(visit, whole.status());
  const v1::FeedEvent& event = whole->event;
  board::Html html = BeginEditionPage(
      visit, whole->shown, board::Fill(visit.Say(kAcknowledgementTitle), event.minute()), "/board");
  html.Raw("<dl class=\"facts\">\n");
  AddFact(visit.Say(kEntry), StrCat(event.position()), html);
  AddFact(visit.Say(kTime), board::FormatTime(event.time_ms(), visit.zone), html);
  AddFact(visit.Say(kOrganisation), NameIn(visit, whole->shown, event.organisation()), html);
  AddFact(visit.Say(kMinute), event.minute(), html);
  AddFact(visit.Say(kDecisionLabel), event.decision(), html);
  if (event.corrects() != 0) AddFact(visit.Say(kCorrects), StrCat(event.corrects()), html);
  AddFact(visit.Say(kViewDigest), board::FormatHex(whole->shown.info.view_digest()), html);
  html.Raw("</dl>\n");
  html.Wrap("<h2>", visit.Say(kKeepWithMinutes), "</h2>\n<ul class=\"downloads\">\n");
  const auto add = [&](std::string_view file, const Phrase& name) {
    html.Raw("<li>");
    AddPageLink(StrCat(AcknowledgementPath(event.position()), "/", file), visit.Say(name), html);
    html.Raw("</li>\n");
  };
  if (IsOwn(visit, event)) add("receipt", kDownloadReceipt);
  add("acknowledgement", kDownloadAcknowledgement);
  add("view", kDownloadView);
  add("page", kDownloadPage);
  html.Raw("</ul>\n");
  if (IsOwn(visit, event) && visit.May(v1::PERMISSION_ACKNOWLEDGE)) {
    html.Raw("<p>");
    AddPageLink(StrCat("/acknowledge?edition=", whole->shown.info.position(),
                       "&corrects=", event.position()),
                visit.Say(kCorrectIt), html);
    html.Raw("</p>\n");
  }
  return EndEditionPage(visit, std::move(html));
}

Response SendAcknowledgementFile(Visit& visit) {
  const std::string_view file = visit.FromPath("file");
  const auto whole = ReadWhole(visit);
  if (!whole.ok()) return FailEdition(visit, whole.status());
  const std::string stem = StemOf(*whole);
  const v1::FeedEvent& event = whole->event;
  const std::string payload = sdk::AcknowledgementPayload(
      RequestFor(whole->shown, event.minute(), event.decision(), event.corrects()));
  if (file == "acknowledgement") {
    return Download(stem + ".acknowledgement.binpb", "application/octet-stream", payload);
  }
  if (file == "view") {
    return Download(stem + ".view.binpb", "application/octet-stream", whole->shown.edition.view());
  }
  if (file == "page") {
    return Download(
        stem + ".html", "text/html; charset=utf-8",
        board::RenderBoardPage(whole->shown.view, visit.language, whole->shown.options));
  }
  if (file != "receipt") return NotThere(visit, kNoFormat, file);
  v1::GetReceiptRequest request;
  request.set_position(event.position());
  const auto receipt = visit.gateway.GetReceipt(request, payload);
  if (!receipt.ok()) return FailurePage(visit, receipt.status());
  auto text = ledger::ReceiptToFile(*receipt);
  if (!text.ok()) return FailurePage(visit, text.status());
  return Download(stem + ".receipt.json", "application/json", *std::move(text));
}

}  // namespace samlad::web::editions
