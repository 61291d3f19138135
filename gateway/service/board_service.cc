// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/board_service.h"

#include <string>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/follow_up/obligations.h"
#include "gateway/domain/follow_up/trail.h"
#include "gateway/domain/view/view.h"
#include "gateway/exchange/view_bytes.h"
#include "gateway/ledger/hash.h"
#include "gateway/service/edition_list.h"
#include "gateway/service/guard/error_details.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::service {
namespace {

using exchange::Command;
using exchange::CommandKind;
using exchange::LogReader;
using exchange::Outcome;
using exchange::SerialiseView;

void AddViolation(std::string_view field, std::string_view description,
                  google::rpc::BadRequest* violations) {
  auto* violation = violations->add_field_violations();
  violation->set_field(std::string(field));
  violation->set_description(std::string(description));
}

// Without fields of a newer contract: a view carries its query, and an
// acknowledgement stores it, but of a request they are passed over.
v1::ViewQuery KnownPart(v1::ViewQuery query) {
  query.DiscardUnknownFields();
  return query;
}

// Breakdowns are for the coordinator and the auditors, because until there are
// editions only the figures that the board sees are made to be published.
absl::Status CheckBreakdowns(const Authorization& granted, const v1::ViewQuery& query) {
  constexpr Permissions kNeeded = AnyOf(v1::PERMISSION_COORDINATE, v1::PERMISSION_AUDIT);
  if (query.breakdowns().empty() || (granted.permissions & kNeeded) != 0) return absl::OkStatus();
  return WithMetadata(WithReason(absl::PermissionDeniedError(
                                     "breakdowns: need the permission \"coordinate\" or \"audit\"; "
                                     "leave them out, or ask the coordinator"),
                                 "NOT_PERMITTED"),
                      {{"permissions", "coordinate,audit"}});
}

// All violations at once, so that one round fixes them.
absl::Status CheckAcknowledgement(const v1::AcknowledgeRequest& request) {
  google::rpc::BadRequest violations;
  if (request.query().as_of() == 0) {
    AddViolation("query.as_of", "must be set to the as_of in the view", &violations);
  }
  const auto refuse_filter = [&](std::string_view field, int given) {
    if (given == 0) return;
    AddViolation(field,
                 "must be empty, because the board acknowledges a whole period; acknowledge the "
                 "view without this filter",
                 &violations);
  };
  refuse_filter("query.organisations", request.query().organisations_size());
  refuse_filter("query.indicators", request.query().indicators_size());
  refuse_filter("query.priority_areas", request.query().priority_areas_size());
  if (request.view_digest().size() != sizeof(ledger::Hash)) {
    AddViolation("view_digest",
                 StrCat(request.view_digest().size(),
                        " bytes given; must be the SHA-256 of the view's bytes, 32 bytes"),
                 &violations);
  }
  if (request.minute().size() > limits::kMinuteBytesMax) {
    AddViolation("minute", StrCat("at most ", limits::kMinuteBytesMax, " bytes"), &violations);
  }
  if (request.decision().size() > limits::kDecisionBytesMax) {
    AddViolation("decision", StrCat("at most ", limits::kDecisionBytesMax, " bytes"), &violations);
  }
  if (violations.field_violations().empty()) return absl::OkStatus();
  return WithMetadata(
      BadRequestError("the acknowledgement is incomplete; see the fields", violations),
      {{"limits", StrCat("view_digest=", sizeof(ledger::Hash), ",minute=", limits::kMinuteBytesMax,
                         ",decision=", limits::kDecisionBytesMax)}});
}

// Whether the request asks for what `stored` says, its query filled in.
bool AsksFor(const v1::AcknowledgeRequest& request, const v1::BoardAcknowledged& stored) {
  v1::ViewQuery query = request.query();
  if (query.period().empty()) query.set_period(stored.query().period());
  if (query.years() == 0) query.set_years(stored.query().years());
  if (query.protected_as_of() == 0) {
    query.set_protected_as_of(stored.query().protected_as_of());
  }
  return query.SerializeAsString() == stored.query().SerializeAsString() &&
         request.view_digest() == stored.view_digest() && request.minute() == stored.minute() &&
         request.decision() == stored.decision() && request.corrects() == stored.corrects();
}

// Only auditors choose the moment whose catalogues protect a view.
LogReader::Protect ProtectFor(const Authorization& granted) {
  return Has(granted.permissions, v1::PERMISSION_AUDIT) ? LogReader::Protect::kAsAsked
                                                        : LogReader::Protect::kByHead;
}

// The payload of the entry, if the digest is that of the view.
absl::StatusOr<std::string> AcknowledgedBytes(const LogReader& log, const Authorization& granted,
                                              const v1::AcknowledgeRequest& request) {
  if (absl::Status checked = CheckAcknowledgement(request); !checked.ok()) return checked;
  // A stored acknowledgement is replayed also when the view can no longer be
  // computed as it was then.
  absl::StatusOr<std::string> stored =
      log.FindPayload(granted.principal, CommandKind::kAcknowledge, request.submission_id());
  if (!stored.ok() && !absl::IsNotFound(stored.status())) return stored;
  v1::BoardAcknowledged before;
  if (stored.ok() && before.ParseFromString(*stored) && AsksFor(request, before)) return stored;
  const absl::StatusOr<v1::View> view = log.View(KnownPart(request.query()), ProtectFor(granted));
  if (!view.ok()) return view.status();
  if (ledger::AsBytes(ledger::Sha256({SerialiseView(*view)})) != request.view_digest()) {
    return WithReason(absl::FailedPreconditionError(
                          "view_digest: is not that of the view which this query gives; fetch the "
                          "view again, read it, and acknowledge that view"),
                      "VIEW_CHANGED");
  }
  v1::BoardAcknowledged acknowledged;
  *acknowledged.mutable_query() = view->query();
  acknowledged.set_view_digest(request.view_digest());
  acknowledged.set_minute(request.minute());
  acknowledged.set_decision(request.decision());
  acknowledged.set_corrects(request.corrects());
  return acknowledged.SerializeAsString();
}

bool IsMissing(const v1::ObligationState& obligation) {
  return obligation.state() == v1::REPORT_STATE_EXPECTED ||
         obligation.state() == v1::REPORT_STATE_RETURNED ||
         obligation.state() == v1::REPORT_STATE_MISSING;
}

absl::StatusOr<v1::ListMissingResponse> MissingOf(const domain::Facts& facts,
                                                  const v1::ListMissingRequest& request) {
  if (request.as_of() > facts.size()) {
    return WithMetadata(
        absl::OutOfRangeError(StrCat("as_of: ", request.as_of(), " requested; the log has ",
                                     facts.size(), " entries")),
        {{"log_size", facts.size()}});
  }
  const uint64_t as_of = request.as_of() == 0 ? facts.size() : request.as_of();
  // Measured figures are protected by the head, whoever reads.
  const absl::StatusOr<domain::Prefix> prefix = domain::ReadPrefix(facts, as_of, facts.size());
  if (!prefix.ok()) return prefix.status();
  const std::string period =
      request.period().empty() ? domain::DefaultPeriod(*prefix) : request.period();
  absl::Status known = domain::CheckPeriod(*prefix->catalogue, period);
  if (!known.ok()) return known;
  v1::ListMissingResponse response;
  response.set_as_of(as_of);
  for (v1::ObligationState& obligation :
       domain::ObligationStates(*prefix, period, [](std::string_view) { return true; })) {
    obligation.clear_remarks();  // between the organisation and the coordinator
    if (IsMissing(obligation)) *response.add_obligations() = std::move(obligation);
  }
  for (v1::ProjectRow& project : domain::ProjectRows(*prefix, period)) {
    if (project.state() == v1::FOLLOW_UP_STATE_OVERDUE) {
      *response.add_projects() = std::move(project);
    }
  }
  return response;
}

}  // namespace

