// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/publish.h"

#include <memory>
#include <utility>

namespace samlad::exchange {
namespace {

// What is left to do. Shared, because a command's callback can be copied.
struct Publishing {
  Exchange& exchange;
  std::vector<std::string> seats;
  Command edition;
  Done done;
};

void PublishNext(const std::shared_ptr<Publishing>& left) {
  if (left->seats.empty()) {
    return left->exchange.Execute(std::move(left->edition), std::move(left->done));
  }
  Command next{.kind = CommandKind::kCertifySeat,
               .sender = {},
               .submission_id = {},
               .payload = std::move(left->seats.back()),
               .base = 0};
  left->seats.pop_back();
  left->exchange.Execute(std::move(next), [left](absl::StatusOr<Outcome> outcome) {
    if (!outcome.ok()) return left->done(outcome.status());
    PublishNext(left);
  });
}

}  // namespace

void PublishWithSeats(Exchange& exchange, std::vector<std::string> seats, Command edition,
                      Done done) {
  PublishNext(std::make_shared<Publishing>(
      Publishing{exchange, std::move(seats), std::move(edition), std::move(done)}));
}

}  // namespace samlad::exchange
