// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/upload_page.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/reporting/report_input.h"
#include "clients/web/pages/page.h"
#include "clients/web/sender/checked_draft.h"
#include "clients/web/sender/draft_files.h"
#include "clients/web/sender/draft_page.h"
#include "clients/web/sender/parts.h"
#include "clients/web/sender/words.h"

namespace samlad::web::sender {
namespace {

// Organisation, obligation and period, as a link or a form names them.
v1::Report ChosenIn(const Fields& fields) {
  v1::Report chosen;
  chosen.set_organisation(std::string(FirstOf(fields, "organisation")));
  chosen.set_obligation(std::string(FirstOf(fields, "obligation")));
  chosen.set_period(std::string(FirstOf(fields, "period")));
  return chosen;
}

// The files that were chosen, or why they cannot be taken.
std::string TakeFiles(const Visit& visit, std::vector<formats::ReportFile>& files) {
  for (const Upload& upload : visit.request.uploads) {
    const std::string name = BareFileName(upload.name);
    // A browser sends an empty file without a name if none was chosen.
    if (name.empty()) continue;
    if (!reporting::HasKnownEnding(name)) return Fill(visit, kUploadKind, name);
    if (upload.content.empty()) return Fill(visit, kUploadEmpty, name);
    if (std::ranges::find(files, name, &formats::ReportFile::name) != files.end()) {
      return Fill(visit, kUploadTwice, name);
    }
    files.push_back({.name = name, .text = upload.content});
  }
  return files.empty() ? std::string(visit.Say(kUploadNoFile)) : "";
}

std::string NamesOf(const std::vector<formats::ReportFile>& files) {
  return absl::StrJoin(files, ", ", [](std::string* text, const formats::ReportFile& file) {
    text->append(file.name);
  });
}

Response UploadPage(const Visit& visit, const v1::Report& chosen, const std::string& fault,
                    int status) {
  board::Html html = BeginPage(visit, visit.Say(kUploadTitle));
  AddSteps(visit, 0, html);
  html.Wrap("<p class=\"lede\">", visit.Say(kUploadLead), "</p>\n");
  if (!chosen.obligation().empty()) {
    html.Raw("<dl class=\"facts\">\n");
    AddFact(visit.Say(kUploadFor),
            Fill(visit, kReportTitle, ObligationName(visit, chosen.obligation()),
                 board::FormatPeriodName(chosen.period(), visit.language)),
            html);
    AddFact(visit.Say(kWordOrganisation), OrganisationName(visit, chosen.organisation()), html);
    html.Raw("</dl>\n");
  }
  AddUploadForm(visit, chosen, fault, html);
  html.Raw("<p>").Text(visit.Say(kUploadWhere)).Raw(" ");
  AddLink("/due", visit.Say(kBackToDue), html);
  html.Raw("</p>\n");
  return EndPage(visit, std::move(html), status);
}

}  // namespace

void AddSteps(const Visit& visit, size_t step, board::Html& html) {
  constexpr std::array kSteps = {&kStepUpload, &kStepCheck, &kStepSend, &kStepReceipt};
  html.Raw("<ol class=\"steps\" aria-label=\"").Text(visit.Say(kStepsLabel)).Raw("\">\n");
  for (size_t i = 0; i < kSteps.size(); ++i) {
    if (i == step) {
      html.Wrap("<li aria-current=\"step\">", visit.Say(*kSteps[i]), "</li>\n");
    } else {
      html.Wrap("<li>", visit.Say(*kSteps[i]), "</li>\n");
    }
  }
  html.Raw("</ol>\n");
}

void AddUploadForm(const Visit& visit, const v1::Report& chosen, const std::string& fault,
                   board::Html& html) {
  BeginForm(visit, "/reports/new", FormKind::kWithFiles, html);
  AddHidden("organisation", chosen.organisation(), html);
  AddHidden("obligation", chosen.obligation(), html);
  AddHidden("period", chosen.period(), html);
  html.Raw("<div class=\"field\"><label for=\"file\">")
      .Text(visit.Say(kUploadFile))
      .Raw(
          "</label>\n<input type=\"file\" id=\"file\" name=\"file\" multiple required "
          "accept=\".xlsx,.xlsm,.csv,.yaml,.yml,.json\" ");
  if (fault.empty()) {
    html.Raw("aria-describedby=\"file-hint\">\n");
  } else {
    html.Raw("aria-invalid=\"true\" aria-describedby=\"file-hint file-error\">\n");
  }
  html.Wrap("<p class=\"hint\" id=\"file-hint\">", visit.Say(kUploadHint), "</p>\n");
  if (!fault.empty()) html.Wrap("<p class=\"error\" id=\"file-error\">", fault, "</p>\n");
  html.Raw("</div>\n<div class=\"actions\">")
      .Wrap("<button class=\"primary\">", visit.Say(kUploadDo), "</button></div>\n");
  EndForm(html);
}

Response KeepDraft(Visit& visit, Draft draft, std::string_view from) {
  const auto id = visit.drafts.Put(visit.who.owner, std::move(draft), visit.now_ms);
  if (absl::IsResourceExhausted(id.status())) {
    return UploadPage(visit, {}, std::string(visit.Say(kUploadFull)), 429);
  }
  if (!id.ok()) return FailurePage(visit, id.status());
  return SeeOther(Address(StrCat("/reports/draft/", *id), {{"from", from}}));
}

Response AskUpload(Visit& visit) {
  return UploadPage(visit, ChosenIn(visit.request.query), "", 200);
}

Response TakeUpload(Visit& visit) {
  const v1::Report chosen = ChosenIn(visit.request.form);
  std::vector<formats::ReportFile> files;
  const std::string fault = TakeFiles(visit, files);
  if (!fault.empty()) return UploadPage(visit, chosen, fault, 400);
  return KeepDraft(visit,
                   {.kind = std::string(kUploaded),
                    .file_name = NamesOf(files),
                    .content = PackFiles(files),
                    .payload = chosen.SerializeAsString(),
                    .submission_id = ""},
                   "");
}

Response ChooseReport(Visit& visit) {
  const auto draft = FindDraft(visit, visit.FromPath("id"), kUploaded);
  if (!draft.ok()) return DraftGonePage(visit);
  // A choice is one value, because a form without script has one button.
  const std::vector<std::string> parts = absl::StrSplit(ToAbsl(visit.FromForm("choice")), '|');
  v1::Report chosen;
  if (parts.size() == 3) {
    chosen.set_organisation(parts[0]);
    chosen.set_obligation(parts[1]);
    chosen.set_period(parts[2]);
  }
  Draft next = **draft;
  next.payload = chosen.SerializeAsString();
  Response response = KeepDraft(visit, std::move(next), "");
  if (response.status == 303) visit.drafts.Forget(visit.who.owner, visit.FromPath("id"));
  return response;
}

}  // namespace samlad::web::sender