grpc::ServerUnaryReactor* BoardServiceImpl::GetView(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) {
  return ServeRead<v1::GetViewRequest, v1::GetViewResponse>(
      foundation_, "samlad.v1.BoardService/GetView", context, *request, response,
      [this](const Authorization& granted,
             const v1::GetViewRequest& asked) -> absl::StatusOr<v1::GetViewResponse> {
        if (absl::Status may = CheckBreakdowns(granted, asked.query()); !may.ok()) return may;
        const absl::StatusOr<v1::View> view =
            foundation_.exchange.reader().View(KnownPart(asked.query()), ProtectFor(granted));
        if (!view.ok()) return view.status();
        v1::GetViewResponse answer;
        answer.set_view(SerialiseView(*view));
        return answer;
      });
}

grpc::ServerUnaryReactor* BoardServiceImpl::ListEditions(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request,
                                                         grpc::ByteBuffer* response) {
  return ServeRead<v1::ListEditionsRequest, v1::ListEditionsResponse>(
      foundation_, "samlad.v1.BoardService/ListEditions", context, *request, response,
      [](const Authorization& granted, const v1::ListEditionsRequest& asked) {
        return service::ListEditions(granted.snapshot->facts, asked);
      });
}

grpc::ServerUnaryReactor* BoardServiceImpl::GetEdition(grpc::CallbackServerContext* context,
                                                       const grpc::ByteBuffer* request,
                                                       grpc::ByteBuffer* response) {
  return ServeRead<v1::GetEditionRequest, v1::GetEditionResponse>(
      foundation_, "samlad.v1.BoardService/GetEdition", context, *request, response,
      [this](const Authorization& granted,
             const v1::GetEditionRequest& asked) -> absl::StatusOr<v1::GetEditionResponse> {
        const auto position = FindEdition(granted.snapshot->facts, asked);
        if (!position.ok()) return position.status();
        absl::StatusOr<std::string> edition = foundation_.exchange.reader().ReadEdition(*position);
        if (!edition.ok()) return edition.status();
        v1::GetEditionResponse answer;
        answer.set_edition(*std::move(edition));
        answer.set_position(*position);
        return answer;
      });
}

