// SPDX-License-Identifier: EUPL-1.2
//
// What is sent, shown before it is, and sending it.

#ifndef SAMLAD_CLIENTS_WEB_SENDER_SEND_PAGE_H_
#define SAMLAD_CLIENTS_WEB_SENDER_SEND_PAGE_H_

#include <string>
#include <string_view>

#include "clients/web/session/visit.h"

namespace samlad::web::sender {

// Lower-case hexadecimal SHA-256.
std::string DigestOf(std::string_view bytes);

// The page of a signed draft (kSigned).
Response ShowReady(Visit& visit, const Draft& draft);

// POST /reports/draft/{id}/send. However often it comes, one receipt: the submission id
// belongs to the draft. If the gateway does not answer, the draft is kept.
Response SendDraft(Visit& visit);

}  // namespace samlad::web::sender

#endif  // SAMLAD_CLIENTS_WEB_SENDER_SEND_PAGE_H_
