// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/prepare.h"
#include "gateway/exchange/refusal.h"
#include "google/protobuf/arena.h"

namespace samlad::exchange {
namespace {

absl::Status NotYours(std::string_view sender) {
  return absl::PermissionDeniedError(StrCat(
      "organisation: the certificate is that of '", sender,
      "', which may not report for the organisation that the report names; report for your own, "
      "or ask the coordinator for a mandate"));
}

const domain::Observations* Replaced(const domain::Facts& facts, uint64_t base) {
  if (base == 0 || base >= facts.size()) return nullptr;
  const auto* report = std::get_if<domain::ReportFact>(&facts[base].what);
  return report == nullptr ? nullptr : report->observations.get();
}

void Add(std::string_view code, std::string_view field, std::string_view got,
         domain::ContentCheck& check) {
  check.findings.insert(check.findings.begin(), domain::MakeFinding(code, field, got, ""));
}

// Only what the catalogue knows may be named in a header: headers are for ever.
bool IsOwed(const domain::CatalogueIndex& catalogue, const PreparedReport& report) {
  const v1::Organisation* organisation = catalogue.FindOrganisation(report.organisation);
  const v1::Obligation* obligation = catalogue.FindObligation(report.obligation);
  return organisation != nullptr && obligation != nullptr &&
         catalogue.Owes(*organisation, *obligation) &&
         catalogue.FindPeriod(report.period) != nullptr;
}

void DescribeReport(const Command& command, const PreparedReport& report, v1::Decision* decision) {
  decision->set_organisation(report.organisation);
  decision->set_obligation(report.obligation);
  decision->set_period(report.period);
  decision->set_replaces(command.base);
  *decision->mutable_counts() = report.counts;
}

// A rejection stores nothing but the fact, and that once: rejecting the same
// report again tells nothing new.
std::optional<Staged> StageReturned(const State& state, const Command& command,
                                    const PreparedReport& report) {
  if (!IsOwed(*state.catalogue(), report) ||
      state.IsReturned(report.organisation, report.obligation, report.period)) {
    return std::nullopt;
  }
  Staged staged{.kind = v1::ENTRY_KIND_REPORT_RETURNED,
                .decision = BaseDecision(state, v1::VERDICT_REJECTED),
                .payload = {},
                .key = {},
                .fact = {.time_ms = 0,
                         .what = domain::ReturnedFact{.organisation = report.organisation,
                                                      .obligation = report.obligation,
                                                      .period = report.period,
                                                      .sender = command.sender.organisation}}};
  DescribeReport(command, report, &*staged.decision);
  return staged;
}

Staged StageAccepted(const State& state, Command& command, PreparedReport& report) {
  Staged staged{.kind = v1::ENTRY_KIND_REPORT_ACCEPTED,
                .decision = BaseDecision(state, report.check.verdict),
                .payload = std::move(command.payload),
                .key = IdempotencyKey(command.sender.organisation, command.submission_id),
                .fact = {.time_ms = 0,
                         .what = domain::ReportFact{.organisation = report.organisation,
                                                    .obligation = report.obligation,
                                                    .period = report.period,
                                                    .sender = command.sender.organisation,
                                                    .replaces = command.base,
                                                    .verdict = report.check.verdict,
                                                    .reason = report.reason,
                                                    .observations = std::move(report.observations),
                                                    .prose = std::move(report.prose)}}};
  DescribeReport(command, report, &*staged.decision);
  return staged;
}

}  // namespace

std::shared_ptr<const domain::Prose> ProseOf(const v1::Report& report) {
  if (report.activities().empty() && report.follow_ups().empty()) return nullptr;
  auto prose = std::make_shared<domain::Prose>();
  prose->activities.assign(report.activities().begin(), report.activities().end());
  prose->follow_ups.assign(report.follow_ups().begin(), report.follow_ups().end());
  return prose;
}

Prepared PrepareReport(const Command& command, std::shared_ptr<const Snapshot> snapshot) {
  google::protobuf::Arena arena;
  auto* report = google::protobuf::Arena::CreateMessage<v1::Report>(&arena);
  if (!report->ParseFromString(command.payload)) {
    return {.status = MalformedPayload("report", "samlad.v1.Report"), .seen = {}, .body = {}};
  }
  const domain::CatalogueIndex& catalogue = *snapshot->catalogue;
  // Before the content is looked at: findings would tell of others' duties.
  if (!catalogue.MayReportFor(command.sender.organisation, report->organisation())) {
    return {.status = NotYours(command.sender.organisation), .seen = {}, .body = {}};
  }
  PreparedReport prepared{.organisation = report->organisation(),
                          .obligation = report->obligation(),
                          .period = report->period(),
                          .check = domain::CheckContent(*report, catalogue),
                          .observations = nullptr,
                          .prose = nullptr,
                          .reason = report->reason(),
                          .counts = {}};
  if (prepared.check.verdict == v1::VERDICT_REJECTED) {
    prepared.counts.set_rejected(prepared.check.rejected_observations);
  } else {
    auto observations =
        std::make_shared<domain::Observations>(domain::Tabulate(*report, catalogue));
    prepared.counts =
        domain::CompareObservations(Replaced(snapshot->facts, command.base), *observations);
    prepared.observations = std::move(observations);
    prepared.prose = ProseOf(*report);
  }
  return {.status = absl::OkStatus(), .seen = std::move(snapshot), .body = std::move(prepared)};
}

void AddStateFindings(const State& state, const Command& command, PreparedReport& report) {
  domain::ContentCheck& check = report.check;
  const bool has_reason =
      report.reason != v1::REVISION_REASON_UNSPECIFIED && v1::RevisionReason_IsValid(report.reason);
  if (command.base == 0 && has_reason) {
    Add("REPORT_REASON_UNEXPECTED", "reason", v1::RevisionReason_Name(report.reason), check);
  }
  if (command.base != 0 && !has_reason) Add("REPORT_REASON_MISSING", "reason", "", check);
  if (state.HistoryOf(report.organisation, report.obligation, report.period).waiver != 0) {
    Add("REPORT_OBLIGATION_WAIVED", "obligation", report.obligation, check);
  }
  std::ranges::stable_sort(check.findings, {}, &v1::Finding::severity);
  const v1::Verdict verdict = domain::VerdictOf(check.findings);
  // Nothing of it is stored.
  if (verdict == v1::VERDICT_REJECTED && check.verdict != verdict) report.counts.Clear();
  check.verdict = verdict;
}

absl::StatusOr<Decided> DecideReport(const State& state, Command& command, PreparedReport& report) {
  AddStateFindings(state, command, report);
  Decided decided{.outcome = {.verdict = report.check.verdict,
                              .counts = report.counts,
                              .findings = std::move(report.check.findings),
                              .receipt = {},
                              .replayed = false,
                              .catalogue_position = state.catalogue()->position()},
                  .entry = std::nullopt};
  if (command.kind == CommandKind::kValidateReport) return decided;
  if (decided.outcome.verdict == v1::VERDICT_REJECTED) {
    decided.entry = StageReturned(state, command, report);
  } else {
    decided.entry = StageAccepted(state, command, report);
  }
  return decided;
}

}  // namespace samlad::exchange
