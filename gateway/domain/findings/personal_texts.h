// SPDX-License-Identifier: EUPL-1.2
//
// The gate for the texts of everything that becomes an entry of the log but for
// reports and catalogues, whose own checks find the same numbers. Gateway and
// commands use it alike.

#ifndef SAMLAD_GATEWAY_DOMAIN_FINDINGS_PERSONAL_TEXTS_H_
#define SAMLAD_GATEWAY_DOMAIN_FINDINGS_PERSONAL_TEXTS_H_

#include <vector>

#include "google/protobuf/message.h"
#include "samlad/v1/common.pb.h"

namespace samlad::domain {

// One TEXT_PERSONAL_NUMBER for every text of the message that holds personal
// numbers (values/personal_data.h; the first limits::kFindingsMax texts), masked, with the path of
// its field. Looked at are all fields of type string but for the names of an identity, which are
// those of a certificate and not to be chosen, and published figures.
// Pure; thread-safe.
std::vector<v1::Finding> FindPersonalTexts(const google::protobuf::Message& message);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FINDINGS_PERSONAL_TEXTS_H_
