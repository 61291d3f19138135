// SPDX-License-Identifier: EUPL-1.2
//
// What several commands share: the forms of texts, and the usual ways to
// prepare a command, to accept it and to read its entry back.

#ifndef SAMLAD_GATEWAY_EXCHANGE_COMMANDS_COMMON_H_
#define SAMLAD_GATEWAY_EXCHANGE_COMMANDS_COMMON_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "gateway/exchange/decide.h"
#include "gateway/exchange/prepare.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {

// Printable text of at most that many bytes.
bool IsPlain(const std::string& text, size_t bytes_max);
// Plain text, and not empty: the reason of a decision.
bool IsReason(const std::string& text);
// What to give in a field that IsPlain or IsReason has found wanting.
std::string PlainText(std::string_view field, std::string_view smallest);

Prepared Refuse(absl::Status status);

// Ready to be decided on, once its message can be parsed.
template <class Message>
Prepared PrepareMessage(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  Message message;
  if (!message.ParseFromString(command.payload)) {
    return Refuse(MalformedPayload("payload", Message::descriptor()->full_name()));
  }
  return {.status = absl::OkStatus(), .seen = snapshot, .body = std::move(message)};
}

// What every decision of this state says.
v1::Decision BaseDecision(const State& state, v1::Verdict verdict);

// A sender's command becomes an entry of that kind.
Decided Accept(const State& state, Command& command, v1::EntryKind kind,
               decltype(domain::Fact::what) what);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_COMMANDS_COMMON_H_
