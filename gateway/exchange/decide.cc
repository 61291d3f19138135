// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/decide.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

bool IsSubmissionId(std::string_view id) {
  return !id.empty() && id.size() <= limits::kSubmissionIdBytesMax &&
         std::ranges::all_of(id, [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  std::string_view("._:-").find(c) != std::string_view::npos;
         });
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

bool Administers(const v1::Catalogue& catalogue, std::string_view organisation) {
  return std::ranges::any_of(catalogue.organisations(), [&](const v1::Organisation& one) {
    return one.id() == organisation &&
           std::ranges::find(one.permissions(), v1::PERMISSION_ADMINISTER) !=
               one.permissions().end();
  });
}

absl::StatusOr<Decided> DecideCatalogue(const State& state, Command& command,
                                        PreparedCatalogue& catalogue) {
  Decided decided;
  decided.outcome.verdict = domain::VerdictOf(catalogue.findings);
  decided.outcome.findings = std::move(catalogue.findings);
  decided.outcome.catalogue_position = state.catalogue()->position();
  if (decided.outcome.verdict == v1::VERDICT_REJECTED) return decided;
  // With the rule about revocations: an administrator that is not revoked is left.
  if (!Administers(catalogue.catalogue, command.sender.organisation)) return GivesItselfUp();
  decided.entry = Staged{.kind = v1::ENTRY_KIND_CATALOGUE_APPLIED,
                         .decision = BaseDecision(state, decided.outcome.verdict),
                         .payload = std::move(command.payload),
                         .key = IdempotencyKey(command.sender.organisation, command.submission_id),
                         .fact = {.time_ms = 0, .what = domain::CatalogueFact{}}};
  return decided;
}

absl::StatusOr<Decided> DecideAcknowledgement(const State& state, Command& command,
                                              const v1::BoardAcknowledged& acknowledged) {
  // It would stand beside every report of the period, also those it left out.
  const v1::ViewQuery& query = acknowledged.query();
  if (query.organisations_size() + query.indicators_size() + query.priority_areas_size() > 0) {
    return AcknowledgesAPart();
  }
  Decided decided;
  decided.outcome.verdict = v1::VERDICT_ACCEPTED;
  decided.outcome.catalogue_position = state.catalogue()->position();
  decided.entry = Staged{
      .kind = v1::ENTRY_KIND_BOARD_ACKNOWLEDGED,
      .decision = BaseDecision(state, v1::VERDICT_ACCEPTED),
      .payload = std::move(command.payload),
      .key = IdempotencyKey(command.sender.organisation, command.submission_id),
      .fact = {.time_ms = 0,
               .what = domain::AcknowledgementFact{.organisation = command.sender.organisation,
                                                   .as_of = query.as_of(),
                                                   .period = query.period(),
                                                   .minute = acknowledged.minute(),
                                                   .decision = acknowledged.decision()}}};
  return decided;
}

absl::StatusOr<Decided> DecideDeadline(const State& state, Command& command,
                                       const v1::DeadlinePassed& deadline) {
  Decided decided;
  decided.outcome.verdict = v1::VERDICT_ACCEPTED;
  decided.outcome.catalogue_position = state.catalogue()->position();
  const domain::DeadlineFact fact{.obligation = deadline.obligation(),
                                  .project = deadline.project(),
                                  .period = deadline.period(),
                                  .recommendation = deadline.recommendation()};
  if (state.HasDeadlinePassed(fact)) {
    decided.outcome.replayed = true;
    return decided;
  }
  decided.entry = Staged{.kind = v1::ENTRY_KIND_DEADLINE_PASSED,
                         .decision = std::nullopt,
                         .payload = std::move(command.payload),
                         .key = DeadlineKey(deadline),
                         .fact = {.time_ms = 0, .what = fact}};
  return decided;
}

std::pair<v1::Permission, std::string_view> PermissionFor(CommandKind kind) {
  switch (kind) {
    case CommandKind::kApplyCatalogue:
    case CommandKind::kRevokeIdentity:
    case CommandKind::kReinstateIdentity:
      return {v1::PERMISSION_ADMINISTER, "administer"};
    case CommandKind::kAcknowledge:
      return {v1::PERMISSION_ACKNOWLEDGE, "acknowledge"};
    case CommandKind::kApproveReport:
    case CommandKind::kSendBackReport:
    case CommandKind::kWaiveObligation:
    case CommandKind::kImportSeries:
      return {v1::PERMISSION_COORDINATE, "coordinate"};
    default:
      return {v1::PERMISSION_SUBMIT, "submit"};
  }
}

}  // namespace

v1::Decision BaseDecision(const State& state, v1::Verdict verdict) {
  v1::Decision decision;
  decision.set_verdict(verdict);
  decision.set_rules_version(domain::kRulesVersion);
  decision.set_catalogue_position(state.catalogue()->position());
  return decision;
}

std::string IdempotencyKey(std::string_view organisation, std::string_view submission_id) {
  return StrCat(organisation, "/", submission_id);
}

// Organisations have names, so no submission's key begins with "/".
std::string DeadlineKey(const v1::DeadlinePassed& deadline) {
  std::string key =
      StrCat("/deadline/", deadline.obligation(), "/", deadline.project(), "/", deadline.period());
  if (!deadline.recommendation().empty()) key += StrCat("/", deadline.recommendation());
  return key;
}

