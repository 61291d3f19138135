// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/edition_publisher.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"
#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/publish.h"
#include "gateway/exchange/refusal.h"
#include "gateway/service/guard/error_details.h"
#include "samlad/v1/edition.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::service {
namespace {

using exchange::CommandKind;
using exchange::Outcome;

constexpr std::string_view kMethod = "samlad.v1.CoordinationService/PublishEdition";

absl::Status AnotherInMaking() {
  return WithRetryDelay(
      WithMetadata(absl::ResourceExhaustedError(
                       StrCat("another edition is being made; retry after ",
                              std::chrono::seconds(limits::kEditionRetryDelay).count(), " s")),
                   {{"queue", "editions"}, {"limit", limits::kEditionsInMakingMax}}),
      limits::kEditionRetryDelay);
}

absl::Status TooManyApproved(int given) {
  return WithMetadata(
      absl::InvalidArgumentError(StrCat("approved_prose: ", given, " texts are approved, at most ",
                                        limits::kApprovedProseMax, " may be")),
      {{"given", given}, {"limit", limits::kApprovedProseMax}});
}

// Whether the request asks for the edition that was stored.
bool AsksForStored(const v1::PublishEditionRequest& asked, const std::string& stored) {
  v1::Edition edition;
  v1::View view;
  if (!edition.ParseFromString(stored) || !view.ParseFromString(edition.view())) return false;
  return (asked.period().empty() || asked.period() == view.query().period()) &&
         (asked.as_of() == 0 || asked.as_of() == view.query().as_of());
}

// An edition that is too large stays so, and is not to be asked for again.
absl::Status NotToBeRetried(const absl::Status& why) {
  if (absl::IsCancelled(why)) return exchange::Stopping();
  if (!absl::IsResourceExhausted(why)) return why;
  absl::Status final_answer = absl::FailedPreconditionError(why.message());
  why.ForEachPayload([&final_answer](absl::string_view url, const absl::Cord& value) {
    final_answer.SetPayload(url, value);
  });
  return final_answer;
}

v1::PublishEditionResponse AnswerOf(Outcome& outcome, std::string edition) {
  v1::PublishEditionResponse answer;
  answer.set_receipt(std::move(outcome.receipt));
  answer.set_replayed(outcome.replayed);
  answer.set_edition(std::move(edition));
  return answer;
}

// For the coordinator, who knows all reports.
void NameWithoutProof(const std::vector<std::string>& seats, v1::PublishEditionResponse& answer) {
  for (const std::string& bytes : seats) {
    v1::SeatCertificate seat;
    seat.ParseFromString(bytes);  // was made here
    if (seat.withheld() == v1::SEAT_WITHHELD_UNSPECIFIED) continue;
    v1::SeatWithoutProof& one = *answer.add_seats_without_proof();
    *one.mutable_organisations() = seat.organisations();
    one.set_withheld(seat.withheld());
  }
}

}  // namespace

struct EditionPublisher::Making {
  Making(const Call& for_call, const v1::PublishEditionRequest& request, std::atomic<int>& count)
      : call(for_call), asked(request), in_making(count) {}
  ~Making() { Leave(); }
  Making(const Making&) = delete;
  Making& operator=(const Making&) = delete;

  // Makes room for the next. Before the answer, because that may follow at once.
  void Leave() {
    if (!left.exchange(true)) --in_making;
  }

  const Call call;
  const v1::PublishEditionRequest asked;
  int attempts = 0;
  std::string edition;  // as made last
  std::vector<std::string> seats;
  std::atomic<int>& in_making;  // includes this one until it leaves
  std::atomic<bool> left = false;
};

grpc::ServerUnaryReactor* EditionPublisher::Serve(grpc::CallbackServerContext* context,
                                                  const grpc::ByteBuffer& request,
                                                  grpc::ByteBuffer* response) {
  return Defer<v1::PublishEditionRequest, v1::PublishEditionResponse>(
      foundation_, kMethod, context, request, response,
      [this](const Call& call, const v1::PublishEditionRequest& asked) { Begin(call, asked); });
}

