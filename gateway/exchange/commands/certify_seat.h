// SPDX-License-Identifier: EUPL-1.2
//
// How an edition and the log name the certificate of a seat.

#ifndef SAMLAD_GATEWAY_EXCHANGE_COMMANDS_CERTIFY_SEAT_H_
#define SAMLAD_GATEWAY_EXCHANGE_COMMANDS_CERTIFY_SEAT_H_

#include <string>
#include <string_view>

namespace samlad::exchange {

// What the edition commits to. `certificate`: a serialised v1::SeatCertificate.
std::string SeatDigest(std::string_view certificate);

// Key of its entry.
std::string SeatKey(std::string_view digest);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_COMMANDS_CERTIFY_SEAT_H_