v1::EntryKind EntryKindOf(CommandKind kind) {
  switch (kind) {
    case CommandKind::kValidateReport:
    case CommandKind::kSubmitReport:
      return v1::ENTRY_KIND_REPORT_ACCEPTED;
    case CommandKind::kApplyCatalogue:
      return v1::ENTRY_KIND_CATALOGUE_APPLIED;
    case CommandKind::kAcknowledge:
      return v1::ENTRY_KIND_BOARD_ACKNOWLEDGED;
    case CommandKind::kRevokeIdentity:
      return v1::ENTRY_KIND_IDENTITY_REVOKED;
    case CommandKind::kReinstateIdentity:
      return v1::ENTRY_KIND_IDENTITY_REINSTATED;
    case CommandKind::kApproveReport:
      return v1::ENTRY_KIND_REPORT_APPROVED;
    case CommandKind::kSendBackReport:
      return v1::ENTRY_KIND_REPORT_SENT_BACK;
    case CommandKind::kWithdrawReport:
      return v1::ENTRY_KIND_REPORT_WITHDRAWN;
    case CommandKind::kWaiveObligation:
      return v1::ENTRY_KIND_OBLIGATION_WAIVED;
    case CommandKind::kImportSeries:
      return v1::ENTRY_KIND_SERIES_IMPORTED;
    case CommandKind::kPassDeadline:
      return v1::ENTRY_KIND_DEADLINE_PASSED;
    case CommandKind::kRemind:
      return v1::ENTRY_KIND_REMINDER_DUE;
    case CommandKind::kChangeDelivery:
      return v1::ENTRY_KIND_DELIVERY_CHANGED;
  }
  return v1::ENTRY_KIND_UNSPECIFIED;
}

absl::Status Admit(const State& state, const Command& command) {
  if (IsGatewaysOwn(command.kind)) return absl::OkStatus();
  // It may have been revoked while the command waited.
  absl::Status revoked = CheckRevoked(*state.revocations(), command.sender);
  if (!revoked.ok()) return revoked;
  const auto [permission, name] = PermissionFor(command.kind);
  if (!state.catalogue()->Allows(command.sender.organisation, permission)) {
    return NotPermitted(command.sender.organisation, name);
  }
  if (command.kind != CommandKind::kValidateReport && !IsSubmissionId(command.submission_id)) {
    return MalformedSubmissionId(command.submission_id);
  }
  return absl::OkStatus();
}

absl::Status CheckBase(const State& state, const Command& command, const Prepared& prepared) {
  if (const auto* report = std::get_if<PreparedReport>(&prepared.body)) {
    const uint64_t in_force =
        state.LatestRevision(report->organisation, report->obligation, report->period);
    if (command.base != in_force) return StaleBase("replaces", command.base, in_force);
  }
  if (std::holds_alternative<PreparedCatalogue>(prepared.body)) {
    const uint64_t in_force = state.catalogue()->position();
    if (command.base != in_force) return StaleBase("base", command.base, in_force);
  }
  return absl::OkStatus();
}

absl::StatusOr<Decided> Decide(const State& state, Command& command, Prepared& prepared) {
  if (!prepared.status.ok()) return prepared.status;
  if (absl::Status base = CheckBase(state, command, prepared); !base.ok()) return base;
  if (auto* report = std::get_if<PreparedReport>(&prepared.body)) {
    return DecideReport(state, command, *report);
  }
  if (auto* catalogue = std::get_if<PreparedCatalogue>(&prepared.body)) {
    return DecideCatalogue(state, command, *catalogue);
  }
  if (const auto* acknowledged = std::get_if<v1::BoardAcknowledged>(&prepared.body)) {
    return DecideAcknowledgement(state, command, *acknowledged);
  }
  if (const auto* deadline = std::get_if<v1::DeadlinePassed>(&prepared.body)) {
    return DecideDeadline(state, command, *deadline);
  }
  if (const auto* identity = std::get_if<v1::IdentityChanged>(&prepared.body)) {
    return DecideIdentity(state, command, *identity);
  }
  if (const auto* change = std::get_if<v1::DeliveryChanged>(&prepared.body)) {
    return DecideDelivery(state, command, *change);
  }
  if (auto* review = std::get_if<AboutReport<v1::ReportReviewed>>(&prepared.body)) {
    return DecideReview(state, command, *review);
  }
  if (auto* withdrawal = std::get_if<AboutReport<v1::ReportWithdrawn>>(&prepared.body)) {
    return DecideWithdrawal(state, command, *withdrawal);
  }
  if (const auto* waiver = std::get_if<v1::ObligationWaived>(&prepared.body)) {
    return DecideWaiver(state, command, *waiver);
  }
  if (const auto* series = std::get_if<PreparedSeries>(&prepared.body)) {
    return DecideSeries(state, command, *series);
  }
  if (const auto* reminder = std::get_if<v1::ReminderDue>(&prepared.body)) {
    return DecideReminder(state, command, *reminder);
  }
  return absl::InternalError("a command without a body reached the sequencer");
}

}  // namespace samlad::exchange
