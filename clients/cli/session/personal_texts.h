// SPDX-License-Identifier: EUPL-1.2
//
// The gate for the texts of what is to be sent: the gateway refuses the same
// (gateway/exchange/free_texts.h), but a number that was never sent needs no
// forgetting.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_PERSONAL_TEXTS_H_
#define SAMLAD_CLIENTS_CLI_SESSION_PERSONAL_TEXTS_H_

#include "clients/cli/session/context.h"
#include "google/protobuf/message.h"

namespace samlad::cli {

// Whether a text of `message` holds a personal number. If so, the findings and
// that nothing was sent are printed to standard error; the command then ends with
// kRejected. To be called before anything is kept or sent.
bool NamesAPerson(const Context& context, const google::protobuf::Message& message);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_PERSONAL_TEXTS_H_
