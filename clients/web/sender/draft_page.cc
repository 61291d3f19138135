// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/draft_page.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "absl/strings/str_join.h"
#include "clients/cli/text/findings_printer.h"
#include "clients/reporting/annotate_report.h"
#include "clients/reporting/plan_submission.h"
#include "clients/reporting/revision.h"
#include "clients/web/pages/clock.h"
#include "clients/web/pages/page.h"
#include "clients/web/sender/figures.h"
#include "clients/web/sender/findings_list.h"
#include "clients/web/sender/parts.h"
#include "clients/web/sender/send_page.h"
#include "clients/web/sender/upload_page.h"
#include "clients/web/sender/words.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::web::sender {
namespace {

void AddVerdict(const Visit& visit, const CheckedDraft& draft, board::Html& html) {
  if (draft.personal) {
    html.Wrap("<p class=\"notice bad\" role=\"alert\">", visit.Say(kDraftPersonal), "</p>\n");
  } else if (draft.input.head_missing) {
    html.Wrap("<p class=\"notice warn\">", visit.Say(kDraftNoHead), "</p>\n");
  } else if (draft.rejected()) {
    html.Wrap("<p class=\"notice bad\">", visit.Say(kDraftVerdictBad), "</p>\n");
  } else if (draft.verdict == v1::VERDICT_ACCEPTED_WITH_WARNINGS) {
    html.Wrap("<p class=\"notice warn\">", visit.Say(kDraftVerdictWarn), "</p>\n");
  } else {
    html.Wrap("<p class=\"notice good\">", visit.Say(kDraftVerdictGood), "</p>\n");
  }
  if (draft.repeats == 0) return;
  html.Raw("<p class=\"notice warn\">").Text(Fill(visit, kReportAgain, draft.repeats)).Raw(" ");
  AddLink(StrCat("/reports/", draft.repeats, "?sent=again"), visit.Say(kDueShow), html);
  html.Raw("</p>\n");
}

// "eidar eidar-annual 2025"
std::string WhichText(const v1::Report& report) {
  return StrCat(report.organisation(), " ", report.obligation(), " ", report.period());
}

// The file is for another report than the one that was chosen.
void AddOtherThanChosen(const Visit& visit, const CheckedDraft& draft, board::Html& html) {
  const v1::Report& chosen = draft.chosen;
  const v1::Report& read = draft.input.report;
  const auto differs = [](const std::string& choice, const std::string& said) {
    return !choice.empty() && !said.empty() && choice != said;
  };
  if (!differs(chosen.organisation(), read.organisation()) &&
      !differs(chosen.obligation(), read.obligation()) &&
      !differs(chosen.period(), read.period())) {
    return;
  }
  html.Wrap("<p class=\"notice warn\">",
            Fill(visit, kDraftOther, WhichText(chosen), WhichText(read)), "</p>\n");
}

void AddDraftFacts(const Visit& visit, const CheckedDraft& draft, board::Html& html) {
  const v1::Report& report = draft.input.report;
  html.Raw("<dl class=\"facts\">\n");
  AddFact(visit.Say(kWordFile), draft.shown_name, html);
  if (!report.organisation().empty()) {
    AddFact(visit.Say(kWordOrganisation), OrganisationName(visit, report.organisation()), html);
  }
  if (!report.obligation().empty()) {
    AddFact(visit.Say(kWordObligation), ObligationName(visit, report.obligation()), html);
  }
  AddFact(visit.Say(kWordPeriod), board::FormatPeriodName(report.period(), visit.language), html);
  AddFact(visit.Say(kWordReplaces),
          draft.replaces() == 0 ? "" : Fill(visit, kWordPost, draft.replaces()), html);
  const cli::RowCount rows = cli::CountRows(report, draft.findings);
  AddFact(visit.Say(kDraftRows), cli::RowSummary(rows, visit.language), html);
  if (draft.counted) {
    AddFact(visit.Say(kDraftCountsName),
            Fill(visit, kDraftCounts, draft.counts.inserted(), draft.counts.changed(),
                 draft.counts.unchanged(), draft.counts.removed()),
            html);
  }
  std::vector<std::string> known;
  for (const reporting::KnownField& field : draft.inference.fields) known.push_back(field.shown);
  AddFact(visit.Say(kDraftKnown), absl::StrJoin(known, "; "), html);
  html.Raw("</dl>\n");
}

// Which of the due reports it is, if that is not known.
void AddChoice(Visit& visit, std::string_view id, board::Html& html) {
  const auto owed = visit.gateway.ListObligations("");
  if (!owed.ok()) return;
  BeginForm(visit, StrCat("/reports/draft/", id, "/choose"), FormKind::kPlain, html);
  html.Raw("<div class=\"field\"><label for=\"choice\">")
      .Text(visit.Say(kDraftChoose))
      .Raw("</label>\n<select id=\"choice\" name=\"choice\" required>\n");
  for (const bool accepted : {false, true}) {
    for (const v1::ObligationState& one : owed->obligations()) {
      if ((one.position() != 0) != accepted || one.state() == v1::REPORT_STATE_WAIVED) continue;
      html.Raw("<option value=\"")
          .Text(StrCat(one.organisation(), "|", one.obligation(), "|", one.period()))
          .Raw("\">")
          .Text(Fill(visit, kDraftChoice, board::Pick(one.title(), visit.language), one.period(),
                     board::Pick(one.name(), visit.language)))
          .Text(accepted ? Fill(visit, kDraftChoiceAccepted, one.position()) : "")
          .Raw("</option>\n");
    }
  }
  html.Raw("</select></div>\n<div class=\"actions\">")
      .Wrap("<button class=\"primary\">", visit.Say(kDraftChooseDo), "</button></div>\n");
  EndForm(html);
}

bool CanBeAnnotated(const CheckedDraft& draft) {
  return !draft.findings.empty() && !reporting::HasClosedWorkbook(draft.input) &&
         std::ranges::any_of(draft.input.files, [](const std::string& file) {
           return reporting::IsWorkbook(file) || reporting::IsCsv(file);
         });
}

// The way to correct the file, where there is something to correct.
void AddCorrecting(const Visit& visit, const CheckedDraft& draft, std::string_view id,
                   board::Html& html) {
  if (draft.findings.empty()) return;
  if (CanBeAnnotated(draft)) {
    html.Raw("<div class=\"actions\">\n");
    AddButtonLink(StrCat("/reports/draft/", id, "/annotated"), visit.Say(kDraftAnnotated),
                  draft.rejected(), html);
    html.Raw("</div>\n");
    AddParagraph(visit.Say(kDraftAnnotatedHint), html);
  }
  AddUploadForm(visit, draft.chosen, "", html);
}

Response ReviewPage(Visit& visit, const CheckedDraft& draft, const SignForm& form,
                    const std::vector<SignFault>& faults) {
  const std::string_view id = visit.FromPath("id");
  board::Html html = BeginPage(visit, Fill(visit, kDraftTitle, draft.shown_name));
  AddSteps(visit, 1, html);
  AddFaultList(visit, faults, html);
  RenderChecked(visit, draft, html);
  if (draft.input.head_missing) AddChoice(visit, id, html);
  AddCorrecting(visit, draft, id, html);
  html.Raw("<p>");
  AddLink(StrCat("/reports/draft/", id, "/figures"), visit.Say(kDraftCompare), html);
  html.Raw("</p>\n");
  if (!draft.rejected() && !draft.personal && draft.repeats == 0) {
    AddSignForm(visit, draft, form, faults, StrCat("/reports/draft/", id, "/sign"), html);
  }
  return EndPage(visit, std::move(html), faults.empty() ? 200 : 400);
}

// The report in force for the period before that of the draft.
std::optional<v1::Report> PeriodBefore(Visit& visit, const v1::Report& report) {
  v1::ReportSummary summary;
  summary.set_organisation(report.organisation());
  summary.set_obligation(report.obligation());
  summary.set_period(report.period());
  const auto before = reporting::FindOwnBefore(visit.gateway, summary);
  if (!before.ok() || *before == 0) return std::nullopt;
  auto revision = reporting::ReadRevision(visit.gateway, *before);
  if (!revision.ok()) return std::nullopt;
  return std::move(revision->report);
}

Response FailDraft(Visit& visit, const absl::Status& status) {
  return absl::IsNotFound(status) ? DraftGonePage(visit) : FailurePage(visit, status);
}

// The draft of the path, checked.
absl::StatusOr<CheckedDraft> CheckOfPath(Visit& visit) {
  const auto draft = FindDraft(visit, visit.FromPath("id"), kUploaded);
  if (!draft.ok()) return draft.status();
  auto checked = CheckDraft(visit, **draft);
  // That the draft is gone is told by the look-up alone.
  if (absl::IsNotFound(checked.status())) {
    return absl::FailedPreconditionError(checked.status().message());
  }
  return checked;
}

uint64_t PositionOf(const std::string& receipt) {
  v1::Receipt parsed;
  return parsed.ParseFromString(receipt) ? parsed.position() : 0;
}

}  // namespace

