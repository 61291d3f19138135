// SPDX-License-Identifier: EUPL-1.2
//
// Values of enumerations as people write them in files.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_ENUM_WORDS_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_ENUM_WORDS_H_

#include <string>

#include "google/protobuf/descriptor.h"

namespace samlad::domain {

// "PROJECT_STATUS_" of enum ProjectStatus: what all its values begin with.
std::string EnumPrefix(const google::protobuf::EnumDescriptor& type);

// "on_plan" of PROJECT_STATUS_ON_PLAN.
std::string EnumWord(const google::protobuf::EnumValueDescriptor& value);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_ENUM_WORDS_H_
