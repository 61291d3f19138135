// SPDX-License-Identifier: EUPL-1.2
//
// The calls that ask for one entry and are answered with its receipt.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_CHANGE_CALL_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_CHANGE_CALL_H_

#include <string>
#include <string_view>
#include <utility>

#include "gateway/service/calls/unary_call.h"

namespace samlad::service {

// The command that a request asks for.
struct Change {
  exchange::CommandKind kind;
  std::string payload;  // of the entry
};

// Serves a call whose request has a submission id and whose response has a
// receipt and `replayed`. `read` may move parts out of the request;
// `complete`, if given, adds to the response what else follows from the outcome.
template <class Request, class Response>
grpc::ServerUnaryReactor* ServeChange(
    const Foundation& foundation, std::string_view method, grpc::CallbackServerContext* context,
    const grpc::ByteBuffer& request, grpc::ByteBuffer* response, Change (*read)(Request& asked),
    void (*complete)(const exchange::Outcome& outcome, Response& answer) = nullptr) {
  return Serve<Request, Response>(
      foundation, method, context, request, response, [&](const auto& call, Request asked) {
        Change change = read(asked);
        foundation.exchange.Execute(
            exchange::Command{.kind = change.kind,
                              .sender = call->authorization().principal,
                              .submission_id = std::move(*asked.mutable_submission_id()),
                              .payload = std::move(change.payload),
                              .base = 0},
            [call, complete](absl::StatusOr<exchange::Outcome> outcome) {
              if (!outcome.ok()) return call->Refuse(outcome.status());
              call->NoteOutcome(*outcome);
              Response answer;
              answer.set_receipt(std::move(outcome->receipt));
              answer.set_replayed(outcome->replayed);
              if (complete != nullptr) complete(*outcome, answer);
              call->Reply(std::move(answer));
            });
      });
}

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_CHANGE_CALL_H_
