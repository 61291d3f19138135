// SPDX-License-Identifier: EUPL-1.2
//
// What a request must show before anything is done for it: that its browser meant
// this server (Host), and that a page of ours made it (Sec-Fetch-Site, Origin).
// Cookies and certificates are sent whoever makes a request; these headers are
// written by the browser and no other site can change them. Pure.

#ifndef SAMLAD_CLIENTS_WEB_SESSION_GATE_H_
#define SAMLAD_CLIENTS_WEB_SESSION_GATE_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/web/http/message.h"

namespace samlad::web {

// Where browsers reach the program.
struct Site {
  std::string origin;  // "https://samlad.example:8443"; a default port is left out
  std::string host;    // its part after "://"
};

// From an address as a person writes it. INVALID_ARGUMENT if it is not just
// scheme, host and perhaps port.
absl::StatusOr<Site> ParseSite(std::string_view origin);

enum class Gate {
  kOpen,
  kOtherHost,  // the name is not ours: perhaps a name that was made to point at us
  kOtherSite,  // another site made it
};

// `request.form` is not read: the token in it is checked where its owner is known.
Gate CheckGate(const Request& request, const Site& site);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_SESSION_GATE_H_
