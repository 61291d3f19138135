// SPDX-License-Identifier: EUPL-1.2
//
// Stores an edition, after the certificates of its seats.

#ifndef SAMLAD_GATEWAY_EXCHANGE_PUBLISH_H_
#define SAMLAD_GATEWAY_EXCHANGE_PUBLISH_H_

#include <string>
#include <vector>

#include "gateway/exchange/command.h"
#include "gateway/exchange/exchange.h"

namespace samlad::exchange {

// Executes kCertifySeat for each of `seats`, one after the other because they are
// large, then `edition`, a kPublishEdition. The first refusal is the answer. If the
// gateway stops on the way, the log has certificates that no edition names, and the
// edition is made anew. `exchange` must outlive the answer.
void PublishWithSeats(Exchange& exchange, std::vector<std::string> seats, Command edition,
                      Done done);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_PUBLISH_H_
