// SPDX-License-Identifier: EUPL-1.2
//
// Fields of a message that its contract does not have. Protobuf keeps them
// without a word, so that what is stored and signed would say more than anybody
// has read.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_UNKNOWN_FIELDS_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_UNKNOWN_FIELDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "google/protobuf/message.h"

namespace samlad::domain {

struct UnknownField {
  std::string path;  // "observations[3].4242"
  int number = 0;    // 4242
};

// The fields of `message`, at any depth, that its type does not have, or has
// with another wire type; each path once. The first `max` of them, in the order
// of the contract. Cheap if there are none: a few nanoseconds for each message
// within. Thread-safe.
std::vector<UnknownField> FindUnknownFields(const google::protobuf::Message& message, size_t max);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_UNKNOWN_FIELDS_H_
