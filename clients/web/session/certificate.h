// SPDX-License-Identifier: EUPL-1.2
//
// Who is signed in by a certificate. Pure; thread-safe.

#ifndef SAMLAD_CLIENTS_WEB_SESSION_CERTIFICATE_H_
#define SAMLAD_CLIENTS_WEB_SESSION_CERTIFICATE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/web/http/message.h"
#include "clients/web/session/visit.h"

namespace samlad::web {

// Checks a chain that a browser showed: its dates, whether it leads to one of
// `authorities` (PEM), and whether it is that of a system. Whether it was revoked
// the gateway says at each call.
ShownCertificate ExamineCertificate(std::string chain_pem, std::string_view authorities,
                                    int64_t now_ms);

// The system that the first certificate of a chain names. UNAUTHENTICATED or
// INVALID_ARGUMENT if it names none.
absl::StatusOr<SignedIn> SystemOf(std::string_view chain_pem);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_SESSION_CERTIFICATE_H_
