// SPDX-License-Identifier: EUPL-1.2
//
// A message as YAML for people: what LoadMessage (message_loader.h) reads back
// to an equal message, if its texts have no control characters.

#ifndef SAMLAD_GATEWAY_FORMATS_YAML_WRITER_H_
#define SAMLAD_GATEWAY_FORMATS_YAML_WRITER_H_

#include <string>

#include "google/protobuf/message.h"

namespace samlad::formats {

// Fields in the order of their declaration, names as in the contract, enum
// values as words without their prefix; fields at their default are left out.
// Messages that hold only texts, and lists of scalars, are written on one line.
// Unprintable characters are written as YAML's escapes.
std::string WriteYaml(const google::protobuf::Message& message);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_YAML_WRITER_H_
