// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/sign_form.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/text/findings_printer.h"
#include "clients/reporting/plan_submission.h"
#include "clients/web/limits.h"
#include "clients/web/pages/page.h"
#include "clients/web/sender/parts.h"
#include "clients/web/sender/words.h"
#include "gateway/domain/values/date.h"
#include "gateway/formats/source_map.h"

namespace samlad::web::sender {
namespace {

constexpr std::string_view kAnswerPrefix = "answer-";

constexpr std::array kReasons = {v1::REVISION_REASON_CORRECTION, v1::REVISION_REASON_LATE,
                                 v1::REVISION_REASON_METHOD, v1::REVISION_REASON_RECLASSIFICATION};

// Browsers end lines with CR LF; the contract's texts have LF.
std::string Trimmed(std::string_view text) {
  return absl::StrReplaceAll(absl::StripAsciiWhitespace(ToAbsl(text)), {{"\r\n", "\n"}});
}

v1::RevisionReason ReasonNamed(const std::string& name) {
  v1::RevisionReason reason = v1::REVISION_REASON_UNSPECIFIED;
  v1::RevisionReason_Parse(name, &reason);
  return reason;
}

uint64_t Outdated(const CheckedDraft& draft) {
  return draft.corrects() ? reporting::OutdatedTemplate(draft.input, draft.replaces()) : 0;
}

// One warning at one figure that a comment would answer.
struct Question {
  const v1::Finding* finding = nullptr;
  uint32_t row = 0;
};

std::vector<Question> QuestionsOf(const CheckedDraft& draft) {
  std::vector<Question> questions;
  const auto rows = static_cast<uint32_t>(draft.input.report.observations_size());
  for (const v1::Finding& finding : draft.findings) {
    const auto first = AnswerableRow(finding);
    if (!first) continue;
    if (*first < rows) questions.push_back({&finding, *first});
    for (const uint32_t row : finding.also()) {
      if (row < rows) questions.push_back({&finding, row});
    }
  }
  return questions;
}

const SignFault* FaultAt(const std::vector<SignFault>& faults, std::string_view field) {
  const auto found = std::ranges::find(faults, field, &SignFault::field);
  return found == faults.end() ? nullptr : &*found;
}

void AddFault(const SignFault* fault, board::Html& html) {
  if (fault == nullptr) return;
  html.Raw("<p class=\"error\" id=\"").Text(fault->field).Raw("-error\">");
  html.Text(fault->text).Raw("</p>\n");
}

// The attributes that tie an input to its hint and its fault.
void DescribeInput(std::string_view id, bool hint, const SignFault* fault, board::Html& html) {
  if (fault != nullptr) html.Raw(" aria-invalid=\"true\"");
  if (!hint && fault == nullptr) return;
  html.Raw(" aria-describedby=\"");
  if (hint) html.Text(id).Raw("-hint");
  if (hint && fault != nullptr) html.Raw(" ");
  if (fault != nullptr) html.Text(id).Raw("-error");
  html.Raw("\"");
}

struct TextField {
  std::string_view id, label, value, hint;
};

void AddTextField(const TextField& field, const std::vector<SignFault>& faults, board::Html& html) {
  const SignFault* fault = FaultAt(faults, field.id);
  html.Raw("<div class=\"field\"><label for=\"")
      .Text(field.id)
      .Raw("\">")
      .Text(field.label)
      .Raw("</label>\n<input required id=\"")
      .Text(field.id)
      .Raw("\" name=\"")
      .Text(field.id)
      .Raw("\" value=\"")
      .Text(field.value)
      .Raw("\"");
  DescribeInput(field.id, !field.hint.empty(), fault, html);
  html.Raw(">\n");
  if (!field.hint.empty()) {
    html.Raw("<p class=\"hint\" id=\"")
        .Text(field.id)
        .Raw("-hint\">")
        .Text(field.hint)
        .Raw("</p>\n");
  }
  AddFault(fault, html);
  html.Raw("</div>\n");
}

struct TextArea {
  std::string id;
  std::string_view label, value;
  std::string hint;
};

void AddTextArea(const TextArea& area, const std::vector<SignFault>& faults, board::Html& html) {
  const SignFault* fault = FaultAt(faults, area.id);
  html.Raw("<div class=\"field\"><label for=\"")
      .Text(area.id)
      .Raw("\">")
      .Text(area.label)
      .Raw("</label>\n<textarea rows=\"2\" id=\"")
      .Text(area.id)
      .Raw("\" name=\"")
      .Text(area.id)
      .Raw("\"");
  DescribeInput(area.id, true, fault, html);
  html.Raw(">")
      .Text(area.value)
      .Raw("</textarea>\n<p class=\"hint\" id=\"")
      .Text(area.id)
      .Raw("-hint\">")
      .Text(area.hint)
      .Raw("</p>\n");
  AddFault(fault, html);
  html.Raw("</div>\n");
}

void AddCheckbox(std::string_view id, std::string_view value, bool checked, std::string_view label,
                 const std::vector<SignFault>& faults, board::Html& html) {
  const SignFault* fault = FaultAt(faults, id);
  html.Raw("<div class=\"field\"><label><input type=\"checkbox\" required id=\"")
      .Text(id)
      .Raw("\" name=\"")
      .Text(id)
      .Raw("\" value=\"")
      .Text(value)
      .Raw("\"");
  if (checked) html.Raw(" checked");
  DescribeInput(id, false, fault, html);
  html.Raw("> ").Text(label).Raw("</label>\n");
  AddFault(fault, html);
  html.Raw("</div>\n");
}

// A report is in force: that it is replaced is said, never inferred.
void AddReplacement(const Visit& visit, const CheckedDraft& draft, const SignForm& form,
                    const std::vector<SignFault>& faults, board::Html& html) {
  if (!draft.corrects()) return;
  html.Raw("<p class=\"notice warn\">")
      .Text(Fill(visit,
                 draft.revision->review() == v1::REVIEW_STATE_WITHDRAWN ? kSignReplacesWithdrawn
                                                                        : kSignReplaces,
                 draft.replaces(), board::FormatTime(draft.revision->time_ms(), visit.zone)))
      .Raw(" ");
  AddLink(StrCat("/reports/", draft.replaces()), visit.Say(kDueShow), html);
  html.Raw("</p>\n<div class=\"field\"><label for=\"reason\">")
      .Text(visit.Say(kSignReason))
      .Raw("</label>\n<select required id=\"reason\" name=\"reason\"");
  const SignFault* fault = FaultAt(faults, "reason");
  DescribeInput("reason", false, fault, html);
  html.Raw(">\n").Wrap("<option value=\"\">", visit.Say(kSignChooseReason), "</option>\n");
  for (const v1::RevisionReason reason : kReasons) {
    const std::string& name = v1::RevisionReason_Name(reason);
    html.Raw("<option value=\"").Text(name).Raw("\"");
    if (form.reason == name) html.Raw(" selected");
    html.Raw(">").Text(ReasonText(visit, reason)).Raw("</option>\n");
  }
  html.Raw("</select>\n");
  AddFault(fault, html);
  html.Raw("</div>\n");
  const uint64_t outdated = Outdated(draft);
  if (outdated == 0) return;
  html.Wrap("<p class=\"notice warn\">", Fill(visit, kSignOutdated, outdated, draft.replaces()),
            "</p>\n");
  AddCheckbox("overtake", StrCat(draft.replaces()), form.overtake == StrCat(draft.replaces()),
              Fill(visit, kSignOvertake, draft.replaces()), faults, html);
}

void AddAnswers(const Visit& visit, const CheckedDraft& draft, const SignForm& form,
                const std::vector<SignFault>& faults, board::Html& html) {
  const std::vector<Question> questions = QuestionsOf(draft);
  if (questions.empty()) return;
  html.Raw("<fieldset>\n")
      .Wrap("<legend>", visit.Say(kSignAnswers), "</legend>\n")
      .Wrap("<p>", visit.Say(kSignAnswersLead), "</p>\n");
  const size_t shown = std::min(questions.size(), limits::kAnswersMax);
  for (size_t i = 0; i < shown; ++i) {
    const auto& [finding, row] = questions[i];
    const v1::Observation& figure = draft.input.report.observations(static_cast<int>(row));
    const std::string breakdown = BreakdownText(visit, figure);
    const std::string label = Fill(
        visit, kSignAnswerFor, StrCat(figure.indicator(), breakdown.empty() ? "" : " ", breakdown),
        FigureText(visit, figure));
    const auto answer = form.answers.find(row);
    AddTextArea({.id = StrCat(kAnswerPrefix, row),
                 .label = label,
                 .value = answer == form.answers.end() ? figure.comment() : answer->second,
                 .hint = cli::MessageOf(*finding, visit.language)},
                faults, html);
  }
  if (shown < questions.size()) {
    AddParagraph(Fill(visit, kSignMoreAnswers, questions.size() - shown), html);
  }
  html.Raw("</fieldset>\n");
}

}  // namespace

SignForm BeginSigning(const CheckedDraft& draft, std::chrono::sys_days today) {
  const v1::Report& report = draft.input.report;
  SignForm form{.name = report.sign_off().name(),
                .title = report.sign_off().title(),
                .date = report.sign_off().date(),
                .comment = report.comment(),
                .reason = "",
                .replaces = StrCat(draft.replaces()),
                .overtake = "",
                .confirmed = false,
                .answers = {}};
  if (form.date.empty()) form.date = domain::FormatDate(today);
  if (report.reason() != v1::REVISION_REASON_UNSPECIFIED) {
    form.reason = v1::RevisionReason_Name(report.reason());
  }
  return form;
}

SignForm PostedSigning(const Visit& visit) {
  SignForm form{.name = Trimmed(visit.FromForm("name")),
                .title = Trimmed(visit.FromForm("title")),
                .date = Trimmed(visit.FromForm("date")),
                .comment = Trimmed(visit.FromForm("comment")),
                .reason = std::string(visit.FromForm("reason")),
                .replaces = std::string(visit.FromForm("replaces")),
                .overtake = std::string(visit.FromForm("overtake")),
                .confirmed = !visit.FromForm("confirm").empty(),
                .answers = {}};
  for (const auto& [name, value] : visit.request.form) {
    uint32_t row = 0;
    if (!name.starts_with(kAnswerPrefix)) continue;
    if (absl::SimpleAtoi(ToAbsl(std::string_view(name).substr(kAnswerPrefix.size())), &row)) {
      form.answers[row] = Trimmed(value);
    }
  }
  return form;
}

std::vector<SignFault> FaultsOf(const Visit& visit, const CheckedDraft& draft, const SignForm& form,
                                std::chrono::sys_days today) {
  std::vector<SignFault> faults;
  const auto add = [&](bool wrong, std::string_view field, std::string text) {
    if (wrong) faults.push_back({std::string(field), std::move(text)});
  };
  const auto day = domain::ParseDate(form.date);
  const std::string in_force = StrCat(draft.replaces());
  // Somebody else has sent one while this page was open.
  add(form.replaces != in_force, draft.corrects() ? "reason" : "name",
      Fill(visit, kSignMoved, in_force));
  add(draft.corrects() && ReasonNamed(form.reason) == v1::REVISION_REASON_UNSPECIFIED, "reason",
      std::string(visit.Say(kSignNoReason)));
  add(Outdated(draft) != 0 && form.overtake != in_force, "overtake",
      Fill(visit, kSignNotAgreed, in_force));
  add(form.name.empty(), "name", std::string(visit.Say(kSignNoName)));
  add(form.title.empty(), "title", std::string(visit.Say(kSignNoRole)));
  add(!day, "date", std::string(visit.Say(kSignNoDay)));
  add(day && std::chrono::sys_days(*day) > today, "date",
      Fill(visit, kSignFutureDay, domain::FormatDate(today)));
  add(!form.confirmed, "confirm", std::string(visit.Say(kSignNoConfirm)));
  return faults;
}

std::vector<SignFault> PersonalFaultsOf(const Visit& visit, const v1::Report& report) {
  std::vector<SignFault> faults;
  for (const v1::Finding& finding : PersonalNumbersIn(visit, report)) {
    const std::string& path = finding.location().field();
    const auto row = formats::IndexIn(path);
    std::string field = "comment";
    if (row && path.starts_with("observations[")) field = StrCat(kAnswerPrefix, *row);
    if (path.starts_with("sign_off.")) field = path.substr(path.find('.') + 1);
    faults.push_back({field, cli::MessageOf(finding, visit.language)});
  }
  return faults;
}

v1::Report SignedReport(const CheckedDraft& draft, const SignForm& form) {
  v1::Report report = draft.input.report;
  report.mutable_sign_off()->set_name(form.name);
  report.mutable_sign_off()->set_title(form.title);
  report.mutable_sign_off()->set_date(form.date);
  report.set_comment(form.comment);
  // Without one in force, what the file says of a reason stays, and is judged.
  if (draft.corrects()) report.set_reason(ReasonNamed(form.reason));
  for (const auto& [finding, row] : QuestionsOf(draft)) {
    const auto answer = form.answers.find(row);
    if (answer == form.answers.end()) continue;
    report.mutable_observations(static_cast<int>(row))->set_comment(answer->second);
  }
  return report;
}

void AddFaultList(const Visit& visit, const std::vector<SignFault>& faults, board::Html& html) {
  if (faults.empty()) return;
  html.Raw("<div class=\"notice bad\" role=\"alert\">\n")
      .Wrap("<p>", visit.Say(kSignErrors), "</p>\n<ul>\n");
  for (const SignFault& fault : faults) {
    html.Raw("<li><a href=\"#").Text(fault.field).Raw("\">").Text(fault.text).Raw("</a></li>\n");
  }
  html.Raw("</ul></div>\n");
}

void AddSignForm(const Visit& visit, const CheckedDraft& draft, const SignForm& form,
                 const std::vector<SignFault>& faults, std::string_view action, board::Html& html) {
  html.Raw("<h2 id=\"sign\">").Text(visit.Say(kSignTitle)).Raw("</h2>\n");
  AddParagraph(visit.Say(kSignLead), html);
  BeginForm(visit, action, FormKind::kPlain, html);
  AddHidden("replaces", StrCat(draft.replaces()), html);
  AddReplacement(visit, draft, form, faults, html);
  AddAnswers(visit, draft, form, faults, html);
  AddTextField({"name", visit.Say(kSignName), form.name, ""}, faults, html);
  AddTextField({"title", visit.Say(kSignRole), form.title, ""}, faults, html);
  AddTextField({"date", visit.Say(kSignDay), form.date, visit.Say(kSignDayHint)}, faults, html);
  AddTextArea({.id = "comment",
               .label = visit.Say(kSignComment),
               .value = form.comment,
               .hint = std::string(visit.Say(kSignCommentHint))},
              faults, html);
  AddCheckbox("confirm", "yes", form.confirmed, visit.Say(kSignConfirm), faults, html);
  html.Raw("<div class=\"actions\">")
      .Wrap("<button class=\"primary\">", visit.Say(kSignDo), "</button></div>\n");
  EndForm(html);
}

}  // namespace samlad::web::sender