Response DraftGonePage(const Visit& visit) {
  board::Html html = BeginPage(visit, visit.Say(kDraftGoneTitle));
  AddParagraph(visit.Say(kDraftGoneWhy), html);
  AddParagraph(visit.Say(kDraftGoneDo), html);
  html.Raw("<div class=\"actions\">\n");
  AddButtonLink("/reports/new", visit.Say(kDraftUploadAgain), true, html);
  AddButtonLink("/reports", visit.Say(kBackToHistory), false, html);
  html.Raw("</div>\n");
  return EndPage(visit, std::move(html), 404);
}

void RenderChecked(const Visit& visit, const CheckedDraft& draft, board::Html& html) {
  AddVerdict(visit, draft, html);
  AddOtherThanChosen(visit, draft, html);
  AddDraftFacts(visit, draft, html);
  html.Raw("<h2 id=\"findings\">").Text(visit.Say(kDraftFindings)).Raw("</h2>\n");
  AddFindings(visit, draft.findings, draft.input.places, html);
}

Response ShowDraft(Visit& visit) {
  if (const auto ready = FindDraft(visit, visit.FromPath("id"), kSigned); ready.ok()) {
    return ShowReady(visit, **ready);
  }
  const auto draft = CheckOfPath(visit);
  if (!draft.ok()) return FailDraft(visit, draft.status());
  return ReviewPage(visit, *draft, BeginSigning(*draft, GatewayToday(visit)), {});
}

