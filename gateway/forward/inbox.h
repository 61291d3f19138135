// SPDX-License-Identifier: EUPL-1.2
//
// The board's own system, as the forwarder sees it: samlad.v1.BoardInboxService.

#ifndef SAMLAD_GATEWAY_FORWARD_INBOX_H_
#define SAMLAD_GATEWAY_FORWARD_INBOX_H_

#include "absl/status/statusor.h"
#include "samlad/v1/board_inbox_service.pb.h"

namespace samlad::forward {

// Called by one thread at a time, Cancel by any.
class Inbox {
 public:
  virtual ~Inbox() = default;

  // One attempt each; blocks for limits::kForwardAttemptTimeout at most. The
  // answers are those of the other end, unchecked.
  //   UNAVAILABLE        it could not be reached, or is not the pinned system
  //   DEADLINE_EXCEEDED  it did not answer in time
  //   CANCELLED          Cancel was called
  //   other codes        its own refusal
  virtual absl::StatusOr<v1::DeliverResponse> Deliver(const v1::DeliverRequest& request) = 0;
  virtual absl::StatusOr<v1::GetDeliveryResponse> GetDelivery(
      const v1::GetDeliveryRequest& request) = 0;

  // Ends the attempt that is under way, and every later one at once.
  virtual void Cancel() = 0;
};

}  // namespace samlad::forward

#endif  // SAMLAD_GATEWAY_FORWARD_INBOX_H_
