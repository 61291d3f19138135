// SPDX-License-Identifier: EUPL-1.2
//
// The texts of a message, by reflection, so that a field that the contract gains
// is not forgotten.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_MESSAGE_TEXTS_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_MESSAGE_TEXTS_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "google/protobuf/message.h"

namespace samlad::domain {

// One field of type string, or one element of such a list.
struct MessageText {
  const google::protobuf::FieldDescriptor& field;
  const std::string& path;  // "remarks[0].text"
  const std::string& text;  // not empty
};

// Visits the texts of a message and of the messages in it, in the order in which
// the contract declares the fields. Fields of type bytes are no texts. What
// `visit` is given is valid until it returns.
void ForEachText(const google::protobuf::Message& message,
                 absl::FunctionRef<void(const MessageText&)> visit);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_MESSAGE_TEXTS_H_
