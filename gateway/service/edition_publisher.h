// SPDX-License-Identifier: EUPL-1.2
//
// Makes an edition on a reader's thread and has it published; makes it anew if it
// was outdated before it could be stored.

#ifndef SAMLAD_GATEWAY_SERVICE_EDITION_PUBLISHER_H_
#define SAMLAD_GATEWAY_SERVICE_EDITION_PUBLISHER_H_

#include <string>
#include <vector>

#include "gateway/service/calls/unary_call.h"
#include "samlad/v1/coordination_service.pb.h"

namespace samlad::service {

// Thread-safe; never blocks. What `foundation` names must outlive it.
class EditionPublisher {
 public:
  explicit EditionPublisher(const Foundation& foundation) : foundation_(foundation) {}

  // CoordinationService.PublishEdition.
  grpc::ServerUnaryReactor* Serve(grpc::CallbackServerContext* context,
                                  const grpc::ByteBuffer& request, grpc::ByteBuffer* response);

 private:
  using Call = std::shared_ptr<UnaryCall<v1::PublishEditionResponse>>;
  // One request while its edition is being made.
  struct Making;

  void Begin(const Call& call, const v1::PublishEditionRequest& asked);
  // Answers the call if an earlier one with its submission id was stored.
  bool AnswerIfStored(const Call& call, const v1::PublishEditionRequest& asked);
  void Make(const std::shared_ptr<Making>& making);
  // The exchange has answered.
  void Decided(const std::shared_ptr<Making>& making, absl::StatusOr<exchange::Outcome> outcome);
  void Execute(const Call& call, const std::string& submission_id, std::string edition,
               std::vector<std::string> seats, exchange::Done done);

  const Foundation foundation_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_EDITION_PUBLISHER_H_
