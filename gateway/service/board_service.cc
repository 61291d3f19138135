// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/board_service.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
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
#include "samlad/v1/edition.pb.h"
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

// All others read editions.
bool ReadsLive(const Authorization& granted) {
  return Has(granted.permissions, v1::PERMISSION_COORDINATE) ||
         Has(granted.permissions, v1::PERMISSION_AUDIT);
}

// `fields`: of the query, with commas.
absl::Status ReadsEditionsWhole(std::string_view fields) {
  return WithMetadata(
      WithReason(absl::PermissionDeniedError(StrCat(
                     fields,
                     ": without the permission \"coordinate\" or \"audit\" you read editions as "
                     "they were published; give at most period and as_of, or ask the coordinator")),
                 "NOT_PERMITTED"),
      {{"permissions", "coordinate,audit"}});
}

// An edition is read whole: what the query names beyond period and as_of must be as
// in the query of the edition's view.
absl::Status CheckWhole(const v1::ViewQuery& query, const v1::ViewQuery& whole) {
  std::vector<std::string> other;
  const auto number = [&](std::string_view field, uint64_t given, uint64_t its) {
    if (given != 0 && given != its) other.emplace_back(field);
  };
  const auto list = [&](std::string_view field, const auto& given, const auto& its) {
    if (!given.empty() && !std::ranges::equal(given, its)) other.emplace_back(field);
  };
  number("years", query.years(), whole.years());
  list("priority_areas", query.priority_areas(), whole.priority_areas());
  list("indicators", query.indicators(), whole.indicators());
  list("organisations", query.organisations(), whole.organisations());
  list("breakdowns", query.breakdowns(), whole.breakdowns());
  number("protected_as_of", query.protected_as_of(), whole.protected_as_of());
  return other.empty() ? absl::OkStatus() : ReadsEditionsWhole(absl::StrJoin(other, ", "));
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

// The view of the edition at `position`, its bytes as they were published.
absl::StatusOr<std::string> PublishedView(const LogReader& log, uint64_t position) {
  const absl::StatusOr<std::string> bytes = log.ReadEdition(position);
  if (!bytes.ok()) return bytes.status();
  v1::Edition edition;
  if (edition.ParseFromString(*bytes)) return std::move(*edition.mutable_view());
  return absl::DataLossError(StrCat("log position ", position, ": the payload is not an edition"));
}

// What readers of editions get.
absl::StatusOr<std::string> ReadPublished(const LogReader& log, const domain::Facts& facts,
                                          const v1::ViewQuery& query) {
  const absl::StatusOr<uint64_t> position = FindEditionFor(facts, query);
  if (!position.ok()) return position.status();
  absl::StatusOr<std::string> bytes = PublishedView(log, *position);
  v1::View view;
  if (!bytes.ok() || !view.ParseFromString(*bytes)) return bytes;
  absl::Status whole = CheckWhole(query, view.query());
  if (!whole.ok()) return whole;
  return bytes;
}

absl::Status ViewChanged() {
  return WithReason(absl::FailedPreconditionError(
                        "view_digest: is not that of the view which this query gives; fetch the "
                        "view again, read it, and acknowledge that view"),
                    "VIEW_CHANGED");
}

// The query of the view whose digest the request names: that of an edition or, for
// those who read them, a live one.
absl::StatusOr<v1::ViewQuery> QueryOfSeen(const LogReader& log, const Authorization& granted,
                                          const v1::AcknowledgeRequest& request) {
  const absl::StatusOr<std::optional<uint64_t>> position =
      FindSeenEdition(granted.snapshot->facts, request.query(), request.view_digest());
  if (position.ok() && position->has_value()) {
    const absl::StatusOr<std::string> bytes = PublishedView(log, **position);
    if (!bytes.ok()) return bytes.status();
    v1::View view;
    view.ParseFromString(*bytes);  // as when the entry was read back
    return view.query();
  }
  if (!ReadsLive(granted)) return position.ok() ? ViewChanged() : position.status();
  const absl::StatusOr<v1::View> view = log.View(KnownPart(request.query()), ProtectFor(granted));
  if (!view.ok()) return view.status();
  const std::string digest(ledger::AsBytes(ledger::Sha256({SerialiseView(*view)})));
  if (digest != request.view_digest()) return ViewChanged();
  return view->query();
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
  absl::StatusOr<v1::ViewQuery> query = QueryOfSeen(log, granted, request);
  if (!query.ok()) return query.status();
  v1::BoardAcknowledged acknowledged;
  *acknowledged.mutable_query() = *std::move(query);
  acknowledged.set_view_digest(request.view_digest());
  acknowledged.set_minute(request.minute());
  acknowledged.set_decision(request.decision());
  acknowledged.set_corrects(request.corrects());
  return acknowledged.SerializeAsString();
}

// A seat's certificate prints what its organisations reported, so that whoever may
// read those reports may read it.
absl::StatusOr<v1::GetSeatCertificateResponse> SeatCertificateOf(
    const LogReader& log, const Authorization& granted,
    const v1::GetSeatCertificateRequest& asked) {
  const std::string& caller = granted.principal.organisation;
  const auto may_read = [&](const domain::SeatFact& seat) {
    return Has(granted.permissions, v1::PERMISSION_AUDIT) ||
           std::ranges::all_of(seat.organisations, [&](const std::string& one) {
             return granted.snapshot->catalogue->MayReportFor(caller, one);
           });
  };
  std::vector<std::string> organisations(asked.organisations().begin(),
                                         asked.organisations().end());
  if (organisations.empty()) organisations.push_back(caller);
  const auto editions = granted.snapshot->facts.editions();
  const uint64_t newest = editions.empty() ? 0 : editions.back();
  const uint64_t edition = asked.edition() == 0 ? newest : asked.edition();
  auto seat = log.FindSeat(edition, organisations, may_read);
  if (!seat.ok()) return seat.status();
  v1::GetSeatCertificateResponse answer;
  answer.set_certificate(std::move(seat->certificate));
  answer.set_position(seat->position);
  answer.set_edition(edition);
  return answer;
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

// Of projects only dates and states: figures and prose are read in editions.
void LeaveOutFigures(v1::ListMissingResponse& missing) {
  for (v1::ProjectRow& project : *missing.mutable_projects()) {
    project.clear_follow_up();
    project.clear_over_budget();
    project.clear_spent_sek();
    project.clear_effects();
  }
}

}  // namespace

grpc::ServerUnaryReactor* BoardServiceImpl::GetView(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request,
                                                    grpc::ByteBuffer* response) {
  return ServeRead<v1::GetViewRequest, v1::GetViewResponse>(
      foundation_, "samlad.v1.BoardService/GetView", context, *request, response,
      [this](const Authorization& granted,
             const v1::GetViewRequest& asked) -> absl::StatusOr<v1::GetViewResponse> {
        const LogReader& log = foundation_.exchange.reader();
        v1::GetViewResponse answer;
        if (ReadsLive(granted)) {
          const auto view = log.View(KnownPart(asked.query()), ProtectFor(granted));
          if (!view.ok()) return view.status();
          answer.set_view(SerialiseView(*view));
        } else {
          auto view = ReadPublished(log, granted.snapshot->facts, asked.query());
          if (!view.ok()) return view.status();
          answer.set_view(*std::move(view));
        }
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

grpc::ServerUnaryReactor* BoardServiceImpl::GetSeatCertificate(grpc::CallbackServerContext* context,
                                                               const grpc::ByteBuffer* request,
                                                               grpc::ByteBuffer* response) {
  return ServeRead<v1::GetSeatCertificateRequest, v1::GetSeatCertificateResponse>(
      foundation_, "samlad.v1.BoardService/GetSeatCertificate", context, *request, response,
      [this](const Authorization& granted, const v1::GetSeatCertificateRequest& asked) {
        return SeatCertificateOf(foundation_.exchange.reader(), granted, asked);
      });
}

grpc::ServerUnaryReactor* BoardServiceImpl::Acknowledge(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request,
                                                        grpc::ByteBuffer* response) {
  return Defer<v1::AcknowledgeRequest, v1::AcknowledgeResponse>(
      foundation_, "samlad.v1.BoardService/Acknowledge", context, *request, response,
      [this](const auto& call, const v1::AcknowledgeRequest& asked) {
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
      [this](const Authorization& granted,
             const v1::ListMissingRequest& asked) -> absl::StatusOr<v1::ListMissingResponse> {
        const auto facts = foundation_.exchange.reader().ReadFacts(asked.as_of());
        if (!facts.ok()) return facts.status();
        auto missing = MissingOf(*facts, asked);
        if (missing.ok() && !ReadsLive(granted)) LeaveOutFigures(*missing);
        return missing;
      });
}

grpc::ServerUnaryReactor* BoardServiceImpl::GetTrail(grpc::CallbackServerContext* context,
                                                     const grpc::ByteBuffer* request,
                                                     grpc::ByteBuffer* response) {
  return ServeRead<v1::GetTrailRequest, v1::GetTrailResponse>(
      foundation_, "samlad.v1.BoardService/GetTrail", context, *request, response,
      [](const Authorization& granted, const v1::GetTrailRequest& asked) {
        auto trail = domain::ReadTrail(granted.snapshot->facts, asked);
        if (!trail.ok() || ReadsLive(granted)) return trail;
        for (v1::TrailRow& row : *trail->mutable_rows()) row.mutable_obligation()->clear_remarks();
        return trail;
      });
}

}  // namespace samlad::service
