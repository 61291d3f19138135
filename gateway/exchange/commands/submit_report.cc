// SPDX-License-Identifier: EUPL-1.2
//
// An organisation sends a report, or only has it validated.

#include "gateway/exchange/commands/submit_report.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/values/spelling.h"
#include "gateway/exchange/commands/about_report.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/refusal.h"
#include "google/protobuf/arena.h"

namespace samlad::exchange {
namespace {

// Names only what the sender wrote and what it may write: nothing of others.
absl::Status NotYours(const domain::CatalogueIndex& catalogue, std::string_view sender,
                      std::string_view written) {
  std::vector<std::string> own = {std::string(sender)};
  if (const v1::Organisation* organisation = catalogue.FindOrganisation(sender)) {
    own.insert(own.end(), organisation->mandates().begin(), organisation->mandates().end());
  }
  return WithMetadata(
      absl::PermissionDeniedError(
          StrCat("organisation: ",
                 written.empty() ? "none is written"
                                 : StrCat(domain::QuoteWritten(written), " is written"),
                 ", and the certificate is that of '", sender, "', which may not report for it; ",
                 domain::ListWhatToWrite(own), ", or ask the coordinator for a mandate")),
      {{"given", written}, {"organisation", sender}});
}

const domain::Observations* ReplacedObservations(const domain::Facts& facts, uint64_t base) {
  if (base == 0 || base >= facts.size()) return nullptr;
  const auto* report = std::get_if<domain::ReportFact>(&facts[base].what);
  return report == nullptr ? nullptr : report->observations.get();
}

void AddFinding(v1::Finding finding, domain::ContentCheck& check) {
  check.findings.insert(check.findings.begin(), std::move(finding));
}

void AddFinding(std::string_view code, std::string_view field, std::string_view got,
                domain::ContentCheck& check) {
  AddFinding(domain::MakeFinding(code, field, got, ""), check);
}

// Only what the catalogue knows may be named in a header: headers are for ever.
bool IsOwed(const domain::CatalogueIndex& catalogue, const PreparedReport& report) {
  const v1::Organisation* organisation = catalogue.FindOrganisation(report.organisation);
  const v1::Obligation* obligation = catalogue.FindObligation(report.obligation);
  return organisation != nullptr && obligation != nullptr &&
         catalogue.MustReport(*organisation, *obligation) &&
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
// report again says nothing new.
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

// Elements of the same content once, as the content check says.
template <class Elements, class Out>
void CopyOnce(const Elements& elements, Out& out) {
  absl::flat_hash_set<std::string> seen;
  for (const auto& element : elements) {
    if (seen.insert(element.SerializeAsString()).second) out.push_back(element);
  }
}

}  // namespace

std::shared_ptr<const domain::Prose> ProseOf(const v1::Report& report) {
  if (report.activities().empty() && report.follow_ups().empty()) return nullptr;
  auto prose = std::make_shared<domain::Prose>();
  CopyOnce(report.activities(), prose->activities);
  CopyOnce(report.follow_ups(), prose->follow_ups);
  return prose;
}

namespace {

Prepared PrepareReport(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  google::protobuf::Arena arena;
  auto* report = google::protobuf::Arena::CreateMessage<v1::Report>(&arena);
  if (!report->ParseFromString(command.payload)) {
    return Refuse(MalformedPayload("report", "samlad.v1.Report"));
  }
  const domain::CatalogueIndex& catalogue = *snapshot->catalogue;
  // Before the content is looked at: findings would show what others must report.
  if (!catalogue.MayReportFor(command.sender.organisation, report->organisation())) {
    return Refuse(NotYours(catalogue, command.sender.organisation, report->organisation()));
  }
  // Whether a closed period is open again is decided on with the state.
  domain::CheckedContent content = domain::CheckAndTabulate(*report, catalogue, /*reopened=*/true);
  PreparedReport prepared{.organisation = report->organisation(),
                          .obligation = report->obligation(),
                          .period = report->period(),
                          .check = std::move(content.check),
                          .observations = nullptr,
                          .prose = nullptr,
                          .reason = report->reason(),
                          .signed_off = report->sign_off().date(),
                          .counts = {}};
  if (!content.observations.has_value()) {
    prepared.counts.set_rejected(prepared.check.rejected_observations);
  } else {
    auto observations = std::make_shared<domain::Observations>(*std::move(content.observations));
    prepared.counts = domain::CompareObservations(
        ReplacedObservations(snapshot->facts, command.base), *observations);
    prepared.observations = std::move(observations);
    prepared.prose = ProseOf(*report);
  }
  return {.status = absl::OkStatus(), .seen = snapshot, .body = std::move(prepared)};
}

absl::Status CheckReportBase(const State& state, const Command& command, const Prepared& prepared) {
  const auto& report = std::any_cast<const PreparedReport&>(prepared.body);
  const uint64_t in_force =
      state.LatestRevision(report.organisation, report.obligation, report.period);
  if (command.base != in_force) return StaleBase("replaces", command.base, in_force);
  return absl::OkStatus();
}

// Adds to the content check of a report what only the state can tell: an
// obligation that was waived, a period that is closed and was not reopened, a reason that is
// missing or out of place. Once a report.
void AddStateFindings(const State& state, const Command& command, Prepared& prepared) {
  auto& report = std::any_cast<PreparedReport&>(prepared.body);
  domain::ContentCheck& check = report.check;
  const bool has_reason =
      report.reason != v1::REVISION_REASON_UNSPECIFIED && v1::RevisionReason_IsValid(report.reason);
  if (command.base == 0 && has_reason) {
    AddFinding("REPORT_REASON_UNEXPECTED", "reason", v1::RevisionReason_Name(report.reason), check);
  }
  if (command.base != 0 && !has_reason) AddFinding("REPORT_REASON_MISSING", "reason", "", check);
  const domain::ReportHistory history =
      state.HistoryOf(report.organisation, report.obligation, report.period);
  if (history.waiver != 0) {
    AddFinding("REPORT_OBLIGATION_WAIVED", "obligation", report.obligation, check);
  }
  if (!CheckPeriodOpen(prepared, history, "period", report.period).ok()) {
    AddFinding(domain::ClosedPeriod(*state.catalogue(), report.obligation, report.period), check);
  }
  const std::chrono::year_month_day today =
      domain::DayOf(prepared.time_ms, state.catalogue()->catalogue().time_zone());
  if (auto finding = domain::CheckSignOffDay(report.signed_off, today)) {
    check.findings.push_back(*std::move(finding));
  }
  std::ranges::stable_sort(check.findings, {}, &v1::Finding::severity);
  const v1::Verdict verdict = domain::VerdictOf(check.findings);
  // Nothing of it is stored.
  if (verdict == v1::VERDICT_REJECTED && check.verdict != verdict) report.counts.Clear();
  check.verdict = verdict;
}

// The answer to a report, of which nothing is stored yet.
Decided AnswerReport(const State& state, const Command& command, Prepared& prepared) {
  AddStateFindings(state, command, prepared);
  auto& report = std::any_cast<PreparedReport&>(prepared.body);
  return {.outcome = {.verdict = report.check.verdict,
                      .counts = report.counts,
                      .findings = std::move(report.check.findings),
                      .receipt = {},
                      .replayed = false,
                      .catalogue_position = state.catalogue()->position()},
          .entry = std::nullopt};
}

absl::StatusOr<Decided> DecideValidation(const State& state, Command& command, Prepared& prepared) {
  return AnswerReport(state, command, prepared);
}

absl::StatusOr<Decided> DecideSubmission(const State& state, Command& command, Prepared& prepared) {
  Decided decided = AnswerReport(state, command, prepared);
  auto& report = std::any_cast<PreparedReport&>(prepared.body);
  if (decided.outcome.verdict == v1::VERDICT_REJECTED) {
    decided.entry = StageReturned(state, command, report);
  } else {
    decided.entry = StageAccepted(state, command, report);
  }
  return decided;
}

absl::StatusOr<domain::Fact> ReadAccepted(const StoredEntry& entry) {
  google::protobuf::Arena arena;
  auto* report = google::protobuf::Arena::CreateMessage<v1::Report>(&arena);
  if (!report->ParseFromString(entry.payload)) return Unreadable("report");
  const v1::Decision& decision = entry.header.decision();
  if (decision.catalogue_position() != entry.catalogue.position()) {
    return absl::DataLossError("the decision names a catalogue that was not in force");
  }
  domain::ReportFact fact{.organisation = decision.organisation(),
                          .obligation = decision.obligation(),
                          .period = decision.period(),
                          .sender = entry.header.organisation(),
                          .replaces = decision.replaces(),
                          .verdict = decision.verdict(),
                          .reason = report->reason(),
                          .observations = std::make_shared<domain::Observations>(
                              domain::Tabulate(*report, entry.catalogue)),
                          .prose = ProseOf(*report)};
  return domain::Fact{.time_ms = 0, .what = std::move(fact)};
}

absl::StatusOr<domain::Fact> ReadReturned(const StoredEntry& entry) {
  const v1::Decision& decision = entry.header.decision();
  return domain::Fact{.time_ms = 0,
                      .what = domain::ReturnedFact{decision.organisation(), decision.obligation(),
                                                   decision.period(), entry.header.organisation()}};
}

}  // namespace

const CommandSpec kValidateReport = {
    .permission = v1::PERMISSION_SUBMIT,
    .needs_clock = false,
    .field = "report",
    .payload_bytes_max = limits::kReportBytesMax,
    .prepare = PrepareReport,
    .check_base = CheckReportBase,
    .decide = DecideValidation,
};

const CommandSpec kSubmitReport = {
    .entry = {v1::ENTRY_KIND_REPORT_ACCEPTED, ReadAccepted},
    .entry_if_rejected = {v1::ENTRY_KIND_REPORT_RETURNED, ReadReturned},
    .permission = v1::PERMISSION_SUBMIT,
    .field = "report",
    .payload_bytes_max = limits::kReportBytesMax,
    .prepare = PrepareReport,
    .check_base = CheckReportBase,
    .decide = DecideSubmission,
};

}  // namespace samlad::exchange
