// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/decide.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
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

std::string IdempotencyKey(std::string_view organisation, std::string_view submission_id) {
  return StrCat(organisation, "/", submission_id);
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
