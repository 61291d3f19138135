// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/coordination_service.h"

#include <utility>

#include "gateway/base/strings.h"
#include "gateway/domain/log/revision_diff.h"
#include "gateway/exchange/refusal.h"
#include "gateway/service/calls/change_call.h"
#include "gateway/service/report_list.h"
#include "google/protobuf/arena.h"

namespace samlad::service {
namespace {

using exchange::CommandKind;

// Null if it is not there, or if the principal may not see it.
const domain::ReportFact* FindReport(const Authorization& granted, uint64_t position) {
  const exchange::Snapshot& now = *granted.snapshot;
  if (position >= now.facts.size()) return nullptr;
  const auto* report = std::get_if<domain::ReportFact>(&now.facts[position].what);
  if (report == nullptr) return nullptr;
  const bool sees_all = Has(granted.permissions, v1::PERMISSION_COORDINATE) ||
                        Has(granted.permissions, v1::PERMISSION_AUDIT);
  const bool is_own =
      now.catalogue->MayReportFor(granted.principal.organisation, report->organisation);
  return sees_all || is_own ? report : nullptr;
}

absl::Status Parse(const std::string& bytes, uint64_t position, v1::Report* out) {
  if (out->ParseFromString(bytes)) return absl::OkStatus();
  return absl::InternalError(StrCat("the report at position ", position, " cannot be read"));
}

absl::StatusOr<v1::GetRevisionResponse> RevisionOf(const exchange::LogReader& log,
                                                   const Authorization& granted,
                                                   uint64_t position) {
  const domain::ReportFact* fact = FindReport(granted, position);
  if (fact == nullptr) return exchange::NoSuchReport(position);
  absl::StatusOr<std::string> bytes = log.ReadReport(position);
  if (!bytes.ok()) return bytes.status();

  v1::GetRevisionResponse response;
  *response.mutable_summary() = SummaryOf(granted.snapshot->facts, position);
  if (fact->replaces != 0) {
    const absl::StatusOr<std::string> replaced = log.ReadReport(fact->replaces);
    if (!replaced.ok()) return replaced.status();
    google::protobuf::Arena arena;
    auto* before = google::protobuf::Arena::CreateMessage<v1::Report>(&arena);
    auto* after = google::protobuf::Arena::CreateMessage<v1::Report>(&arena);
    absl::Status parsed = Parse(*replaced, fact->replaces, before);
    parsed.Update(Parse(*bytes, position, after));
    if (!parsed.ok()) return parsed;
    for (v1::ObservationChange& change : domain::DiffRevisions(*before, *after)) {
      *response.add_changes() = std::move(change);
    }
    response.set_prose_changed(domain::ProseDiffers(*before, *after));
  }
  response.set_report(*std::move(bytes));
  return response;
}

}  // namespace

grpc::ServerUnaryReactor* CoordinationServiceImpl::Review(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request,
                                                          grpc::ByteBuffer* response) {
  return ServeChange<v1::ReviewRequest, v1::ReviewResponse>(
      foundation_, "samlad.v1.CoordinationService/Review", context, *request, response,
      [](v1::ReviewRequest& asked) -> Change {
        return {asked.approve() ? CommandKind::kApproveReport : CommandKind::kSendBackReport,
                std::move(*asked.mutable_review())};
      });
}

grpc::ServerUnaryReactor* CoordinationServiceImpl::Waive(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return ServeChange<v1::WaiveRequest, v1::WaiveResponse>(
      foundation_, "samlad.v1.CoordinationService/Waive", context, *request, response,
      [](v1::WaiveRequest& asked) -> Change {
        return {CommandKind::kWaiveObligation, std::move(*asked.mutable_waiver())};
      });
}

grpc::ServerUnaryReactor* CoordinationServiceImpl::ImportSeries(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return ServeChange<v1::ImportSeriesRequest, v1::ImportSeriesResponse>(
      foundation_, "samlad.v1.CoordinationService/ImportSeries", context, *request, response,
      [](v1::ImportSeriesRequest& asked) -> Change {
        return {CommandKind::kImportSeries, std::move(*asked.mutable_series())};
      },
      [](const exchange::Outcome& outcome, v1::ImportSeriesResponse& answer) {
        answer.set_unknown(outcome.unknown_values);
      });
}

grpc::ServerUnaryReactor* CoordinationServiceImpl::Reopen(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request,
                                                          grpc::ByteBuffer* response) {
  return ServeChange<v1::ReopenRequest, v1::ReopenResponse>(
      foundation_, "samlad.v1.CoordinationService/Reopen", context, *request, response,
      [](v1::ReopenRequest& asked) -> Change {
        return {CommandKind::kReopenPeriod, std::move(*asked.mutable_reopening())};
      });
}

grpc::ServerUnaryReactor* CoordinationServiceImpl::ClearFigure(grpc::CallbackServerContext* context,
                                                               const grpc::ByteBuffer* request,
                                                               grpc::ByteBuffer* response) {
  return ServeChange<v1::ClearFigureRequest, v1::ClearFigureResponse>(
      foundation_, "samlad.v1.CoordinationService/ClearFigure", context, *request, response,
      [](v1::ClearFigureRequest& asked) -> Change {
        return {CommandKind::kClearFigure, std::move(*asked.mutable_clearing())};
      });
}

grpc::ServerUnaryReactor* CoordinationServiceImpl::PublishEdition(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return publisher_.Serve(context, *request, response);
}

grpc::ServerUnaryReactor* CoordinationServiceImpl::GetRevision(grpc::CallbackServerContext* context,
                                                               const grpc::ByteBuffer* request,
                                                               grpc::ByteBuffer* response) {
  return ServeRead<v1::GetRevisionRequest, v1::GetRevisionResponse>(
      foundation_, "samlad.v1.CoordinationService/GetRevision", context, *request, response,
      [this](const Authorization& granted, const v1::GetRevisionRequest& asked) {
        return RevisionOf(foundation_.exchange.reader(), granted, asked.position());
      });
}

}  // namespace samlad::service