void EditionPublisher::Begin(const Call& call, const v1::PublishEditionRequest& asked) {
  if (asked.approved_prose_size() > limits::kApprovedProseMax) {
    return call->Refuse(TooManyApproved(asked.approved_prose_size()));
  }
  if (!asked.dry_run()) {  // before minutes of work
    const absl::Status id = exchange::CheckSubmissionId(asked.submission_id());
    if (!id.ok()) return call->Refuse(id);
  }
  if (AnswerIfStored(call, asked)) return;
  std::atomic<int>& in_making = foundation_.editions.count;
  const bool full = in_making.fetch_add(1) >= limits::kEditionsInMakingMax;
  const auto making = std::make_shared<Making>(call, asked, in_making);
  if (full) {
    making->Leave();
    return call->Refuse(AnotherInMaking());
  }
  // An earlier call with the same id, which held the place until it was decided on,
  // may have left since.
  if (AnswerIfStored(call, asked)) return;
  Make(making);
}

bool EditionPublisher::AnswerIfStored(const Call& call, const v1::PublishEditionRequest& asked) {
  if (asked.dry_run()) return false;
  absl::StatusOr<std::string> stored = foundation_.exchange.reader().FindPayload(
      call->authorization().principal, CommandKind::kPublishEdition, asked.submission_id());
  if (absl::IsNotFound(stored.status())) return false;
  if (!stored.ok()) {
    call->Refuse(stored.status());
  } else if (!AsksForStored(asked, *stored)) {
    call->Refuse(exchange::BoundToOther(asked.submission_id()));
  } else {
    Execute(call, asked.submission_id(), *stored, {},
            [call, edition = *stored](absl::StatusOr<Outcome> outcome) mutable {
              if (!outcome.ok()) return call->Refuse(outcome.status());
              call->NoteOutcome(*outcome);
              call->Reply(AnswerOf(*outcome, std::move(edition)));
            });
  }
  return true;
}

// Publishes also if the caller is gone: its retry gets the receipt.
void EditionPublisher::Make(const std::shared_ptr<Making>& making) {
  ++making->attempts;
  const v1::PublishEditionRequest& asked = making->asked;
  domain::EditionRequest request;
  request.period = asked.period();
  request.threads = limits::kEditionThreads;
  request.as_of = asked.as_of();
  request.dry_run = asked.dry_run();
  request.approved_prose.assign(asked.approved_prose().begin(), asked.approved_prose().end());
  request.left_out.assign(asked.left_out().begin(), asked.left_out().end());
  request.coarse.assign(asked.coarse().begin(), asked.coarse().end());
  request.cancelled = [this] { return foundation_.editions.stopping.load(); };
  absl::StatusOr<std::string> edition =
      foundation_.exchange.reader().MakeEdition(request, &making->seats);
  if (edition.ok() && !asked.dry_run()) {
    making->edition = *std::move(edition);
    return Execute(
        making->call, asked.submission_id(), making->edition, making->seats,
        [this, making](absl::StatusOr<Outcome> outcome) { Decided(making, std::move(outcome)); });
  }
  making->Leave();
  if (!edition.ok()) return making->call->Refuse(NotToBeRetried(edition.status()));
  v1::PublishEditionResponse answer;
  answer.set_edition(*std::move(edition));
  NameWithoutProof(making->seats, answer);
  making->call->Reply(std::move(answer));
}

void EditionPublisher::Decided(const std::shared_ptr<Making>& making,
                               absl::StatusOr<Outcome> outcome) {
  const Call& call = making->call;
  if (outcome.ok()) {
    call->NoteOutcome(*outcome);
    making->Leave();
    v1::PublishEditionResponse answer = AnswerOf(*outcome, std::move(making->edition));
    if (!answer.replayed()) NameWithoutProof(making->seats, answer);
    return call->Reply(std::move(answer));
  }
  absl::Status why = outcome.status();
  if (ReasonOf(why) == "EDITION_OUTDATED" && making->attempts < limits::kEditionAttemptsMax) {
    why = AddRead(foundation_.readers, ReaderOwnerOf(kMethod, call->authorization()),
                  [this, making] { Make(making); });
    if (why.ok()) return;
  }
  making->Leave();
  call->Refuse(why);
}

void EditionPublisher::Execute(const Call& call, const std::string& submission_id,
                               std::string edition, std::vector<std::string> seats,
                               exchange::Done done) {
  exchange::PublishWithSeats(foundation_.exchange, std::move(seats),
                             {.kind = CommandKind::kPublishEdition,
                              .sender = call->authorization().principal,
                              .submission_id = submission_id,
                              .payload = std::move(edition),
                              .base = 0},
                             std::move(done));
}

}  // namespace samlad::service