grpc::ServerUnaryReactor* BoardServiceImpl::Acknowledge(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request,
                                                        grpc::ByteBuffer* response) {
  return Defer<v1::AcknowledgeRequest, v1::AcknowledgeResponse>(
      foundation_, "samlad.v1.BoardService/Acknowledge", context, *request, response,
      [this](const auto& call, const v1::AcknowledgeRequest& asked) {
        // A principal that may not read the view may not learn its digest either.
        absl::Status may = CheckBreakdowns(call->authorization(), asked.query());
        if (!may.ok()) return call->Refuse(may);
        absl::StatusOr<std::string> payload =
            AcknowledgedBytes(foundation_.exchange.reader(), call->authorization(), asked);
        if (!payload.ok()) return call->Refuse(payload.status());
        foundation_.exchange.Execute(Command{.kind = CommandKind::kAcknowledge,
                                             .sender = call->authorization().principal,
                                             .submission_id = asked.submission_id(),
                                             .payload = *std::move(payload),
                                             .base = 0},
                                     [call](absl::StatusOr<Outcome> outcome) {
                                       if (!outcome.ok()) return call->Refuse(outcome.status());
                                       call->NoteOutcome(*outcome);
                                       v1::AcknowledgeResponse answer;
                                       answer.set_receipt(std::move(outcome->receipt));
                                       answer.set_replayed(outcome->replayed);
                                       call->Reply(std::move(answer));
                                     });
      });
}

grpc::ServerUnaryReactor* BoardServiceImpl::ListMissing(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request,
                                                        grpc::ByteBuffer* response) {
  return ServeRead<v1::ListMissingRequest, v1::ListMissingResponse>(
      foundation_, "samlad.v1.BoardService/ListMissing", context, *request, response,
      [this](const Authorization&,
             const v1::ListMissingRequest& asked) -> absl::StatusOr<v1::ListMissingResponse> {
        const auto facts = foundation_.exchange.reader().ReadFacts(asked.as_of());
        if (!facts.ok()) return facts.status();
        return MissingOf(*facts, asked);
      });
}

grpc::ServerUnaryReactor* BoardServiceImpl::GetTrail(grpc::CallbackServerContext* context,
                                                     const grpc::ByteBuffer* request,
                                                     grpc::ByteBuffer* response) {
  return ServeRead<v1::GetTrailRequest, v1::GetTrailResponse>(
      foundation_, "samlad.v1.BoardService/GetTrail", context, *request, response,
      [](const Authorization& granted, const v1::GetTrailRequest& asked) {
        auto trail = domain::ReadTrail(granted.snapshot->facts, asked);
        const bool sees_remarks = Has(granted.permissions, v1::PERMISSION_COORDINATE) ||
                                  Has(granted.permissions, v1::PERMISSION_AUDIT);
        if (!trail.ok() || sees_remarks) return trail;
        for (v1::TrailRow& row : *trail->mutable_rows()) row.mutable_obligation()->clear_remarks();
        return trail;
      });
}

}  // namespace samlad::service
