// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/reporting_service.h"

#include <utility>

#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/follow_up/obligations.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/service/calls/change_call.h"
#include "gateway/service/guard/error_details.h"
#include "gateway/service/report_list.h"

namespace samlad::service {
namespace {

using exchange::Command;
using exchange::CommandKind;
using exchange::Outcome;

v1::ValidateResponse ToValidateResponse(Outcome outcome) {
  v1::ValidateResponse response;
  response.set_verdict(outcome.verdict);
  *response.mutable_counts() = std::move(outcome.counts);
  for (v1::Finding& finding : outcome.findings) *response.add_findings() = std::move(finding);
  response.set_rules_version(domain::kRulesVersion);
  response.set_catalogue_position(outcome.catalogue_position);
  return response;
}

v1::SubmitResponse ToSubmitResponse(Outcome outcome) {
  v1::SubmitResponse response;
  response.set_verdict(outcome.verdict);
  *response.mutable_counts() = std::move(outcome.counts);
  for (v1::Finding& finding : outcome.findings) *response.add_findings() = std::move(finding);
  response.set_receipt(std::move(outcome.receipt));
  response.set_replayed(outcome.replayed);
  return response;
}

// Empty: all periods.
absl::Status CheckPeriod(const exchange::Snapshot& now, std::string_view period) {
  return period.empty() ? absl::OkStatus() : domain::CheckPeriod(*now.catalogue, period);
}

}  // namespace

grpc::ServerUnaryReactor* ReportingServiceImpl::Validate(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return Serve<v1::ValidateRequest, v1::ValidateResponse>(
      foundation_, "samlad.v1.ReportingService/Validate", context, *request, response,
      [this](const auto& call, auto asked) {
        foundation_.exchange.Execute(Command{.kind = CommandKind::kValidateReport,
                                             .sender = call->authorization().principal,
                                             .submission_id = "",
                                             .payload = std::move(*asked.mutable_report()),
                                             .base = asked.replaces()},
                                     [call](absl::StatusOr<Outcome> outcome) {
                                       if (!outcome.ok()) return call->Refuse(outcome.status());
                                       call->NoteOutcome(*outcome);
                                       call->Reply(ToValidateResponse(*std::move(outcome)));
                                     });
      });
}

grpc::ServerUnaryReactor* ReportingServiceImpl::Submit(grpc::CallbackServerContext* context,
                                                       const grpc::ByteBuffer* request,
                                                       grpc::ByteBuffer* response) {
  return Serve<v1::SubmitRequest, v1::SubmitResponse>(
      foundation_, "samlad.v1.ReportingService/Submit", context, *request, response,
      [this](const auto& call, auto asked) {
        foundation_.exchange.Execute(
            Command{.kind = CommandKind::kSubmitReport,
                    .sender = call->authorization().principal,
                    .submission_id = std::move(*asked.mutable_submission_id()),
                    .payload = std::move(*asked.mutable_report()),
                    .base = asked.replaces()},
            [call](absl::StatusOr<Outcome> outcome) {
              if (!outcome.ok()) return call->Refuse(outcome.status());
              call->NoteOutcome(*outcome);
              call->Reply(ToSubmitResponse(*std::move(outcome)));
            });
      });
}

grpc::ServerUnaryReactor* ReportingServiceImpl::GetReceipt(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  return ServeRead<v1::GetReceiptRequest, v1::GetReceiptResponse>(
      foundation_, "samlad.v1.ReportingService/GetReceipt", context, *request, response,
      [this](const Authorization& granted,
             const v1::GetReceiptRequest& asked) -> absl::StatusOr<v1::GetReceiptResponse> {
        auto receipt = foundation_.exchange.reader().FindReceipt(
            granted.principal, asked.submission_id(), asked.position(), /*any=*/false);
        if (!receipt.ok()) return receipt.status();
        v1::GetReceiptResponse answer;
        answer.set_receipt(*std::move(receipt));
        return answer;
      });
}

grpc::ServerUnaryReactor* ReportingServiceImpl::ListReports(grpc::CallbackServerContext* context,
                                                            const grpc::ByteBuffer* request,
                                                            grpc::ByteBuffer* response) {
  return ServeRead<v1::ListReportsRequest, v1::ListReportsResponse>(
      foundation_, "samlad.v1.ReportingService/ListReports", context, *request, response,
      [](const Authorization& granted,
         const v1::ListReportsRequest& asked) -> absl::StatusOr<v1::ListReportsResponse> {
        if (absl::Status period = CheckPeriod(*granted.snapshot, asked.period()); !period.ok())
          return period;
        return ListReportsOf(granted.principal.organisation, *granted.snapshot, asked);
      });
}

grpc::ServerUnaryReactor* ReportingServiceImpl::ListObligations(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return ServeRead<v1::ListObligationsRequest, v1::ListObligationsResponse>(
      foundation_, "samlad.v1.ReportingService/ListObligations", context, *request, response,
      [](const Authorization& granted,
         const v1::ListObligationsRequest& asked) -> absl::StatusOr<v1::ListObligationsResponse> {
        if (absl::Status period = CheckPeriod(*granted.snapshot, asked.period()); !period.ok())
          return period;
        const exchange::Snapshot& now = *granted.snapshot;
        if (asked.as_of() > now.facts.size()) return BeyondLog(asked.as_of(), now.facts.size());
        const absl::StatusOr<domain::Prefix> prefix = domain::ReadPrefix(now.facts, asked.as_of());
        if (!prefix.ok()) return prefix.status();
        v1::ListObligationsResponse answer;
        for (v1::ObligationState& state :
             domain::ObligationStates(*prefix, asked.period(), [&](std::string_view organisation) {
               return now.catalogue->MayReportFor(granted.principal.organisation, organisation);
             })) {
          *answer.add_obligations() = std::move(state);
        }
        return answer;
      });
}

grpc::ServerUnaryReactor* ReportingServiceImpl::Withdraw(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return ServeChange<v1::WithdrawRequest, v1::WithdrawResponse>(
      foundation_, "samlad.v1.ReportingService/Withdraw", context, *request, response,
      [](v1::WithdrawRequest& asked) -> Change {
        return {CommandKind::kWithdrawReport, std::move(*asked.mutable_withdrawal())};
      });
}

}  // namespace samlad::service
