// SPDX-License-Identifier: EUPL-1.2
//
// Every way in which somebody gets no further, as a page that says why and what
// to do.

#ifndef SAMLAD_CLIENTS_WEB_REFUSALS_H_
#define SAMLAD_CLIENTS_WEB_REFUSALS_H_

#include "absl/status/status.h"
#include "clients/web/http/message.h"
#include "clients/web/pages/frame.h"

namespace samlad::web {

// What the server refuses by itself (http/server.h).
Refusal RefusalOfServer(int status);

// No certificate, or one that does not hold.
Refusal RefusalOfCertificate(const ShownCertificate* shown);
Refusal RefusalOfExpired();

// The gateway's answer to somebody who is signed in and asks for the catalogue,
// which every known organisation may read.
Refusal RefusalOfGateway(const absl::Status& status);

// Loopback mode: no token, or one that was used.
Refusal RefusalOfEntrance();
Refusal RefusalOfOtherHost(std::string_view origin);
Refusal RefusalOfOtherSite();

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_REFUSALS_H_
