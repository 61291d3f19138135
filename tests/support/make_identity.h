// SPDX-License-Identifier: EUPL-1.2
//
// An identity to revoke or to reinstate.

#ifndef SAMLAD_TESTS_SUPPORT_MAKE_IDENTITY_H_
#define SAMLAD_TESTS_SUPPORT_MAKE_IDENTITY_H_

#include <string>
#include <string_view>

#include "samlad/v1/ledger.pb.h"

namespace samlad::testing {

// An organisation, one of its systems, or a certificate alone.
inline v1::IdentityChanged MakeIdentity(std::string_view organisation, std::string_view system = "",
                                        std::string_view certificate = "") {
  v1::IdentityChanged identity;
  identity.set_organisation(std::string(organisation));
  identity.set_system(std::string(system));
  identity.set_certificate(std::string(certificate));
  identity.set_reason("the server was stolen");
  return identity;
}

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_SUPPORT_MAKE_IDENTITY_H_
