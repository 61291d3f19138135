// SPDX-License-Identifier: EUPL-1.2
//
// What every unary method shares: a reactor that the guard authorizes, that ends
// exactly once (with its answer, at its deadline, or when the client gives up,
// whichever comes first) and that is recorded at its end. Nothing here blocks.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_UNARY_CALL_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_UNARY_CALL_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/service/calls/call.h"
#include "gateway/service/calls/parse_request.h"
#include "google/protobuf/message_lite.h"
#include "grpcpp/alarm.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"

namespace samlad::service {

// The part that does not depend on the messages. Lives until gRPC is done with
// it and nobody holds it any more; after the end of the call every method is
// still safe to call and does nothing.
class UnaryCallBase : public grpc::ServerUnaryReactor,
                      public std::enable_shared_from_this<UnaryCallBase> {
 public:
  // As Call; `response` is gRPC's.
  UnaryCallBase(const Foundation& foundation, std::string_view method,
                grpc::CallbackServerContext* context, size_t request_bytes,
                grpc::ByteBuffer* response);

  // Call::Authorize, and starts the deadline. Must be called once, first.
  absl::Status Start();

  // Call::Reauthorize, for a call that waited: before it is served, on the thread
  // that serves it.
  absl::Status Reauthorize();

  // Whether the caller has seen more of the log, at another gateway.
  bool IsBehind() const { return min_position_ > authorization_.snapshot->facts.size(); }
  // LogReader::CatchUp to what the caller has seen, before Reauthorize. May block.
  absl::Status CatchUp(const exchange::LogReader& log) const { return log.CatchUp(min_position_); }

  // As of the last time that the call was authorized. The principal never changes.
  const Authorization& authorization() const { return authorization_; }
  // Whether the answer is no longer wanted.
  bool ended() const { return ended_.load(std::memory_order_acquire); }
  // Call::Note, once, before Reply. If the call has ended already, the outcome gets
  // a line of its own in the log.
  void NoteOutcome(const exchange::Outcome& outcome);
  // Call::Refuse, of a call that did not begin; not OK.
  void RefuseAtStart(const absl::Status& why);
  // Ends the call without an answer, at once; not OK.
  void Refuse(const absl::Status& status);

 protected:
  // True for the first caller only, which alone may then use the response and the
  // context, and must call End().
  bool Claim() { return !ended_.exchange(true); }
  void End(const absl::Status& status, size_t response_bytes);
  // End, with the answer, unless that is too large for a message.
  void Answer(const google::protobuf::MessageLite& answer);

 private:
  void OnCancel() override;
  void OnDone() override;
  absl::Status StartDeadline();

  grpc::CallbackServerContext* const context_;
  grpc::ByteBuffer* const response_;
  Call call_;
  Authorization authorization_;
  uint64_t min_position_ = 0;
  std::atomic<bool> ended_ = false;
  std::unique_ptr<grpc::Alarm> deadline_;  // null: the client set one, gRPC keeps it
  std::shared_ptr<UnaryCallBase> self_;    // gRPC's own share
};

template <class Response>
class UnaryCall final : public UnaryCallBase {
 public:
  using UnaryCallBase::UnaryCallBase;

