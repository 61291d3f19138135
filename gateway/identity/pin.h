// SPDX-License-Identifier: EUPL-1.2
//
// Whether a certificate is that of one known system.

#ifndef SAMLAD_GATEWAY_IDENTITY_PIN_H_
#define SAMLAD_GATEWAY_IDENTITY_PIN_H_

#include <string_view>

#include "absl/status/status.h"

namespace samlad::identity {

// `pem`: a leaf certificate that TLS has verified for its purpose. It must
// not be an authority's, and must have `uri` as its sole URI SAN, byte for byte.
// UNAUTHENTICATED with the reason otherwise.
absl::Status CheckPin(std::string_view pem, std::string_view uri);

}  // namespace samlad::identity

#endif  // SAMLAD_GATEWAY_IDENTITY_PIN_H_
