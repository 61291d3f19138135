// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/checked_draft.h"

#include <algorithm>
#include <utility>

#include "clients/reporting/plan_submission.h"
#include "clients/reporting/revision.h"
#include "clients/web/pages/clock.h"
#include "clients/web/sender/draft_files.h"
#include "clients/web/sender/parts.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/formats/source_map.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::web::sender {
namespace {

using reporting::Findings;

// What was chosen, where the files do not say something else: that holds, and the page
// says so.
reporting::HeadFlags FlagsFor(const v1::Report& chosen, const v1::Report& read) {
  const auto unless_said = [](const std::string& choice, const std::string& said) {
    return said.empty() ? choice : std::string();
  };
  return {.organisation = unless_said(chosen.organisation(), read.organisation()),
          .obligation = unless_said(chosen.obligation(), read.obligation()),
          .period = unless_said(chosen.period(), read.period()),
          .signed_by = "",
          .title = ""};
}

std::vector<v1::Finding> CheckHere(const Visit& visit, const v1::Report& report) {
  domain::Symbols symbols;
  const auto index = domain::CatalogueIndex::Build(visit.catalogue->catalogue(),
                                                   visit.catalogue->position(), symbols);
  return domain::CheckContent(report, *index, /*reopened=*/true).findings;
}

// The next step of the page asks for it.
bool IsAskedLater(const v1::Finding& finding) {
  return finding.code() == "SIGN_OFF_MISSING" || finding.code() == "REPORT_REASON_MISSING";
}

void TakeFindings(const Findings& found, CheckedDraft& draft) {
  draft.findings = reporting::AllFindings(draft.input, found);
  const auto kept = std::remove_if(draft.findings.begin(), draft.findings.end(), IsAskedLater);
  draft.findings.erase(kept, draft.findings.end());
  draft.verdict =
      domain::VerdictOf(std::vector<v1::Finding>(draft.findings.begin(), draft.findings.end()));
}

absl::Status CompleteHead(Visit& visit, CheckedDraft& draft) {
  const v1::Catalogue& catalogue = visit.catalogue->catalogue();
  const reporting::HeadFlags flags = FlagsFor(draft.chosen, draft.input.report);
  if (absl::Status taken = reporting::TakeFlags(flags, draft.input); !taken.ok()) return taken;
  reporting::ReadIds(catalogue, draft.input);
  const reporting::Sender sender{.language = visit.language,
                                 .organisation = visit.who.organisation,
                                 .now_ms = [&visit] { return GatewayNow(visit); }};
  auto inferred = reporting::InferHead(
      sender, visit.gateway, catalogue, flags, [](const v1::Report&) { return std::string(); },
      draft.input);
  if (!inferred.ok()) return inferred.status();
  draft.inference = *std::move(inferred);
  // Who signs is asked on the page, and so is the day.
  std::erase_if(draft.inference.fields,
                [](const reporting::KnownField& one) { return one.field == "sign_off.date"; });
  reporting::CheckHead(draft.input);
  return absl::OkStatus();
}

// Everything that can be found in what could be read.
void CheckUnreadable(Visit& visit, CheckedDraft& draft) {
  if (!draft.input.head_missing && !draft.personal) {
    reporting::CheckReadablePart(visit.gateway, draft.input);
  } else {
    reporting::CheckWhatWasRead(
        [&](const v1::Report& report) -> std::optional<std::vector<v1::Finding>> {
          return CheckHere(visit, report);
        },
        draft.input);
  }
  TakeFindings({}, draft);
  draft.verdict = v1::VERDICT_REJECTED;
}

absl::Status CheckReadable(Visit& visit, CheckedDraft& draft) {
  const v1::Report& report = draft.input.report;
  auto plan = reporting::PlanSubmission(visit.gateway, report, draft.input.bytes,
                                        /*find_receipt=*/true);
  if (!plan.ok()) return plan.status();
  draft.revision = std::move(plan->revision);
  v1::Receipt receipt;
  if (!plan->receipt.empty() && receipt.ParseFromString(plan->receipt)) {
    draft.repeats = receipt.position();
  }
  auto answer = visit.gateway.Validate(draft.input.bytes, draft.replaces());
  if (!answer.ok()) return answer.status();
  draft.counts.Swap(answer->mutable_counts());
  draft.counted = true;
  TakeFindings(answer->findings(), draft);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Draft>> FindDraft(Visit& visit, std::string_view id,
                                                       std::string_view kind) {
  auto draft = visit.drafts.Find(visit.who.owner, id, visit.now_ms);
  if (draft.ok() && (*draft)->kind != kind) return absl::NotFoundError("another kind of draft");
  return draft;
}

absl::StatusOr<CheckedDraft> CheckDraft(Visit& visit, const Draft& draft) {
  CheckedDraft checked;
  checked.files = UnpackFiles(draft.content);
  checked.shown_name = draft.file_name;
  if (checked.files.empty() || !checked.chosen.ParseFromString(draft.payload)) {
    return absl::DataLossError("the draft cannot be read; upload the file again");
  }
  auto input = reporting::MakeReportInput(checked.files, formats::DecimalMark::kDetect);
  if (!input.ok()) return input.status();
  checked.input = *std::move(input);
  if (absl::Status completed = CompleteHead(visit, checked); !completed.ok()) return completed;
  checked.personal = !PersonalNumbersIn(visit, checked.input.report).empty();
  if (!checked.input.readable()) {
    CheckUnreadable(visit, checked);
    return checked;
  }
  if (checked.personal) {
    const std::vector<v1::Finding> found = CheckHere(visit, checked.input.report);
    TakeFindings(Findings(found.begin(), found.end()), checked);
    return checked;
  }
  if (absl::Status done = CheckReadable(visit, checked); !done.ok()) return done;
  return checked;
}

std::vector<v1::Finding> PersonalNumbersIn(const Visit& visit, const v1::Report& report) {
  std::vector<v1::Finding> found = CheckHere(visit, report);
  std::erase_if(found, [](const v1::Finding& one) { return one.code() != "TEXT_PERSONAL_NUMBER"; });
  return found;
}

std::optional<uint32_t> AnswerableRow(const v1::Finding& finding) {
  if (finding.severity() != v1::SEVERITY_WARNING) return std::nullopt;
  const domain::Rule* rule = domain::TryFindRule(finding.code());
  if (rule == nullptr || !rule->answerable) return std::nullopt;
  if (!finding.location().field().starts_with("observations[")) return std::nullopt;
  return formats::IndexIn(finding.location().field());
}

}  // namespace samlad::web::sender