  void Reply(const absl::StatusOr<Response>& result) {
    if (!Claim()) return;
    if (result.ok()) {
      Answer(*result);
    } else {
      End(result.status(), 0);
    }
  }
};

// The generated service `Base` with these of its methods on bytes.
template <class Base, template <class> class... Methods>
struct OnBytesOf {
  using Type = Base;
};
template <class Base, template <class> class First, template <class> class... Rest>
struct OnBytesOf<Base, First, Rest...> {
  using Type = First<typename OnBytesOf<Base, Rest...>::Type>;
};
template <class Base, template <class> class... Methods>
using OnBytes = typename OnBytesOf<Base, Methods...>::Type;

// Serves one call: `handle` gets the call and its request if the call is authorized
// and the request can be parsed, and must ensure that Reply or Refuse is called.
// The request's bytes are not parsed before the call is authorized. `method` must
// outlive the call (a literal).
template <class Request, class Response>
grpc::ServerUnaryReactor* Serve(
    const Foundation& foundation, std::string_view method, grpc::CallbackServerContext* context,
    const grpc::ByteBuffer& request, grpc::ByteBuffer* response,
    const std::function<void(const std::shared_ptr<UnaryCall<Response>>&, Request)>& handle) {
  const auto call = std::make_shared<UnaryCall<Response>>(foundation, method, context,
                                                          request.Length(), response);
  Request asked;
  absl::Status begun = call->Start();
  if (begun.ok()) begun = ParseRequest(request, &asked);
  if (begun.ok()) {
    handle(call, std::move(asked));
  } else {
    call->RefuseAtStart(begun);
  }
  return call.get();
}

// Has `read` run on the readers' threads, in turn with those of other owners, so
// that gRPC's own threads never wait for one. RESOURCE_EXHAUSTED, and `read` is
// not run, if too many reads wait already, of all or of this owner.
absl::Status AddRead(FairPool& readers, std::string_view owner, std::function<void()> read);

// As Serve, for requests that may take long: `handle` runs on the readers' threads,
// with what the caller has seen of the log. The call is authorized again when its turn comes, so
// that a principal that was revoked while the call waited gets nothing. The request waits as bytes
// and is parsed when its turn comes.
template <class Request, class Response>
grpc::ServerUnaryReactor* Defer(
    const Foundation& foundation, std::string_view method, grpc::CallbackServerContext* context,
    const grpc::ByteBuffer& request, grpc::ByteBuffer* response,
    std::function<void(const std::shared_ptr<UnaryCall<Response>>&, const Request&)> handle) {
  const auto call = std::make_shared<UnaryCall<Response>>(foundation, method, context,
                                                          request.Length(), response);
  absl::Status begun = call->Start();
  if (begun.ok()) {
    begun = AddRead(foundation.readers, ReaderOwnerOf(method, call->authorization()),
                    [&foundation, call, request, handle = std::move(handle)] {
                      if (call->ended()) return;
                      Request asked;
                      absl::Status still = call->CatchUp(foundation.exchange.reader());
                      if (still.ok()) still = call->Reauthorize();
                      if (still.ok()) still = ParseRequest(request, &asked);
                      if (!still.ok()) return call->Refuse(still);
                      handle(call, asked);
                    });
  }
  if (!begun.ok()) call->RefuseAtStart(begun);
  return call.get();
}

// As Defer, for functions that return the answer.
template <class Request, class Response>
grpc::ServerUnaryReactor* ServeRead(
    const Foundation& foundation, std::string_view method, grpc::CallbackServerContext* context,
    const grpc::ByteBuffer& request, grpc::ByteBuffer* response,
    std::function<absl::StatusOr<Response>(const Authorization&, const Request&)> read) {
  return Defer<Request, Response>(
      foundation, method, context, request, response,
      [read = std::move(read)](const std::shared_ptr<UnaryCall<Response>>& call,
                               const Request& asked) {
        call->Reply(read(call->authorization(), asked));
      });
}

// As ServeRead, for functions that never block: at once, unless the caller has seen more
// of the log than this gateway.
template <class Request, class Response>
grpc::ServerUnaryReactor* ServeQuickRead(
    const Foundation& foundation, std::string_view method, grpc::CallbackServerContext* context,
    const grpc::ByteBuffer& request, grpc::ByteBuffer* response,
    const std::function<absl::StatusOr<Response>(const Authorization&, const Request&)>& read) {
  return Serve<Request, Response>(
      foundation, method, context, request, response,
      [&foundation, method, &read](const std::shared_ptr<UnaryCall<Response>>& call,
                                   const Request& asked) {
        if (!call->IsBehind()) return call->Reply(read(call->authorization(), asked));
        const absl::Status added =
            AddRead(foundation.readers, ReaderOwnerOf(method, call->authorization()),
                    [&foundation, call, asked, read] {
                      absl::Status still = call->CatchUp(foundation.exchange.reader());
                      if (still.ok()) still = call->Reauthorize();
                      if (!still.ok()) return call->Refuse(still);
                      call->Reply(read(call->authorization(), asked));
                    });
        if (!added.ok()) call->Refuse(added);
      });
}

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_UNARY_CALL_H_