Response ShowDraftFigures(Visit& visit) {
  const auto draft = CheckOfPath(visit);
  if (!draft.ok()) return FailDraft(visit, draft.status());
  const auto before = PeriodBefore(visit, draft->input.report);
  board::Html html = BeginPage(visit, Fill(visit, kDraftCompareTitle, draft->shown_name));
  html.Raw("<p>");
  AddLink(StrCat("/reports/draft/", visit.FromPath("id")), visit.Say(kDraftBack), html);
  html.Raw("</p>\n");
  AddFigures(visit, draft->input.report, before ? &*before : nullptr, html);
  AddTexts(visit, draft->input.report, html);
  return EndPage(visit, std::move(html));
}

Response GetAnnotated(Visit& visit) {
  const auto draft = CheckOfPath(visit);
  if (!draft.ok()) return FailDraft(visit, draft.status());
  std::vector<formats::ReportFile> files;
  const std::vector<std::string> wanted = reporting::FilesToAnnotate(draft->input);
  for (const formats::ReportFile& file : draft->files) {
    if (std::ranges::find(wanted, file.name) != wanted.end()) files.push_back(file);
  }
  const auto annotated =
      reporting::AnnotateReport(draft->input, files, draft->findings, visit.language);
  if (!annotated.ok()) return FailurePage(visit, annotated.status());
  const std::filesystem::path name(files.front().name);
  // Excel does not open a workbook whose name says another kind than it is.
  const std::string ending = name.extension() == ".xlsm" ? ".xlsm" : ".xlsx";
  return Download(name.stem().string() + ending,
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  annotated->bytes);
}

Response SignDraft(Visit& visit) {
  const auto draft = CheckOfPath(visit);
  if (!draft.ok()) return FailDraft(visit, draft.status());
  const SignForm form = PostedSigning(visit);
  const auto faults = FaultsOf(visit, *draft, form, GatewayToday(visit));
  const bool ready = !draft->rejected() && !draft->personal && draft->repeats == 0;
  if (!ready || !faults.empty()) return ReviewPage(visit, *draft, form, faults);
  const v1::Report report = SignedReport(*draft, form);
  const auto personal = PersonalFaultsOf(visit, report);
  if (!personal.empty()) return ReviewPage(visit, *draft, form, personal);
  const auto plan = reporting::PlanSubmission(visit.gateway, report, report.SerializeAsString(),
                                              /*find_receipt=*/true);
  if (!plan.ok()) return FailurePage(visit, plan.status());
  if (!plan->receipt.empty()) {
    return SeeOther(StrCat("/reports/", PositionOf(plan->receipt), "?sent=again"));
  }
  return KeepDraft(visit,
                   {.kind = std::string(kSigned),
                    .file_name = draft->shown_name,
                    .content = "",
                    .payload = plan->request.SerializeAsString(),
                    .submission_id = plan->request.submission_id()},
                   visit.FromPath("id"));
}

}  // namespace samlad::web::sender
