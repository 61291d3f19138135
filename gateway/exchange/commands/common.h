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

#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/refusal.h"
#include "google/protobuf/message.h"

namespace samlad::exchange {

// Printable text of at most that many bytes.
bool IsPrintableText(const std::string& text, size_t bytes_max);
// Text as above, and not empty: the reason of a decision.
bool IsReason(const std::string& text);
// Says what a field must hold that IsPrintableText or IsReason does not pass.
absl::Status NoPlainText(std::string_view field, std::string_view smallest);

Prepared Refuse(absl::Status status);

// INVALID_ARGUMENT if the payload is no such message, or has fields that the
// message does not have, at any depth: they would be stored and signed without
// anybody having read them. A report or a catalogue, in which these are
// findings, is parsed without it.
absl::Status ParsePayload(const Command& command, google::protobuf::Message& out);

// Ready to be decided on, once its message is parsed.
template <class Message>
Prepared PrepareMessage(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  Message message;
  if (absl::Status parsed = ParsePayload(command, message); !parsed.ok()) return Refuse(parsed);
  return {.status = absl::OkStatus(), .seen = snapshot, .body = std::move(message)};
}

// The fields that every decision in this state has.
v1::Decision BaseDecision(const State& state, v1::Verdict verdict);

// The sender's command becomes an entry of that kind.
Decided Accept(const State& state, Command& command, v1::EntryKind kind,
               decltype(domain::Fact::what) what);
// The gateway's own command becomes an entry of that kind under that key.
Decided AcceptOwn(const State& state, Command& command, v1::EntryKind kind, std::string key,
                  decltype(domain::Fact::what) what);
// The answer to a command of the gateway's own whose entry exists already.
Decided AlreadyRecorded(const State& state);

// CommandSpec::own_key, by the key of the message.
template <class Message, std::string (*kKeyOf)(const Message&)>
std::string OwnKey(const std::string& payload) {
  Message message;
  return message.ParseFromString(payload) ? kKeyOf(message) : "";
}

// DATA_LOSS: the payload of an entry is not what its kind says.
absl::Status Unreadable(std::string_view what);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_COMMANDS_COMMON_H_
