// SPDX-License-Identifier: EUPL-1.2
//
// The gate for the texts of commands: what they say stays in the log for ever,
// so nothing in them may identify a person.

#ifndef SAMLAD_GATEWAY_EXCHANGE_FREE_TEXTS_H_
#define SAMLAD_GATEWAY_EXCHANGE_FREE_TEXTS_H_

#include <memory>
#include <string_view>

#include "absl/status/status.h"
#include "gateway/exchange/command.h"
#include "google/protobuf/message.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {

// An empty message of the type that the payload of such an entry has. Null for
// reports and catalogues, whose own checks report personal numbers as findings,
// and for entries that hold no text of anybody.
std::unique_ptr<google::protobuf::Message> MakeTextPayload(v1::EntryKind kind);

// INVALID_ARGUMENT if a text of the message, which refusals call `name`, holds a
// personal number: names the field, masks the number, says how other numbers are
// written. Pure; thread-safe.
absl::Status CheckFreeTexts(std::string_view name, const google::protobuf::Message& message);

// The same of a sender's payload and submission id. Binds commands that are new: a
// repeated submission is answered before. Commands of the gateway's own have no
// submission id, and look at their texts when they know that they are new.
absl::Status CheckFreeTexts(const Command& command);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_FREE_TEXTS_H_
